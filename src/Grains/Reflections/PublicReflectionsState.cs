namespace XelaConnect.Grains.Reflections;

/// <summary>The newest public reflections.</summary>
internal sealed record PublicReflectionsState
{
    /// <summary>The maximum number of entries, and of remembered withdrawals.</summary>
    public const int Max = 1_000;

    /// <summary>Newest first.</summary>
    public ImmutableArray<PublicReflectionEntry> Newest { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The last withdrawals, so that a late publication does not restore a withdrawn reflection.</summary>
    [JsonPropertyName("gone")]
    public ImmutableArray<WithdrawnReflection> Withdrawn { get; init => field = value.IsDefault ? [] : value; } = [];

    public static PublicReflectionsState Apply(PublicReflectionsState list, EventEnvelope<PublicEvent> envelope) => envelope.Event switch
    {
        PublicReflectionPut e => e.IsPublic
            ? list.With(new PublicReflectionEntry(e.Id, e.UserId, e.CreatedAt, e.Version))
            : list.Without(new WithdrawnReflection(e.Id, e.Version)),
        _ => throw new InvalidDataException($"The list of public reflections cannot apply the event {envelope.Event.GetType().Name}."),
    };

    /// <summary>Whether the list is full of newer reflections.</summary>
    public bool IsTooOld(TimeCursor position) => Newest.Length >= Max && position > Newest[^1].Order;

    private PublicReflectionsState With(PublicReflectionEntry published)
    {
        var others = Newest.RemoveAll(p => p.Id == published.Id);
        var index = others.TakeWhile(p => p.Order < published.Order).Count();
        var newest = others.Insert(index, published);
        return this with
        {
            Newest = newest.Length > Max ? newest.RemoveAt(newest.Length - 1) : newest,
            Withdrawn = Withdrawn.RemoveAll(w => w.Id == published.Id),
        };
    }

    private PublicReflectionsState Without(WithdrawnReflection withdrawn)
    {
        var remembered = Withdrawn.RemoveAll(w => w.Id == withdrawn.Id).Add(withdrawn);
        return this with
        {
            Newest = Newest.RemoveAll(p => p.Id == withdrawn.Id),
            Withdrawn = remembered.Length > Max ? remembered.RemoveAt(0) : remembered,
        };
    }
}

/// <summary>A public reflection, as of a version of its author's journal.</summary>
internal sealed record PublicReflectionEntry(string Id, string UserId, DateTimeOffset CreatedAt, long Version)
{
    [JsonIgnore]
    public TimeCursor Order => new(CreatedAt, Id);
}

/// <summary>A reflection that is no longer public.</summary>
internal sealed record WithdrawnReflection(string Id, long Version);
