namespace XelaConnect.Companion;

/// <summary>Says something to Xela.</summary>
/// <param name="OperationId">The same operation is one turn, for ever.</param>
/// <param name="Text">1 to 4,000 characters.</param>
/// <param name="AcceptLanguage">What the client says of its languages; helps to name crisis lines of the right country. Null: nothing.</param>
/// <param name="Address">A digest of the address it comes from; null: unknown. Calls of the model are counted by it.</param>
/// <param name="OverLimit">The caller sends too many: nothing is said but what may not wait (contract, "Xela").</param>
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
