using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using XelaConnect.EventSourcing;
using XelaConnect.Grains.Outbox;
using XelaConnect.Grains.Reflections;
using XelaConnect.Grains.Tests.EventSourcing;
using XelaConnect.Profiles;
using XelaConnect.Reflections;
using XelaConnect.Relationships;

namespace XelaConnect.Grains.Tests.Reflections;

/// <summary>
/// The real grains of journals and of the public list over the real kernel and one store. Their outbox messages are collected, and the test
/// delivers them in any order.
/// </summary>
internal sealed class ReflectionsFixture
{
    private static readonly KernelMetrics Metrics =
        new(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>());
    private static readonly OutboxMessageTypes Catalog =
        new([PublicReflectionsMessages.Put, ReflectionsMessages.Forget, UserMessages.UpdateFacet]);
    private static readonly KernelSizes Small = new()
    {
        TailRows = 4, PageRows = 3, SnapshotEvery = 5, OperationsRemembered = 3, Offload = static work => Task.FromResult(work()),
    };

    private readonly IGrainFactory factory;
    private readonly Dictionary<string, object> active = new(StringComparer.Ordinal);

    public ReflectionsFixture()
    {
        factory = DispatchProxy.Create<IGrainFactory, FactoryProxy>();
        ((FactoryProxy)factory).Fixture = this;
    }

    public FaultyStore Store { get; } = new();
    public FakeTimeProvider Time { get; } = new();
    public DeterministicScheduler Scheduler { get; } = new();

    /// <summary>The messages to the public list, to be delivered in any order.</summary>
    public List<PutPublicReflection> Sent { get; } = [];

    /// <summary>The last that each person's grain wreplicated.</summary>
    public Dictionary<string, ReflectionsFacet> Projected { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Guests { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Removed { get; } = new(StringComparer.Ordinal);

    /// <summary>Authors whom every reader blocks.</summary>
    public HashSet<string> Blocked { get; } = new(StringComparer.Ordinal);

    public ReflectionsGrain Of(string userId) => Activate(userId, ReflectionsJournal.Reflections, j => new ReflectionsGrain(j, factory));

    public PublicReflectionsGrain Public() => Activate("all", ReflectionsJournal.Public, j => new PublicReflectionsGrain(j, factory));

    /// <summary>The next call of each grain finds a new activation.</summary>
    public void ForgetAll() => active.Clear();

    /// <summary>Texts that the store has of a person, without erased ones.</summary>
    public IEnumerable<string> TextsOf(string userId) => Store.Rows.Values
        .Where(row => row.Stream == $"{ReflectionsJournal.Reflections.Name}/{userId}/texts")
        .Select(row => ((TextStored)ReflectionsJournal.Reflections.Events.Decode(row.Type, row.Payload)).Text)
        .Where(text => text.Length > 0);

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

    private TGrain Activate<TState, TEvent, TGrain>(
        string key, JournalDefinition<TState, TEvent> d, Func<Journal<TState, TEvent>, TGrain> make)
        where TState : class where TEvent : class where TGrain : class
    {
        if (active.TryGetValue(key, out var known)) return (TGrain)known;
        var definition = new JournalDefinition<TState, TEvent>
        {
            Name = d.Name, Empty = d.Empty, Apply = d.Apply, Events = d.Events, SubStreams = d.SubStreams, Snapshot = d.Snapshot,
            SizeOf = static _ => 0, Replicas = d.Replicas, Sizes = Small,
        };
        var journal = new Journal<TState, TEvent>(
            definition, Store, Store, Catalog, factory, Time, Metrics, NullLogger<Journal<TState, TEvent>>.Instance);
        var grain = make(journal);
        Scheduler.Start(() => journal.OpenAsync(key, $"{typeof(TGrain).Name}/{key}")).IsCompletedSuccessfully.ShouldBeTrue();
        active[key] = grain;
        return grain;
    }

    private object Call(string key, MethodInfo method, object?[] arguments) => method.Name switch
    {
        nameof(IUserGrain.GetAsync) when method.DeclaringType == typeof(IUserGrain) => new ValueTask<UserView?>(new UserView(
            key, null, key, null, null, null, null, null, [], 0, [], "free", "XCABCDEFGH", null, 0, 0, default, default, Guests.Contains(key),
            null, 0, [], 0, 0, [], Removed.Contains(key), 0)),
        nameof(IContactsGrain.HiddenAmongAsync) =>
            Task.FromResult<ImmutableArray<string>>([.. ((ImmutableArray<string>)arguments[0]!).Where(Blocked.Contains)]),
        nameof(IPublicReflectionsGrain.ListAsync) or nameof(IPublicReflectionsGrain.AuthorAsync) => method.Invoke(Public(), arguments)!,
        nameof(IReflectionsGrain.GetAsync) or nameof(IReflectionsGrain.ForgetTextsAsync) => method.Invoke(Of(key), arguments)!,
        _ => Take(key, arguments[0]!),
    };

    private Task<Outcome<Done>> Take(string key, object command)
    {
        if (command is PutPublicReflection put) Sent.Add(put);
        else Projected[key] = (ReflectionsFacet)((UpdateFacet)command).Facet;
        return Task.FromResult<Outcome<Done>>(Done.Instance);
    }

#pragma warning disable CA1852 // DispatchProxy derives from these
    internal class FactoryProxy : DispatchProxy
    {
        public ReflectionsFixture Fixture { get; set; } = null!;

        protected override object Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            var reference = (ReferenceProxy)Create(targetMethod!.ReturnType, typeof(ReferenceProxy));
            (reference.Fixture, reference.Key) = (Fixture, (string)args![0]!);
            return reference;
        }
    }

    internal class ReferenceProxy : DispatchProxy
    {
        public ReflectionsFixture Fixture { get; set; } = null!;
        public string Key { get; set; } = "";

        protected override object Invoke(MethodInfo? targetMethod, object?[]? args) => Fixture.Call(Key, targetMethod!, args ?? []);
    }
#pragma warning restore CA1852
}
