using System.Text.Json.Serialization;
using Orleans.Concurrency;
using XelaConnect.Companion;
using XelaConnect.Grains.Durability;

namespace XelaConnect.Grains.Companion;

/// <summary>
/// Counts in memory and stores the count in steps, ahead of it: a restart never gives back calls that were taken, and may lose a step of those that were not.
/// </summary>
[GrainType("model-budget"), Reentrant]
internal sealed class ModelBudgetGrain(Journal<ModelBudgetState, ModelBudgetEvent> journal) : EventSourcedGrain<ModelBudgetState, ModelBudgetEvent>(journal), IModelBudgetGrain
{
    /// <summary>A day's calls are stored in this many steps.</summary>
    private const int Steps = 50;

    private DateOnly day;
    private int used;

    public async Task<int> TakeAsync(DateOnly day, int calls, int ceiling)
    {
        if (day > this.day) (this.day, used) = (day, Committed.ReservedOn(day));
        // A silo whose clock is behind takes from the new day.
        var taken = Math.Clamp(ceiling - used, 0, calls);
        used += taken;
        if (used > Committed.ReservedOn(this.day)) await ReserveAsync(this.day, Math.Min(ceiling, used + (ceiling / Steps)));
        return taken;
    }

    private Task<Outcome<Done>> ReserveAsync(DateOnly day, int upTo) => Journal.HandleAsync<Done>(
        $"reserve/{day:yyyy-MM-dd}/{upTo}", (state, _) => upTo <= state.ReservedOn(day) ? Decision.Nothing : new CallsReserved(day, upTo), static (_, _) => Done.Instance);
}

/// <summary>How many calls of the last day may have been made.</summary>
internal sealed record ModelBudgetState
{
    public DateOnly Day { get; init; }
    public int Reserved { get; init; }

    public int ReservedOn(DateOnly day) => day == Day ? Reserved : 0;

    public static ModelBudgetState Apply(ModelBudgetState state, EventEnvelope<ModelBudgetEvent> recorded) => recorded.Event switch
    {
        CallsReserved e when e.Day >= state.Day => state with { Day = e.Day, Reserved = e.UpTo },
        CallsReserved => state,
        _ => throw new InvalidDataException($"A model budget does not know the event {recorded.Event.GetType().Name}."),
    };
}

/// <summary>What happens to a model budget.</summary>
internal abstract record ModelBudgetEvent;

/// <summary>Calls of a day up to this number may have been made.</summary>
internal sealed record CallsReserved(DateOnly Day, int UpTo) : ModelBudgetEvent;

/// <summary>How model budgets are stored: for two days, then the rows go.</summary>
internal static class ModelBudgetJournal
{
    public static readonly JournalDefinition<ModelBudgetState, ModelBudgetEvent> Budget = new()
    {
        Name = "companion.model-budget",
        Empty = static _ => new ModelBudgetState(),
        Apply = ModelBudgetState.Apply,
        Events = new EventCodec<ModelBudgetEvent>().On("companion.calls-reserved.v1", ModelBudgetJson.Default.CallsReserved),
        Lifetime = TimeSpan.FromDays(2),
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CallsReserved))]
internal sealed partial class ModelBudgetJson : JsonSerializerContext;
