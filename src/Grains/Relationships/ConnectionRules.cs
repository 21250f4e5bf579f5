using XelaConnect.Accounts;
using XelaConnect.EventSourcing;
using XelaConnect.Relationships;

namespace XelaConnect.Grains.Relationships;

/// <summary>Every decision about how two people stand to each other: pure, without Orleans.</summary>
internal static class ConnectionRules
{
    /// <summary>How long whoever was declined waits before asking again, and is not shown in discovery (contract endpoint 17).</summary>
    public static readonly TimeSpan DeclineHolds = TimeSpan.FromDays(30);

    /// <summary>
    /// Whom one blocks does not exist for one. Whoever is blocked asks as a stranger does, and must not be able to tell: the request waits where the other does
    /// not see it, until the block ends.
    /// </summary>
    public static Decision<PairEvent> Request(PairState pair, NamedRequest command, DateTimeOffset now) =>
        pair.Blocks(command.FromId) ? AccountFaults.UnknownUser
        : pair.Status == ConnectionStatuses.Accepted ? ConnectionFaults.Exists
        : pair.Status == ConnectionStatuses.Pending ? pair.AskedById == command.FromId ? ConnectionFaults.Exists : new ConnectionAccepted()
        : now - pair.DeclinedAt(command.FromId) < DeclineHolds ? ConnectionFaults.Exists
        : new ConnectionRequested(command.FromId, command.Score, command.FromName, command.ToName);

    public static Decision<PairEvent> Accept(PairState pair, RespondToRequest command, DateTimeOffset now) =>
        CanRespond(pair, command.UserId) is { } refusal ? refusal
        : pair.Status == ConnectionStatuses.Accepted ? Decision.Nothing
        : pair.Status == ConnectionStatuses.Pending ? new ConnectionAccepted()
        : ConnectionFaults.NotPending;

    public static Decision<PairEvent> Decline(PairState pair, RespondToRequest command, DateTimeOffset now) =>
        CanRespond(pair, command.UserId) is { } refusal ? refusal
        : pair.Status == ConnectionStatuses.Declined ? Decision.Nothing
        : pair.Status == ConnectionStatuses.Pending ? new ConnectionDeclined()
        : ConnectionFaults.NotPending;

    /// <summary>Either ends a connection; of a request, the one who asked takes it back and the other one declines it.</summary>
    public static Decision<PairEvent> Remove(PairState pair, RemoveConnection command, DateTimeOffset now) =>
        !pair.Pair.Has(command.UserId) || pair.Blocks(command.UserId) ? ConnectionFaults.Unknown
        : pair.Status == ConnectionStatuses.Accepted ? new ConnectionRemoved()
        : pair.Status == ConnectionStatuses.Pending ? pair.AskedById == command.UserId ? new ConnectionRemoved() : new ConnectionDeclined()
        : ConnectionFaults.Unknown;

    public static Decision<PairEvent> Block(PairState pair, BlockPerson command, DateTimeOffset now) =>
        (command.ById == pair.Pair.Low ? pair.BlockedByLow : pair.BlockedByHigh) is not null ? Decision.Nothing : new PersonBlocked(command.ById);

    public static Decision<PairEvent> Unblock(PairState pair, BlockPerson command, DateTimeOffset now) =>
        (command.ById == pair.Pair.Low ? pair.BlockedByLow : pair.BlockedByHigh) is null ? Decision.Nothing : new PersonUnblocked(command.ById);

    /// <summary>The connection as both see it, or null when there never was one.</summary>
    public static ConnectionView? ViewOf(PairState pair) => pair.Status is not { } status ? null
        : new(pair.Pair.ConnectionId, pair.AskedById, pair.Pair.Other(pair.AskedById), pair.Score, status, pair.AskedAt, pair.AcceptedAt);

    /// <summary>What one of the two is to know.</summary>
    public static Relation RelationOf(PairState pair, string userId)
    {
        var isLow = userId == pair.Pair.Low;
        var (blocks, blocked) = isLow ? (pair.BlockedByLow, pair.BlockedByHigh) : (pair.BlockedByHigh, pair.BlockedByLow);
        return new(pair.Pair.Other(userId), ViewOf(pair), pair.ChangedAt, blocks, blocked is not null, pair.AskedByName, pair.AskedName);
    }

    /// <summary>Only the one who was asked answers, and only while the two can see each other.</summary>
    private static Fault? CanRespond(PairState pair, string userId) =>
        pair.Status is null or ConnectionStatuses.Removed || pair.Blocks(userId) || pair.AskedById == userId || !pair.Pair.Has(userId) ? ConnectionFaults.Unknown : null;
}

/// <summary>A request together with what the pair cannot know by itself.</summary>
internal sealed record NamedRequest(string OperationId, string FromId, int Score, string FromName, string ToName) : ICommand;
