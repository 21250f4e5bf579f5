using System.Reflection;
using System.Text.Json;
using XelaConnect.Circles;
using XelaConnect.Courses;
using XelaConnect.Discovery;
using XelaConnect.EventSourcing;
using XelaConnect.Grains.Circles;
using XelaConnect.Grains.Courses;
using XelaConnect.Grains.Discovery;
using XelaConnect.Grains.Relationships;
using XelaConnect.Relationships;

namespace XelaConnect.Grains.Tests.EventSourcing;

/// <summary>
/// The journals that drop the rows that a snapshot covers. With the rows their operations are forgotten, so that the state alone must
/// refuse a repetition.
/// </summary>
public sealed class ReadModelTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 22, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Covered_rows_are_dropped_of_read_models_only() =>
        typeof(InboxJournal).Assembly.GetTypes()
            .SelectMany(static type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Where(static field => field.FieldType.IsGenericType
                && field.FieldType.GetGenericTypeDefinition() == typeof(JournalDefinition<,>))
            .Select(static field => field.GetValue(null)!)
            .Where(static definition => definition.GetType().GetProperty("CoveredRowsKept")!.GetValue(definition) is not null)
            .Select(static definition => (string)definition.GetType().GetProperty("Name")!.GetValue(definition)!)
            .Order(StringComparer.Ordinal)
            .ShouldBe(["circles.directory-shard", "conversations.inbox", "courses.catalog", "discovery.match-shard"]);

    [Fact]
    public void Inbox_refuses_a_repetition_by_its_state() => RefusesRepetitions(
        InboxJournal.Inbox, "ada", static (key, version) => new PutConversation("op", new ConversationView(
            key, "ben", Now, new MessageView("m", version, "ben", "hello", Now, false, false), 1, 0, 0, version % 3 == 0, version)),
        InboxRules.Put);

    [Fact]
    public void Match_shard_refuses_a_repetition_by_its_state() => RefusesRepetitions(
        MatchShardJournal.Shard, "0", static (key, version) => new PutProfile(
            "op", version, key, version % 3 == 0 ? null : new MatchProfile(["Yoga"], null, 30, null, []), [], null),
        MatchShardRules.Put);

    [Fact]
    public void Directory_shard_refuses_a_repetition_by_its_state() => RefusesRepetitions(
        CircleJournal.DirectoryShard, "0", static (key, version) => new PutCircleSummary("op", new CircleSummary(
            key, new CircleProfile(key, "general", "", null, null, null, []), 1, version % 3 != 0, null, Now, 0, null, [], version)),
        DirectoryShardRules.Put);

    [Fact]
    public void Catalog_refuses_a_repetition_by_its_state() => RefusesRepetitions(
        CourseJournal.Catalog, "all", static (key, version) => new PutCourseOutline("op", new CourseView(
            key, new CourseContent("A course", "", "", "", null, 1, 1, null, "", "", [], []), Now, version)),
        CourseRules.Put);

    /// <summary>Commands of three keys in random order and repeated, with a snapshot after each.</summary>
    private static void RefusesRepetitions<TState, TEvent, TCommand>(
        JournalDefinition<TState, TEvent> definition, string key, Func<string, long, TCommand> commandOf,
        Func<TState, TCommand, DateTimeOffset, Decision<TEvent>> rule) where TState : class where TEvent : class
    {
        var random = new Random(7);
        var newest = new Dictionary<string, long>();
        var (state, seq, repeated) = (definition.Empty(key), 0L, 0);
        for (var i = 0; i < 500; i++)
        {
            var (id, version) = ($"key-{random.Next(3)}", (long)random.Next(1, 100));
            var events = rule(state, commandOf(id, version), Now).Events;
            if (version <= newest.GetValueOrDefault(id))
            {
                events.ShouldBeEmpty($"version {version} of {id}");
                repeated++;
            }
            else
            {
                events.Length.ShouldBe(1);
                newest[id] = version;
            }
            foreach (var happened in events)
                state = definition.Apply(state, new EventEnvelope<TEvent>(0, ++seq, Now, null, happened));
            state = JsonSerializer.Deserialize(JsonSerializer.SerializeToUtf8Bytes(state, definition.Snapshot!), definition.Snapshot!)!;
        }
        repeated.ShouldBeGreaterThan(400);
    }
}
