using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using XelaConnect.Circles;
using XelaConnect.EventSourcing;
using XelaConnect.Grains.Circles;
using XelaConnect.Grains.Outbox;
using XelaConnect.Grains.Tests.EventSourcing;
using XelaConnect.Profiles;

namespace XelaConnect.Grains.Tests.Circles;

/// <summary>
/// The real grains of circles and their directory, each over the real kernel and one store, on one thread. Calls between grains go through
/// <see cref="OnTheWay"/>, which may delay or lose them.
/// </summary>
internal sealed class CircleFixture
{
    private static readonly KernelMetrics Metrics =
        new(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>());
    private static readonly OutboxMessageTypes Catalog =
        new([.. CircleMessages.All, .. MembershipsMessages.All, CircleDirectoryMessages.Put]);

    private readonly IGrainFactory factory;
    private readonly Dictionary<string, (object Grain, object Journal)> active = new(StringComparer.Ordinal);

    public CircleFixture()
    {
        factory = DispatchProxy.Create<IGrainFactory, FactoryProxy>();
        ((FactoryProxy)factory).Fixture = this;
        Listing = NewListing();
    }

    public FaultyStore Store { get; } = new();
    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    public DeterministicScheduler Scheduler { get; } = new();

    /// <summary>The copy of the silo.</summary>
    public CircleListing Listing { get; set; }

    /// <summary>Waits or throws before a call arrives, by name and key, as <c>ICircleGrain.PostAsync circle-1</c>.</summary>
    public Func<string, Task> OnTheWay { get; set; } = static _ => Task.CompletedTask;

    /// <summary>Every call between grains, in order.</summary>
    public List<(string Name, string Key, object?[] Arguments)> Calls { get; } = [];

    public IEnumerable<string> Active => active.Keys;

    public CircleGrain Circle(string id) => Of(
        "circle", id, CircleJournal.Circle, j => new CircleGrain(j, factory, Time, NullLogger<CircleGrain>.Instance)).Grain;

    public CircleMembersGrain Members(string key) =>
        Of("circle-members", key, CircleJournal.Members, static j => new CircleMembersGrain(j)).Grain;

    public CircleDirectoryGrain Directory() => Of(
        "circle-directory", "all", CircleJournal.Directory, j => new CircleDirectoryGrain(j, factory, Listing, Time)).Grain;

    public CircleDirectoryShardGrain Shard(string key) => Of(
        "circle-directory-shard", key, CircleJournal.DirectoryShard,
        j => new CircleDirectoryShardGrain(j, factory, Time, NullLogger<CircleDirectoryShardGrain>.Instance)).Grain;

    public CircleState CircleState(string id) => JournalOf<CircleState, CircleEvent>("circle", id, () => Circle(id)).Committed;

    public CircleMembersState MembersState(string key) =>
        JournalOf<CircleMembersState, CircleMembersEvent>("circle-members", key, () => Members(key)).Committed;

    public DirectoryShardState ShardState(string key) =>
        JournalOf<DirectoryShardState, DirectoryShardEvent>("circle-directory-shard", key, () => Shard(key)).Committed;

    /// <summary>Stores a summary as versions before the shards did.</summary>
    public void StoreInOldDirectory(params CircleSummary[] summaries)
    {
        var journal = JournalOf<DirectoryState, DirectoryEvent>("circle-directory", "all", () => Directory());
        foreach (var summary in summaries)
            Ask(() => journal.HandleAsync(
                $"circle/{summary.Id}/directory/{summary.Version}", (_, _) => new SummaryPut(summary), static (_, _) => Done.Instance))
                .IsOk.ShouldBeTrue();
    }

    public CircleListing NewListing() => new(factory, Time, NullLogger<CircleListing>.Instance);

    /// <summary>A list of the silo that is not older than now.</summary>
    public ImmutableArray<CircleView> List(CircleQuery? query = null)
    {
        Time.Advance(CircleListing.MaxAge);
        var listing = new CircleListingGrain(Listing, Time);
        return Ask(() => listing.ListAsync(query ?? new CircleQuery(null, null, null, 100))).Items;
    }

    /// <summary>A call that completes now, with everything stored for it.</summary>
    public T Ask<T>(Func<Task<T>> call)
    {
        var response = Scheduler.Start(call);
        for (var i = 0; i < 200 && !response.IsCompleted; i++) RunAll();
        RunAll();
        return response.IsCompleted
            ? response.GetAwaiter().GetResult()
            : throw new InvalidOperationException("The call waits for something that will not happen.");
    }

    /// <summary>Runs what is ready, and stores what waits.</summary>
    public void RunAll()
    {
        for (var i = 0; i < 20; i++)
        {
            Scheduler.RunUntilIdle();
            if (Store.Waiting == 0) return;
            Store.EndAll();
        }
    }

    public void Advance(TimeSpan time)
    {
        Time.Advance(time);
        RunAll();
    }

    /// <summary>All silos start again: nothing is active.</summary>
    public void Restart()
    {
        active.Clear();
        Listing = NewListing();
    }

    public void ForgetShards()
    {
        foreach (var shard in active.Keys.Where(static k => k.StartsWith("circle-directory-shard/", StringComparison.Ordinal)).ToList())
            active.Remove(shard);
    }

    /// <summary>Outbox recovery.</summary>
    public void Recover()
    {
        var recovery = new OutboxRecovery(Store, owner =>
        {
            owner.ShouldStartWith("circle/");
            _ = Scheduler.Start(() => Circle(owner["circle/".Length..]).DeliverOutboxAsync());
            return Task.CompletedTask;
        }, Time, NullLogger.Instance);
        for (var shard = 0; shard < OutboxShards.Count; shard++)
        {
            var mine = shard;
            Scheduler.Complete(() => recovery.RunAsync(mine));
        }
        RunAll();
    }

    private Journal<TState, TEvent> JournalOf<TState, TEvent>(string kind, string key, Action activate)
        where TState : class where TEvent : class
    {
        activate();
        return (Journal<TState, TEvent>)active[$"{kind}/{key}"].Journal;
    }

    private (TGrain Grain, Journal<TState, TEvent> Journal) Of<TState, TEvent, TGrain>(
        string kind, string key, JournalDefinition<TState, TEvent> definition, Func<Journal<TState, TEvent>, TGrain> make)
        where TState : class where TEvent : class where TGrain : EventSourcedGrain<TState, TEvent>
    {
        var owner = $"{kind}/{key}";
        if (active.TryGetValue(owner, out var known)) return ((TGrain)known.Grain, (Journal<TState, TEvent>)known.Journal);
        var journal = new Journal<TState, TEvent>(
            Inline(definition), Store, Store, Catalog, factory, Time, Metrics, NullLogger<Journal<TState, TEvent>>.Instance);
        var grain = make(journal);
        journal.Failed = _ => active.Remove(owner);
        active[owner] = (grain, journal);
        Scheduler.Start(() => journal.OpenAsync(key, owner)).IsCompletedSuccessfully.ShouldBeTrue();
        // What the engine does when a grain is activated, but for the journal, which is opened above.
        var opened = typeof(EventSourcedGrain<TState, TEvent>).GetMethod("OnOpened", BindingFlags.Instance | BindingFlags.NonPublic)!;
        Scheduler.Start(() => opened.Invoke(grain, null));
        return (grain, journal);
    }

    private static JournalDefinition<TState, TEvent> Inline<TState, TEvent>(JournalDefinition<TState, TEvent> d)
        where TState : class where TEvent : class => new()
    {
        Name = d.Name, Empty = d.Empty, Apply = d.Apply, Events = d.Events, SubStreams = d.SubStreams, Snapshot = d.Snapshot,
        SizeOf = d.SizeOf, Replicas = d.Replicas, Sizes = new KernelSizes { Offload = static work => Task.FromResult(work()) },
    };

    private object GrainOf(Type type, string key) =>
        type == typeof(ICircleGrain) ? Circle(key)
        : type == typeof(ICircleMembersGrain) ? Members(key)
        : type == typeof(ICircleDirectoryGrain) ? Directory()
        : type == typeof(ICircleDirectoryShardGrain) ? Shard(key)
        : throw new InvalidOperationException($"There is no grain {type.Name}.");

    private async Task<T> CarryAsync<T>(Type type, string key, MethodInfo method, object?[] arguments)
    {
        await Task.Yield();
        await OnTheWay($"{type.Name}.{method.Name} {key}");
        if (type == typeof(IMembershipsGrain)) return (T)(object)(Outcome<Done>)Done.Instance;
        return await (Task<T>)method.Invoke(GrainOf(type, key), arguments)!;
    }

#pragma warning disable CA1852 // DispatchProxy derives from these
    internal class FactoryProxy : DispatchProxy
    {
        public CircleFixture Fixture { get; set; } = null!;

        protected override object Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            var reference = (ReferenceProxy)Create(targetMethod!.ReturnType, typeof(ReferenceProxy));
            (reference.Fixture, reference.Type, reference.Key) = (Fixture, targetMethod.ReturnType, (string)args![0]!);
            return reference;
        }
    }

    internal class ReferenceProxy : DispatchProxy
    {
        public CircleFixture Fixture { get; set; } = null!;
        public Type Type { get; set; } = null!;
        public string Key { get; set; } = "";

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            if (Type == typeof(IUserGrain)) return new ValueTask<UserView?>((UserView?)null);
            Fixture.Calls.Add(($"{Type.Name}.{targetMethod!.Name}", Key, args ?? []));
            return typeof(CircleFixture).GetMethod(nameof(CarryAsync), BindingFlags.NonPublic | BindingFlags.Instance)!
                .MakeGenericMethod(targetMethod.ReturnType.GetGenericArguments()[0])
                .Invoke(Fixture, [Type, Key, targetMethod, args ?? []]);
        }
    }
#pragma warning restore CA1852
}
