namespace XelaConnect.Grains.Reflections;

internal sealed record PublicReflectionsState
{
    /// <summary>The maximum number of entries, and of remembered withdrawals.</summary>
    public const int Max = 1_000;

    /// <summary>Newest first.</summary>
    public ImmutableArray<PublicReflectionEntry> Newest { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The last ones, so that a late publication does not restore a withdrawn reflection.</summary>
    [JsonPropertyName("gone")]
    public ImmutableArray<WithdrawnReflection> Withdrawn { get; init => field = value.IsDefault ? [] : value; } = [];

    public static PublicReflectionsState Apply(
        PublicReflectionsState list, EventEnvelope<PublicEvent> stored) => stored.Event switch
    {
        PublicReflectionPut { IsPublic: true } e =>
            list.With(new PublicReflectionEntry(e.Id, e.UserId, e.CreatedAt, e.Version)),
        PublicReflectionPut e => list.Without(new WithdrawnReflection(e.Id, e.Version)),
        _ => throw new InvalidDataException($"Reflections cannot apply the event {stored.Event.GetType().Name}."),
    };

    public bool IsTooOld(TimeCursor position) => Newest.Length >= Max && position > Newest[^1].Order;

    private PublicReflectionsState With(PublicReflectionEntry published)
    {
        var newest = Newest.RemoveAll(p => p.Id == published.Id).Add(published).OrderBy(p => p.Order).Take(Max);
        return this with { Newest = [.. newest], Withdrawn = Withdrawn.RemoveAll(w => w.Id == published.Id) };
    }

    private PublicReflectionsState Without(WithdrawnReflection withdrawn)
    {
        var remembered = Withdrawn.RemoveAll(w => w.Id == withdrawn.Id).Add(withdrawn).TakeLast(Max);
        return this with { Newest = Newest.RemoveAll(p => p.Id == withdrawn.Id), Withdrawn = [.. remembered] };
    }
}

internal sealed record PublicReflectionEntry(string Id, string UserId, DateTimeOffset CreatedAt, long Version)
{
    [JsonIgnore] public TimeCursor Order => new(CreatedAt, Id);
}

internal sealed record WithdrawnReflection(string Id, long Version);
