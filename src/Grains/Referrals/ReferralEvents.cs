namespace XelaConnect.Grains.Referrals;

/// <summary>Events of a referral code.</summary>
[JsonDerivedType(typeof(CodeClaimed), "referrals.claimed.v1")]
[JsonDerivedType(typeof(ReferredSignedUp), "referrals.signed-up.v1")]
[JsonDerivedType(typeof(ReferralConverted), "referrals.converted.v1")]
[JsonDerivedType(typeof(ReferralVoided), "referrals.voided.v1")]
[JsonDerivedType(typeof(ReferralRevoked), "referrals.revoked.v1")]
[JsonDerivedType(typeof(RewardEarned), "referrals.gift-earned.v1")]
[JsonDerivedType(typeof(RewardLost), "referrals.gift-lost.v1")]
internal abstract record ReferralEvent;

internal sealed record CodeClaimed(string OwnerId) : ReferralEvent;

internal sealed record ReferredSignedUp(string UserId) : ReferralEvent;

internal sealed record ReferralConverted(string UserId, int Credits) : ReferralEvent;

internal sealed record ReferralVoided(string UserId) : ReferralEvent;

internal sealed record ReferralRevoked(string UserId) : ReferralEvent;

internal sealed record RewardEarned(string GrantId, string Kind, int Conversions) : ReferralEvent;

internal sealed record RewardLost(string GrantId) : ReferralEvent;
