namespace XelaConnect.Grains.Referrals;

/// <summary>What happens to a referral code.</summary>
internal abstract record ReferralEvent;

internal sealed record CodeClaimed(string OwnerId) : ReferralEvent;

internal sealed record ReferredSignedUp(string UserId) : ReferralEvent;

internal sealed record ReferralConverted(string UserId, int Credits) : ReferralEvent;

internal sealed record ReferralVoided(string UserId) : ReferralEvent;

internal sealed record ReferralRevoked(string UserId) : ReferralEvent;

internal sealed record RewardEarned(string GrantId, string Kind, int Conversions) : ReferralEvent;

internal sealed record RewardLost(string GrantId) : ReferralEvent;
