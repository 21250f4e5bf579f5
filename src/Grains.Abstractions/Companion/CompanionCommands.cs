namespace XelaConnect.Companion;

/// <summary>
/// Sends a message of 1 to 4,000 characters to Xela; repeated, it is the same turn. Accept-Language hints at the
/// country of the hotlines. A caller over the request limit gets a reply to a crisis signal only. Model calls are
/// counted by a digest of the caller's address; null if unknown.
/// </summary>
[GenerateSerializer, Immutable, Alias("companion.ask.v1")]
public sealed record AskXela(
    [property: Id(0)] string OperationId, [property: Id(1)] string Text,
    [property: Id(2)] string? AcceptLanguage = null, [property: Id(3)] bool OverLimit = false,
    [property: Id(4)] string? Address = null) : ICommand;

/// <summary>Replaces what Xela remembers.</summary>
[GenerateSerializer, Immutable, Alias("companion.set-memory.v1")]
public sealed record SetMemory([property: Id(0)] string OperationId, [property: Id(1)] string Text) : ICommand;

/// <summary>Deletes the conversation.</summary>
[GenerateSerializer, Immutable, Alias("companion.delete.v1")]
public sealed record DeleteCompanion([property: Id(0)] string OperationId) : ICommand;
