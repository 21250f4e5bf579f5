namespace XelaConnect.Grains.Privacy;

internal static class PrivacyModule
{
    public static void AddTo(IServiceCollection services) => services
        .AddSingleton<TargetFinder>()
        .AddJournal(PrivacyJournal.Erasure)
        .AddJournal(PrivacyJournal.Receipt)
        .AddOutboxMessages(
            ErasureMessages.Begin, ErasureMessages.Continue, ReceiptMessages.Issue, ReceiptMessages.Finish);
}

internal static class PrivacyJournal
{
    /// <summary>Deleted as a whole when the receipt is issued.</summary>
    public static readonly JournalDefinition<ErasureState, ErasureEvent> Erasure = new()
    {
        Name = "privacy.erasure",
        Empty = static id => new ErasureState(id),
        Apply = ErasureState.Apply,
        Events = new EventCodec<ErasureEvent>(PrivacyJson.Default),
    };

    public static readonly JournalDefinition<ReceiptState, ReceiptEvent> Receipt = new()
    {
        Name = "privacy.receipt",
        Empty = static id => new ReceiptState(id),
        Apply = ReceiptState.Apply,
        Events = new EventCodec<ReceiptEvent>(PrivacyJson.Default),
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ErasureEvent))]
[JsonSerializable(typeof(ReceiptEvent))]
internal sealed partial class PrivacyJson : JsonSerializerContext;
