namespace XelaConnect.Grains.Safety;

/// <summary>Registers reports.</summary>
internal static class SafetyModule
{
    public static void AddTo(IServiceCollection services)
    {
        services.AddJournal(ReportsJournal.Month);
    }
}
