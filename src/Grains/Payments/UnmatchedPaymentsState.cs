namespace XelaConnect.Grains.Payments;

/// <summary>State of the list: the count of its entries, which are the journal.</summary>
internal sealed record UnmatchedPaymentsState(string Key)
{
    public long Count { get; init; }

    public static UnmatchedPaymentsState Apply(UnmatchedPaymentsState list, EventEnvelope<UnmatchedPaymentsEvent> recorded) => recorded.Event switch
    {
        PaymentListed => list with { Count = list.Count + 1 },
        _ => throw new InvalidDataException(
            $"The list of unmatched payments has no event {recorded.Event.GetType().Name}."),
    };
}

/// <summary>Decisions about the list.</summary>
internal static class UnmatchedPaymentsRules
{
    public static Decision<UnmatchedPaymentsEvent> Add(
        UnmatchedPaymentsState list, ListUnmatchedPayment command, DateTimeOffset now) =>
        new PaymentListed(command.IntentId, command.Payment);
}
