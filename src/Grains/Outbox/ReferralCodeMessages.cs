namespace XelaConnect.Grains.Outbox;

internal static class ReferralCodeMessages
{
    public static readonly OutboxMessageType<RecordReferredSignup> RecordSignup = new(
        "accounts.note-referred-signup.v1", OutboxJson.Default.RecordReferredSignup,
        static (grains, code, command) => grains.ReferralCode(code).RecordSignupAsync(command));

    /// <summary>Addressed to the referrer, whose grain knows the code; without one there is no conversion.</summary>
    public static readonly OutboxMessageType<ConvertReferral> Convert = new(
        "accounts.convert-referral.v1", OutboxJson.Default.ConvertReferral,
        static async (grains, referrerId, command) =>
        {
            if (await grains.User(referrerId).GetAsync() is not { } referrer) return;
            var isMember = referrer is { IsGuest: false, IsRemoved: false };
            await grains.ReferralCode(referrer.ReferralCode).ConvertAsync(command with { ReferrerIsMember = isMember });
        });

    /// <summary>Addressed to the referrer, whose grain knows the code.</summary>
    public static readonly OutboxMessageType<RevokeReferral> Revoke = new(
        "accounts.revoke-referral.v1", OutboxJson.Default.RevokeReferral,
        static async (grains, referrerId, command) =>
        {
            if (await grains.User(referrerId).GetAsync() is not { } referrer) return;
            await grains.ReferralCode(referrer.ReferralCode).RevokeAsync(command);
        });

    /// <summary>For staff, who decide at the code.</summary>
    public static readonly OutboxMessageType<ListHeldReferral> ListHeld = new(
        "referrals.list-held.v1", OutboxJson.Default.ListHeldReferral,
        static (grains, list, command) => grains.HeldReferrals(list).AddAsync(command));

    public static readonly OutboxMessageType[] All = [RecordSignup, Convert, Revoke, ListHeld];
}
