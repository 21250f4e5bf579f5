namespace XelaConnect.Circles;

/// <summary>The summaries of all circles (key "all"): a state replica that circles feed.</summary>
[Alias("circles.directory")]
public interface ICircleDirectoryGrain : IGrainWithStringKey
{
    /// <summary>Stores a circle's summary; ignores a version older than the stored one.</summary>
    [Alias("Put")] Task<Outcome<Done>> PutAsync(PutCircleSummary command);
    /// <summary>Caches figures that may be a second old (posts, trending). Not stored.</summary>
    [Alias("Note")] Task CacheAsync(CircleSummary summary);
    /// <summary>All listed circles if they changed since <paramref name="version"/>; otherwise null.</summary>
    [Alias("IfChanged"), ReadOnly] Task<CircleListingSnapshot?> IfChangedAsync(long version);
}

/// <summary>Lists circles from each silo's copy of the directory, refreshed before each read (key "0").</summary>
[Alias("circles.listing")]
public interface ICircleListingGrain : IGrainWithStringKey
{
    /// <summary>A page of circles by category, words and cursor.</summary>
    [Alias("List")] Task<Page<CircleView>> ListAsync(CircleQuery query);
}

/// <summary>Stores a circle's summary in the directory.</summary>
[GenerateSerializer, Immutable, Alias("circles.put-summary.v1")]
public sealed record PutCircleSummary(
    [property: Id(0)] string OperationId, [property: Id(1)] CircleSummary Summary) : ICommand;

/// <summary>Selects circles by category (null: all) and by words, which must all occur; limit 1 to 100.</summary>
[GenerateSerializer, Immutable, Alias("circles.query.v1")]
public sealed record CircleQuery(
    [property: Id(0)] string? Category, [property: Id(1)] string? Words, [property: Id(2)] string? Cursor,
    [property: Id(3)] int Limit);
