using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using XelaConnect.Grains.Discovery;

namespace XelaConnect.Tests.Discovery;

/// <summary>What loading leaves in memory is given back once, after the last of many shards, and never for a few.</summary>
public sealed class LoadingLitterTests
{
    private readonly FakeTimeProvider time = new();

    [Fact]
    public void Many_shards_one_after_the_other_are_one_collection_after_the_last()
    {
        using var litter = new LoadingLitter(time, NullLogger<LoadingLitter>.Instance);
        for (var shard = 0; shard < 32; shard++)
        {
            litter.Note(31_000);
            time.Advance(LoadingLitter.Quiet / 2);
            litter.Collections.ShouldBe(0);
        }
        time.Advance(LoadingLitter.Quiet);
        litter.Collections.ShouldBe(1);
        time.Advance(LoadingLitter.Quiet * 10);
        litter.Collections.ShouldBe(1);
    }

    [Fact]
    public void A_few_are_none_also_when_they_follow_many()
    {
        using var litter = new LoadingLitter(time, NullLogger<LoadingLitter>.Instance);
        litter.Note(LoadingLitter.Many - 1);
        time.Advance(LoadingLitter.Quiet * 10);
        litter.Collections.ShouldBe(0);
        litter.Note(1);
        time.Advance(LoadingLitter.Quiet);
        litter.Collections.ShouldBe(1);
        litter.Note(LoadingLitter.Many - 1);
        time.Advance(LoadingLitter.Quiet * 10);
        litter.Collections.ShouldBe(1);
    }
}
