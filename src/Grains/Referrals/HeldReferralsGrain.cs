namespace XelaConnect.Grains.Referrals;

/// <summary>The list is the journal. Whether a referral is still held is read from its code.</summary>
[GrainType("held-referrals"), Reentrant]
internal sealed partial class HeldReferralsGrain(
    Journal<HeldReferralsState, HeldReferralsEvent> journal, ILogger<HeldReferralsGrain> log)
    : EventSourcedGrain<HeldReferralsState, HeldReferralsEvent>(journal), IHeldReferralsGrain
{
    public Task<Outcome<Done>> AddAsync(ListHeldReferral command) => Handle(
        command, static (_, c, _) => new HeldReferralListed(c.Code, c.OwnerId, c.NewUserId, c.Reason));

    public async Task<Outcome<Page<HeldReferralView>>> ListAsync(string? cursor, int limit)
    {
        var listed = await Journal.PageAsync(cursor, limit, static recorded => recorded);
        if (!listed.IsOk) return listed.Fault;
        var views = await Task.WhenAll(listed.Value.Items.Select(ViewAsync));
        return new Page<HeldReferralView>([.. views], listed.Value.NextCursor);
    }

    protected override void OnCommitted(ImmutableArray<EventEnvelope<HeldReferralsEvent>> events) =>
        LogHeld(log, events.Length, Committed.Count);

    private async Task<HeldReferralView> ViewAsync(EventEnvelope<HeldReferralsEvent> recorded)
    {
        var (code, ownerId, userId, reason) = (HeldReferralListed)recorded.Event;
        var isOpen = await GrainFactory.ReferralCode(code).IsHeldAsync(userId);
        return new HeldReferralView(code, ownerId, userId, reason, recorded.At, isOpen);
    }

    // Only counts: who invited whom is for staff.
    [LoggerMessage(2981, LogLevel.Warning, "Held {New} referrals for staff; {Total} so far")]
    private static partial void LogHeld(ILogger log, int @new, long total);
}

[JsonDerivedType(typeof(HeldReferralListed), "referrals.held-listed.v1")]
internal abstract record HeldReferralsEvent;
internal sealed record HeldReferralListed(
    string Code, string OwnerId, string UserId, string Reason) : HeldReferralsEvent;

/// <summary>The number of entries, which are the journal.</summary>
internal sealed record HeldReferralsState(string Key)
{
    public long Count { get; init; }
}

internal static class HeldReferralsJournal
{
    public static readonly JournalDefinition<HeldReferralsState, HeldReferralsEvent> List = new()
    {
        Name = "referrals.held",
        Empty = static key => new HeldReferralsState(key),
        Apply = static (list, _) => list with { Count = list.Count + 1 },
        Events = new EventCodec<HeldReferralsEvent>(ReferralJson.Default),
        Snapshot = ReferralJson.Default.HeldReferralsState,
    };
}
