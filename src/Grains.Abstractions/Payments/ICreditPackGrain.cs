using XelaConnect.Subscriptions;

namespace XelaConnect.Payments;

/// <summary>A credit pack of an app store, keyed by <see cref="CreditPacks.KeyOf"/>. Events have any order.</summary>
[Alias("wallet.store-pack")]
public interface ICreditPackGrain : IGrainWithStringKey
{
    /// <summary>Records an event of the pack.</summary>
    [Alias("Note")] Task<Outcome<Done>> RecordAsync(RecordCreditPackEvent command);
}

/// <summary>Keys of <see cref="ICreditPackGrain"/>.</summary>
public static class CreditPacks
{
    /// <summary>Whether an event is about a credit pack.</summary>
    public static bool IsPack(StoreEvent happened) =>
        happened.Kind is StoreEventKinds.CreditsSold or StoreEventKinds.CreditsRefunded;

    /// <summary>The key of an event's pack, from its transaction, else line and period, else event id.</summary>
    public static string KeyOf(StoreEvent happened) => Ids.Of("pack", happened switch
    {
        { Transaction: { } transaction } => transaction,
        { Line.Length: > 0, From: { } from } => $"{happened.Line}/{from.ToUnixTimeMilliseconds()}",
        _ => $"event/{happened.EventId}",
    });
}

/// <summary>Records an event of a user's credit pack.</summary>
[GenerateSerializer, Immutable, Alias("wallet.note-pack.v1")]
public sealed record RecordCreditPackEvent(
    [property: Id(0)] string OperationId, [property: Id(1)] string UserId, [property: Id(2)] StoreEvent Event)
    : ICommand;
