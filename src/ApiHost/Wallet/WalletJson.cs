namespace XelaConnect.ApiHost.Wallet;

/// <summary>The balance.</summary>
internal sealed record BalanceJson(long Credits);

/// <summary>A page of the ledger, newest first.</summary>
internal sealed record EntriesJson(IReadOnlyList<EntryJson> Entries, string? NextCursor)
{
    public static EntriesJson Of(Page<WalletEntry> page) => new([.. page.Items.Select(EntryJson.Of)], page.NextCursor);
}

/// <summary>
/// One entry: <paramref name="Amount"/> is signed, in credits; <paramref name="Cause"/> is a sentence for the user.
/// </summary>
internal sealed record EntryJson(
    string Id, long Amount, string Cause, string? Reference, long Balance, DateTimeOffset CreatedAt)
{
    public static EntryJson Of(WalletEntry entry) =>
        new(entry.Id, entry.Amount, entry.Cause, entry.Reference, entry.Balance, entry.CreatedAt);
}

/// <summary>The balance after a top-up, or before it while the payment is pending (202).</summary>
internal sealed record BalanceChangedJson(string Message, long Credits);
/// <summary>Response to the purchase of a boost.</summary>
internal sealed record BoostedJson(string Message, BoostJson Boost, long Credits);
/// <summary>A boost and its end.</summary>
internal sealed record BoostJson(DateTimeOffset EndsAt);
/// <summary>Response to the purchase of an AI session.</summary>
internal sealed record AiSessionStartedJson(string Message, AiSessionJson Session, long Credits);
/// <summary>Additional messages to Xela until the end of the UTC day.</summary>
internal sealed record AiSessionJson(int Messages, DateTimeOffset EndsAt);

/// <summary>Body of a top-up. The token is a Stripe <c>pm_…</c> or <c>tok_…</c>.</summary>
internal sealed record TopUpRequest(
    [property: Range(1, int.MaxValue)] int Credits, [property: Length(4, Limits.CardToken)] string StripeToken);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(BalanceJson))]
[JsonSerializable(typeof(EntriesJson))]
[JsonSerializable(typeof(BalanceChangedJson))]
[JsonSerializable(typeof(BoostedJson))]
[JsonSerializable(typeof(AiSessionStartedJson))]
[JsonSerializable(typeof(TopUpRequest))]
[JsonSerializable(typeof(StripeEventRequest))]
internal sealed partial class WalletJson : JsonSerializerContext;
