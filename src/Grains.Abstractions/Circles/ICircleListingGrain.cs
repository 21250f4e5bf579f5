using Orleans.Concurrency;

namespace XelaConnect.Circles;

/// <summary>All circles' summaries (key "all"), kept up by what circles owe it.</summary>
[Alias("circles.directory")]
public interface ICircleDirectoryGrain : IGrainWithStringKey
{
    /// <summary>Takes over a circle's summary; an older version than the one held changes nothing.</summary>
    [Alias("Put")]
    Task<Outcome<Done>> PutAsync(PutCircleSummary command);

    /// <summary>A circle's figures that may be a second old (posts, trending); held in memory, and healed when the circle is next used.</summary>
    [Alias("Note")]
    Task CacheAsync(CircleSummary summary);

    /// <summary>Everything listed, if it changed since <paramref name="version"/>; else null.</summary>
    [Alias("IfChanged"), ReadOnly]
    Task<CircleListingSnapshot?> IfChangedAsync(long version);
}

/// <summary>Answers listings from a per-silo copy of the directory, never older than a quarter of a second (key "0").</summary>
[Alias("circles.listing")]
public interface ICircleListingGrain : IGrainWithStringKey
{
    /// <summary>One page of circles by category, words and cursor (contract endpoint 9).</summary>
    [Alias("List")]
    Task<Page<CircleView>> ListAsync(CircleQuery query);
}
