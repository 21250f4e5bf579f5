namespace XelaConnect.EventSourcing;

/// <summary>In order for each receiver, receivers side by side. What fails is retried on a recovery's wake.</summary>
internal sealed class Outbox(
    string journal, string owner, IJournalStore store, IGrainFactory grains, TimeProvider time, KernelMetrics metrics,
    ILogger log)
{
    private readonly Dictionary<string, ReceiverQueue> queues = new(StringComparer.Ordinal);

    /// <summary>The task completes after the first attempt, whatever its result.</summary>
    public Task Add(OutboxMessage message, long version)
    {
        var (queue, delivery) = Enqueue(message, version);
        _ = queue.Deliveries.RunAsync();
        return delivery.Attempted.Task;
    }

    /// <summary>Until then a newer version may replace it.</summary>
    public void AddLater(OutboxMessage message, long version, TimeSpan lag)
    {
        var (queue, _) = Enqueue(message, version);
        if (queue.IsScheduled) return;
        queue.IsScheduled = true;
        _ = DeliverLaterAsync(queue, lag);
    }

    /// <summary>Retries everything that is not being delivered.</summary>
    public Task DeliverAsync()
    {
        var idle = queues.Values.Where(queue => !queue.Deliveries.IsRunning).ToList();
        return Task.WhenAll(idle.Select(queue => queue.Deliveries.RunAsync()));
    }

    private (ReceiverQueue Queue, Delivery Delivery) Enqueue(OutboxMessage message, long version)
    {
        // One queue for all types to a receiver, so that a departure does not overtake the admission before it.
        // Messages that no response awaits have their own, so that they delay no response.
        var name = message.Type.ResponseAwaitsDelivery ? message.Target : $"{message.Type.Alias} {message.Target}";
        if (!queues.TryGetValue(name, out var queue)) queues.Add(name, queue = new ReceiverQueue(name, DeliverAsync));
        var delivery = queue.Waiting.Find(waiting => waiting.Message.Id == message.Id);
        if (delivery is not null) (delivery.Message, delivery.Version) = (message, version);
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

    /// <summary>Up to the first failure.</summary>
    private async Task DeliverAsync(ReceiverQueue queue)
    {
        while (queue.Waiting.Count > 0)
        {
            var delivery = queue.Waiting[0];
            queue.Waiting.RemoveAt(0);
            if (!await TryDeliverAsync(delivery))
            {
                // A newer version that came meanwhile has taken its place.
                if (!queue.Waiting.Exists(waiting => waiting.Message.Id == delivery.Message.Id))
                    queue.Waiting.Insert(0, delivery);
                foreach (var waiting in queue.Waiting) waiting.Attempted.TrySetResult();
                delivery.Attempted.TrySetResult();
                return;
            }
            _ = AcknowledgeAsync(delivery);
            delivery.Attempted.TrySetResult();
        }
        if (!queue.IsScheduled) queues.Remove(queue.Name);
    }

    private async Task<bool> TryDeliverAsync(Delivery delivery)
    {
        var (message, alias) = (delivery.Message, delivery.Message.Type.Alias);
        using var span = KernelTraces.Deliver(journal, alias, delivery.Cause);
        try { await message.Type.DeliverAsync(grains, message); }
        catch (DeliveryDeferredException)
        {
            span.Succeed("not_yet");
            return false;
        }
        catch (Exception e)
        {
            span.Fail("undelivered", e);
            metrics.Undelivered(alias);
            KernelLog.DeliveryFailed(log, e, alias, owner);
            return false;
        }
        span.Succeed("delivered");
        metrics.Delivered(alias);
        return true;
    }

    private async Task AcknowledgeAsync(Delivery delivery)
    {
        try { await store.AcknowledgeAsync(owner, [new OutboxAcknowledgement(delivery.Message.Id, delivery.Version)]); }
        catch (Exception e) { KernelLog.AcknowledgementFailed(log, e, delivery.Message.Type.Alias, owner); }
    }

    private sealed class ReceiverQueue
    {
        public ReceiverQueue(string name, Func<ReceiverQueue, Task> deliver) =>
            (Name, Deliveries) = (name, new Coalescer(() => deliver(this)));

        public string Name { get; }
        public List<Delivery> Waiting { get; } = [];
        public Coalescer Deliveries { get; }
        public bool IsScheduled { get; set; }
    }

    private sealed class Delivery(OutboxMessage message, long version)
    {
        public OutboxMessage Message { get; set; } = message;
        public long Version { get; set; } = version;
        public Activity? Cause { get; set; }
        public TaskCompletionSource Attempted { get; } = new();
    }
}
