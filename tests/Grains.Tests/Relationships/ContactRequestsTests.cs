using XelaConnect.Accounts;
using XelaConnect.Presence;
using XelaConnect.Relationships;

namespace XelaConnect.Grains.Tests.Relationships;

/// <summary>Requests, presence and messages of one user, decided by the real grains of contacts and pairs.</summary>
public sealed class ContactRequestsTests
{
    private const string Ada = "user-ada", Bo = "user-bo", Eve = "user-eve";
    private static readonly Pair Two = Pair.Of(Ada, Bo);
    private readonly RelationshipFixture fixture = new();

    public ContactRequestsTests()
    {
        foreach (var (id, name) in ((string, string)[])[(Ada, "Ada"), (Bo, "Bo"), (Eve, "Eve")]) fixture.Names[id] = name;
    }

    [Fact]
    public void Request_takes_quota_and_reaches_the_pair()
    {
        Request("op1", Bo).Value!.ShouldSatisfyAllConditions(
            c => c.Id.ShouldBe(Two.ConnectionId), c => c.UserId.ShouldBe(Ada), c => c.Status.ShouldBe(ConnectionStatuses.Pending));
        Request("op1", Bo).IsOk.ShouldBeTrue("the same operation");
        fixture.ContactsState(Ada).Requests.Length.ShouldBe(1);
        Request("op2", Bo).Fault.ShouldBe(ConnectionFaults.Exists);
        fixture.ContactsState(Ada).Requests.Length.ShouldBe(2, "a refused request counts too");
        Request("op3", Eve, takesQuota: false).IsOk.ShouldBeTrue();
        fixture.ContactsState(Ada).Requests.Length.ShouldBe(2);
    }

    [Fact]
    public void Request_over_the_quota_does_not_reach_the_pair()
    {
        for (var i = 0; i < 50; i++) Request($"op{i}", "user-unknown").Fault.ShouldBe(AccountFaults.UnknownUser);
        Request("more", Bo).Fault!.Code.ShouldBe("too_many_requests");
        fixture.PairState(Two.Key).Status.ShouldBeNull();
    }

    [Fact]
    public void Request_to_self_or_malformed_id_takes_no_quota()
    {
        Request("self", Ada).Fault.ShouldBe(ConnectionFaults.Yourself);
        foreach (var id in (string[])["2", "circle-2", "user-", "user-A", "user-2/3", "user-2--3", "user-" + new string('2', 37)])
            Request(id, id).Fault.ShouldBe(AccountFaults.UnknownUser);
        fixture.ContactsState(Ada).Requests.ShouldBeEmpty();
    }

    [Fact]
    public void Guest_cannot_request_a_connection()
    {
        fixture.Guests.Add(Ada);
        Request("op1", Bo).Fault.ShouldBe(AccountFaults.MembersOnly);
        fixture.PairState(Two.Key).Status.ShouldBeNull();
    }

    [Fact]
    public void Presence_is_shown_to_connections_and_self()
    {
        foreach (var id in (string[])[Ada, Bo, Eve]) fixture.Online.Add(id);
        PresenceOf(Ada).Value!.Status.ShouldBe(PresenceStatuses.Online);
        PresenceOf(Bo).Value.ShouldBe(PresenceView.Nothing);
        Connect();
        PresenceOf(Bo).Value!.Status.ShouldBe(PresenceStatuses.Online);
        fixture.Ask(() => fixture.Contacts(Ada).OnlineAsync()).ShouldBe([Bo]);
        fixture.Online.Remove(Bo);
        fixture.Ask(() => fixture.Contacts(Ada).OnlineAsync()).ShouldBeEmpty();
        foreach (var id in (string[])["user-unknown", "bo", "circle-1"]) PresenceOf(id).Fault.ShouldBe(AccountFaults.UnknownUser);

        fixture.Online.Add(Bo);
        fixture.Ask(() => fixture.Pair(Two.Key).BlockAsync(new("block", Bo)));
        fixture.Settle();
        PresenceOf(Bo).Value.ShouldBe(PresenceView.Nothing);
    }

    [Fact]
    public void Message_to_stranger_differs_from_unknown_user()
    {
        Send(Two).Fault.ShouldBe(ConversationFaults.NotConnected);
        Type(Two).Fault.ShouldBe(ConversationFaults.NotConnected);
        Open(Two).Fault.ShouldBe(ConversationFaults.NotConnected);
        var unknown = Pair.Of(Ada, "user-unknown");
        Send(unknown).Fault.ShouldBe(AccountFaults.UnknownUser);
        Type(unknown).Fault.ShouldBe(AccountFaults.UnknownUser);
        Open(unknown).Fault.ShouldBe(AccountFaults.UnknownUser);
    }

    [Fact]
    public void Opened_conversation_has_its_newest_messages()
    {
        Connect();
        Send(Two).IsOk.ShouldBeTrue();
        fixture.Ask(() => fixture.Pair(Two.Key).SendAsync(new("second", Bo, "Two"))).IsOk.ShouldBeTrue();
        var opened = Open(Two).Value!;
        opened.Messages.Select(m => m.Content).ShouldBe(["Two"]);
        (opened.Conversation.OtherId, opened.Conversation.Unread).ShouldBe((Bo, 1));
    }

    private void Connect()
    {
        fixture.Ask(() => fixture.Pair(Two.Key).RequestAsync(new("ada", Ada))).IsOk.ShouldBeTrue();
        fixture.Ask(() => fixture.Pair(Two.Key).RequestAsync(new("bo", Bo))).IsOk.ShouldBeTrue();
        fixture.Settle();
    }

    private Outcome<ConnectionView> Request(string operation, string other, bool takesQuota = true) =>
        fixture.Ask(() => fixture.Contacts(Ada).RequestAsync(new(operation, other, takesQuota)));

    private Outcome<PresenceView> PresenceOf(string other) => fixture.Ask(() => fixture.Contacts(Ada).PresenceOfAsync(other));

    private Outcome<MessageView> Send(Pair pair) => fixture.Ask(() => fixture.Pair(pair.Key).SendAsync(new("send", Ada, "One")));

    private Outcome<Done> Type(Pair pair) => fixture.Ask(() => fixture.Pair(pair.Key).TypeAsync(Ada, isTyping: false));

    private Outcome<OpenConversationView> Open(Pair pair) =>
        fixture.Ask(() => fixture.Pair(pair.Key).OpenWithMessagesAsync(new("open", Ada), 1));
}
