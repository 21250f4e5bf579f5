using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using XelaConnect.Accounts;
using XelaConnect.Courses;
using XelaConnect.EventSourcing;
using XelaConnect.Grains.Growth;
using XelaConnect.Grains.Profiles;
using XelaConnect.Profiles;

namespace XelaConnect.Grains.Tests.Growth;

/// <summary>
/// Streak, path, weekly growth and badges after every step of random histories, against a recount from the list of events that uses none of
/// the rules' code. Replicas come late, twice and in the wrong order. A failing run names its seed.
/// </summary>
public sealed class GrowthPropertyTests
{
    private static readonly string?[] Zones =
        [null, "Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/Lisbon", "America/St_Johns", "Asia/Kathmandu"];

    [Fact]
    public void Growth_equals_a_recount_of_random_histories()
    {
        var (longest, highest, badges, moves) = (0, 0, 0, 0);
        for (var seed = 1; seed <= 100; seed++)
        {
            var history = new GrowthHistory(seed);
            for (var step = 0; step < 160; step++) history.Step();
            history.CheckReplay();
            longest = Math.Max(longest, history.State.MaxStreak);
            highest = Math.Max(highest, EmotionalPath.Of(history.State));
            badges = Math.Max(badges, Badges.Of(history.State).Length);
            moves += history.Moves;
        }
        // The runs reach what they are about.
        longest.ShouldBeGreaterThan(30);
        highest.ShouldBe(100);
        badges.ShouldBeGreaterThan(10);
        moves.ShouldBeGreaterThan(400);
    }

    private sealed class GrowthHistory
    {
        private readonly int seed;
        private readonly Random random;
        private readonly int calm;
        private readonly List<EventEnvelope<UserEvent>> log = [];
        private readonly List<(
            DateTimeOffset At, Func<UserState, DateTimeOffset, Decision<UserEvent>> Rule, Action<DateTimeOffset> Note)> sent = [];

        // The bare list of what happened.
        private readonly List<DateOnly> held = [];
        private readonly List<DateOnly> counted = [];
        private readonly List<(DateOnly Day, int Value)> path = [];
        private readonly Dictionary<string, long> newest = new(StringComparer.Ordinal);
        private DateTimeOffset now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        private string? zone;
        private long version;
        private int longest = 1;
        private (int Modules, int Courses, int Circles, int Friends, int Conversions, int Written, int WrittenDays, int TalkDays) most;
        private (int Modules, int Courses, int Written, int WrittenDays, int TalkDays) truth;

        public GrowthHistory(int seed)
        {
            (this.seed, random) = (seed, new Random(seed));
            calm = random.Next(2, 9);
            now = now.AddMinutes(random.Next(1440));
            Take(UserRules.Create(State, new CreateUser("op", "u@example.org", new NewProfile("U"), null, false), "XC00000000", now));
            Count(Utc(now));
            Check();
        }

        public UserState State { get; private set; } = new("u");

        public int Moves { get; private set; }

        public void Step()
        {
            // Some come every day for long, some now and then.
            now = now.AddMinutes(calm > 6
                ? random.Next(60, 1_000)
                : random.Next(calm) == 0 ? random.Next(1, 2_500) : random.Next(200, 1_500));
            switch (calm > 6 && random.Next(2) == 0 ? 0 : random.Next(12))
            {
                case < 5: See(); break;
                case 5: Move(); break;
                case 6: Again(); break;
                default: Project(); break;
            }
            Check();
        }

        /// <summary>What is stored and read again leads to the same, from the beginning and from any snapshot on.</summary>
        public void CheckReplay()
        {
            var stored = log.Select(r => r with { Event = Reread(r.Event) }).ToList();
            var cut = random.Next(stored.Count);
            var early = stored[..cut].Aggregate(new UserState("u"), UserState.Apply);
            var read = JsonSerializer.Deserialize(
                JsonSerializer.SerializeToUtf8Bytes(early, UserJournal.User.Snapshot!), UserJournal.User.Snapshot!)!;
            foreach (var replayed in (UserState[])[
                stored.Aggregate(new UserState("u"), UserState.Apply), stored[cut..].Aggregate(read, UserState.Apply)])
            {
                (replayed.Streak, replayed.MaxStreak, replayed.LastDay, replayed.TimeZone)
                    .ShouldBe((State.Streak, State.MaxStreak, State.LastDay, State.TimeZone), $"seed {seed}");
                EmotionalPath.Of(replayed).ShouldBe(EmotionalPath.Of(State));
                replayed.Path.ShouldBe(State.Path);
                // The creation counts as a visit and is an event of its own.
                stored.Count(e => e.Event is UserSeen or UserSeenOn).ShouldBe(counted.Count - 1, $"seed {seed}: one for each date");
                Badges.Of(replayed).ShouldBe(Badges.Of(State));
            }
        }

        private void See()
        {
            Take(UserRules.Seen(State, now));
            Count(DateIn(zone));
        }

        /// <summary>
        /// A change of zone is a request by the old one's date; then the new one's date holds, where it is later, without counting.
        /// </summary>
        private void Move()
        {
            var to = Zones[random.Next(Zones.Length)];
            Take(UserRules.SetTimeZone(State, new SetTimeZone("op", to), now));
            if (to == zone) return;
            Count(DateIn(zone));
            zone = to;
            for (var day = held.Max().AddDays(1); day <= DateIn(zone); day = day.AddDays(1)) held.Add(day);
            Moves++;
        }

        private void Project()
        {
            truth = (truth.Modules + random.Next(3), truth.Courses + random.Next(12) / 11, truth.Written + random.Next(4),
                truth.WrittenDays + random.Next(2), truth.TalkDays + random.Next(2));
            var (v, t, circles, friends, conversions) = (++version, truth, random.Next(7), random.Next(14), random.Next(12));
            switch (random.Next(6))
            {
                case 0:
                    Tell("modules", v,
                        new LearningFacet
                        {
                            Courses = [new CourseProgress("c", [], 10)], ModulesFinished = t.Modules, CoursesFinished = t.Courses,
                        },
                        () => most =
                            most with { Modules = Math.Max(most.Modules, t.Modules), Courses = Math.Max(most.Courses, t.Courses) });
                    break;
                case 1:
                    Tell("circles", v, new CirclesFacet { CircleIds = [.. Enumerable.Range(0, circles).Select(i => $"circle-{i}")] },
                        () => most = most with { Circles = Math.Max(most.Circles, circles) });
                    break;
                case 2:
                    Tell("friends", v, new ConnectionsFacet { Max = friends },
                        () => most = most with { Friends = Math.Max(most.Friends, friends) });
                    break;
                case 3:
                    Tell("conversions", v, new ReferralsFacet { Referrals = 20, Conversions = conversions },
                        () => most = most with { Conversions = Math.Max(most.Conversions, conversions) });
                    break;
                case 4:
                    Tell("talks", v, new CompanionFacet { Days = t.TalkDays },
                        () => most = most with { TalkDays = Math.Max(most.TalkDays, t.TalkDays) });
                    break;
                default:
                    Tell("words", v, new ReflectionsFacet { Written = t.Written, Days = t.WrittenDays },
                        () => most =
                            most with {
                                Written = Math.Max(most.Written, t.Written), WrittenDays = Math.Max(most.WrittenDays, t.WrittenDays) });
                    break;
            }
        }

        /// <summary>Delivered now or after later messages, and perhaps repeated.</summary>
        private void Tell(string what, long v, UserFacet facet, Action note)
        {
            sent.Add((now, (user, at) => UserRules.UpdateFacet(user, new UpdateFacet("op", v, facet), at), _ =>
            {
                if (newest.GetValueOrDefault(what) >= v) return;
                newest[what] = v;
                note();
            }));
            if (random.Next(4) > 0) Deliver(sent[^1]);
        }

        private void Again()
        {
            if (sent.Count > 0) Deliver(sent[random.Next(sent.Count)]);
        }

        private void Deliver(
            (DateTimeOffset At, Func<UserState, DateTimeOffset, Decision<UserEvent>> Rule, Action<DateTimeOffset> Note) one)
        {
            Take(one.Rule(State, now));
            one.Note(now);
        }

        private void Take(Decision<UserEvent> decision)
        {
            foreach (var happened in decision.Events)
            {
                log.Add(new EventEnvelope<UserEvent>(0, log.Count + 1, now, null, happened));
                State = UserState.Apply(State, log[^1]);
            }
        }

        private void Count(DateOnly day)
        {
            if (held.Count > 0 && day <= held.Max()) return;
            held.Add(day);
            counted.Add(day);
        }

        private void Check()
        {
            var why = string.Create(CultureInfo.InvariantCulture, $"seed {seed}, {now:O}, {zone}");
            var (streak, days) = (0, held.ToHashSet());
            for (var day = held.Max(); days.Contains(day); day = day.AddDays(-1))
                if (counted.Contains(day)) streak++;
            State.Streak.ShouldBe(streak, why);
            longest = Math.Max(longest, streak);

            var value =
                Math.Min(100, Math.Min(60, 2 * most.Modules) + Math.Min(20, 4 * most.Circles) + Math.Min(20, most.WrittenDays)
                    + Math.Min(20, most.TalkDays));
            EmotionalPath.Of(State).ShouldBe(value, why);
            if (path.Count > 0) value.ShouldBeGreaterThanOrEqualTo(path[^1].Value, "it never falls");
            path.Add((Utc(now), value));
            foreach (var later in (int[])[0, 1, 3, 6, 7, 8])
            {
                var today = Utc(now).AddDays(later);
                PathDays.GrowthOn(State.Path, today).ShouldBe(ValueOn(today) - ValueOn(today.AddDays(-7)), $"{why}, {later} days later");
            }
            Badges.Of(State).ShouldBe(Earned(value), why);
        }

        private int ValueOn(DateOnly day) => path.LastOrDefault(p => p.Day <= day).Value;

        private IEnumerable<string> Earned(int value)
        {
            if (most.Modules > 0) yield return "First Step";
            if (most.Courses > 0) yield return "Course Graduate";
            if (most.Courses > 2) yield return "Lifelong Learner";
            if (most.Circles > 2) yield return "Circle Explorer";
            if (most.Friends > 0) yield return "First Friend";
            if (most.Friends > 9) yield return "Well Connected";
            if (most.Conversions > 0) yield return "Friend Bringer";
            if (most.Conversions > 9) yield return "Community Builder";
            if (longest > 6) yield return "Week of Light";
            if (longest > 29) yield return "Month of Light";
            if (longest > 99) yield return "Hundred Days of Light";
            if (most.Written > 0) yield return "First Words";
            if (most.Written > 24) yield return "Keeper of Words";
            if (most.TalkDays > 6) yield return "Heart to Heart";
            if (most.TalkDays > 29) yield return "Trusted Voice";
            if (value >= 50) yield return "Halfway There";
            if (value == 100) yield return "Whole Heart";
        }

        private DateOnly DateIn(string? name) => name is null
            ? Utc(now)
            : DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById(name)).DateTime);

        private static DateOnly Utc(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);

        private static UserEvent Reread(UserEvent happened)
        {
            var (alias, payload) = UserJournal.User.Events.Encode(happened);
            return UserJournal.User.Events.Decode(alias, payload);
        }
    }
}
