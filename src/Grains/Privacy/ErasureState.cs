namespace XelaConnect.Grains.Privacy;

[JsonDerivedType(typeof(ErasureBegun), "privacy.erasure-begun.v1")]
[JsonDerivedType(typeof(TargetsFound), "privacy.targets-found.v1")]
[JsonDerivedType(typeof(ErasureAdvanced), "privacy.erasure-advanced.v1")]
internal abstract record ErasureEvent;
internal sealed record ErasureBegun(
    string UserId, DateTimeOffset RequestedAt, DateTimeOffset UserCreatedAt) : ErasureEvent;
internal sealed record TargetsFound(ImmutableArray<ErasureTarget> Targets) : ErasureEvent;
/// <summary>A portion is done: where the next one begins, and the rows of this one.</summary>
internal sealed record ErasureAdvanced(
    ErasureStep Step, int Index, int SubStream, long AfterSeq, string? AfterStream, bool EndsStep,
    ImmutableArray<ErasedRows> Rows) : ErasureEvent;

/// <summary>In this order; stored by name.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ErasureStep>))]
internal enum ErasureStep
{
    /// <summary>Leaves circles and connections by the ordinary commands, so that counts are right.</summary>
    Leave,
    /// <summary>Finds the rows that nothing of the person names.</summary>
    Search,
    /// <summary>Finds the rows by what the person's own journals name.</summary>
    Find,
    /// <summary>Rewrites and deletes, again until a pass finds nothing.</summary>
    Erase,
    /// <summary>Issues the receipt.</summary>
    Issue,
    Done,
}

/// <summary>
/// Rows of a grain. Without <paramref name="Text"/> all are deleted; otherwise <paramref name="By"/> replaces it, and a
/// <paramref name="NewKey"/> gets the rows. Without a grain the text is an address whose mail files are deleted.
/// </summary>
internal sealed record ErasureTarget(
    string What, string? Grain, string? Text = null, string? By = null, string? NewKey = null);

internal sealed record ErasureState(string Id)
{
    public string? UserId { get; init; }
    public DateTimeOffset RequestedAt { get; init; }
    public DateTimeOffset UserCreatedAt { get; init; }
    public DateTimeOffset BegunAt { get; init; }
    /// <summary>Of the portion that comes next.</summary>
    public int Number { get; init; } = 1;
    public ErasureStep Step { get; init; }
    public ImmutableArray<ErasureTarget> Targets { get; init; } = [];
    public int Index { get; init; }
    public int SubStream { get; init; }
    public long AfterSeq { get; init; }
    public string? AfterStream { get; init; }
    /// <summary>Passes over the targets that have ended, and rows of the one that has not.</summary>
    public int Passes { get; init; }
    public long PassRows { get; init; }
    public ImmutableSortedDictionary<string, ErasedRows> Rows { get; init; } =
        ImmutableSortedDictionary.Create<string, ErasedRows>(StringComparer.Ordinal);

    public static ErasureState Apply(ErasureState erasure, EventEnvelope<ErasureEvent> stored) => stored.Event switch
    {
        ErasureBegun e => erasure with
        {
            UserId = e.UserId, RequestedAt = e.RequestedAt, UserCreatedAt = e.UserCreatedAt, BegunAt = stored.At,
        },
        TargetsFound e => erasure with { Targets = erasure.Targets.AddRange(e.Targets) },
        ErasureAdvanced e => erasure.Counted(e) with
        {
            Number = erasure.Number + 1, Step = e.Step, Index = e.Index, SubStream = e.SubStream,
            AfterSeq = e.AfterSeq, AfterStream = e.AfterStream,
        },
        _ => throw new InvalidDataException($"An erasure does not know the event {stored.Event.GetType().Name}."),
    };

    private ErasureState Counted(ErasureAdvanced e)
    {
        if (Step != ErasureStep.Erase) return this;
        var rows = Rows;
        foreach (var more in e.Rows)
        {
            var known = rows.GetValueOrDefault(more.What) ?? new ErasedRows(more.What, 0, 0);
            rows = rows.SetItem(more.What, new(
                more.What, known.Deleted + more.Deleted, known.Rewritten + more.Rewritten));
        }
        var ofPass = PassRows + e.Rows.Sum(static kind => kind.Deleted + kind.Rewritten);
        return this with
        {
            Rows = rows, Passes = e.EndsStep ? Passes + 1 : Passes, PassRows = e.EndsStep ? 0 : ofPass,
        };
    }
}
