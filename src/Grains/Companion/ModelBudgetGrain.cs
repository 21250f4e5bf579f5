namespace XelaConnect.Grains.Companion;

/// <summary>Stores the count in steps, ahead of it: a restart can lose a step of calls, and gives none back.</summary>
[GrainType("model-budget"), Reentrant]
internal sealed class ModelBudgetGrain(Journal<ModelBudgetState, ModelBudgetEvent> journal)
    : EventSourcedGrain<ModelBudgetState, ModelBudgetEvent>(journal), IModelBudgetGrain
{
    /// <summary>In how many steps the calls of a day are stored.</summary>
    private const int Steps = 50;

    private DateOnly day;
    private int used;

    public async Task<int> TakeAsync(DateOnly day, int calls, int ceiling)
    {
        if (day > this.day) (this.day, used) = (day, Committed.ReservedOn(day));
        // A silo whose clock is behind reserves calls of the new day.
        var taken = Math.Clamp(ceiling - used, 0, calls);
        used += taken;
        if (used > Committed.ReservedOn(this.day))
            await ReserveAsync(this.day, Math.Min(ceiling, used + (ceiling / Steps)));
        return taken;
    }

    private Task<Outcome<Done>> ReserveAsync(DateOnly day, int upTo) => Journal.HandleAsync<Done>(
        $"reserve/{day:yyyy-MM-dd}/{upTo}",
        (state, _) => upTo <= state.ReservedOn(day) ? Decision.Nothing : new CallsReserved(day, upTo),
        static (_, _) => Done.Instance);
}

internal sealed record ModelBudgetState
{
    public DateOnly Day { get; init; }
    public int Reserved { get; init; }

    public int ReservedOn(DateOnly day) => day == Day ? Reserved : 0;

    public static ModelBudgetState Apply(ModelBudgetState state, EventEnvelope<ModelBudgetEvent> envelope)
    {
        var reserved = (CallsReserved)envelope.Event;
        return reserved.Day >= state.Day ? state with { Day = reserved.Day, Reserved = reserved.UpTo } : state;
    }
}

[JsonDerivedType(typeof(CallsReserved), "companion.calls-reserved.v1")]
internal abstract record ModelBudgetEvent;

/// <summary>Calls of a day up to this number may have been made.</summary>
internal sealed record CallsReserved(DateOnly Day, int UpTo) : ModelBudgetEvent;

internal static class ModelBudgetJournal
{
    public static readonly JournalDefinition<ModelBudgetState, ModelBudgetEvent> Budget = new()
    {
        Name = "companion.model-budget",
        Empty = static _ => new ModelBudgetState(),
        Apply = ModelBudgetState.Apply,
        Events = new EventCodec<ModelBudgetEvent>(CompanionJson.Default),
        Lifetime = TimeSpan.FromDays(2),
    };
}
