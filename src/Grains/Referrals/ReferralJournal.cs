namespace XelaConnect.Grains.Referrals;

/// <summary>The journal of referral codes.</summary>
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
        Replicas =
        [
            UserFacets.Replica<ReferralState>("user",
                static (before, after) =>
                    after.OwnerId is not null && (before.SignedUp != after.SignedUp || before.Converted != after.Converted),
                static referral => referral.OwnerId!,
                static referral => new ReferralsFacet { Referrals = referral.SignedUp.Count, Conversions = referral.Converted.Count }),
        ],
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ReferralEvent))]
[JsonSerializable(typeof(ReferralState))]
internal sealed partial class ReferralJson : JsonSerializerContext;
