using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using XelaConnect.Grains.Durability;

namespace XelaConnect.Tests.Durability;

/// <summary>A small slice to try the kernel on: a purse that holds at most 100, notes what was put in, and owes a receipt for each.</summary>
internal sealed record PurseState(int Sum, int Count, int LastNote)
{
    public static PurseState Apply(PurseState purse, EventEnvelope<PurseEvent> recorded) => recorded.Event switch
    {
        Put e => purse with { Sum = purse.Sum + e.Amount, Count = purse.Count + 1 },
        Noted e => purse with { LastNote = e.Amount },
        _ => throw new InvalidDataException(),
    };
}

internal abstract record PurseEvent;

internal sealed record Put(int Amount) : PurseEvent;
internal sealed record Noted(int Amount) : PurseEvent;

/// <summary>What a put answers: where it is in the history and what it led to.</summary>
internal sealed record PutView(long Seq, int Amount);

internal sealed record Receipt(string OperationId, int Amount) : ICommand;
internal sealed record Total(string OperationId, long Version, int Sum, int Note = 0) : ICommand;

internal static class PurseRules
{
    public const int Holds = 100;
    public static readonly Fault Full = new(FaultKind.Conflict, "full", "The purse is full.");

    /// <summary>Puts something in; an odd amount is put as two events, and every third is noted in a stream of its own.</summary>
    public static Decision<PurseEvent> Put(PurseState purse, int amount, OutboxMessage receipt)
    {
        if (amount == 0) return Decision.Nothing;
        if (purse.Sum + amount > Holds) return Full;
        List<PurseEvent> events = amount % 2 == 1 && amount > 1 ? [new Put(amount - 1), new Put(1)] : [new Put(amount)];
        if (amount % 3 == 0) events.Add(new Noted(amount));
        return Decision<PurseEvent>.Record([.. events]).AndSend(receipt);
    }
}

/// <summary>The purse's world: store, clock, turns, and a receiver that may be out of reach.</summary>
internal sealed class PurseWorld
{
    private static readonly KernelMetrics Metrics = new(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>());

    private readonly OutboxMessageType<Receipt> receiptKind;
    private readonly OutboxMessageTypes catalog;
    private readonly JournalDefinition<PurseState, PurseEvent> definition;

    /// <summary>With a lag, the book is told of sums and notes, and only so often.</summary>
    public PurseWorld(KernelSizes? sizes = null, TimeSpan? lag = null)
    {
        receiptKind = new("purse.receipt.v1", PurseJson.Default.Receipt, (_, _, command) => Deliver(() => Receipts[command.OperationId] = Receipts.GetValueOrDefault(command.OperationId) + 1));
        var totalKind = new OutboxMessageType<Total>("purse.total.v1", PurseJson.Default.Total, async (_, _, command) =>
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
            Name = "purse",
            Empty = static _ => new PurseState(0, 0, 0),
            Apply = PurseState.Apply,
            Events = new EventCodec<PurseEvent>().On("put.v1", PurseJson.Default.Put).On("noted.v1", PurseJson.Default.Noted),
            SubStreams = [new SubStream<PurseEvent>("notes", static e => e is Noted, 1)],
            Snapshot = PurseJson.Default.PurseState,
            Replicas =
            [
                new StateReplica<PurseState>("total", (a, b) => a.Sum != b.Sum || lag is not null && a.LastNote != b.LastNote,
                    (purse, op, version) => totalKind.To("book", new Total(op, version, purse.Sum, purse.LastNote)), lag),
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

    /// <summary>What the way of a total to the book takes.</summary>
    public Func<Task> BeforeTotal { get; set; } = static () => Task.CompletedTask;

    /// <summary>Whether the receiver is out of reach for the next delivery.</summary>
    public Func<bool> OutOfReach { get; set; } = static () => false;

    public const string Main = "purse/p1";
    public const string Notes = "purse/p1/notes";

    /// <summary>A new activation of the one purse.</summary>
    public Journal<PurseState, PurseEvent> Activate(Action<Exception>? failed = null)
    {
        var journal = new Journal<PurseState, PurseEvent>(definition, Store, Store, catalog, null!, Time, Metrics, NullLogger<Journal<PurseState, PurseEvent>>.Instance) { Failed = failed };
        Scheduler.Complete(async () =>
        {
            await journal.OpenAsync("p1", "purse/p1");
            return 0;
        });
        return journal;
    }

    /// <summary>Puts an amount in, under an operation id.</summary>
    public Task<Outcome<PutView>> Put(Journal<PurseState, PurseEvent> journal, string op, int amount) => Scheduler.Start(() => journal.HandleAsync(
        op,
        (purse, _) => PurseRules.Put(purse, amount, receiptKind.To("book", new Receipt($"{op}/receipt", amount))),
        (purse, events) => events.IsEmpty ? new PutView(0, 0) : new PutView(events[0].Seq, events.Sum(e => e.Event is Put put ? put.Amount : 0))));

    /// <summary>Records events, and owes no receipt for them.</summary>
    public Task<Outcome<PutView>> Record(Journal<PurseState, PurseEvent> journal, string op, params PurseEvent[] events) => Scheduler.Start(() => journal.HandleAsync(
        op, (_, _) => Decision<PurseEvent>.Record(events), static (_, recorded) => new PutView(recorded[0].Seq, 0)));

    private Task Deliver(Action apply)
    {
        if (OutOfReach()) throw new TimeoutException("the receiver is out of reach");
        apply();
        return Task.CompletedTask;
    }
}

[JsonSerializable(typeof(Put))]
[JsonSerializable(typeof(Noted))]
[JsonSerializable(typeof(PurseState))]
[JsonSerializable(typeof(Receipt))]
[JsonSerializable(typeof(Total))]
internal sealed partial class PurseJson : JsonSerializerContext;
