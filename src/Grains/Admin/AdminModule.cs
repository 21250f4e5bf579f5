namespace XelaConnect.Grains.Admin;

/// <summary>Registers the audit log.</summary>
internal static class AdminModule
{
    public static void AddTo(IServiceCollection services)
    {
        services.AddJournal(AuditJournal.Month).AddOutboxMessages(AuditMessages.Record);
    }
}
