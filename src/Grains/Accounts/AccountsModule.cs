namespace XelaConnect.Grains.Accounts;

/// <summary>Registers accounts and sessions.</summary>
internal static class AccountsModule
{
    public static void AddTo(IServiceCollection services)
    {
        services
            .AddJournal(AccountJournal.Account)
            .AddJournal(AccountJournal.Session)
            .AddOutboxMessages(SessionMessages.End);
    }
}
