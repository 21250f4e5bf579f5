namespace XelaConnect.Circles;

/// <summary>
/// The directory of versions before the shards (key "all"). It hands its summaries over to the
/// <see cref="ICircleDirectoryShardGrain"/>s; silos of such a version still call it during an upgrade.
/// </summary>
[Alias("circles.directory")]
public interface ICircleDirectoryGrain : IGrainWithStringKey
{
    /// <summary>Passes a summary on to its shard.</summary>
    [Alias("Put")] Task<Outcome<Done>> PutAsync(PutCircleSummary command);
    /// <summary>Does nothing: the circle's summary follows.</summary>
    [Alias("Note")] Task CacheAsync(CircleSummary summary);
    /// <summary>All listed circles.</summary>
    [Alias("IfChanged"), ReadOnly] Task<CircleListingSnapshot?> IfChangedAsync(long version);
    /// <summary>The summaries of a shard if any were stored after <paramref name="afterSeq"/>; otherwise null.</summary>
    [Alias("Export"), ReadOnly] Task<CircleDirectoryExport?> ExportAsync(string shard, long afterSeq);
}

/// <summary>
/// The summaries of the circles of one of the <see cref="CircleDirectoryShards"/>: a state replica that lags a few
/// seconds behind the circles, which never wait for it.
/// </summary>
[Alias("circles.directory-shard")]
public interface ICircleDirectoryShardGrain : IGrainWithStringKey
{
    /// <summary>Stores a circle's summary; ignores a version older than the stored one.</summary>
    [Alias("Put")] Task<Outcome<Done>> PutAsync(PutCircleSummary command);
    /// <summary>The summaries that changed after a seq of the shard, in the order of their changes.</summary>
    [Alias("Changes")] Task<CircleDirectoryChanges> ChangesAsync(long afterSeq, int limit);
}

/// <summary>Lists circles from the silo's copy of the directory, at most a second old (key "0").</summary>
[Alias("circles.listing")]
public interface ICircleListingGrain : IGrainWithStringKey
{
    /// <summary>A page of circles by category, words and cursor.</summary>
    [Alias("List")] Task<Page<CircleView>> ListAsync(CircleQuery query);
}

/// <summary>
/// Summaries that changed, complete up to <paramref name="Seq"/>. <paramref name="IsWhole"/>: they begin with the
/// first, because the shard does not know the seq of the request.
/// </summary>
[GenerateSerializer, Immutable, Alias("circles.directory-changes.v1")]
public sealed record CircleDirectoryChanges(
    [property: Id(0)] ImmutableArray<CircleSummary> Circles, [property: Id(1)] long Seq, [property: Id(2)] bool More,
    [property: Id(3)] bool IsWhole);

/// <summary>The summaries of a shard in the directory of earlier versions, as of its seq.</summary>
[GenerateSerializer, Immutable, Alias("circles.directory-export.v1")]
public sealed record CircleDirectoryExport(
    [property: Id(0)] ImmutableArray<CircleSummary> Circles, [property: Id(1)] long Seq);

/// <summary>The circles are divided by a hash of their ids, so that the directory grows with them.</summary>
public static class CircleDirectoryShards
{
    /// <summary>The number of shards. Part of stored keys: never changed.</summary>
    public const int Count = 16;

    /// <summary>The keys of all shards.</summary>
    public static readonly ImmutableArray<string> Keys = Shards.Keys(Count);

    /// <summary>The key of the shard of a circle.</summary>
    public static string KeyOf(string circleId) => Keys[(int)(StableHash.ComputeHash(circleId) % Count)];
}

/// <summary>Stores a circle's summary in the directory.</summary>
[GenerateSerializer, Immutable, Alias("circles.put-summary.v1")]
public sealed record PutCircleSummary(
    [property: Id(0)] string OperationId, [property: Id(1)] CircleSummary Summary) : ICommand;

/// <summary>
/// Selects circles by category (null: all) and by words, which must all occur; limit 1 to 100. The viewer (null: signed
/// out) sees recent members of the own age group only.
/// </summary>
[GenerateSerializer, Immutable, Alias("circles.query.v1")]
public sealed record CircleQuery(
    [property: Id(0)] string? Category, [property: Id(1)] string? Words, [property: Id(2)] string? Cursor,
    [property: Id(3)] int Limit, [property: Id(4)] string? ViewerId = null);
