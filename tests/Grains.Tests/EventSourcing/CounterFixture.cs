using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using XelaConnect.EventSourcing;

namespace XelaConnect.Grains.Tests.EventSourcing;

/// <summary>A sample feature for the kernel: a counter up to 100 that notes what was put in and sends a receipt for each.</summary>
internal sealed record CounterState(int Sum, int Count, int LastNote)
{
    public static CounterState Apply(CounterState counter, EventEnvelope<CounterEvent> recorded) => recorded.Event switch
    {
        Put e => counter with { Sum = counter.Sum + e.Amount, Count = counter.Count + 1 },
        Noted e => counter with { LastNote = e.Amount },
        Undeclared => counter,
        _ => throw new InvalidDataException(),
    };
}

[JsonDerivedType(typeof(Put), "put.v1")]
[JsonDerivedType(typeof(Noted), "noted.v1")]
[JsonDerivedType(typeof(Unapplied), "unapplied.v1")]
internal abstract record CounterEvent;

internal sealed record Put(int Amount) : CounterEvent;
internal sealed record Noted(int Amount) : CounterEvent;

/// <summary>Fails when it is applied.</summary>
internal sealed record Unapplied : CounterEvent;

/// <summary>Fails when it is written: it has no alias.</summary>
internal sealed record Undeclared : CounterEvent;

/// <summary>The response of a put: its seq and amount.</summary>
internal sealed record PutView(long Seq, int Amount);

internal sealed record Receipt(string OperationId, int Amount) : ICommand;
internal sealed record Total(string OperationId, long Version, int Sum, int Note = 0) : ICommand;

internal static class CounterRules
{
    public const int Holds = 100;
    public static readonly Fault Full = new(FaultKind.Conflict, "full", "The counter is full.");

    /// <summary>Puts something in; an odd amount is put as two events, and every third is noted in a stream of its own.</summary>
    public static Decision<CounterEvent> Put(CounterState counter, int amount, OutboxMessage receipt)
    {
        if (amount == 0) return Decision.Nothing;
        if (counter.Sum + amount > Holds) return Full;
        List<CounterEvent> events = amount % 2 == 1 && amount > 1 ? [new Put(amount - 1), new Put(1)] : [new Put(amount)];
        if (amount % 3 == 0) events.Add(new Noted(amount));
        return Decision<CounterEvent>.Record([.. events]).AndSend(receipt);
    }
}

/// <summary>The counter with its store, clock, scheduler, and a receiver that may be unreachable.</summary>
internal sealed class CounterFixture
{
    private static readonly KernelMetrics Metrics =
        new(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>());

    private readonly OutboxMessageType<Receipt> receiptKind;
    private readonly OutboxMessageTypes catalog;
    private readonly IOwnerStorage storage;
    private readonly JournalDefinition<CounterState, CounterEvent> definition;

    /// <summary>With a lag, the replica of sums and notes is sent at intervals.</summary>
    public CounterFixture(
        KernelSizes? sizes = null, TimeSpan? lag = null, int? coveredRowsKept = null, bool firstAtOnce = false,
        IOwnerStorage? storage = null, Func<CounterEvent, string, CounterEvent>? redacted = null,
        Func<CounterState, string, CounterState>? redactedState = null, bool scheduled = false)
    {
        this.storage = storage ?? new SingleStorage(Store, Store);
        receiptKind =
            new("counter.receipt.v1", CounterJson.Default.Receipt,
                (_, _, command) => Deliver(() => Receipts[command.OperationId] = Receipts.GetValueOrDefault(command.OperationId) + 1))
            {
                IsScheduled = scheduled, ResponseAwaitsDelivery = !scheduled,
            };
        var totalKind = new OutboxMessageType<Total>("counter.total.v1", CounterJson.Default.Total, async (_, _, command) =>
        {
            await BeforeTotal();
            await Deliver(() =>
            {
                Totals.Add(command);
                if (command.Version > LastTotal.Version) LastTotal = command;
            });
        });
        catalog = new OutboxMessageTypes([receiptKind, totalKind]);
        definition = new()
        {
            Name = "counter",
            Empty = static _ => new CounterState(0, 0, 0),
            Apply = CounterState.Apply,
            Events = new EventCodec<CounterEvent>(CounterJson.Default),
            SubStreams = [new SubStream<CounterEvent>("notes", static e => e is Noted, 1)],
            Snapshot = CounterJson.Default.CounterState,
            CoveredRowsKept = coveredRowsKept,
            Redacted = redacted,
            RedactedState = redactedState,
            Replicas =
            [
                new StateReplica<CounterState>("total", (a, b) => a.Sum != b.Sum || lag is not null && a.LastNote != b.LastNote,
                    (counter, op, version) => totalKind.To("book", new Total(op, version, counter.Sum, counter.LastNote)),
                    lag, firstAtOnce),
            ],
            Sizes = (sizes ?? new KernelSizes()) with { Offload = static work => Task.FromResult(work()) },
        };
    }

    public FaultyStore Store { get; } = new();
    public FakeTimeProvider Time { get; } = new();
    public DeterministicScheduler Scheduler { get; } = new();

    /// <summary>How often each receipt arrived.</summary>
    public Dictionary<string, int> Receipts { get; } = [];
    public Total LastTotal { get; private set; } = new("", 0, 0);

    /// <summary>Every total as it arrived.</summary>
    public List<Total> Totals { get; } = [];

    /// <summary>What delays a total.</summary>
    public Func<Task> BeforeTotal { get; set; } = static () => Task.CompletedTask;

    /// <summary>Whether the receiver is unreachable for the next delivery.</summary>
    public Func<bool> OutOfReach { get; set; } = static () => false;

    /// <summary>When receipts are delivered, where they are scheduled.</summary>
    public DateTimeOffset? NotBefore { get; set; }

    public const string Main = "counter/p1";
    public const string Notes = "counter/p1/notes";

    /// <summary>A new activation of the one counter, or of another.</summary>
    public Journal<CounterState, CounterEvent> Activate(Action<Exception>? failed = null, string key = "p1")
    {
        var journal = new Journal<CounterState, CounterEvent>(
            definition, storage, catalog, null!, Time, Metrics, NullLogger<Journal<CounterState, CounterEvent>>.Instance) {
            Failed = failed };
        Scheduler.Complete(async () =>
        {
            await journal.OpenAsync(key, $"counter/{key}");
            return 0;
        });
        return journal;
    }

    /// <summary>Puts an amount in, under an operation id.</summary>
    public Task<Outcome<PutView>> Put(Journal<CounterState, CounterEvent> journal, string op, int amount) =>
        Scheduler.Start(() => journal.HandleAsync(
        op,
        (counter, _) => CounterRules.Put(counter, amount,
            receiptKind.To("book", new Receipt($"{op}/receipt", amount)) with { NotBefore = NotBefore }),
        (counter, events) => events.IsEmpty
            ? new PutView(0, 0)
            : new PutView(events[0].Seq, events.Sum(e => e.Event is Put put ? put.Amount : 0))));

    /// <summary>Records events without a receipt.</summary>
    public Task<Outcome<PutView>> Record(Journal<CounterState, CounterEvent> journal, string op, params CounterEvent[] events) =>
        Scheduler.Start(() => journal.HandleAsync(
        op, (_, _) => Decision<CounterEvent>.Record(events), static (_, recorded) => new PutView(recorded[0].Seq, 0)));

    private Task Deliver(Action apply)
    {
        if (OutOfReach()) throw new TimeoutException("the receiver is out of reach");
        apply();
        return Task.CompletedTask;
    }
}

[JsonSerializable(typeof(CounterEvent))]
[JsonSerializable(typeof(CounterState))]
[JsonSerializable(typeof(Receipt))]
[JsonSerializable(typeof(Total))]
internal sealed partial class CounterJson : JsonSerializerContext;
