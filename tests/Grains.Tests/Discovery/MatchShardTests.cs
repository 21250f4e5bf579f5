using System.Text.Json;
using XelaConnect.Discovery;
using XelaConnect.EventSourcing;
using XelaConnect.Grains.Discovery;
using XelaConnect.Subscriptions;

namespace XelaConnect.Grains.Tests.Discovery;

/// <summary>What a shard holds, how it is stored, and how little it takes.</summary>
public sealed class MatchShardTests
{
    [Fact]
    public void Packed_profile_round_trips()
    {
        for (var seed = 1; seed <= 2000; seed++)
        {
            var people = new SampleProfiles(seed);
            var put = people.Put(SampleProfiles.Id(seed), people.Random.NextInt64(1, long.MaxValue));
            var packed = PackedProfile.Pack(put, SampleProfiles.Start);
            PackedProfile.VersionOf(packed).ShouldBe(put.Version);
            PackedProfile.UserIdOf(PersonKey.Of(put.UserId), packed).ShouldBe(put.UserId);
            PackedProfile.IsAbsent(packed).ShouldBe(put.Profile is null);
            if (put.Profile is null) continue;
            PackedProfile.ProfileOf(packed).ShouldBe(put.Profile, $"seed {seed}");
            foreach (var at in Enumerable.Range(0, 60).Select(hours => SampleProfiles.Start.AddHours(hours)))
                PackedProfile.HasPriority(packed, at, Plans.Default).ShouldBe(MatchSimulation.HasPriority(put, at), $"seed {seed}");
        }
    }

    [Fact]
    public void Snapshot_and_later_events_restore_the_shard()
    {
        for (var seed = 1; seed <= 300; seed++)
        {
            var people = new SampleProfiles(seed);
            var (whole, restarted) = (new MatchShardState(), new MatchShardState());
            for (var seq = 1; seq <= 80; seq++)
            {
                var recorded = new EventEnvelope<MatchShardEvent>(
                    0, seq, SampleProfiles.Start, null, people.Put(SampleProfiles.Id(people.Random.Next(40)), seq));
                whole = MatchShardState.Apply(whole, recorded);
                if (people.Random.Next(10) == 0)
                    restarted = JsonSerializer.Deserialize(
                        JsonSerializer.SerializeToUtf8Bytes(restarted, DiscoveryJson.Default.MatchShardState),
                        DiscoveryJson.Default.MatchShardState)!;
                restarted = MatchShardState.Apply(restarted, recorded);
            }
            HaveSameRecords(restarted.Profiles, whole.Profiles).ShouldBeTrue($"seed {seed}");
            restarted.Profiles.Count.ShouldBe(whole.Profiles.Count);
        }
    }

    [Fact]
    public void Leaves_of_another_size_are_repartitioned()
    {
        var people = new SampleProfiles(1);
        var (profiles, heap) = (PackedProfiles.Empty, new List<byte>());
        for (var i = 0; i < 500; i++)
            profiles = profiles.With(
                PersonKey.Of(SampleProfiles.Id(i)), PackedProfile.Pack(people.Put(SampleProfiles.Id(i), 1), SampleProfiles.Start));
        foreach (var leaf in profiles.Leaves()) heap.AddRange(leaf);
        var builder = new PackedProfiles.Builder();
        builder.Add([.. heap]);
        HaveSameRecords(builder.Build(), profiles).ShouldBeTrue();
    }

    [Fact]
    public void Older_profile_version_changes_nothing()
    {
        var profile = new MatchProfile(["Yoga"], null, 30, null, []);
        var shard = new MatchShardState();
        shard = MatchShardState.Apply(
            shard, new EventEnvelope<MatchShardEvent>(0, 1, SampleProfiles.Start, "op", new ProfilePut(3, "user-1", profile, [], null)));
        MatchShardRules.Put(shard, new PutProfile("op2", 3, "user-1", profile with { Age = 31 }, [], null), SampleProfiles.Start)
            .Events.ShouldBeEmpty();
        MatchShardRules.Put(shard, new PutProfile("op2", 2, "user-1", null, [], null), SampleProfiles.Start).Events.ShouldBeEmpty();
        shard = MatchShardState.Apply(
            shard, new EventEnvelope<MatchShardEvent>(0, 2, SampleProfiles.Start, "op4", new ProfilePut(5, "user-1", null, [], null)));
        MatchShardRules.Put(shard, new PutProfile("op3", 4, "user-1", profile, [], null), SampleProfiles.Start).Events.ShouldBeEmpty();
        MatchShardRules.Put(shard, new PutProfile("op5", 6, "user-1", profile, [], null), SampleProfiles.Start)
            .Events.ShouldHaveSingleItem();
    }

    [Fact]
    public void People_are_spread_evenly_over_shards()
    {
        var counts = new int[MatchShards.Count];
        for (var i = 0; i < 64_000; i++) counts[MatchShards.NumberOf(Ids.New("user", SampleProfiles.Start.AddSeconds(i)))]++;
        counts.Min().ShouldBeGreaterThan(1700);
        counts.Max().ShouldBeLessThan(2300);
        // In stored keys: these never change.
        MatchShards.KeyOf("user-01920000-0000-7000-8000-000000000001").ShouldBe("1");
        MatchShards.KeyOf("user-ada").ShouldBe("19");
    }

    private static bool HaveSameRecords(PackedProfiles one, PackedProfiles other)
    {
        foreach (var leaf in one.Leaves())
            foreach (var record in new PackedProfiles.Records(leaf))
                if (!record.Packed.SequenceEqual(other.Find(record.Key))) return false;
        return one.Count == other.Count;
    }
}
