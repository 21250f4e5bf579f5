namespace XelaConnect.Circles;

/// <summary>A circle's summary for the directory.</summary>
[GenerateSerializer, Immutable, Alias("circles.put-summary.v1")]
public sealed record PutCircleSummary([property: Id(0)] string OperationId, [property: Id(1)] CircleSummary Summary) : ICommand;

/// <summary>What to list: a category (null: every one), words that must all occur, a cursor, 1..100 items.</summary>
[GenerateSerializer, Immutable, Alias("circles.query.v1")]
public sealed record CircleQuery(
    [property: Id(0)] string? Category,
    [property: Id(1)] string? Words,
    [property: Id(2)] string? Cursor,
    [property: Id(3)] int Limit);
