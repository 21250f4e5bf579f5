namespace XelaConnect.Grains.Relationships;

internal sealed record ContactsState(string UserId)
{
    public ImmutableDictionary<string, Contact> Contacts { get; init; } =
        ImmutableDictionary.Create<string, Contact>(StringComparer.Ordinal);

    /// <summary>Of the last 24 hours, ascending.</summary>
    public ImmutableArray<DateTimeOffset> Requests { get; init; } = [];
    public bool IsInvisible { get; init; }
    /// <summary>Now, and the maximum so far.</summary>
    public int Connected { get; init; }

    [JsonPropertyName("most_connected")]
    public int MaxConnected { get; init; }

    public long Version { get; init; }

    public static ContactsState Apply(
        ContactsState contacts, EventEnvelope<ContactsEvent> envelope) => envelope.Event switch
    {
        RelationChanged e => With(contacts, new Contact(e.Relation, e.Version, envelope.Seq), envelope.At),
        RequestQuotaTaken => contacts with { Requests = ContactsRules.TakenSince(contacts.Requests, envelope.At).Add(envelope.At) },
        VisibilitySet e => contacts with { IsInvisible = !e.Visible },
        _ => throw new InvalidDataException($"Contacts cannot apply the event {envelope.Event.GetType().Name}."),
    } with { Version = envelope.Seq };

    private static ContactsState With(ContactsState contacts, Contact contact, DateTimeOffset at)
    {
        contacts.Contacts.TryGetValue(contact.Relation.OtherId, out var before);
        var was = before is { IsConnected: true };
        contact = contact with
        {
            NotifiedAt = ContactsRules.NotifiesOf(before, contact, contacts.UserId, at) ? at : before?.NotifiedAt,
            DeclinedAt = contact.Relation.Connection?.Status switch
            {
                ConnectionStatuses.Declined => contact.Relation.ChangedAt,
                ConnectionStatuses.Accepted => null,
                _ => before?.DeclinedAt,
            },
        };
        var connected = contacts.Connected + (contact.IsConnected ? 1 : 0) - (was ? 1 : 0);
        return contacts with
        {
            Contacts = contacts.Contacts.SetItem(contact.Relation.OtherId, contact),
            Connected = connected,
            MaxConnected = Math.Max(contacts.MaxConnected, connected),
        };
    }
}

/// <summary>A relation as of the pair's version, and the seq of the event that stored it.</summary>
internal sealed record Contact(Relation Relation, long Version, long Seq)
{
    [JsonPropertyName("rung_at")]
    public DateTimeOffset? NotifiedAt { get; init; }

    /// <summary>A connection resets it, a block does not.</summary>
    public DateTimeOffset? DeclinedAt { get; init; }

    [JsonIgnore]
    public bool IsHidden => Relation.BlocksSince is not null || Relation.IsBlocked;

    [JsonIgnore]
    public bool IsConnected => !IsHidden && Relation.Connection is { Status: ConnectionStatuses.Accepted };

    /// <summary>A request that a blocked user made since is visible to that user only.</summary>
    [JsonIgnore]
    public bool IsEnded => Relation.BlocksSince is not null
        || Relation.IsBlocked && Relation.Connection is not { Status: ConnectionStatuses.Pending };

    [JsonIgnore]
    public ConnectionView? Listed =>
        !IsEnded && Relation.Connection is { Status: not ConnectionStatuses.Removed } connection ? connection : null;
}

[JsonDerivedType(typeof(RelationChanged), "connections.relation-changed.v1")]
[JsonDerivedType(typeof(RequestQuotaTaken), "connections.request-spent.v1")]
[JsonDerivedType(typeof(VisibilitySet), "connections.visibility-set.v1")]
internal abstract record ContactsEvent;
internal sealed record RelationChanged(Relation Relation, long Version) : ContactsEvent;
internal sealed record RequestQuotaTaken : ContactsEvent;
internal sealed record VisibilitySet(bool Visible) : ContactsEvent;
