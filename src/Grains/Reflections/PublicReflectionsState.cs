using System.Collections.Immutable;
using XelaConnect.EventSourcing;

namespace XelaConnect.Grains.Reflections;

/// <summary>Where the newest public reflections are.</summary>
internal sealed record PublicReflectionsState
{
    /// <summary>How many are kept, and of how many that are public no longer it is remembered.</summary>
    public const int Max = 1_000;

    /// <summary>The newest first.</summary>
    public ImmutableArray<PublicReflectionEntry> Newest { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The last that were taken back, so that a publication that comes late does not bring one back.</summary>
    public ImmutableArray<WithdrawnReflection> Gone { get; init => field = value.IsDefault ? [] : value; } = [];

    public static PublicReflectionsState Apply(PublicReflectionsState list, EventEnvelope<PublicEvent> recorded) => recorded.Event switch
    {
        PublicReflectionPut e => e.IsPublic ? list.With(new PublicReflectionEntry(e.Id, e.UserId, e.CreatedAt, e.Version)) : list.Without(new WithdrawnReflection(e.Id, e.Version)),
        _ => throw new InvalidDataException($"The list of public reflections does not know the event {recorded.Event.GetType().Name}."),
    };

    /// <summary>Whether one from then is older than all that are kept, and there is no room.</summary>
    public bool IsTooOld(TimeCursor place) => Newest.Length >= Max && place > Newest[^1].Order;

    private PublicReflectionsState With(PublicReflectionEntry published)
    {
        var others = Newest.RemoveAll(p => p.Id == published.Id);
        var index = others.TakeWhile(p => p.Order < published.Order).Count();
        var newest = others.Insert(index, published);
        return this with { Newest = newest.Length > Max ? newest.RemoveAt(newest.Length - 1) : newest, Gone = Gone.RemoveAll(g => g.Id == published.Id) };
    }

    private PublicReflectionsState Without(WithdrawnReflection gone)
    {
        var remembered = Gone.RemoveAll(g => g.Id == gone.Id).Add(gone);
        return this with { Newest = Newest.RemoveAll(p => p.Id == gone.Id), Gone = remembered.Length > Max ? remembered.RemoveAt(0) : remembered };
    }
}

/// <summary>Where a public reflection is, as of a version of its author's journal.</summary>
internal sealed record PublicReflectionEntry(string Id, string UserId, DateTimeOffset CreatedAt, long Version)
{
    [System.Text.Json.Serialization.JsonIgnore]
    public TimeCursor Order => new(CreatedAt, Id);
}

/// <summary>One that is public no longer.</summary>
internal sealed record WithdrawnReflection(string Id, long Version);
