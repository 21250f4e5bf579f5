using System.Collections.Immutable;
using System.Text.Json.Serialization;
using XelaConnect.EventSourcing;
using XelaConnect.Relationships;

namespace XelaConnect.Grains.Relationships;

/// <summary>How one person stands to everyone they ever had to do with.</summary>
internal sealed record ContactsState(string UserId)
{
    public ImmutableDictionary<string, Contact> Contacts { get; init; } = ImmutableDictionary.Create<string, Contact>(StringComparer.Ordinal);

    /// <summary>When the requests of the last day were sent, ascending.</summary>
    public ImmutableArray<DateTimeOffset> Requests { get; init; } = [];

    /// <summary>Others may not see when this person is there.</summary>
    public bool IsInvisible { get; init; }

    /// <summary>How many are connected with this person, and the most there were at once.</summary>
    public int Connected { get; init; }
    public int MostConnected { get; init; }

    /// <summary>Rises with every event.</summary>
    public long Version { get; init; }

    public static ContactsState Apply(ContactsState contacts, EventEnvelope<ContactsEvent> recorded) => recorded.Event switch
    {
        RelationChanged e => With(contacts, new Contact(e.Relation, e.Version, recorded.Seq), recorded.At),
        RequestQuotaTaken => contacts with { Requests = ContactsRules.TakenSince(contacts.Requests, recorded.At).Add(recorded.At) },
        VisibilitySet e => contacts with { IsInvisible = !e.Visible },
        _ => throw new InvalidDataException($"Contacts do not know the event {recorded.Event.GetType().Name}."),
    } with { Version = recorded.Seq };

    private static ContactsState With(ContactsState contacts, Contact contact, DateTimeOffset at)
    {
        contacts.Contacts.TryGetValue(contact.Relation.OtherId, out var before);
        var was = before is { IsConnected: true };
        contact = contact with
        {
            RungAt = ContactsRules.NotifiesOf(before, contact, contacts.UserId, at) ? at : before?.RungAt,
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
            Contacts = contacts.Contacts.SetItem(contact.Relation.OtherId, contact), Connected = connected, MostConnected = Math.Max(contacts.MostConnected, connected),
        };
    }
}

/// <summary>How a person stands to one other.</summary>
/// <param name="Relation">As the pair told it.</param>
/// <param name="Version">The pair's version.</param>
/// <param name="Seq">When this was written down, as a place in the history.</param>
internal sealed record Contact(Relation Relation, long Version, long Seq)
{
    /// <summary>When the person was last told that the other asks.</summary>
    public DateTimeOffset? RungAt { get; init; }

    /// <summary>When a request between the two was last declined; a block does not change it, a connection does.</summary>
    public DateTimeOffset? DeclinedAt { get; init; }

    [JsonIgnore]
    public bool IsHidden => Relation.BlocksSince is not null || Relation.IsBlocked;

    [JsonIgnore]
    public bool IsConnected => !IsHidden && Relation.Connection is { Status: ConnectionStatuses.Accepted };

    /// <summary>A block ends the connection for both. What somebody blocked has asked since, they see as a stranger would, and the other does not.</summary>
    [JsonIgnore]
    public bool IsEnded => Relation.BlocksSince is not null || Relation.IsBlocked && Relation.Connection is not { Status: ConnectionStatuses.Pending };

    /// <summary>The connection if it is one that lists show.</summary>
    [JsonIgnore]
    public ConnectionView? Listed => !IsEnded && Relation.Connection is { Status: not ConnectionStatuses.Removed } connection ? connection : null;
}
