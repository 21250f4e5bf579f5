using System.Diagnostics.Metrics;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using XelaConnect.Discovery;
using XelaConnect.EventSourcing;
using XelaConnect.Feed;
using XelaConnect.Grains.Feed;
using XelaConnect.Grains.Outbox;
using XelaConnect.Grains.Relationships;
using XelaConnect.Grains.Tests.EventSourcing;
using XelaConnect.Notifications;
using XelaConnect.Presence;
using XelaConnect.Profiles;
using XelaConnect.Relationships;

namespace XelaConnect.Grains.Tests.Relationships;

/// <summary>
/// The real grains of pairs, contacts, inboxes and feeds, each over the real kernel and one store, on one thread. Calls between grains go
/// through <see cref="OnTheWay"/>, which may lose, delay or repeat it. People and their devices are fakes.
/// </summary>
internal sealed class RelationshipFixture
{
    private static readonly KernelMetrics Metrics =
        new(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>());
    private static readonly OutboxMessageTypes Catalog = new(
        [ContactsMessages.ProjectRelation, ConversationMessages.UpdateInboxes, UserMessages.UpdateFacet, FeedMessages.Add]);

    private readonly KernelSizes sizes;
    private readonly IGrainFactory factory;
    private readonly Dictionary<(Type, string), object> references = [];
    private readonly Dictionary<string, (object Grain, object Journal)> active = new(StringComparer.Ordinal);

    public RelationshipFixture(KernelSizes? sizes = null)
    {
        this.sizes = (sizes ?? new KernelSizes()) with { Offload = static work => Task.FromResult(work()) };
        factory = DispatchProxy.Create<IGrainFactory, FactoryProxy>();
        ((FactoryProxy)factory).Fixture = this;
    }

    public FaultyStore Store { get; } = new();
    public FakeTimeProvider Time { get; } = new();
    public DeterministicScheduler Scheduler { get; } = new();

    /// <summary>Carries a call from one grain to another.</summary>
    public Func<Func<Task<Outcome<Done>>>, Task<Outcome<Done>>> OnTheWay { get; set; } = static ask => ask();

    /// <summary>The names of the known people.</summary>
    public Dictionary<string, string> Names { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, DateOnly> Births { get; } = new(StringComparer.Ordinal);

    /// <summary>The people who are invisible.</summary>
    public HashSet<string> Invisible { get; } = new(StringComparer.Ordinal);

    /// <summary>The latest replica of the number of connections, by user.</summary>
    public Dictionary<string, UpdateFacet> Counts { get; } = new(StringComparer.Ordinal);

    /// <summary>The notifications to each person's devices.</summary>
    public Dictionary<string, List<PersonalEvent>> Notifications { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Online { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Guests { get; } = new(StringComparer.Ordinal);

    /// <summary>The people whose address is not verified.</summary>
    public HashSet<string> Unverified { get; } = new(StringComparer.Ordinal);

    /// <summary>The people of one circle.</summary>
    public HashSet<string> Circle { get; } = new(StringComparer.Ordinal);

    public IReadOnlyList<string> Active => [.. active.Keys];

    public PairGrain Pair(string key) =>
        Of("pair", key, PairJournal.Pair,
            j => new PairGrain(j, factory, Time, MatchingWeights.Default, NullLogger<PairGrain>.Instance)).Grain;

    public ContactsGrain Contacts(string userId) =>
        Of("contacts", userId, PairJournal.Contacts,
            j => new ContactsGrain(j, factory, Time, ConnectionLimits.Default, NullLogger<ContactsGrain>.Instance)).Grain;

    public InboxGrain Inbox(string userId) => Of("inbox", userId, InboxJournal.Inbox, j => new InboxGrain(j, Time)).Grain;

    public FeedGrain Feed(string userId) =>
        Of("feed", userId, FeedJournal.Feed, j => new FeedGrain(j, factory, FeedLinks.Default, NullLogger<FeedGrain>.Instance)).Grain;

    public PairState PairState(string key) => StateOf<PairState, PairEvent>("pair", key, () => Pair(key));

    public ContactsState ContactsState(string userId) => StateOf<ContactsState, ContactsEvent>("contacts", userId, () => Contacts(userId));

    public InboxState InboxState(string userId) => StateOf<InboxState, InboxEvent>("inbox", userId, () => Inbox(userId));

    public FeedState FeedState(string userId) => StateOf<FeedState, FeedEvent>("feed", userId, () => Feed(userId));

    /// <summary>A call from outside.</summary>
    public Task<T> Call<T>(Func<Task<T>> call) => Scheduler.Start(call);

    /// <summary>A call that completes now, with everything stored for it.</summary>
    public T Ask<T>(Func<Task<T>> call)
    {
        var answer = Scheduler.Start(call);
        for (var i = 0; i < 50 && !answer.IsCompleted; i++)
        {
            Scheduler.RunUntilIdle();
            Store.EndAll();
        }
        Scheduler.RunUntilIdle();
        return answer.IsCompleted
            ? answer.GetAwaiter().GetResult()
            : throw new InvalidOperationException("The call waits for something that will not happen.");
    }

    /// <summary>The activation ends like a killed process: a running append is stored or not, and its outcome is lost.</summary>
    public void Crash(string owner, Func<AppendOutcome> ending)
    {
        // It has seen what the store had answered, and is on with the next; after this it writes nothing more.
        Scheduler.RunUntilIdle();
        Store.EndOf(owner, ending);
        active.Remove(owner);
    }

    /// <summary>The next call of each grain finds a new activation.</summary>
    public void ForgetAll() => active.Clear();

    /// <summary>Outbox recovery.</summary>
    public void Sweep()
    {
        var recovery = new OutboxRecovery(Store, owner =>
        {
            Wake(owner);
            return Task.CompletedTask;
        }, Time, NullLogger.Instance);
        for (var shard = 0; shard < OutboxShards.Count; shard++)
        {
            var mine = shard;
            Scheduler.Complete(() => recovery.RunAsync(mine));
        }
        Scheduler.RunUntilIdle();
    }

    /// <summary>Runs until no call is running and no outbox message is pending.</summary>
    public void Settle()
    {
        for (var round = 0; round < 100; round++)
        {
            Scheduler.RunUntilIdle();
            Store.EndAll();
            Scheduler.RunUntilIdle();
            if (Store.Pending == 0 && Store.Waiting == 0) return;
            Time.Advance(TimeSpan.FromSeconds(6));
            Scheduler.RunUntilIdle();
            Sweep();
        }
        throw new InvalidOperationException(
            $"A message stays pending or an append unanswered: {Store.Waiting} appends, {Store.PendingMessages}");
    }

    private void Wake(string owner)
    {
        var (kind, key) =
            (owner[..owner.IndexOf('/', StringComparison.Ordinal)], owner[(owner.IndexOf('/', StringComparison.Ordinal) + 1)..]);
        _ = Scheduler.Start(() => ((IOutboxOwner)GrainOf(kind, key)).DeliverOutboxAsync());
    }

    private object GrainOf(string kind, string key) => kind switch
    {
        "pair" => Pair(key),
        "contacts" => Contacts(key),
        "inbox" => Inbox(key),
        "feed" => Feed(key),
        _ => throw new InvalidOperationException($"There is no grain {kind}."),
    };

    private TState StateOf<TState, TEvent>(string kind, string key, Action activate) where TState : class where TEvent : class
    {
        activate();
        return ((Journal<TState, TEvent>)active[$"{kind}/{key}"].Journal).Committed;
    }

    private (TGrain Grain, Journal<TState, TEvent> Journal) Of<TState, TEvent, TGrain>(
        string kind, string key, JournalDefinition<TState, TEvent> definition, Func<Journal<TState, TEvent>, TGrain> make)
        where TState : class where TEvent : class where TGrain : EventSourcedGrain<TState, TEvent>
    {
        var owner = $"{kind}/{key}";
        if (active.TryGetValue(owner, out var known)) return ((TGrain)known.Grain, (Journal<TState, TEvent>)known.Journal);
        var journal = new Journal<TState, TEvent>(
            OfTheseSizes(definition), Store, Store, Catalog, factory, Time, Metrics, NullLogger<Journal<TState, TEvent>>.Instance);
        var grain = make(journal);
        journal.Failed = _ =>
        {
            if (active.TryGetValue(owner, out var now) && now.Grain == (object)grain) active.Remove(owner);
        };
        Scheduler.Start(() => journal.OpenAsync(key, owner)).IsCompletedSuccessfully.ShouldBeTrue();
        // What the engine does when a grain is activated, but for the journal, which is opened above.
        typeof(EventSourcedGrain<TState, TEvent>)
            .GetMethod("OnOpened", BindingFlags.Instance | BindingFlags.NonPublic)!.Invoke(grain, null);
        active[owner] = (grain, journal);
        return (grain, journal);
    }

    private JournalDefinition<TState, TEvent> OfTheseSizes<TState, TEvent>(JournalDefinition<TState, TEvent> d) where TState : class
        where TEvent : class => new()
    {
        Name = d.Name, Empty = d.Empty, Apply = d.Apply, Events = d.Events, SubStreams = d.SubStreams, Snapshot = d.Snapshot,
        SizeOf = d.SizeOf, Lifetime = d.Lifetime,
        Replicas = d.Replicas, Sizes = sizes,
    };

    private object? Called(Type grain, string key, MethodInfo method, object?[] arguments)
    {
        if (grain == typeof(IUserGrain) && method.Name == nameof(IUserGrain.GetAsync))
            return new ValueTask<UserView?>(Names.TryGetValue(key, out var name) ? Person(key, name) : null);
        if (method.Name == nameof(IContactsGrain.IsVisibleAsync)) return Task.FromResult(!Invisible.Contains(key));
        if (method.Name == nameof(IConnectionGrain.RequestAsync)) return Pair(key).RequestAsync((RequestConnection)arguments[0]!);
        if (grain == typeof(IPresenceGrain) && method.Name == nameof(IPresenceGrain.GetAsync))
            return Task.FromResult(Online.Contains(key) ? new PresenceView(PresenceStatuses.Online, Time.GetUtcNow()) : PresenceView.Nothing);
        if (grain == typeof(IPresenceGrain)) return NotifyDevices(key, arguments);
        // A call never runs within the caller's own turn.
        return method.ReturnType == typeof(Task)
            ? CarryAsync(async () =>
            {
                await (Task)method.Invoke(Target(), arguments)!;
                return Done.Instance;
            })
            : CarryAsync(() => grain == typeof(IUserGrain)
                ? Count(key, (UpdateFacet)arguments[0]!)
                : (Task<Outcome<Done>>)method.Invoke(Target(), arguments)!);

        object Target() =>
            GrainOf(grain == typeof(IContactsGrain) ? "contacts" : grain == typeof(IInboxGrain) ? "inbox" : grain == typeof(IFeedGrain)
                ? "feed"
                : "pair", key);
    }

    private async Task<Outcome<Done>> CarryAsync(Func<Task<Outcome<Done>>> ask)
    {
        await Task.Yield();
        return await OnTheWay(ask);
    }

    private Task<Outcome<Done>> Count(string userId, UpdateFacet sent)
    {
        if (!Counts.TryGetValue(userId, out var before) || sent.Version > before.Version) Counts[userId] = sent;
        return Task.FromResult<Outcome<Done>>(Done.Instance);
    }

    private Task NotifyDevices(string userId, object?[] arguments)
    {
        if (arguments is not [System.Collections.Immutable.ImmutableArray<PersonalEvent> news]) return Task.CompletedTask;
        if (!Notifications.TryGetValue(userId, out var sent)) Notifications[userId] = sent = [];
        sent.AddRange(news);
        return Task.CompletedTask;
    }

    private UserView Person(string id, string name) => new(
        id, null, name, null, null, null, null, null, [], 0, Circle.Contains(id) ? ["circle-1"] : [],
        "free", "XCABCDEFGH", null, 0, 0, Time.GetUtcNow(), Time.GetUtcNow(),
        Guests.Contains(id), null, 0, [], 0, 0, [], false, 0, IsVerified: !Unverified.Contains(id),
        BirthDate: Births.TryGetValue(id, out var born) ? born : null);

#pragma warning disable CA1852 // DispatchProxy derives from these
    internal class FactoryProxy : DispatchProxy
    {
        public RelationshipFixture Fixture { get; set; } = null!;

        protected override object Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            var (type, key) = (targetMethod!.ReturnType, (string)args![0]!);
            if (Fixture.references.TryGetValue((type, key), out var known)) return known;
            var reference = (ReferenceProxy)Create(type, typeof(ReferenceProxy));
            (reference.Fixture, reference.Type, reference.Key) = (Fixture, type, key);
            return Fixture.references[(type, key)] = reference;
        }
    }

    internal class ReferenceProxy : DispatchProxy
    {
        public RelationshipFixture Fixture { get; set; } = null!;
        public Type Type { get; set; } = null!;
        public string Key { get; set; } = "";

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            Fixture.Called(Type, Key, targetMethod!, args ?? []);
    }
#pragma warning restore CA1852
}
