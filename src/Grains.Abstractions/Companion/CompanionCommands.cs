namespace XelaConnect.Companion;

/// <summary>Sends a message to Xela. A repeated operation is the same turn.</summary>
/// <param name="OperationId">The operation.</param>
/// <param name="Text">1 to 4,000 characters.</param>
/// <param name="AcceptLanguage">The client's Accept-Language, or null: a hint at the country of the hotlines.</param>
/// <param name="OverLimit">The caller exceeds the request limit: only a crisis signal gets a reply.</param>
/// <param name="Address">A digest of the caller's address, by which model calls are counted; null if unknown.</param>
[GenerateSerializer, Immutable, Alias("companion.ask.v1")]
public sealed record AskXela(
    [property: Id(0)] string OperationId,
    [property: Id(1)] string Text,
    [property: Id(2)] string? AcceptLanguage = null,
    [property: Id(3)] bool OverLimit = false,
    [property: Id(4)] string? Address = null) : ICommand;

/// <summary>Replaces what Xela remembers.</summary>
[GenerateSerializer, Immutable, Alias("companion.set-memory.v1")]
public sealed record SetMemory([property: Id(0)] string OperationId, [property: Id(1)] string Text) : ICommand;

/// <summary>Deletes the conversation.</summary>
[GenerateSerializer, Immutable, Alias("companion.delete.v1")]
public sealed record DeleteCompanion([property: Id(0)] string OperationId) : ICommand;
