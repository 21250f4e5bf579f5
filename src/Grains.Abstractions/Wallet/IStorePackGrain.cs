namespace XelaConnect.Wallet;

/// <summary>
/// One pack of credits that an app store sold, keyed by <see cref="StorePacks.KeyOf"/>: gives its credits once and takes them back when the money goes back,
/// in whatever order that is told.
/// </summary>
[Alias("wallet.store-pack")]
public interface IStorePackGrain : IGrainWithStringKey
{
    /// <summary>Takes in what an app store told of the pack.</summary>
    [Alias("Note")]
    Task<Outcome<Done>> NoteAsync(NotePack command);
}

/// <summary>Keys of <see cref="IStorePackGrain"/>.</summary>
public static class StorePacks
{
    /// <summary>True for an event about a pack of credits.</summary>
    public static bool IsPack(StoreEvent told) => told.Kind is StoreEventKinds.CreditsSold or StoreEventKinds.CreditsReturned;

    /// <summary>The key of the pack that an event is about: its transaction, else what names the purchase, else the event alone.</summary>
    public static string KeyOf(StoreEvent told) => Ids.Of("pack",
        told.Transaction ?? (told is { Line.Length: > 0, From: { } from } ? $"{told.Line}/{from.ToUnixTimeMilliseconds()}" : $"event/{told.EventId}"));
}

/// <summary>Takes in what an app store told of somebody's pack of credits.</summary>
[GenerateSerializer, Immutable, Alias("wallet.note-pack.v1")]
public sealed record NotePack([property: Id(0)] string OperationId, [property: Id(1)] string UserId, [property: Id(2)] StoreEvent Event) : ICommand;
