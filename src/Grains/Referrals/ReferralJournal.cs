using Microsoft.Extensions.DependencyInjection.Extensions;

namespace XelaConnect.Grains.Referrals;

[JsonDerivedType(typeof(CodeClaimed), "referrals.claimed.v1")]
[JsonDerivedType(typeof(ReferredSignedUp), "referrals.signed-up.v1")]
[JsonDerivedType(typeof(ReferralConverted), "referrals.converted.v1")]
[JsonDerivedType(typeof(ReferralHeld), "referrals.referral-held.v1")]
[JsonDerivedType(typeof(ReferralVoided), "referrals.voided.v1")]
[JsonDerivedType(typeof(ReferralRevoked), "referrals.revoked.v1")]
[JsonDerivedType(typeof(RewardEarned), "referrals.gift-earned.v1")]
[JsonDerivedType(typeof(RewardLost), "referrals.gift-lost.v1")]
internal abstract record ReferralEvent;
internal sealed record CodeClaimed(string OwnerId) : ReferralEvent;
internal sealed record ReferredSignedUp(string UserId) : ReferralEvent;
internal sealed record ReferralConverted(string UserId, int Credits) : ReferralEvent;
/// <summary>Staff convert or close it (<see cref="HeldReasons"/>).</summary>
internal sealed record ReferralHeld(string UserId, string Reason) : ReferralEvent;
internal sealed record ReferralVoided(string UserId) : ReferralEvent;
internal sealed record ReferralRevoked(string UserId) : ReferralEvent;
internal sealed record RewardEarned(string GrantId, string Kind, int Conversions) : ReferralEvent;
internal sealed record RewardLost(string GrantId) : ReferralEvent;

internal static class ReferralJournal
{
    public static readonly JournalDefinition<ReferralState, ReferralEvent> Code = new()
    {
        Name = "referrals.code",
        Empty = static code => new ReferralState(code),
        Apply = ReferralState.Apply,
        Events = new EventCodec<ReferralEvent>(ReferralJson.Default),
        Snapshot = ReferralJson.Default.ReferralState,
        SizeOf = static referral => referral.SignedUp.Count,
        Replicas = [UserFacets.Replica<ReferralState>("user", static (before, after) => after.OwnerId is not null
            && (before.SignedUp != after.SignedUp || before.Converted != after.Converted),
            static referral => referral.OwnerId!, static referral => new ReferralsFacet
            {
                Referrals = referral.SignedUp.Count, Conversions = referral.Converted.Count,
            })],
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ReferralEvent))]
[JsonSerializable(typeof(ReferralState))]
[JsonSerializable(typeof(HeldReferralsEvent))]
[JsonSerializable(typeof(HeldReferralsState))]
internal sealed partial class ReferralJson : JsonSerializerContext;

internal static class ReferralsModule
{
    public static void AddTo(IServiceCollection services)
    {
        services.AddJournal(ReferralJournal.Code).AddJournal(HeldReferralsJournal.List)
            .AddOutboxMessages(ReferralCodeMessages.All);
        services.TryAddSingleton(ReferralLimits.Default);
    }
}
