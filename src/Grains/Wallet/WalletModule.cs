namespace XelaConnect.Grains.Wallet;

/// <summary>Registers wallets.</summary>
internal static class WalletModule
{
    public static void AddTo(IServiceCollection services)
    {
        services.AddJournal(WalletJournal.Wallet).AddOutboxMessages(WalletMessages.All);
        services.AddSingleton<WalletMetrics>().AddTransient<CardCharges>();
    }
}
