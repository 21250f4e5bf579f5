using System.Collections.Immutable;
using XelaConnect.Accounts;
using XelaConnect.Circles;
using XelaConnect.EventSourcing;
using XelaConnect.Profiles;
using XelaConnect.Tests.Hosting;

namespace XelaConnect.Tests.Privacy;

/// <summary>What a person who leaves had stored, deleted and rewritten through the grains that own it.</summary>
public sealed class ErasableTests
{
    [Fact]
    public async Task Circle_keeps_its_seqs_and_the_words_of_others()
    {
        await using var cluster = await GrainCluster.StartAsync(1);
        var (ada, ben) = (await CreateAsync(cluster, "Ada"), await CreateAsync(cluster, "Ben"));
        var id = Ids.Of("circle", "erasable");
        (await cluster.Grains.Memberships(ben).CreateCircleAsync(new("create", id, GrainCluster.Profile))).IsOk.ShouldBeTrue();
        (await cluster.Grains.Memberships(ada).JoinCircleAsync(new("join", id))).IsOk.ShouldBeTrue();
        var circle = cluster.Grains.Circle(id);
        for (var i = 1; i <= 120; i++)
            (await circle.PostAsync(new($"post/{i}", i % 2 == 0 ? ben : ada, $"words {i}"))).IsOk.ShouldBeTrue();

        var part = FormerUsers.PartOf(ada);
        var erasable = cluster.Grains.GetGrain<IErasable>(GrainId.Create("circle", id));
        (await RewriteAsync(erasable, part)).ShouldBe(61, "60 posts and the joining");
        (await RewriteAsync(erasable, part)).ShouldBe(0);

        // The activation that was rewritten ends a moment later.
        ImmutableArray<CirclePost> posts = [];
        await Until.TrueAsync(async () => (posts = (await circle.HistoryAsync(0, null, 200)).Value)[^2].Removed);
        posts.Select(post => post.Seq).ShouldBe(Enumerable.Range(1, 120).Select(i => (long)i));
        posts.Where(post => post.UserId == ben).Select(post => post.Message)
            .ShouldBe(Enumerable.Range(1, 60).Select(i => $"words {2 * i}"));
        posts.Where(post => post.UserId != ben).ShouldAllBe(
            post => post.Removed && post.Message.Length == 0 && post.UserName == FormerUsers.Name && FormerUsers.Is(post.UserId));
        (await circle.GetAsync(ben)).Value!.Circle.RecentMembers.Select(member => member.Name)
            .ShouldBe([FormerUsers.Name, "Ben"], ignoreOrder: true);
        (await circle.PostAsync(new("after", ben, "still here"))).Value!.Seq.ShouldBe(121);
    }

    [Fact]
    public async Task Deleted_user_is_unknown()
    {
        await using var cluster = await GrainCluster.StartAsync(1);
        var ada = await CreateAsync(cluster, "Ada");
        var erasable = cluster.Grains.GetGrain<IErasable>(GrainId.Create("user", ada));
        await Until.TrueAsync(async () => await CallAsync(erasable.DeleteStoredAsync) is { More: false });
        await Until.TrueAsync(async () => await cluster.Grains.User(ada).GetAsync() is null);
    }

    private static async Task<string> CreateAsync(GrainCluster cluster, string name)
    {
        var id = Ids.Of("user", $"erasable/{name}");
        var created = new CreateUser($"{id}/create", null, new NewProfile(name), null, IsGuest: false);
        (await cluster.Grains.User(id).CreateAsync(created)).IsOk.ShouldBeTrue();
        return id;
    }

    private static async Task<long> RewriteAsync(IErasable erasable, string part)
    {
        var (rows, subStream, after, by) = (0L, 0, 0L, FormerUsers.Replacement(part, 7, isFirst: true));
        while (true)
        {
            var rewritten = await CallAsync(() => erasable.RewriteStoredAsync(part, by, subStream, after));
            rows += rewritten.Rows;
            if (!rewritten.More) return rows;
            (subStream, after) = (rewritten.SubStream, rewritten.AfterSeq);
        }
    }

    /// <summary>A call that meets an ending activation is repeated, as the erasure does.</summary>
    private static async Task<T> CallAsync<T>(Func<Task<T>> call)
    {
        T result = default!;
        await Until.TrueAsync(async () =>
        {
            try
            {
                result = await call();
                return true;
            }
            catch (StorageUnavailableException) { return false; }
        });
        return result;
    }
}
