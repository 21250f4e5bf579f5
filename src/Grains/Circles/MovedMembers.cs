namespace XelaConnect.Grains.Circles;

/// <summary>
/// Asks the shards of a circle's members, and remembers what they said of single users. The circle decides each change
/// of a shard, so it knows when an answer is outdated. Lives on the circle's scheduler.
/// </summary>
internal sealed class MovedMembers(IGrainFactory grains, TimeProvider time, Func<CircleState> committed)
{
    private const int MaxRemembered = 10_000;
    private const int MaxAttempts = 100;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(30);
    private readonly Dictionary<string, FoundMember> remembered = new(StringComparer.Ordinal);
    private int released;

    public async ValueTask<bool> HasAsync(string userId) =>
        committed().TryFind(userId, remembered.GetValueOrDefault(userId), out var member)
            ? member is not null
            : (await FindAsync(userId)).Member is not null;

    /// <summary>Decides with what the shard of a user says, again while that changes.</summary>
    public async Task<Outcome<TView>> DecideAsync<TView>(string userId, Func<FoundMember?, Task<Outcome<TView>>> decide)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var found = remembered.GetValueOrDefault(userId);
            if (!committed().TryFind(userId, found, out _)) found = await FindAsync(userId);
            var outcome = await decide(found);
            if (outcome.Fault != CircleRules.AskShard) return outcome;
        }
        throw Unavailable();
    }

    /// <summary>Decides the release of a batch of the first shard with members.</summary>
    public async Task<Outcome<Done>> ReleaseAsync(Func<FoundMembers?, Task<Outcome<Done>>> decide)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var found = committed() is { Closed: true, Order.IsEmpty: true, Moved: > 0 } ? await FirstAsync() : null;
            var outcome = await decide(found);
            if (outcome.Fault != CircleRules.AskShard) return outcome;
        }
        throw Unavailable();
    }

    /// <summary>Those of some users who are in shards.</summary>
    public async Task<IEnumerable<string>> AmongAsync(IEnumerable<string> userIds)
    {
        if (committed().Moved == 0) return [];
        var shards = userIds.GroupBy(CircleMemberShards.Of).Select(users => AskAsync(
            users.Key, (shard, number) => shard.FindAsync([.. users], number)));
        return (await Task.WhenAll(shards)).SelectMany(static found => found.Members, static (_, m) => m.Card.UserId);
    }

    /// <summary>The first members of all shards after a join seq.</summary>
    public async Task<IEnumerable<CircleMember>> PageAsync(long afterJoinSeq, int limit)
    {
        var shards = Enumerable.Range(0, CircleMemberShards.Count).Select(i => AskAsync(
            i, (shard, number) => shard.PageAsync(afterJoinSeq, limit, number)));
        return (await Task.WhenAll(shards)).SelectMany(static found => found.Members);
    }

    private async Task<FoundMember> FindAsync(string userId)
    {
        var found = await AskAsync(
            CircleMemberShards.Of(userId), (shard, number) => shard.FindAsync([userId], number));
        if (remembered.Count >= MaxRemembered) remembered.Clear();
        return remembered[userId] = new FoundMember(found.Members.FirstOrDefault(), found.AsOf);
    }

    private async Task<FoundMembers?> FirstAsync()
    {
        for (; released < CircleMemberShards.Count; released++)
        {
            var found = await AskAsync(
                released, static (shard, number) => shard.PageAsync(0, CircleRules.ReleaseBatch, number));
            if (!found.Members.IsEmpty) return found;
        }
        return null;
    }

    private async Task<FoundMembers> AskAsync(
        int shard, Func<ICircleMembersGrain, long, Task<ImmutableArray<CircleMember>?>> ask)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var circle = committed();
            if (circle.Shards.IsEmpty) return new FoundMembers(shard, [], default);
            var asOf = circle.Shards[shard];
            if (await ask(grains.CircleMembers(CircleMemberShards.KeyOf(circle.Id, shard)), asOf.Changes) is { } members)
                return new FoundMembers(shard, members, asOf);
            await Task.Delay(Pause, time);
        }
        throw Unavailable();
    }

    private static StorageUnavailableException Unavailable() => new("A shard of the circle's members does not respond.");
}
