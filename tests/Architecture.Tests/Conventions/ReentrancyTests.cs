using XelaConnect.EventSourcing;

namespace XelaConnect.Architecture.Tests.Conventions;

/// <summary>
/// A reentrant grain derives from the event-sourced grain, where deciding and staging are one synchronous step. Others are listed with the
/// reason why interleaving is safe.
/// </summary>
public sealed class ReentrancyTests
{
    private static readonly Dictionary<string, string> Others = new(StringComparer.Ordinal)
    {
        ["CircleListingGrain"] = "its list is replaced as a whole by one refresh at a time",
        ["CircleVersionsGrain"] = "it has no state",
        ["GoogleSignInGrain"] = "it has no state",
        ["IdTokensGrain"] = "it has no state",
        ["LiveQueueGrain"] = "readers wait in it for the next batch while writers add",
        ["MatcherGrain"] = "it has no state of its own: it asks shards and merges",
        ["PasskeysGrain"] = "it has no state",
        ["OutboxRecoveryGrain"] = "it only wakes owners; a wake is idempotent",
        ["PresenceGrain"] = "its state is in memory and changes in synchronous steps",
        ["PresenceHostGrain"] = "its state is in memory and changes in synchronous steps",
        ["PresenceShardGrain"] = "its state is in memory and changes in synchronous steps",
        ["SubscriptionCleanupGrain"] = "removing a subscription is idempotent",
        ["VideoRoomsGrain"] = "it has no state",
    };

    [Fact]
    public void Reentrant_grain_is_event_sourced_or_listed()
    {
        string[] assemblies = [Tree.Grains, Tree.EventSourcing, Tree.Infrastructure];
        var reentrant = assemblies.SelectMany(Tree.Types).Where(IsReentrant).ToList();

        reentrant.Count.ShouldBeGreaterThan(20);
        NotEventSourced(reentrant).Order(StringComparer.Ordinal).ShouldBe(Others.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Reentrant_grain_of_another_base_is_found() => NotEventSourced([typeof(Sample)]).ShouldBe([nameof(Sample)]);

    private static bool IsReentrant(Type type) =>
        type.IsClass && type.IsDefined(typeof(Orleans.Concurrency.ReentrantAttribute), inherit: false);

    private static IEnumerable<string> NotEventSourced(IEnumerable<Type> types) =>
        types.Where(type => !Bases(type).Any(IsEventSourced)).Select(type => type.Name);

    private static IEnumerable<Type> Bases(Type type)
    {
        for (var next = type.BaseType; next is not null; next = next.BaseType) yield return next;
    }

    private static bool IsEventSourced(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(EventSourcedGrain<,>);

    [Orleans.Concurrency.Reentrant]
    private sealed class Sample : Orleans.Grain;
}
