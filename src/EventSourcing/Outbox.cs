namespace XelaConnect.EventSourcing;

/// <summary>
/// Delivers the outbox messages of one grain: in order for each receiver, receivers side by side. What fails stays
/// stored with a later due time, and outbox recovery wakes the grain for it.
/// </summary>
internal sealed class Outbox(
    string journal, string owner, IJournalStore store, OutboxMessageTypes types, IGrainFactory grains,
    TimeProvider time, KernelMetrics metrics, ILogger log)
{
    /// <summary>The most entries that one wake reads.</summary>
    private const int MaxRecovered = 1_000;

    private readonly Dictionary<string, ReceiverQueue> queues = new(StringComparer.Ordinal);

    // By id, with the version: delivered, and the store has not confirmed that it forgot them.
    private readonly Dictionary<string, long> unacknowledged = new(StringComparer.Ordinal);

    // By id: when the last attempt of a lagged message began.
    private readonly Dictionary<string, DateTimeOffset> lastAttempts = new(StringComparer.Ordinal);
    private HashSet<string>? acknowledgedWhileReading;

    /// <summary>The task completes after the first attempt, whatever its result.</summary>
    public Task Add(OutboxMessage message, long version)
    {
        var (queue, delivery) = Enqueue(message, version);
        if (message.NotBefore is { } due) delivery.NotBefore = delivery.StoredDue = due;
        queue.EndOutage();
        _ = queue.Deliveries.RunAsync();
        return delivery.Attempted.Task;
    }

    /// <summary>
    /// Until then a newer version may replace it. With <paramref name="firstAtOnce"/> the lag begins with the last
    /// attempt.
    /// </summary>
    public void AddLater(OutboxMessage message, long version, TimeSpan lag, bool firstAtOnce)
    {
        var (queue, delivery) = Enqueue(message, version);
        delivery.LagEnd ??= (firstAtOnce ? lastAttempts.GetValueOrDefault(message.Id) : time.GetUtcNow()) + lag;
        if (!queue.IsScheduled) _ = queue.Deliveries.RunAsync();
    }

    /// <summary>Adds an entry that an earlier activation stored.</summary>
    public void Restore(OutboxEntry entry)
    {
        OutboxMessage message;
        try { message = types.Decode(entry); }
        catch (Exception e)
        {
            // Written by a newer version, or damaged. The grain and its other messages go on.
            if (entry.Due > time.GetUtcNow()) return;
            KernelLog.DeliveryFailed(log, e, entry.Kind, owner);
            _ = PostponeAsync([Postponed(entry.Id, entry.Version, entry.Kind, entry.Failures + 1, e)]);
            return;
        }
        var (queue, delivery) = Enqueue(message, entry.Version);
        delivery.Failures = entry.Failures;
        if (entry.Failures > 0 || message.Type.IsScheduled) delivery.NotBefore = delivery.StoredDue = entry.Due;
        _ = queue.Deliveries.RunAsync();
    }

    /// <summary>
    /// Delivers what is due by the store, whatever this activation knows of it. False when the store holds a commit
    /// that the activation does not know.
    /// </summary>
    public async Task<bool> RecoverAsync(Func<(long Committed, long Staged)> versions)
    {
        if (acknowledgedWhileReading is not null) return true;
        IReadOnlyList<OutboxEntry> entries;
        var acknowledged = acknowledgedWhileReading = new(StringComparer.Ordinal);
        try { entries = await store.ReadOutboxAsync(owner, time.GetUtcNow(), MaxRecovered); }
        finally { acknowledgedWhileReading = null; }
        var held = queues.Values.SelectMany(static queue => queue.Ids).ToHashSet(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (unacknowledged.TryGetValue(entry.Id, out var delivered) && delivered >= entry.Version)
                _ = AcknowledgeAsync(entry.Id, delivered, entry.Kind);
            else if (acknowledged.Contains(entry.Id) || held.Contains(entry.Id)) continue;
            else if (entry.Version > versions().Staged) return false;
            else if (entry.Version <= versions().Committed) Restore(entry);
        }
        if (entries.Count < MaxRecovered)
            foreach (var id in unacknowledged.Keys.Except(entries.Select(static entry => entry.Id)).ToList())
                unacknowledged.Remove(id);
        foreach (var queue in queues.Values.Where(queue => !queue.Deliveries.IsRunning).ToList())
        {
            foreach (var waiting in queue.Waiting) waiting.EndLag();
            _ = queue.Deliveries.RunAsync();
        }
        return true;
    }

    private (ReceiverQueue Queue, Delivery Delivery) Enqueue(OutboxMessage message, long version)
    {
        // One queue for all types to a receiver, so that a departure does not overtake the admission before it.
        // Messages that no response awaits have their own, so that they delay no response.
        var name = message.Type.ResponseAwaitsDelivery ? message.Target : $"{message.Type.Alias} {message.Target}";
        if (!queues.TryGetValue(name, out var queue)) queues.Add(name, queue = new ReceiverQueue(name, DeliverAsync));
        var delivery = queue.Waiting.Find(waiting => waiting.Message.Id == message.Id);
        if (delivery is not null) delivery.Replace(message, version);
        else queue.Waiting.Add(delivery = new Delivery(message, version));
        delivery.Cause = KernelTraces.Cause;
        return (queue, delivery);
    }

    private async Task DeliverLaterAsync(ReceiverQueue queue, TimeSpan lag)
    {
        await Task.Delay(lag, time);
        queue.IsScheduled = false;
        await queue.Deliveries.RunAsync();
    }

    /// <summary>Up to the first failure. What lags delays no other.</summary>
    private async Task DeliverAsync(ReceiverQueue queue)
    {
        while (queue.Waiting.Count > 0)
        {
            var now = time.GetUtcNow();
            if (queue.Waiting.Find(waiting => !(waiting.LagEnd > now)) is not { } delivery)
            {
                if (queue.IsScheduled) return;
                queue.IsScheduled = true;
                _ = DeliverLaterAsync(queue, queue.Waiting.Min(static waiting => waiting.LagEnd!.Value) - now);
                return;
            }
            if (delivery.NotBefore > now)
            {
                await HoldAsync(queue, delivery.NotBefore);
                return;
            }
            queue.Waiting.Remove(delivery);
            queue.Current = delivery;
            if (delivery.LagEnd is not null)
            {
                lastAttempts[delivery.Message.Id] = now;
                delivery.LagEnd = null;
            }
            var failure = await TryDeliverAsync(delivery);
            queue.Current = null;
            var message = delivery.Message;
            if (failure is null) _ = AcknowledgeAsync(message.Id, delivery.Version, message.Type.Alias);
            // A newer version that came meanwhile has taken its place, and is attempted next.
            else if (!queue.Holds(message.Id) && !await IsDeadAsync(delivery, failure))
            {
                queue.Waiting.Insert(0, delivery);
                await HoldAsync(queue, delivery.NotBefore);
                delivery.Attempted.TrySetResult();
                return;
            }
            delivery.Attempted.TrySetResult();
        }
        if (!queue.IsScheduled) queues.Remove(queue.Name);
    }

    private async Task<Exception?> TryDeliverAsync(Delivery delivery)
    {
        var (message, alias) = (delivery.Message, delivery.Message.Type.Alias);
        using var span = KernelTraces.Deliver(journal, alias, delivery.Cause);
        try { await message.Type.DeliverAsync(grains, message); }
        catch (DeliveryDeferredException e)
        {
            span.Succeed("not_yet");
            return e;
        }
        catch (Exception e)
        {
            span.Fail("undelivered", e);
            metrics.Undelivered(alias);
            KernelLog.DeliveryFailed(log, e, alias, owner);
            return e;
        }
        span.Succeed("delivered");
        metrics.Delivered(alias);
        return null;
    }

    /// <summary>Decides when it is due again. True when it is a dead letter, which delays no other.</summary>
    private async Task<bool> IsDeadAsync(Delivery delivery, Exception failure)
    {
        delivery.InOutage = RetryPolicy.IsOutage(failure);
        var attempts = delivery.InOutage ? ++delivery.Outages : ++delivery.Failures;
        var (message, now) = (delivery.Message, time.GetUtcNow());
        delivery.NotBefore = now + RetryPolicy.Delay(attempts, delivery.InOutage, message.Id);
        if (delivery.InOutage) return false;
        delivery.Error = RetryPolicy.Describe(failure);
        if (delivery.Failures < RetryPolicy.MaxFailures) return false;
        await PostponeAsync([Postponed(message.Id, delivery.Version, message.Type.Alias, delivery.Failures, failure)]);
        return true;
    }

    private OutboxPostponement Postponed(string id, long version, string kind, int failures, Exception failure)
    {
        var (now, error) = (time.GetUtcNow(), RetryPolicy.Describe(failure));
        if (failures < RetryPolicy.MaxFailures)
            return new(id, version, now + RetryPolicy.Delay(failures, isOutage: false, id), failures, error);
        metrics.Died(kind);
        KernelLog.DeadLetter(log, kind, owner, failures, error);
        return new(id, version, now, failures, error, DeadSince: now);
    }

    /// <summary>What waits behind a failed message is due when that one is, so that recovery does not come before.</summary>
    private Task HoldAsync(ReceiverQueue queue, DateTimeOffset due)
    {
        var moved = new List<OutboxPostponement>();
        foreach (var waiting in queue.Waiting)
        {
            waiting.Attempted.TrySetResult();
            if (waiting.StoredDue >= due) continue;
            waiting.StoredDue = due;
            moved.Add(new(waiting.Message.Id, waiting.Version, due, waiting.Failures, waiting.Error));
        }
        return PostponeAsync(moved);
    }

    private async Task PostponeAsync(List<OutboxPostponement> postponements)
    {
        if (postponements.Count == 0) return;
        try { await store.PostponeAsync(owner, postponements); }
        // It stays due, so recovery wakes the grain sooner than needed.
        catch (Exception e) { KernelLog.PostponementFailed(log, e, owner); }
    }

    private async Task AcknowledgeAsync(string id, long version, string alias)
    {
        unacknowledged[id] = Math.Max(version, unacknowledged.GetValueOrDefault(id));
        try
        {
            await store.AcknowledgeAsync(owner, [new OutboxAcknowledgement(id, version)]);
            acknowledgedWhileReading?.Add(id);
            if (unacknowledged.GetValueOrDefault(id) == version) unacknowledged.Remove(id);
        }
        // Recovery finds the entry overdue, and the wake repeats the acknowledgement.
        catch (Exception e) { KernelLog.AcknowledgementFailed(log, e, alias, owner); }
    }

    private sealed class ReceiverQueue
    {
        public ReceiverQueue(string name, Func<ReceiverQueue, Task> deliver) =>
            (Name, Deliveries) = (name, new Coalescer(() => deliver(this)));

        public string Name { get; }
        public List<Delivery> Waiting { get; } = [];
        public Coalescer Deliveries { get; }
        public bool IsScheduled { get; set; }

        /// <summary>The one that is being delivered.</summary>
        public Delivery? Current { get; set; }

        public IEnumerable<string> Ids => Waiting.Select(static waiting => waiting.Message.Id)
            .Concat(Current is { Message.Id: var id } ? [id] : []);

        public bool Holds(string id) => Waiting.Exists(waiting => waiting.Message.Id == id);

        /// <summary>A new message is a good moment to try again.</summary>
        public void EndOutage()
        {
            if (Waiting is [{ InOutage: true } first, ..]) first.NotBefore = default;
        }
    }

    private sealed class Delivery(OutboxMessage message, long version)
    {
        public OutboxMessage Message { get; private set; } = message;
        public long Version { get; private set; } = version;
        public int Failures { get; set; }
        public int Outages { get; set; }
        public string? Error { get; set; }
        public bool InOutage { get; set; }
        public DateTimeOffset NotBefore { get; set; }

        /// <summary>Null for one without a lag. A newer version keeps it.</summary>
        public DateTimeOffset? LagEnd { get; set; }
        public DateTimeOffset StoredDue { get; set; }
        public Activity? Cause { get; set; }
        public TaskCompletionSource Attempted { get; } = new();

        public void EndLag()
        {
            if (LagEnd is not null) LagEnd = DateTimeOffset.MinValue;
        }

        /// <summary>Its entry is replaced, too, so nothing of the earlier version is left.</summary>
        public void Replace(OutboxMessage newer, long newerVersion)
        {
            (Message, Version, Failures, Outages, Error, InOutage) = (newer, newerVersion, 0, 0, null, false);
            (NotBefore, StoredDue) = (default, default);
        }
    }
}
