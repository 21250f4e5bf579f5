namespace XelaConnect.Grains.Relationships;

internal static class ConnectionRules
{
    /// <summary>How long a declined user cannot request again and is hidden from discovery.</summary>
    public static readonly TimeSpan DeclinePeriod = TimeSpan.FromDays(30);

    /// <summary>A blocked user must not notice: their request stays pending, and only they see it.</summary>
    public static Decision<PairEvent> Request(PairState pair, NamedRequest command, DateTimeOffset now) =>
        pair.Blocks(command.FromId) ? AccountFaults.UnknownUser
        : pair.Status == ConnectionStatuses.Accepted ? ConnectionFaults.Exists
        : pair.Status == ConnectionStatuses.Pending ? pair.AskedById == command.FromId ? ConnectionFaults.Exists : new ConnectionAccepted()
        : now - pair.DeclinedAt(command.FromId) < DeclinePeriod ? ConnectionFaults.Exists
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

    /// <summary>The requesting user withdraws a request, the requested user declines it.</summary>
    public static Decision<PairEvent> Remove(PairState pair, RemoveConnection command, DateTimeOffset now) =>
        !pair.Pair.Has(command.UserId) || pair.Blocks(command.UserId) ? ConnectionFaults.Unknown
        : pair.Status == ConnectionStatuses.Accepted ? new ConnectionRemoved()
        : pair.Status == ConnectionStatuses.Pending ? pair.AskedById == command.UserId ? new ConnectionRemoved() : new ConnectionDeclined()
        : ConnectionFaults.Unknown;

    public static Decision<PairEvent> Block(PairState pair, BlockPerson command, DateTimeOffset now) =>
        pair.Blocks(command.ById) ? Decision.Nothing : new PersonBlocked(command.ById);

    public static Decision<PairEvent> Unblock(PairState pair, BlockPerson command, DateTimeOffset now) =>
        pair.Blocks(command.ById) ? new PersonUnblocked(command.ById) : Decision.Nothing;

    /// <summary>Null when there never was one.</summary>
    public static ConnectionView? ViewOf(PairState pair) => pair.Status is not { } status ? null
        : new(pair.Pair.ConnectionId, pair.AskedById, pair.Pair.Other(pair.AskedById), pair.Score, status, pair.AskedAt, pair.AcceptedAt);

    public static Relation RelationOf(PairState pair, string userId)
    {
        var isLow = userId == pair.Pair.Low;
        var (blocks, blocked) = isLow ? (pair.BlockedByLow, pair.BlockedByHigh) : (pair.BlockedByHigh, pair.BlockedByLow);
        return new(pair.Pair.Other(userId), ViewOf(pair), pair.ChangedAt, blocks, blocked is not null, pair.AskedByName, pair.AskedName);
    }

    /// <summary>Only the requested user responds, and only while no block of theirs is set.</summary>
    private static Fault? CanRespond(PairState pair, string userId) =>
        pair.Status is null or ConnectionStatuses.Removed || pair.Blocks(userId) || pair.AskedById == userId || !pair.Pair.Has(userId)
            ? ConnectionFaults.Unknown
            : null;
}

/// <summary>The grain reads the names and the score from the profiles.</summary>
internal sealed record NamedRequest(
    string OperationId, string FromId, int Score, string FromName, string ToName) : ICommand;
