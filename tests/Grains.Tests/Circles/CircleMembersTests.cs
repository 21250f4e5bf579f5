using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using XelaConnect.Circles;
using XelaConnect.EventSourcing;
using XelaConnect.Grains.Circles;

namespace XelaConnect.Grains.Tests.Circles;

/// <summary>A large circle keeps its first and newest members and decides about all of them.</summary>
public sealed class CircleMembersTests
{
    private const string Id = "circle-1";
    private const int Large = 2_600;
    private const string Remove = "IMembershipsGrain.RemoveMembershipAsync";

    private readonly CircleFixture fixture = new();
    private int operations;

    [Fact]
    public void Members_of_a_large_circle_move_and_stay_members()
    {
        Grow(Large);
        var circle = fixture.CircleState(Id);
        circle.MembersCount.ShouldBe(Large);
        circle.Members.Count.ShouldBeLessThan(MemberSizes.Default.Most);
        circle.Moved.ShouldBe(Shards().Sum(shard => shard.Members.Count));
        Pages(100).ShouldBe(Enumerable.Range(1, Large).Select(User));
        Detail(User(500)).IsMember.ShouldBeTrue();
        Detail("user-stranger").IsMember.ShouldBeFalse();
        Detail(null).Members.ShouldBe(Enumerable.Range(1, 50).Select(User));
        Detail(null).Circle.RecentMembers.Select(c => c.UserId).ShouldBe([User(2600), User(2599), User(2598), User(2597)]);
        string[] asked = [User(1), User(500), "user-stranger", User(900), User(2600)];
        fixture.Ask(() => fixture.Circle(Id).MembersAmongAsync([.. asked]))
            .ShouldBe([User(1), User(2600), User(500), User(900)], ignoreOrder: true);
        fixture.Ask(() => fixture.Circle(Id).WatchAsync(User(500), null, 10)).IsOk.ShouldBeTrue();
        fixture.Ask(() => fixture.Circle(Id).WatchAsync("user-stranger", null, 10)).Fault.ShouldBe(CircleFaults.NotAMember);
    }

    [Fact]
    public void First_and_last_pages_of_members_ask_no_shard()
    {
        Grow(Large);
        var asked = Of("ICircleMembersGrain.PageAsync");
        var first = fixture.Ask(() => fixture.Circle(Id).MembersAsync(null, 100)).Value!;
        first.Items.Select(m => m.Card.UserId).ShouldBe(Enumerable.Range(1, 100).Select(User));
        var newest = fixture.CircleState(Id).Order[^101].JoinSeq;
        var last = fixture.Ask(() => fixture.Circle(Id).MembersAsync(Page.CursorOf(newest), 100)).Value!;
        last.Items.Select(m => m.Card.UserId).ShouldBe(Enumerable.Range(Large - 99, 100).Select(User));
        Of("ICircleMembersGrain.PageAsync").ShouldBe(asked);
        fixture.Ask(() => fixture.Circle(Id).MembersAsync(first.NextCursor, 101)).Value!.Items.Length.ShouldBe(101);
        Of("ICircleMembersGrain.PageAsync").ShouldBe(asked + CircleMemberShards.Count);
    }

    [Fact]
    public void Moved_member_posts_leaves_and_joins_again()
    {
        Grow(Large);
        var moved = User(500);
        Post(moved).Value!.UserName.ShouldBe(moved);
        var asked = Of("ICircleMembersGrain.FindAsync");
        Post(moved).IsOk.ShouldBeTrue();
        Of("ICircleMembersGrain.FindAsync").ShouldBe(asked, "the circle remembers what the shard said");

        Ok(fixture.Ask(() => fixture.Circle(Id).UpdateMemberAsync(new(Operation(), new MemberCard(moved, "Renamed", null)))));
        Post(moved).Value!.UserName.ShouldBe("Renamed");
        Ok(fixture.Ask(() => fixture.Circle(Id).RecordDepartureAsync(new(Operation(), moved, "another join"))));
        fixture.CircleState(Id).MembersCount.ShouldBe(Large);
        Ok(fixture.Ask(() => fixture.Circle(Id).RecordDepartureAsync(new(Operation(), moved, $"{moved}/join"))));
        Post(moved).Fault.ShouldBe(CircleFaults.NotAMember);
        fixture.CircleState(Id).MembersCount.ShouldBe(Large - 1);
        Detail(moved).IsMember.ShouldBeFalse();
        Join(moved, "second");
        Join(moved, "second");
        Post(moved).IsOk.ShouldBeTrue();
        fixture.CircleState(Id).MembersCount.ShouldBe(Large);
        Pages(1000)[^1].ShouldBe(moved);
    }

    [Fact]
    public void Join_of_a_moved_member_replaces_the_membership()
    {
        Grow(Large);
        Join(User(500), "second");
        fixture.CircleState(Id).MembersCount.ShouldBe(Large);
        Ok(fixture.Ask(() => fixture.Circle(Id).RecordDepartureAsync(new(Operation(), User(500), $"{User(500)}/join"))));
        Post(User(500)).IsOk.ShouldBeTrue("the departure is from the first membership");
        Pages(1000).Count(id => id == User(500)).ShouldBe(1);
    }

    [Fact]
    public void Excluded_moved_member_is_out_at_once()
    {
        Grow(Large);
        Post(User(500)).IsOk.ShouldBeTrue();
        // The shard learns of it later than the next post.
        fixture.OnTheWay = static call => call.StartsWith("ICircleMembersGrain.ChangeAsync", StringComparison.Ordinal)
            ? throw new TimeoutException("down") : Task.CompletedTask;
        Ok(fixture.Ask(() => fixture.Circle(Id).RemoveMemberAsync(new(Operation(), User(1), User(500)))));
        var post = fixture.Scheduler.Start(() => fixture.Circle(Id).PostAsync(new(Operation(), User(500), "Still here")));
        for (var i = 0; i < 200; i++) fixture.Advance(TimeSpan.FromMilliseconds(30));
        post.Exception!.InnerException.ShouldBeOfType<StorageUnavailableException>();
        Post(User(1)).IsOk.ShouldBeTrue("the circle holds this member");
        fixture.OnTheWay = static _ => Task.CompletedTask;
        fixture.Advance(TimeSpan.FromMinutes(2));
        fixture.Recover();
        Post(User(500)).Fault.ShouldBe(CircleFaults.NotAMember);
        fixture.Ask(() => fixture.Circle(Id).AddMemberAsync(new(Operation(), Card(User(500)), "again")))
            .Fault.ShouldBe(CircleFaults.Excluded);
    }

    [Fact]
    public void Post_decided_after_a_departure_is_refused()
    {
        Grow(Large);
        Post(User(500)).IsOk.ShouldBeTrue();
        var departure = new RecordDeparture(Operation(), User(500), $"{User(500)}/join");
        var leaving = fixture.Scheduler.Start(() => fixture.Circle(Id).RecordDepartureAsync(departure));
        var posting = fixture.Scheduler.Start(() => fixture.Circle(Id).PostAsync(new(Operation(), User(500), "And gone")));
        fixture.RunAll();
        fixture.Advance(TimeSpan.FromSeconds(1));
        leaving.Result.IsOk.ShouldBeTrue();
        posting.Result.Fault.ShouldBe(CircleFaults.NotAMember);
    }

    [Fact]
    public void Circle_of_an_earlier_version_moves_its_members()
    {
        const int Members = 100_000;
        StoreAsBefore(Members);
        fixture.Circle(Id);
        for (var i = 0; i < 200 && fixture.CircleState(Id).Members.Count > MemberSizes.Default.Most; i++) fixture.RunAll();
        fixture.Advance(TimeSpan.FromSeconds(10));

        var circle = fixture.CircleState(Id);
        circle.MembersCount.ShouldBe(Members);
        JsonSerializer.SerializeToUtf8Bytes(circle, CircleJournal.Circle.Snapshot!).Length.ShouldBeLessThan(1_000_000);
        Shards().Sum(shard => shard.Members.Count).ShouldBe((int)circle.Moved);
        var post = Post(User(77_777)).Value!;
        Ok(fixture.Ask(() => fixture.Circle(Id).RemovePostAsync(new(Operation(), User(1), post.Id, post.Seq))));
        Join(User(77_777), $"{User(77_777)}/join");
        fixture.CircleState(Id).MembersCount.ShouldBe(Members);
        fixture.Restart();
        Pages(1000).ShouldBe(Enumerable.Range(1, Members).Select(User));
    }

    [Fact]
    public void Deleted_large_circle_releases_everybody_once()
    {
        Grow(Large);
        Ok(fixture.Ask(() => fixture.Circle(Id).DeleteAsync(new(Operation(), User(1)))));
        for (var i = 0; i < 100 && fixture.CircleState(Id).MembersCount > 0; i++) fixture.Advance(TimeSpan.FromSeconds(1));
        fixture.CircleState(Id).MembersCount.ShouldBe(0);
        fixture.Calls.Where(call => call.Name == Remove).Select(call => call.Key).Order()
            .ShouldBe(Enumerable.Range(1, Large).Select(User).Order());
        fixture.Advance(TimeSpan.FromSeconds(10));
        Shards().Sum(shard => shard.Members.Count).ShouldBe(0);
    }

    [Fact]
    public void Snapshot_restores_circle_and_shards()
    {
        Grow(Large);
        Ok(fixture.Ask(() => fixture.Circle(Id).RecordDepartureAsync(new(Operation(), User(500), $"{User(500)}/join"))));
        var circle = fixture.CircleState(Id);
        var read = JsonSerializer.Deserialize(
            JsonSerializer.SerializeToUtf8Bytes(circle, CircleJournal.Circle.Snapshot!), CircleJournal.Circle.Snapshot!)!;
        (read.Moved, read.MembersCount).ShouldBe((circle.Moved, circle.MembersCount));
        read.Shards.ShouldBe(circle.Shards);
        read.Shards.Sum(shard => shard.Revisions).ShouldBeGreaterThan(0);
        foreach (var shard in Shards())
        {
            var again = JsonSerializer.Deserialize(
                JsonSerializer.SerializeToUtf8Bytes(shard, CircleJournal.Members.Snapshot!), CircleJournal.Members.Snapshot!)!;
            again.Order.ToList().ShouldBe(shard.Order.ToList());
            again.Number.ShouldBe(shard.Number);
        }
    }

    [Fact]
    public void Shard_refuses_a_change_before_an_earlier_one()
    {
        var shard = new CircleMembersState();
        CircleMembersRules.Change(shard, new ChangeMembers("change/2", 2, [], []), default).Refusal.ShouldNotBeNull();
        CircleMembersRules.Change(shard, new ChangeMembers("change/1", 1, [], []), default).Events.Length.ShouldBe(1);
        CircleMembersRules.Change(shard with { Number = 2 }, new ChangeMembers("change/2", 2, [], []), default).Events.ShouldBeEmpty();
    }

    [Fact]
    public void Circle_and_shards_agree_with_one_set_of_members()
    {
        for (var seed = 1; seed <= 1500; seed++)
        {
            var simulation = new Simulation(seed);
            for (var step = 0; step < 150; step++) simulation.Step();
            simulation.Check();
        }
    }

    private void Grow(int members)
    {
        Ok(fixture.Ask(() => fixture.Circle(Id).CreateAsync(new(Operation(), User(1), Profile()))));
        for (var i = 1; i <= members; i++) Join(User(i), $"{User(i)}/join");
        fixture.Advance(TimeSpan.FromSeconds(10));
    }

    /// <summary>A snapshot of a version that held all members, and one event after it.</summary>
    private void StoreAsBefore(int members)
    {
        var circle = CircleState.Apply(new CircleState(Id), Recorded(1, new CircleCreated(User(1), Profile())));
        for (var i = 1; i <= members; i++)
            circle = CircleState.Apply(circle, Recorded(i + 1, new MemberJoined(Card(User(i)), $"{User(i)}/join")));
        var json = JsonNode.Parse(JsonSerializer.SerializeToUtf8Bytes(circle, CircleJournal.Circle.Snapshot!))!.AsObject();
        json.Remove("moved").ShouldBeTrue();
        json.Remove("shards").ShouldBeTrue();
        json.Remove("removals").ShouldBeTrue();
        fixture.Scheduler.Complete(() => fixture.Store.WriteAsync(
            CircleJournal.Circle.SnapshotName, Id, new Snapshot(circle.Version, JsonSerializer.SerializeToUtf8Bytes(json)), null));
        var (alias, payload) = CircleJournal.Circle.Events.Encode(new CircleEdited(Profile()));
        var row = new JournalRow($"circles.circle/{Id}", circle.Version + 1, fixture.Time.GetUtcNow(), "edit", alias, payload);
        fixture.Store.Rows.Add((row.Stream, row.Seq), row);
    }

    private List<string> Pages(int limit)
    {
        List<string> members = [];
        string? cursor = null;
        do
        {
            var page = fixture.Ask(() => fixture.Circle(Id).MembersAsync(cursor, limit)).Value!;
            members.AddRange(page.Items.Select(m => m.Card.UserId));
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return members;
    }

    private IEnumerable<CircleMembersState> Shards() => Enumerable.Range(0, CircleMemberShards.Count)
        .Select(shard => fixture.MembersState(CircleMemberShards.KeyOf(Id, shard)));

    private CircleDetailView Detail(string? viewerId) => fixture.Ask(() => fixture.Circle(Id).GetAsync(viewerId)).Value!;

    private Outcome<CirclePost> Post(string userId) => fixture.Ask(() => fixture.Circle(Id).PostAsync(new(Operation(), userId, "Hello")));

    private void Join(string userId, string joinId) =>
        Ok(fixture.Ask(() => fixture.Circle(Id).AddMemberAsync(new(Operation(), Card(userId), joinId))));

    private string Operation() => $"op{++operations}";

    private int Of(string name) => fixture.Calls.Count(call => call.Name == name);

    private static void Ok<T>(Outcome<T> outcome) => outcome.IsOk.ShouldBeTrue();

    private static string User(int number) => $"user-{number:000000}";

    private static MemberCard Card(string userId) => new(userId, userId, null);

    private static CircleProfile Profile() => new("Walks", "Social", "We walk.", null, null, null, []);

    private static EventEnvelope<CircleEvent> Recorded(long seq, CircleEvent happened) =>
        new(happened is PostAdded ? CircleState.Activity : CircleState.Main, seq, default, null, happened);

    /// <summary>A small circle with moves, delayed changes and outdated answers, beside one set of members.</summary>
    private sealed class Simulation
    {
        private static readonly MemberSizes Sizes = new(Most: 8, Kept: 4, FirstKept: 2, Batch: 3);
        private readonly Random random;
        private readonly int seed;
        private readonly Dictionary<string, (string JoinId, string Name)> members = [];
        private readonly Dictionary<string, CircleMembersState> shards = [];
        private readonly Dictionary<string, FoundMember> found = [];
        private readonly Queue<OutboxMessage> underWay = [];
        private CircleState circle = CircleState.Apply(new CircleState(Id), Recorded(1, new CircleCreated("user-0", Profile())));
        private int names;

        public Simulation(int seed) => (this.seed, random) = (seed, new Random(seed));

        public void Step()
        {
            var userId = $"user-{random.Next(1, 25)}";
            var isMember = members.TryGetValue(userId, out var member);
            var joinId = isMember && random.Next(3) > 0 ? member.JoinId : $"join-{++names}";
            switch (random.Next(12))
            {
                case < 4:
                    var card = new MemberCard(userId, $"name-{++names}", null);
                    var joined = Decide(userId, f => CircleRules.AddMember(circle, new AddMember("op", card, joinId), f, default));
                    if (circle.Excluded.Contains(userId)) break;
                    joined.ShouldBe(!isMember || member.JoinId != joinId, $"seed {seed}");
                    if (joined) members[userId] = (joinId, card.Name);
                    break;
                case < 6:
                    var departure = new RecordDeparture("op", userId, joinId);
                    var left = Decide(userId, f => CircleRules.RecordDeparture(circle, departure, f, default));
                    left.ShouldBe(isMember && member.JoinId == joinId, $"seed {seed}");
                    if (left) members.Remove(userId);
                    break;
                case 6:
                    Decide(userId, f => CircleRules.RemoveMember(circle, new RemoveMember("op", "user-0", userId), f, default))
                        .ShouldBe(members.Remove(userId), $"seed {seed}");
                    break;
                case 7:
                    Decide(userId, _ => CircleRules.ReadmitMember(circle, new ReadmitMember("op", "user-0", userId), default));
                    break;
                case 8:
                    var renamed = new MemberCard(userId, $"name-{++names}", null);
                    Decide(userId, f => CircleRules.UpdateMember(circle, new UpdateMember("op", renamed), f, default)).ShouldBe(isMember);
                    if (isMember) members[userId] = (member.JoinId, renamed.Name);
                    break;
                case 9:
                    Decide(userId, _ => CircleRules.Move(circle, new MoveMembers("op", Sizes), default));
                    break;
                case 10 when underWay.Count > 0:
                    Deliver();
                    break;
                default:
                    Decide(userId, f => CircleRules.Post(circle, new PostToCircle("op", userId, "Hello"), f, default))
                        .ShouldBe(isMember, $"seed {seed}");
                    if (isMember) circle.Recent[^1].UserName.ShouldBe(member.Name, $"seed {seed}");
                    break;
            }
            circle.MembersCount.ShouldBe(members.Count, $"seed {seed}");
        }

        public void Check()
        {
            while (underWay.Count > 0) Deliver();
            var all = circle.Members.Values.Concat(shards.Values.SelectMany(shard => shard.Members.Values)).ToList();
            all.Select(m => (m.Card.UserId, m.JoinId, m.Card.Name)).Order()
                .ShouldBe(members.Select(m => (m.Key, m.Value.JoinId, m.Value.Name)).Order(), $"seed {seed}");
            circle.Moved.ShouldBe(shards.Values.Sum(shard => shard.Members.Count), $"seed {seed}");
            shards.Values.SelectMany(shard => shard.Order)
                .ShouldAllBe(m => m.JoinSeq >= circle.MovedFirst && m.JoinSeq <= circle.MovedLast, $"seed {seed}");
        }

        /// <summary>Whether anything happened. An answer of the shard may be from any earlier moment.</summary>
        private bool Decide(string userId, Func<FoundMember?, Decision<CircleEvent>> rule)
        {
            var decision = rule(found.GetValueOrDefault(userId));
            if (decision.Refusal == CircleRules.AskShard)
            {
                while (underWay.Count > 0) Deliver();
                var shard = circle.Shards[CircleMemberShards.Of(userId)];
                var state = ShardOf(CircleMemberShards.KeyOf(Id, CircleMemberShards.Of(userId)));
                state.Number.ShouldBe(shard.Changes, $"seed {seed}");
                decision = rule(found[userId] = new FoundMember(state.Members.GetValueOrDefault(userId), shard));
                decision.Refusal.ShouldNotBe(CircleRules.AskShard, $"seed {seed}");
            }
            foreach (var happened in decision.Events)
                circle = CircleState.Apply(
                    circle, Recorded((happened is PostAdded ? circle.LastSeq : circle.Version) + 1, happened));
            foreach (var message in decision.Messages)
                if (message.Command is ChangeMembers) underWay.Enqueue(message);
            return decision.Refusal is null && !decision.Events.IsEmpty;
        }

        private void Deliver()
        {
            var message = underWay.Dequeue();
            var decision = CircleMembersRules.Change(ShardOf(message.Target), (ChangeMembers)message.Command, default);
            decision.Refusal.ShouldBeNull($"seed {seed}");
            foreach (var happened in decision.Events)
                shards[message.Target] = CircleMembersState.Apply(
                    ShardOf(message.Target), new EventEnvelope<CircleMembersEvent>(0, 1, default, null, happened));
        }

        private CircleMembersState ShardOf(string key) => shards.GetValueOrDefault(key) ?? new CircleMembersState();
    }
}
