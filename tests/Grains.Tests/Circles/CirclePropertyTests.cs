using System.Collections.Immutable;
using System.Text.Json;
using XelaConnect.Circles;
using XelaConnect.EventSourcing;
using XelaConnect.Grains.Circles;

namespace XelaConnect.Grains.Tests.Circles;

/// <summary>Circles and memberships under random actions and delivery orders. A failing run names its seed.</summary>
public sealed class CirclePropertyTests
{
    private const int Limit = 3;
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Circle_and_person_agree_on_membership_within_the_limit()
    {
        for (var seed = 1; seed <= 2000; seed++)
        {
            var simulation = new Simulation(seed);
            for (var step = 0; step < 60; step++) simulation.Step();
            simulation.DeliverAll();
            foreach (var (id, person) in simulation.People)
            {
                person.Joined.Count.ShouldBeLessThanOrEqualTo(Limit, $"seed {seed}");
                foreach (var circle in simulation.Circles.Values)
                    circle.Has(id).ShouldBe(person.Joined.Exists(m => m.CircleId == circle.Id), $"seed {seed}: {id} in {circle.Id}");
            }
        }
    }

    [Fact]
    public void Post_seqs_have_no_gaps()
    {
        var random = new Random(7);
        var simulation = new Simulation(7);
        var circle = simulation.Circles["c0"];
        var posted = 0;
        for (var i = 0; i < 500; i++)
        {
            var userId = $"u{random.Next(4)}";
            if (random.Next(4) == 0)
                circle = Fold(
                    circle,
                    CircleRules.AddMember(circle, new AddMember($"a{i}", new MemberCard(userId, userId, null), $"j{i}"), null, Start));
            var decision = CircleRules.Post(circle, new PostToCircle($"p{i}", userId, "hello"), null, Start.AddSeconds(i));
            if (!circle.Has(userId))
            {
                decision.Refusal.ShouldBe(CircleFaults.NotAMember);
                continue;
            }
            circle = Fold(circle, decision, $"p{i}");
            circle.LastSeq.ShouldBe(++posted);
            var last = circle.Recent[^1];
            Ids.SeqOf("activity", last.Id).ShouldBe(posted);
            circle.Recent.Length.ShouldBeLessThanOrEqualTo(CircleState.RecentCount);
        }
        posted.ShouldBeGreaterThan(100);
    }

    [Fact]
    public void Removed_posts_are_listed_since_any_version()
    {
        var circle =
            Fold(new CircleState("c"), CircleRules.Create(new CircleState("c"), new CreateCircle("o", "creator", Profile("c")), Start));
        circle = Fold(circle, CircleRules.AddMember(circle, new AddMember("a", new MemberCard("creator", "C", null), "j"), null, Start));
        for (var i = 1; i <= 20; i++)
            circle = Fold(circle, CircleRules.Post(circle, new PostToCircle($"p{i}", "creator", "hello"), null, Start), $"p{i}");
        var before = circle.Version;
        int[] order = [7, 3, 19, 1, 12];
        foreach (var seq in order)
            circle = Fold(circle, CircleRules.RemovePost(circle, new RemovePost($"r{seq}", "creator", "id", seq), Start));
        circle = JsonSerializer.Deserialize(
            JsonSerializer.SerializeToUtf8Bytes(circle, CircleJournal.Circle.Snapshot!), CircleJournal.Circle.Snapshot!)!;

        var (sent, version, more) = (new List<long>(), before, true);
        while (more)
        {
            var portion = circle.RemovedSince(version, 2);
            sent.AddRange(portion.Posts.Select(p => p.Seq));
            (version, more) = (portion.Version, portion.More);
        }
        sent.ShouldBe(order.Select(seq => (long)seq));
        version.ShouldBe(circle.Version);
        circle.RemovedSince(circle.Version, 2).Posts.ShouldBeEmpty();
        circle.RemovedSince(before + 2, 10).Posts.Select(p => p.Seq).ShouldBe([19, 1, 12]);
    }

    [Fact]
    public void Snapshot_restores_the_state()
    {
        for (var seed = 1; seed <= 200; seed++)
        {
            var simulation = new Simulation(seed);
            for (var step = 0; step < 80; step++) simulation.Step();
            foreach (var circle in simulation.Circles.Values)
            {
                var read = JsonSerializer.Deserialize(
                    JsonSerializer.SerializeToUtf8Bytes(circle, CircleJournal.Circle.Snapshot!), CircleJournal.Circle.Snapshot!)!;
                read.Order.ToList().ShouldBe(circle.Order.ToList(), $"seed {seed}: members in the order they came");
                read.Members.Keys.ShouldBe(circle.Members.Keys, ignoreOrder: true);
                (read.Closed, read.Version, read.CreatedBy, read.CreatedAt)
                    .ShouldBe((circle.Closed, circle.Version, circle.CreatedBy, circle.CreatedAt));
            }
        }
    }

    [Fact]
    public void Person_creates_at_most_ten_circles()
    {
        var person = new MembershipsState("u0");
        for (var i = 0; i < 25; i++)
        {
            var decision = CreateOwn(person, $"c{i}", limit: null);
            if (i >= 10) decision.Refusal.ShouldBe(CircleFaults.TooManyCreated(10));
            else decision.Messages.Select(e => e.Command.GetType())
                .ShouldBe([typeof(CreateCircle), typeof(AddMember)], "it is created before it admits");
            person = Fold(person, decision);
            CreateOwn(person, $"c{Math.Min(i, 9)}", limit: 1).Events.ShouldBeEmpty("it is theirs already");
            if (i == 5)
                person = JsonSerializer.Deserialize(
                    JsonSerializer.SerializeToUtf8Bytes(person, CircleJournal.Memberships.Snapshot!), CircleJournal.Memberships.Snapshot!)!;
        }
        for (var i = 0; i < 10; i++) person = Fold(person, MembershipRules.Leave(person, new LeaveCircle($"leave{i}", $"c{i}"), Start));
        person.Joined.ShouldBeEmpty();
        CreateOwn(person, "another", limit: null).Refusal.ShouldBe(CircleFaults.TooManyCreated(10));

        var free = Fold(new MembershipsState("u1"), CreateOwn(new MembershipsState("u1"), "c0", limit: 1));
        CreateOwn(free, "c1", limit: 1).Refusal.ShouldBe(CircleFaults.LimitReached(1));
    }

    private static Decision<MembershipEvent> CreateOwn(MembershipsState person, string circle, int? limit) =>
        MembershipRules.CreateOwn(
            person, new CreateOwnCircle($"own-{circle}", circle, Profile(circle), new MemberCard(person.UserId, "U", null), limit), Start);

    private static MembershipsState Fold(MembershipsState person, Decision<MembershipEvent> decision)
    {
        foreach (var happened in decision.Events)
            person = MembershipsState.Apply(person, new EventEnvelope<MembershipEvent>(0, 1, Start, null, happened));
        return person;
    }

    [Fact]
    public void Excluded_member_is_admitted_only_after_readmission()
    {
        var circle =
            Fold(new CircleState("c"), CircleRules.Create(new CircleState("c"), new CreateCircle("o", "creator", Profile("c")), Start));
        foreach (var id in (string[])["member", "other"])
            circle = Fold(
                circle, CircleRules.AddMember(circle, new AddMember($"a-{id}", new MemberCard(id, "M", null), $"j-{id}"), null, Start));
        circle = Fold(circle, CircleRules.RemoveMember(circle, new RemoveMember("r", "creator", "member"), null, Start));
        circle = JsonSerializer.Deserialize(
            JsonSerializer.SerializeToUtf8Bytes(circle, CircleJournal.Circle.Snapshot!), CircleJournal.Circle.Snapshot!)!;

        CircleRules.AddMember(circle, new AddMember("b", new MemberCard("member", "M", null), "j2"), null, Start)
            .Refusal.ShouldBe(CircleFaults.Excluded);
        CircleRules.ReadmitMember(circle, new ReadmitMember("l", "other", "member"), Start).Refusal.ShouldBe(CircleFaults.NotTheCreator);
        CircleRules.ReadmitMember(circle, new ReadmitMember("l", "creator", "other"), Start)
            .Events.ShouldBeEmpty("the person was not excluded");
        circle = Fold(circle, CircleRules.ReadmitMember(circle, new ReadmitMember("l", "creator", "member"), Start));
        circle.Has("member").ShouldBeFalse();
        circle = Fold(circle, CircleRules.AddMember(circle, new AddMember("b", new MemberCard("member", "M", null), "j2"), null, Start));
        circle.Has("member").ShouldBeTrue();
        // A person who left may join again.
        circle = Fold(circle, CircleRules.RecordDeparture(circle, new RecordDeparture("d", "other", "j-other"), null, Start));
        CircleRules.AddMember(circle, new AddMember("e", new MemberCard("other", "M", null), "j3"), null, Start).Refusal.ShouldBeNull();
    }

    [Fact]
    public void Circle_management_requires_the_creator()
    {
        var circle =
            Fold(new CircleState("c"), CircleRules.Create(new CircleState("c"), new CreateCircle("o", "creator", Profile("c")), Start));
        circle = Fold(circle, CircleRules.AddMember(circle, new AddMember("a", new MemberCard("member", "M", null), "j"), null, Start));
        CircleRules.Edit(circle, new EditCircle("o", "member", new CircleProfileChange(Name: "Mine")), Start)
            .Refusal.ShouldBe(CircleFaults.NotTheCreator);
        CircleRules.Delete(circle, new DeleteCircle("o", "member"), Start).Refusal.ShouldBe(CircleFaults.NotTheCreator);
        CircleRules.RemoveMember(circle, new RemoveMember("o", "member", "member"), null, Start)
            .Refusal.ShouldBe(CircleFaults.NotTheCreator);
        CircleRules.RemoveMember(circle, new RemoveMember("o", "creator", "creator"), null, Start)
            .Refusal.ShouldBe(CircleFaults.CreatorStays);
        CircleRules.RemoveMember(circle, new RemoveMember("o", "creator", "stranger"), null, Start)
            .Refusal.ShouldBe(CircleFaults.UnknownMember);
        CircleRules.Edit(circle, new EditCircle("o", "creator", new CircleProfileChange(Name: "Ours")), Start).Events.Length.ShouldBe(1);
        CircleRules.Edit(circle, new EditCircle("o", "creator", new CircleProfileChange(Name: "c")), Start)
            .Events.ShouldBeEmpty("nothing changed");
    }

    private static CircleProfile Profile(string name) => new(name, "Social", "About it", null, null, null, []);

    private static CircleState Fold(CircleState circle, Decision<CircleEvent> decision, string op = "op")
    {
        foreach (var happened in decision.Events)
        {
            var branch = happened is PostAdded ? CircleState.Activity : CircleState.Main;
            circle =
                CircleState.Apply(
                    circle, new EventEnvelope<CircleEvent>(
                    branch, (branch == CircleState.Activity ? circle.LastSeq : circle.Version) + 1, Start, op, happened));
        }
        return circle;
    }

    /// <summary>Three people, five circles, and the outbox messages between them: each receiver's in order, some of them twice.</summary>
    private sealed class Simulation
    {
        private readonly Random random;
        private readonly Dictionary<(string From, string To), Queue<OutboxMessage>> underway = [];
        private int operations;

        public Simulation(int seed)
        {
            random = new Random(seed);
            foreach (var id in new[] { "u0", "u1", "u2" }) People[id] = new MembershipsState(id);
            for (var i = 0; i < 5; i++)
                Circles[$"c{i}"] =
                    Fold(new CircleState($"c{i}"),
                        CircleRules.Create(new CircleState($"c{i}"), new CreateCircle($"create{i}", "u0", Profile($"c{i}")), Start));
        }

        public Dictionary<string, MembershipsState> People { get; } = [];
        public Dictionary<string, CircleState> Circles { get; } = [];

        public void Step()
        {
            var (person, circle) = ($"u{random.Next(3)}", $"c{random.Next(5)}");
            switch (random.Next(12))
            {
                case < 4:
                    Person(
                        person,
                        MembershipRules.Join(
                        People[person], new JoinCircle($"op{++operations}", circle, new MemberCard(person, person, null), Limit),
                        Start)); break;
                case < 6: Person(person, MembershipRules.Leave(People[person], new LeaveCircle($"op{++operations}", circle), Start)); break;
                case 6:
                    Circle(
                        circle, CircleRules.RemoveMember(
                        Circles[circle], new RemoveMember($"op{++operations}", "u0", person), null, Start)); break;
                case 7 when random.Next(6) == 0:
                    Circle(circle, CircleRules.Delete(Circles[circle], new DeleteCircle($"op{++operations}", "u0"), Start)); break;
                default: DeliverOne(); break;
            }
        }

        public void DeliverAll()
        {
            while (underway.Count > 0) DeliverOne();
        }

        private void DeliverOne()
        {
            if (underway.Count == 0) return;
            var lane = underway.Keys.ElementAt(random.Next(underway.Count));
            var effect = underway[lane].Peek();
            Deliver(effect);
            if (random.Next(4) == 0) return; // the response got lost: it is sent again
            underway[lane].Dequeue();
            if (underway[lane].Count == 0) underway.Remove(lane);
        }

        private void Deliver(OutboxMessage effect)
        {
            switch (effect.Command)
            {
                case AddMember c:
                    var admitted = CircleRules.AddMember(Circles[effect.Target], c, null, Start);
                    if (admitted.Refusal is null) Circle(effect.Target, admitted, c.OperationId);
                    else Person(
                        c.Member.UserId, MembershipRules.RemoveMembership(
                        People[c.Member.UserId], new RemoveMembership("refused", effect.Target, c.JoinId), Start));
                    break;
                case RecordDeparture c:
                    Circle(effect.Target, CircleRules.RecordDeparture(Circles[effect.Target], c, null, Start), c.OperationId); break;
                case RemoveMembership c: Person(effect.Target, MembershipRules.RemoveMembership(People[effect.Target], c, Start)); break;
                case ReleaseMemberships c:
                    Circle(effect.Target, CircleRules.Release(Circles[effect.Target], c, null, Start), c.OperationId); break;
                default: throw new InvalidOperationException(effect.Command.GetType().Name);
            }
        }

        private readonly HashSet<string> applied = [];

        private void Circle(string id, Decision<CircleEvent> decision, string? operation = null)
        {
            // As the kernel does: an operation is applied once.
            if (operation is not null && !decision.Events.IsEmpty && !applied.Add($"{id}/{operation}")) return;
            Circles[id] = Fold(Circles[id], decision);
            Owe(id, decision.Messages);
        }

        private void Person(string id, Decision<MembershipEvent> decision)
        {
            foreach (var happened in decision.Events)
                People[id] = MembershipsState.Apply(People[id], new EventEnvelope<MembershipEvent>(0, 1, Start, null, happened));
            Owe(id, decision.Messages);
        }

        private void Owe(string from, ImmutableArray<OutboxMessage> effects)
        {
            foreach (var effect in effects)
            {
                if (!underway.TryGetValue((from, effect.Target), out var lane))
                    underway[(from, effect.Target)] = lane = new Queue<OutboxMessage>();
                lane.Enqueue(effect);
            }
        }
    }
}
