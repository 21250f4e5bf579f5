namespace XelaConnect.Grains.Relationships;

internal static class ConversationRules
{
    /// <summary>A request names the person who was asked without an id, so that all rows of a pair are looked at.</summary>
    public static PairEvent Redacted(PairEvent happened, string part) => happened switch
    {
        MessageSent e when FormerUsers.Names(e.SenderId, part) => e with { Content = "" },
        ConnectionRequested e when FormerUsers.Names(e.FromId, part) => e with { FromName = FormerUsers.Name },
        ConnectionRequested e when !FormerUsers.Is(e.FromId) && e.ToName != FormerUsers.Name =>
            e with { ToName = FormerUsers.Name },
        _ => happened,
    };

    public static Decision<PairEvent> Open(PairState pair, OpenConversation command, DateTimeOffset now) =>
        pair.IsReadable ? Decision.Nothing
        : pair.IsConnected ? new ConversationOpened()
        : ConversationFaults.NotConnected;

    public static Decision<PairEvent> Send(PairState pair, SendMessage command, DateTimeOffset now)
    {
        if (!pair.IsConnected || !pair.Pair.Has(command.SenderId)) return ConversationFaults.NotConnected;
        var isLow = command.SenderId == pair.Pair.Low;
        var sent = new MessageSent(
            Ids.NewAt("msg", now, pair.LastSeq + 1, command.OperationId), command.SenderId, command.Content,
            (pair.Last?.LowCount ?? 0) + (isLow ? 1 : 0), (pair.Last?.HighCount ?? 0) + (isLow ? 0 : 1));
        return pair.OpenedAt is null ? Decision<PairEvent>.Record(new ConversationOpened(), sent) : sent;
    }

    /// <summary>Marks never move back, so a late command changes nothing.</summary>
    public static Decision<PairEvent> MarkRead(PairState pair, CountedMark command, DateTimeOffset now)
    {
        var marks = pair.Marks;
        if (command.UpToSeq <= ReadUpTo(pair, command.UserId)) return Decision.Nothing;
        var upTo = command.UpToSeq;
        return new MarksMoved(command.UserId == pair.Pair.Low
            ? marks with { ReadLow = upTo, CountLow = command.Count, DeliveredLow = Math.Max(marks.DeliveredLow, upTo) }
            : marks with { ReadHigh = upTo, CountHigh = command.Count, DeliveredHigh = Math.Max(marks.DeliveredHigh, upTo) });
    }

    public static Decision<PairEvent> MarkDelivered(PairState pair, DeliveredMark command, DateTimeOffset now)
    {
        var upTo = command.UpToSeq;
        return !pair.IsReadable || !pair.Pair.Has(command.UserId) || upTo <= DeliveredUpTo(pair, command.UserId) ? Decision.Nothing
            : new MarksMoved(command.UserId == pair.Pair.Low
                ? pair.Marks with { DeliveredLow = upTo }
                : pair.Marks with { DeliveredHigh = upTo });
    }

    public static long ReadUpTo(PairState pair, string userId) =>
        userId == pair.Pair.Low ? pair.Marks.ReadLow : pair.Marks.ReadHigh;

    public static long DeliveredUpTo(PairState pair, string userId) =>
        userId == pair.Pair.Low ? pair.Marks.DeliveredLow : pair.Marks.DeliveredHigh;

    public static long Unread(PairState pair, string userId) => pair.Last is not { } last ? 0
        : userId == pair.Pair.Low ? last.HighCount - pair.Marks.CountLow : last.LowCount - pair.Marks.CountHigh;

    public static long CountFor(PairState pair, string userId, StoredMessage message) =>
        userId == pair.Pair.Low ? message.HighCount : message.LowCount;

    /// <summary>From memory: what is unread beyond the recent messages is left out, as beyond the limit.</summary>
    public static ImmutableArray<MessageView> NewestFor(PairState pair, string userId, int limit)
    {
        var readUpTo = ReadUpTo(pair, userId);
        var first = pair.Recent.FirstOrDefault(m => m.Seq > readUpTo && m.SenderId != userId)?.Seq ?? pair.LastSeq;
        return [.. pair.Recent.Where(m => m.Seq >= first).TakeLast(limit).Select(m => ViewOf(pair, m))];
    }

    public static MessageView ViewOf(PairState pair, StoredMessage message)
    {
        var receiver = pair.Pair.Other(message.SenderId);
        return new(
            message.Id, message.Seq, message.SenderId, message.Content, message.At,
            Read: message.Seq <= ReadUpTo(pair, receiver), Delivered: message.Seq <= DeliveredUpTo(pair, receiver));
    }

    public static ConversationView ViewOf(PairState pair, string viewerId)
    {
        var other = pair.Pair.Other(viewerId);
        return new(
            pair.Pair.ConversationId, other, pair.OpenedAt ?? default, pair.Last is { } last ? ViewOf(pair, last) : null,
            Unread(pair, viewerId), ReadUpTo(pair, viewerId), ReadUpTo(pair, other), pair.IsBlocked,
            pair.Version + pair.LastSeq + pair.MarksSeq);
    }
}

/// <summary>The grain counts the other user's messages up to the mark in the journal.</summary>
internal sealed record CountedMark(string OperationId, string UserId, long UpToSeq, long Count) : ICommand;
internal sealed record DeliveredMark(string OperationId, string UserId, long UpToSeq) : ICommand;
