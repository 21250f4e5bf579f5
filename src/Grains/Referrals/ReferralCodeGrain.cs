using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Orleans.Concurrency;
using XelaConnect.Accounts;
using XelaConnect.Grains.Durability;
using XelaConnect.Referrals;

namespace XelaConnect.Grains.Referrals;

[GrainType("referral-code"), Reentrant]
internal sealed class ReferralCodeGrain(Journal<ReferralState, ReferralEvent> journal) : DurableGrain<ReferralState, ReferralEvent>(journal), IReferralCodeGrain
{
    public Task<Outcome<Done>> ClaimAsync(ClaimCode command) => Handle(command, ReferralRules.Claim);

    public Task<string?> OwnerAsync() => Task.FromResult(Committed.OwnerId);

    public Task<Outcome<Done>> NoteSignupAsync(NoteReferredSignup command) => Handle(command, ReferralRules.NoteSignup);

    public Task<ReferralView> GetAsync() => Task.FromResult(new ReferralView(Committed.SignedUp.Count, Conversions: 0, Pending: Committed.SignedUp.Count, CreditsEarned: 0));
}

/// <summary>One referral code.</summary>
internal sealed record ReferralState(string Code)
{
    public string? OwnerId { get; init; }

    /// <summary>Who came with the code.</summary>
    public ImmutableHashSet<string> SignedUp { get; init; } = [];

    public static ReferralState Apply(ReferralState referral, Recorded<ReferralEvent> recorded) => recorded.Event switch
    {
        CodeClaimed e => referral with { OwnerId = e.OwnerId },
        ReferredSignedUp e => referral with { SignedUp = referral.SignedUp.Add(e.UserId) },
        _ => throw new InvalidDataException($"A referral code does not know the event {recorded.Event.GetType().Name}."),
    };
}

/// <summary>Decisions about one referral code.</summary>
internal static class ReferralRules
{
    public static Decision<ReferralEvent> Claim(ReferralState referral, ClaimCode command, DateTimeOffset now) =>
        referral.OwnerId is null ? new CodeClaimed(command.UserId) : referral.OwnerId == command.UserId ? Decision.Nothing : ReferralFaults.Taken;

    public static Decision<ReferralEvent> NoteSignup(ReferralState referral, NoteReferredSignup command, DateTimeOffset now) =>
        referral.OwnerId is null || referral.OwnerId == command.NewUserId || referral.SignedUp.Contains(command.NewUserId) ? Decision.Nothing : new ReferredSignedUp(command.NewUserId);
}

/// <summary>What happens to a referral code.</summary>
internal abstract record ReferralEvent;

internal sealed record CodeClaimed(string OwnerId) : ReferralEvent;
internal sealed record ReferredSignedUp(string UserId) : ReferralEvent;

/// <summary>How the referrals slice is stored.</summary>
internal static class ReferralJournal
{
    public static readonly EffectKind<ProjectReferrals> Project = new("referrals.project-to-user.v1", ReferralJson.Default.ProjectReferrals,
        static (grains, userId, command) => grains.GetGrain<IUserGrain>(userId).ProjectReferralsAsync(command));

    public static readonly JournalDefinition<ReferralState, ReferralEvent> Code = new()
    {
        Name = "referrals.code",
        Empty = static code => new ReferralState(code),
        Apply = ReferralState.Apply,
        Events = new EventCodec<ReferralEvent>()
            .On("referrals.claimed.v1", ReferralJson.Default.CodeClaimed)
            .On("referrals.signed-up.v1", ReferralJson.Default.ReferredSignedUp),
        Snapshot = ReferralJson.Default.ReferralState,
        SizeOf = static referral => referral.SignedUp.Count,
        Projections =
        [
            new Projection<ReferralState>("user",
                static (before, after) => after.OwnerId is not null && before.SignedUp != after.SignedUp,
                static (referral, op, version) => Project.To(referral.OwnerId!, new ProjectReferrals(op, version, referral.SignedUp.Count, 0))),
        ],
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CodeClaimed))]
[JsonSerializable(typeof(ReferredSignedUp))]
[JsonSerializable(typeof(ReferralState))]
[JsonSerializable(typeof(ProjectReferrals))]
internal sealed partial class ReferralJson : JsonSerializerContext;
