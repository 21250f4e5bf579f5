using XelaConnect.EventSourcing;
using XelaConnect.Grains.Reflections;
using XelaConnect.Profiles;
using XelaConnect.Reflections;

namespace XelaConnect.Grains.Tests.Reflections;

/// <summary>
/// Journals and the public list under random changes, repetitions, reactivations and delivery orders. A failing run names its seed.
/// </summary>
public sealed class ReflectionsTests
{
    private static readonly string[] Authors = ["user-ada", "user-bo"];
    private static readonly string[] Sayings =
        ["Crème brûlée", "A long WALK", "Straße im Regen", "thé vert", "Ångström", "walk home", "Ελλάδα"];
    private readonly ReflectionsFixture fixture = new();

    [Fact]
    public void Random_histories_converge_in_journals_and_public_list()
    {
        var (published, hits, deleted) = (0, 0, 0);
        for (var seed = 1; seed <= 60; seed++)
        {
            var life = new RandomHistory(seed);
            for (var step = 0; step < 60; step++) life.Step();
            life.CheckPublic();
            published += life.Published;
            hits += life.Hits;
            deleted += life.Deleted;
        }
        (published > 200 && hits > 200 && deleted > 120).ShouldBeTrue($"{published} {hits} {deleted}");
    }

    [Fact]
    public void Repeated_operation_returns_its_first_response()
    {
        var first = Write("op1", "content", "prompt", isPublic: true);
        for (var i = 2; i < 20; i++) Write($"op{i}", $"content {i}");
        fixture.ForgetAll();
        Write("op1", "content", "prompt", isPublic: true).ShouldBe(first);
        List().Count.ShouldBe(19);
        fixture.Ask(() => fixture.Of("user-ada").DeleteAsync(new("gone", first.Id))).IsOk.ShouldBeTrue();
        fixture.Ask(() => fixture.Of("user-ada").DeleteAsync(new("gone", first.Id))).IsOk.ShouldBeTrue("the same operation");
        fixture.Ask(() => fixture.Of("user-ada").DeleteAsync(new("again", first.Id))).Fault.ShouldBe(ReflectionFaults.Unknown);
        fixture.Ask(() => fixture.Of("user-ada").EditAsync(new("late", first.Id, Content: "words")))
            .Fault.ShouldBe(ReflectionFaults.Unknown);
        fixture.Projected["user-ada"].ShouldSatisfyAllConditions(p => p.Written.ShouldBe(19), p => p.Days.ShouldBe(1));
    }

    [Fact]
    public void Full_journal_rejects_new_reflections()
    {
        var state = new ReflectionsState("user-ada");
        var at = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var words = new string('x', 4000);
        for (var i = 0; i < 5_000; i++)
            state = After(state, ReflectionsRules.Write(state, new($"op{i}", null, words, false), at.AddHours(i)), at.AddHours(i));
        System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(state, ReflectionsJson.Default.ReflectionsState)
            .Length.ShouldBeLessThan(1_500_000);
        (state.Kept.Count, state.Written, state.Texts).ShouldBe((5_000, 5_000, 5_000));
        state.Days.ShouldBe((5_000 + 23) / 24);
        var full =
            state with {
                Kept = state.Kept.AddRange(Enumerable.Range(1, 5_000)
                .Select(i => KeyValuePair.Create(1_000_000L + i, new KeptReflection("r", 1, 0, 1, false, at, at)))) };
        ReflectionsRules.Write(full, new("more", null, words, false), at).Refusal.ShouldBe(ReflectionFaults.Full);
    }

    [Fact]
    public void Public_list_keeps_the_newest_thousand()
    {
        var list = new PublicReflectionsState();
        var at = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        for (var i = 1; i <= 1_100; i++) list = After(list, Put(i, version: 1, isPublic: true));
        list.Newest.Length.ShouldBe(1_000);
        list.Newest[0].Id.ShouldBe("reflection-1100");
        list.Newest[^1].Id.ShouldBe("reflection-0101");
        After(list, Put(50, version: 9, isPublic: true)).Newest.ShouldBe(list.Newest);
        After(list, Put(500, version: 2, isPublic: false)).Newest.Length.ShouldBe(999);

        PublicReflectionsState After(PublicReflectionsState state, PutPublicReflection put) =>
            PublicReflectionsRules.Put(state, put, at).Events
            .Aggregate(state, (s, e) => PublicReflectionsState.Apply(s, new EventEnvelope<PublicEvent>(0, 1, at, null, e)));
        PutPublicReflection Put(int i, long version, bool isPublic) =>
            new($"op{i}", version, $"reflection-{i:0000}", "user-ada", at.AddMinutes(i), isPublic);
    }

    private static ReflectionsState After(ReflectionsState state, Decision<ReflectionsEvent> decision, DateTimeOffset at)
    {
        foreach (var e in decision.Events)
            state = ReflectionsState.Apply(
                state, new EventEnvelope<ReflectionsEvent>(
                e is TextStored ? 1 : 0, e is TextStored ? state.Texts + 1 : state.LastSeq + 1, at, null, e));
        return state;
    }

    private ReflectionView Write(string op, string content, string? prompt = null, bool isPublic = false) =>
        fixture.Ask(() => fixture.Of("user-ada").WriteAsync(new(op, prompt, content, isPublic))).Value!;

    private List<ReflectionView> List() => [.. fixture.Ask(() => fixture.Of("user-ada").ListAsync(new(null, null, 100))).Value!.Items];

    /// <summary>Two people who keep journals, beside what one would expect of it, kept in a plain list.</summary>
    private sealed class RandomHistory(int seed)
    {
        private readonly Random random = new(seed);
        private readonly ReflectionsFixture fixture = new();
        private readonly Dictionary<string, List<ReflectionView>> expected =
            Authors.ToDictionary(static a => a, static _ => new List<ReflectionView>());
        private readonly Dictionary<string, (int Written, HashSet<DateOnly> Days)> written =
            Authors.ToDictionary(static a => a, static _ => (0, new HashSet<DateOnly>()));
        private readonly List<string> gone = [];
        private int op;

        public int Published { get; private set; }
        public int Hits { get; private set; }
        public int Deleted { get; private set; }

        public void Step()
        {
            fixture.Time.Advance(TimeSpan.FromMinutes(random.Next(1, 600)));
            var author = Authors[random.Next(2)];
            var own = expected[author];
            var some = own.Count == 0 ? null : own[random.Next(own.Count)];
            switch (random.Next(10))
            {
                case < 4: Write(author); break;
                case < 7 when some is not null: Edit(author, some); break;
                case 7 when some is not null: Delete(author, some); break;
                case 8: fixture.ForgetAll(); break;
                default: Carry(); break;
            }
            Check(author);
        }

        /// <summary>Every message is delivered once more, in any order.</summary>
        public void CheckPublic()
        {
            foreach (var put in fixture.Sent.Concat(fixture.Sent).OrderBy(_ => random.Next()).ToList()) Deliver(put);
            fixture.ForgetAll();
            var all = expected.Values.SelectMany(static r => r).Where(static r => r.IsPublic)
                .OrderBy(static r => new TimeCursor(r.CreatedAt, r.Id)).Select(static r => r.Id).ToList();
            var (listed, cursor) = (new List<string>(), (string?)null);
            do
            {
                var page = fixture.Ask(() => fixture.Public().ListAsync(cursor, random.Next(1, 5))).Value!;
                listed.AddRange(page.Items.Select(static p => p.Id));
                cursor = page.NextCursor;
            }
            while (cursor is not null);
            listed.ShouldBe(all, $"seed {seed}");
            Published += all.Count;
        }

        private void Write(string author)
        {
            var (prompt, content, isPublic) = (random.Next(2) == 0 ? null : Saying(), Saying(), random.Next(2) == 0);
            var command = new WriteReflection($"op{++op}", prompt, content, isPublic);
            var view = fixture.Ask(() => fixture.Of(author).WriteAsync(command)).Value!;
            if (random.Next(4) == 0) fixture.Ask(() => fixture.Of(author).WriteAsync(command)).Value.ShouldBe(view, $"seed {seed}");
            (view.Prompt, view.Content, view.IsPublic, view.UserId).ShouldBe((prompt, content, isPublic, author));
            Ids.IsOf("reflection", view.Id).ShouldBeTrue();
            expected[author].Add(view);
            written[author] = (written[author].Written + 1, written[author].Days);
            written[author].Days.Add(DateOnly.FromDateTime(fixture.Time.GetUtcNow().UtcDateTime));
        }

        private void Edit(string author, ReflectionView before)
        {
            var prompt = random.Next(3) switch { 0 => null, 1 => new Change<string>(null), _ => new Change<string>(Saying()) };
            var content = random.Next(2) == 0 ? null : Saying();
            bool? isPublic = random.Next(2) == 0 ? null : random.Next(2) == 0;
            var after = fixture.Ask(() => fixture.Of(author).EditAsync(new($"op{++op}", before.Id, prompt, content, isPublic))).Value!;
            var expects = before with
            {
                Prompt = prompt is null ? before.Prompt : prompt.To, Content = content ?? before.Content, IsPublic = isPublic
                    ?? before.IsPublic, UpdatedAt = after.UpdatedAt,
            };
            after.ShouldBe(expects, $"seed {seed}");
            expected[author][expected[author].IndexOf(before)] = after;
            // Nobody else's.
            fixture.Ask(() => fixture.Of(Authors[author == Authors[0] ? 1 : 0]).EditAsync(new($"op{++op}", before.Id, null, "mine", null)))
                .Fault.ShouldBe(ReflectionFaults.Unknown);
        }

        private void Delete(string author, ReflectionView some)
        {
            fixture.Ask(() => fixture.Of(author).DeleteAsync(new($"op{++op}", some.Id))).IsOk.ShouldBeTrue();
            expected[author].Remove(some);
            gone.Add(some.Id);
            Deleted++;
        }

        private void Carry()
        {
            if (fixture.Sent.Count > 0) Deliver(fixture.Sent[random.Next(fixture.Sent.Count)]);
        }

        private void Deliver(PutPublicReflection put) => fixture.Ask(() => fixture.Public().PutAsync(put)).IsOk.ShouldBeTrue();

        private void Check(string author)
        {
            var newestFirst = expected[author].AsEnumerable().Reverse().ToList();
            All(author, null).ShouldBe(newestFirst, $"seed {seed}");
            // What was edited or deleted is erased at once.
            fixture.TextsOf(author).ShouldBe(
                newestFirst.SelectMany(r => (string?[])[r.Prompt, r.Content]).OfType<string>(), ignoreOrder: true, $"seed {seed}");
            var word = Saying().Split(' ')[0];
            var found = newestFirst.Where(
                r => TextFolding.ContainsAll(TextFolding.Fold($"{r.Prompt}\n{r.Content}"), TextFolding.Words(word))).ToList();
            Hits += found.Count;
            All(author, word).ShouldBe(found, $"seed {seed}");
            foreach (var id in gone)
                foreach (var reader in Authors)
                    fixture.Ask(() => fixture.Of(reader).GetAsync(id, publicOnly: false)).Fault.ShouldBe(ReflectionFaults.Unknown);
            if (newestFirst is not [var newest, ..]) return;
            fixture.Ask(() => fixture.Of(author).GetAsync(newest.Id, publicOnly: false)).Value.ShouldBe(newest);
            fixture.Ask(() => fixture.Of(author).GetAsync(newest.Id, publicOnly: true)).IsOk.ShouldBe(newest.IsPublic);
            (fixture.Projected[author].Written, fixture.Projected[author].Days)
                .ShouldBe((written[author].Written, written[author].Days.Count), $"seed {seed}");
        }

        private List<ReflectionView> All(string author, string? words)
        {
            var (all, cursor) = (new List<ReflectionView>(), (string?)null);
            do
            {
                var page = fixture.Ask(() => fixture.Of(author).ListAsync(new(words, cursor, random.Next(1, 9)))).Value!;
                all.AddRange(page.Items);
                cursor = page.NextCursor;
            }
            while (cursor is not null);
            return all;
        }

        private string Saying() => Sayings[random.Next(Sayings.Length)];
    }
}
