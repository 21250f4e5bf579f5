namespace XelaConnect.Grains.Outbox;

internal static class ErasureMessages
{
    /// <summary>Waits for the end of the time to come back.</summary>
    public static readonly OutboxMessageType<BeginErasure> Begin = new(
        "privacy.begin-erasure.v1", OutboxJson.Default.BeginErasure,
        static (grains, id, command) => grains.Erasure(id).BeginAsync(command))
    {
        ResponseAwaitsDelivery = false, IsScheduled = true,
    };

    public static readonly OutboxMessageType<ContinueErasure> Continue = new(
        "privacy.continue-erasure.v1", OutboxJson.Default.ContinueErasure,
        static (grains, id, command) => grains.Erasure(id).ContinueAsync(command))
    {
        ResponseAwaitsDelivery = false,
    };
}

internal static class ReceiptMessages
{
    public static readonly OutboxMessageType<IssueReceipt> Issue = new(
        "privacy.issue-receipt.v1", OutboxJson.Default.IssueReceipt,
        static (grains, id, command) => grains.Receipt(id).IssueAsync(command))
    {
        ResponseAwaitsDelivery = false,
    };

    public static readonly OutboxMessageType<FinishErasure> Finish = new(
        "privacy.finish-erasure.v1", OutboxJson.Default.FinishErasure,
        static (grains, id, command) => grains.Receipt(id).FinishAsync(command))
    {
        ResponseAwaitsDelivery = false,
    };
}
