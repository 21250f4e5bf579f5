namespace XelaConnect.Grains.Privacy;

[GrainType("receipt"), Reentrant]
internal sealed partial class ReceiptGrain(
    Journal<ReceiptState, ReceiptEvent> journal, IOwnerStorage storage, IGrainFactory grains,
    [FromKeyedServices(Clocks.Domain)] TimeProvider time, ILogger<ReceiptGrain> log)
    : EventSourcedGrain<ReceiptState, ReceiptEvent>(journal), IReceiptGrain
{
    private const int ExpiredRows = 1_000;
    private bool isFinishing;

    public Task<Outcome<Done>> IssueAsync(IssueReceipt command) => Handle(command, static (receipt, c, _) =>
        receipt.Receipt is not null ? Decision.Nothing
        : Decision<ReceiptEvent>.Record(new ReceiptIssued(c.Receipt))
            .AndSend(ReceiptMessages.Finish.To(receipt.Id, new FinishErasure($"{receipt.Id}/finish"))));

    public async Task<Outcome<Done>> FinishAsync(FinishErasure command)
    {
        if (Committed.IsFinished) return Done.Instance;
        if (isFinishing) throw new DeliveryDeferredException("The store is being compacted.");
        isFinishing = true;
        try
        {
            var erasure = grains.GetGrain<IErasable>(GrainId.Create("erasure", Key));
            ErasedPortion erased;
            while ((erased = await erasure.DeleteStoredAsync()).More)
                if (erased.Rows == 0) throw new DeliveryDeferredException("The erasure waits for its outbox.");
            foreach (var (store, _) in storage.All)
            {
                while (await store.DeleteExpiredAsync(time.GetUtcNow(), ExpiredRows) == ExpiredRows)
                {
                }
                await store.CompactAsync();
            }
            var finished = await Handle(command, static (_, _, _) => new ReceiptFinished());
            LogFinished(log, Key);
            return finished;
        }
        finally { isFinishing = false; }
    }

    public Task<ErasureReceipt?> GetAsync() =>
        Task.FromResult(Committed.IsFinished ? Committed.Receipt : null);

    [LoggerMessage(2991, LogLevel.Information, "Erasure {Receipt} is finished.")]
    private static partial void LogFinished(ILogger log, string receipt);
}

[JsonDerivedType(typeof(ReceiptIssued), "privacy.receipt-issued.v1")]
[JsonDerivedType(typeof(ReceiptFinished), "privacy.receipt-finished.v1")]
internal abstract record ReceiptEvent;
internal sealed record ReceiptIssued(ErasureReceipt Receipt) : ReceiptEvent;
/// <summary>Nothing of the person is stored any more.</summary>
internal sealed record ReceiptFinished : ReceiptEvent;

internal sealed record ReceiptState(string Id)
{
    public ErasureReceipt? Receipt { get; init; }
    public bool IsFinished { get; init; }

    public static ReceiptState Apply(ReceiptState receipt, EventEnvelope<ReceiptEvent> stored) => stored.Event switch
    {
        ReceiptIssued e => receipt with { Receipt = e.Receipt },
        ReceiptFinished => receipt with { IsFinished = true },
        _ => throw new InvalidDataException($"A receipt does not know the event {stored.Event.GetType().Name}."),
    };
}
