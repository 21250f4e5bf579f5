namespace XelaConnect.Grains.Referrals;

/// <summary>Registers referral codes.</summary>
internal static class ReferralsModule
{
    public static void AddTo(IServiceCollection services)
    {
        services.AddJournal(ReferralJournal.Code).AddOutboxMessages(ReferralCodeMessages.All);
    }
}
