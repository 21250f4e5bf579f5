using XelaConnect.EventSourcing;
using XelaConnect.Grains.Relationships;
using XelaConnect.Relationships;

namespace XelaConnect.Grains.Tests.Relationships;

/// <summary>One person's contacts: what is spent, what is hidden, what lists show, and what changed since when.</summary>
public sealed class ContactsTests
{
    private const string Ada = "user-ada";
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Daily_request_limit_has_retry_after()
    {
        var contacts = new ContactsState(Ada);
        for (var i = 0; i < 3; i++) contacts = Spent(contacts, Start.AddHours(i));
        var refused = ContactsRules.TakeRequestQuota(contacts, 3, Start.AddHours(5)).Refusal.ShouldNotBeNull();
        (refused.Kind, refused.Code, refused.RetryAfterSeconds).ShouldBe((FaultKind.TooMany, "too_many_requests", 19 * 3600));
        ContactsRules.TakeRequestQuota(contacts, 3, Start.AddDays(1).AddMilliseconds(-1)).Refusal!.RetryAfterSeconds.ShouldBe(1);
        ContactsRules.TakeRequestQuota(contacts, 3, Start.AddDays(1)).Refusal.ShouldBeNull("the first one is a day old");
        contacts = Spent(contacts, Start.AddDays(1));
        contacts.Requests.Length.ShouldBe(3, "what is older than a day is not kept");
        ContactsRules.TakeRequestQuota(contacts, 3, Start.AddDays(1).AddMinutes(30)).Refusal!.RetryAfterSeconds.ShouldBe(1800);
        // Fewer are allowed from today on: one waits until there is room again.
        ContactsRules.TakeRequestQuota(contacts, 1, Start.AddDays(1)).Refusal!.RetryAfterSeconds.ShouldBe(24 * 3600);
    }

    [Fact]
    public void Repeated_request_is_counted_once()
    {
        var fixture = new RelationshipFixture();
        for (var i = 0; i < 60; i++)
            fixture.Ask(() => fixture.Contacts(Ada).TakeRequestQuotaAsync(new("one", "user-bo"))).IsOk.ShouldBeTrue();
        for (var i = 1; i < 50; i++)
            fixture.Ask(() => fixture.Contacts(Ada).TakeRequestQuotaAsync(new($"op{i}", "user-bo"))).IsOk.ShouldBeTrue();
        fixture.Ask(() => fixture.Contacts(Ada).TakeRequestQuotaAsync(new("more", "user-bo"))).Fault!.Code.ShouldBe("too_many_requests");
    }

    [Fact]
    public void Unverified_person_asks_few_strangers_a_day()
    {
        var fixture = new RelationshipFixture();
        foreach (var id in (string[])[Ada, "user-bo", "user-cy"]) fixture.Names[id] = id;
        fixture.Unverified.Add(Ada);
        Outcome<Done> Take(string operation, string other) =>
            fixture.Ask(() => fixture.Contacts(Ada).TakeRequestQuotaAsync(new(operation, other)));

        for (var i = 0; i < 5; i++) Take($"op{i}", "user-bo").IsOk.ShouldBeTrue();
        Take("sixth", "user-bo").Fault.ShouldBe(ConnectionFaults.EmailNotVerified);
        fixture.Circle.UnionWith([Ada, "user-cy"]);
        Take("friend", "user-cy").IsOk.ShouldBeTrue("they share a circle");
        Take("seventh", "user-bo").Fault.ShouldBe(ConnectionFaults.EmailNotVerified);
        fixture.Unverified.Clear();
        Take("verified", "user-bo").IsOk.ShouldBeTrue();
    }

    [Fact]
    public void Older_relation_version_changes_nothing()
    {
        var contacts = Projected(new ContactsState(Ada), 5, Connected("user-bo"));
        contacts.Connected.ShouldBe(1);
        foreach (var version in (long[])[5, 4, 1])
            ContactsRules.ProjectRelation(
                contacts, new ProjectRelation($"op{version}", version, Connected("user-bo", ConnectionStatuses.Removed)), Start)
                .Events.ShouldBeEmpty();
        contacts = Projected(contacts, 6, Connected("user-bo", ConnectionStatuses.Removed));
        (contacts.Connected, contacts.MaxConnected).ShouldBe((0, 1));
    }

    [Fact]
    public void Invisible_person_stays_invisible()
    {
        var contacts = new ContactsState(Ada);
        ContactsRules.SetVisible(contacts, new SetVisible("op", true), Start).Events.ShouldBeEmpty("everyone is visible to begin with");
        contacts = ContactsState.Apply(
            contacts, new EventEnvelope<ContactsEvent>(
            0, 1, Start, "op", ContactsRules.SetVisible(contacts, new SetVisible("op", false), Start).Events.ShouldHaveSingleItem()));
        contacts.IsInvisible.ShouldBeTrue();
        ContactsRules.SetVisible(contacts, new SetVisible("op2", false), Start).Events.ShouldBeEmpty();
    }

    [Fact]
    public void Declined_person_reappears_after_thirty_days()
    {
        var contact = new Contact(Connected("user-bo", ConnectionStatuses.Declined), 1, 1);
        ContactsRules.IsHiddenFromDiscovery(contact, Start.AddDays(30).AddMilliseconds(-1)).ShouldBeTrue();
        ContactsRules.IsHiddenFromDiscovery(contact, Start.AddDays(30)).ShouldBeFalse();
        ContactsRules.IsHiddenFromDiscovery(new Contact(Connected("user-bo", ConnectionStatuses.Removed), 1, 1), Start).ShouldBeFalse();
        var blockedSince = new Contact(Connected("user-bo", ConnectionStatuses.Removed), 1, 1) { DeclinedAt = Start };
        ContactsRules.IsHiddenFromDiscovery(blockedSince, Start.AddDays(30).AddTicks(-1))
            .ShouldBeTrue("a block and its end change nothing about the decline");
        ContactsRules.IsHiddenFromDiscovery(blockedSince, Start.AddDays(30)).ShouldBeFalse();
        ContactsRules.IsHiddenFromDiscovery(
            new Contact(new Relation("user-bo", null, Start, null, IsBlocked: true, null, null), 1, 1), Start.AddYears(9)).ShouldBeTrue();
    }

    [Fact]
    public void Contact_pages_are_newest_first_without_gaps()
    {
        var fixture = new RelationshipFixture();
        for (var i = 0; i < 23; i++)
            Tell(fixture, i + 1, Connected(
                $"user-{i:d2}", i % 3 == 0 ? ConnectionStatuses.Pending : ConnectionStatuses.Accepted, Start.AddMinutes(i / 2)));
        foreach (var (status, count) in ((string?, int)[])[
            (null, 23), (ConnectionQuery.Current, 23),
            (ConnectionStatuses.Accepted, 15), (ConnectionStatuses.Pending, 8), (ConnectionStatuses.Declined, 0)])
        {
            var (seen, cursor) = (new List<ConnectionView>(), (string?)null);
            do
            {
                var page = fixture.Ask(() => fixture.Contacts(Ada).ListAsync(new ConnectionQuery(status, cursor, 4))).Value!;
                seen.AddRange(page.Items);
                cursor = page.NextCursor;
                page.Items.Length.ShouldBeLessThanOrEqualTo(4);
            }
            while (cursor is not null);
            seen.Count.ShouldBe(count);
            seen.Select(c => c.Id).ShouldBeUnique();
            seen.Select(c => c.CreatedAt).ShouldBe(seen.Select(c => c.CreatedAt).OrderDescending());
        }
        fixture.Ask(() => fixture.Contacts(Ada).ListAsync(new ConnectionQuery(null, "nonsense", 4)))
            .Fault.ShouldBe(Page.BadCursor);
    }

    [Fact]
    public void Current_connections_are_all_but_the_declined_ones()
    {
        var fixture = new RelationshipFixture();
        string[] statuses = [ConnectionStatuses.Accepted, ConnectionStatuses.Pending, ConnectionStatuses.Declined];
        for (var i = 0; i < statuses.Length; i++) Tell(fixture, i + 1, Connected($"user-{i}", statuses[i], Start.AddMinutes(i)));
        fixture.Ask(() => fixture.Contacts(Ada).ListAsync(new ConnectionQuery(ConnectionQuery.Current, null, 9)))
            .Value!.Items.Select(c => c.Status).ShouldBe([ConnectionStatuses.Pending, ConnectionStatuses.Accepted]);
    }

    [Fact]
    public void Blocked_list_belongs_to_the_blocker()
    {
        var fixture = new RelationshipFixture();
        for (var i = 0; i < 5; i++)
            Tell(fixture, i + 1, new Relation($"user-{i}", null, Start, i < 3 ? Start.AddMinutes(i) : null, IsBlocked: i >= 3, null, null));
        var first = fixture.Ask(() => fixture.Contacts(Ada).BlockedAsync(null, 2)).Value!;
        first.Items.Select(b => b.UserId).ShouldBe(["user-2", "user-1"]);
        fixture.Ask(() => fixture.Contacts(Ada).BlockedAsync(first.NextCursor, 2)).Value!.Items.Select(b => b.UserId).ShouldBe(["user-0"]);
        fixture.Ask(() => fixture.Contacts(Ada).BlockedAsync("nonsense", 2)).Fault.ShouldBe(Page.BadCursor);
        fixture.Ask(() => fixture.Contacts(Ada).RelationAsync("user-4"))
            .ShouldBe(new RelationView(null, HasBlocked: false, IsHidden: true));
        fixture.Ask(() => fixture.Contacts(Ada).RelationAsync("user-9"))
            .ShouldBe(new RelationView(null, HasBlocked: false, IsHidden: false));
    }

    [Fact]
    public void Changes_after_any_position_are_complete_and_ordered()
    {
        var fixture = new RelationshipFixture();
        for (var i = 0; i < 9; i++)
            Tell(fixture, i + 1, Connected($"user-{i % 4}", i % 2 == 0 ? ConnectionStatuses.Accepted : ConnectionStatuses.Removed));
        var now = fixture.Ask(() => fixture.Contacts(Ada).ChangesAsync(long.MaxValue, 1));
        (now.Seq, now.More, now.Connections.Length).ShouldBe((9, false, 0));
        // Each contact appears in its current state at its last change: user-1, 2, 3 and 0.
        for (var after = 0L; after <= 9; after++)
        {
            var (sent, position, more) = (new List<string>(), after, true);
            while (more)
            {
                var changes = fixture.Ask(() => fixture.Contacts(Ada).ChangesAsync(position, 2));
                sent.AddRange(changes.Connections.Select(c => c.Connection.ConnectedUserId));
                (position, more) = (changes.Seq, changes.More);
            }
            position.ShouldBe(9);
            sent.ShouldBe(((string[])["user-1", "user-2", "user-3", "user-0"]).Where((_, i) => 6 + i > after));
        }
    }

    [Fact]
    public void Blocked_relation_appears_as_removed()
    {
        var fixture = new RelationshipFixture();
        Tell(fixture, 1, Connected("user-bo"));
        Tell(fixture, 2, Connected("user-bo") with { IsBlocked = true });
        fixture.Ask(() => fixture.Contacts(Ada).ChangesAsync(0, 10)).Connections.ShouldHaveSingleItem()
            .Connection.Status.ShouldBe(ConnectionStatuses.Removed);
    }

    private static ContactsState Spent(ContactsState contacts, DateTimeOffset at) =>
        ContactsState.Apply(
            contacts, new EventEnvelope<ContactsEvent>(
            0, contacts.Version + 1, at, "op", ContactsRules.TakeRequestQuota(contacts, 3, at).Events.ShouldHaveSingleItem()));

    private static ContactsState Projected(ContactsState contacts, long version, Relation relation) => ContactsState.Apply(
        contacts, new EventEnvelope<ContactsEvent>(
            0, contacts.Version + 1, Start, "op",
            ContactsRules.ProjectRelation(contacts, new ProjectRelation("op", version, relation), Start).Events.ShouldHaveSingleItem()));

    private static void Tell(RelationshipFixture fixture, long version, Relation relation) =>
        fixture.Ask(() => fixture.Contacts(Ada).ProjectRelationAsync(new ProjectRelation($"tell{version}", version, relation)))
            .IsOk.ShouldBeTrue();

    private static Relation Connected(string other, string status = ConnectionStatuses.Accepted, DateTimeOffset? at = null) => new(
        other,
        new ConnectionView(Pair.Of(Ada, other).ConnectionId, Ada, other, 50, status, at ?? Start, status == ConnectionStatuses.Accepted
        ? at ?? Start
        : null),
        at ?? Start, null, IsBlocked: false, "Ada", other);
}
