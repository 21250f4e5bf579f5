using Microsoft.Extensions.DependencyInjection;
using System.Text.Json.Serialization;
using Orleans.Concurrency;
using XelaConnect.Grains.Durability;
using XelaConnect.Http;

namespace XelaConnect.Grains.Http;

/// <summary>
/// One key of one caller. Only the answer is stored: while the request runs, others wait here in memory, and after a crash it simply runs again with the
/// same operation ids, which the grains apply once.
/// </summary>
[GrainType("idempotency"), Reentrant]
internal sealed class IdempotencyGrain(Journal<IdempotencyState, IdempotencyEvent> journal, [FromKeyedServices(Clocks.Domain)] TimeProvider time)
    : EventSourcedGrain<IdempotencyState, IdempotencyEvent>(journal), IIdempotencyGrain
{
    /// <summary>A host that has not answered by then is taken to have died, and the request runs again elsewhere. No request takes as long: its calls time out.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(12);

    /// <summary>Shorter than a call may take (ADR 0020), so that whoever waits is told to come again rather than nothing.</summary>
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(8);

    private Running? running;

    /// <inheritdoc/>
    protected override bool IsInUse => running is not null;

    public async Task<Outcome<IdempotencyClaim>> BeginAsync(string requestHash)
    {
        var deadline = time.GetUtcNow() + MaxWait;
        while (true)
        {
            var now = time.GetUtcNow();
            if (Committed.Answer is { } answered && now - answered.At < IdempotencyState.Kept)
                return answered.RequestHash == requestHash ? new IdempotencyClaim(null, answered.Answer) : IdempotencyFaults.Reused;
            if (running is null || now - running.Since > Lease)
            {
                running?.Over.TrySetResult();
                running = new Running(Ids.NewOperation(now), requestHash, now);
                return new IdempotencyClaim(running.Ticket, null);
            }
            if (running.RequestHash != requestHash) return IdempotencyFaults.Reused;
            if (now >= deadline) return IdempotencyFaults.Busy;
            try { await running.Over.Task.WaitAsync(deadline - now, time); }
            catch (TimeoutException) { return IdempotencyFaults.Busy; }
        }
    }

    public async Task CompleteAsync(string ticket, string requestHash, StoredResponse answer)
    {
        var answered = new ResponseStored(requestHash, answer.Status, answer.Headers, answer.Body.ToArray());
        await Journal.HandleAsync<Done>($"answer/{ticket}", (state, now) => state.Answer is { } held && now - held.At < IdempotencyState.Kept ? Decision.Nothing : answered, static (_, _) => Done.Instance);
        End(ticket);
    }

    public Task AbandonAsync(string ticket)
    {
        End(ticket);
        return Task.CompletedTask;
    }

    private void End(string ticket)
    {
        if (running is null || running.Ticket != ticket) return;
        var over = running.Over;
        running = null;
        over.TrySetResult();
    }

    private sealed record Running(string Ticket, string RequestHash, DateTimeOffset Since)
    {
        public TaskCompletionSource Over { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

/// <summary>The first answer, if there was one.</summary>
internal sealed record IdempotencyState
{
    /// <summary>24 hours (contract §0, "retries").</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    public KeptResponse? Answer { get; init; }

    public static IdempotencyState Apply(IdempotencyState state, EventEnvelope<IdempotencyEvent> recorded) => recorded.Event switch
    {
        ResponseStored e => state with { Answer = new KeptResponse(e.RequestHash, new StoredResponse(e.Status, e.Headers, e.Body), recorded.At) },
        _ => throw new InvalidDataException($"An idempotency key does not know the event {recorded.Event.GetType().Name}."),
    };
}

internal sealed record KeptResponse(string RequestHash, StoredResponse Answer, DateTimeOffset At);

/// <summary>What happens to an idempotency key.</summary>
internal abstract record IdempotencyEvent;

internal sealed record ResponseStored(string RequestHash, int Status, string Headers, byte[] Body) : IdempotencyEvent;

/// <summary>How idempotency keys are stored: for a day, then the rows go.</summary>
internal static class IdempotencyJournal
{
    public static readonly JournalDefinition<IdempotencyState, IdempotencyEvent> Key = new()
    {
        Name = "http.idempotency",
        Empty = static _ => new IdempotencyState(),
        Apply = IdempotencyState.Apply,
        Events = new EventCodec<IdempotencyEvent>().On("http.request-answered.v1", IdempotencyJson.Default.ResponseStored),
        Lifetime = IdempotencyState.Kept + TimeSpan.FromHours(1),
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ResponseStored))]
internal sealed partial class IdempotencyJson : JsonSerializerContext;
