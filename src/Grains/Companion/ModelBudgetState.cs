namespace XelaConnect.Grains.Companion;

/// <summary>The calls of the last day that may have been made.</summary>
internal sealed record ModelBudgetState
{
    public DateOnly Day { get; init; }
    public int Reserved { get; init; }

    public int ReservedOn(DateOnly day) => day == Day ? Reserved : 0;

    public static ModelBudgetState Apply(ModelBudgetState state, EventEnvelope<ModelBudgetEvent> envelope) =>
        envelope.Event switch
        {
            CallsReserved e when e.Day >= state.Day => state with { Day = e.Day, Reserved = e.UpTo },
            CallsReserved => state,
            _ => throw new InvalidDataException(
                $"A model budget does not know the event {envelope.Event.GetType().Name}."),
        };
}

/// <summary>An event of a model budget.</summary>
[JsonDerivedType(typeof(CallsReserved), "companion.calls-reserved.v1")]
internal abstract record ModelBudgetEvent;

/// <summary>Calls of a day up to this number may have been made.</summary>
internal sealed record CallsReserved(DateOnly Day, int UpTo) : ModelBudgetEvent;

/// <summary>The journal of model budgets. Rows expire after two days.</summary>
internal static class ModelBudgetJournal
{
    public static readonly JournalDefinition<ModelBudgetState, ModelBudgetEvent> Budget = new()
    {
        Name = "companion.model-budget",
        Empty = static _ => new ModelBudgetState(),
        Apply = ModelBudgetState.Apply,
        Events = new EventCodec<ModelBudgetEvent>(ModelBudgetJson.Default),
        Lifetime = TimeSpan.FromDays(2),
    };
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ModelBudgetEvent))]
internal sealed partial class ModelBudgetJson : JsonSerializerContext;
