using XelaConnect.Accounts;
using XelaConnect.EventSourcing;
using XelaConnect.Grains.Relationships;
using XelaConnect.Relationships;

namespace XelaConnect.Grains.Tests.Relationships;

/// <summary>Asking, answering, ending and blocking, one rule at a time.</summary>
public sealed class ConnectionRulesTests
{
    private const string Ada = "user-ada", Bo = "user-bo";
    private static readonly Pair Two = Pair.Of(Ada, Bo);
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private PairState pair = new(Two.Key);
    private DateTimeOffset now = Start;

    [Fact]
    public void Accepted_request_connects()
    {
        Ask(Ada).ShouldBeNull();
        (pair.Status, pair.AskedById, pair.Score).ShouldBe((ConnectionStatuses.Pending, Ada, 50));
        Decide(ConnectionRules.Accept, new RespondToRequest("yes", Bo)).ShouldBeNull();
        pair.Status.ShouldBe(ConnectionStatuses.Accepted);
        var view = ConnectionRules.ViewOf(pair)!;
        view.ShouldBe(new ConnectionView("connection-ada--bo", Ada, Bo, 50, ConnectionStatuses.Accepted, Start, now));
    }

    [Fact]
    public void Mutual_requests_connect_once()
    {
        Ask(Ada);
        Ask(Bo).ShouldBeNull();
        pair.Status.ShouldBe(ConnectionStatuses.Accepted);
        ConnectionRules.ViewOf(pair)!.UserId.ShouldBe(Ada);
    }

    [Fact]
    public void Concurrent_mutual_requests_connect_once()
    {
        var fixture = new RelationshipFixture { Names = { [Ada] = "Ada", [Bo] = "Bo" } };
        var grain = fixture.Pair(Two.Key);
        var (ada, bo) = (fixture.Call(() => grain.RequestAsync(new("a", Ada))), fixture.Call(() => grain.RequestAsync(new("b", Bo))));
        var again = fixture.Call(() => grain.RequestAsync(new("a", Ada)));
        fixture.Settle();
        fixture.PairState(Two.Key).Status.ShouldBe(ConnectionStatuses.Accepted);
        bo.Result.Value!.Status.ShouldBe(ConnectionStatuses.Accepted);
        ada.Result.IsOk.ShouldBeTrue();
        again.Result.IsOk.ShouldBeTrue();
        fixture.Store.Of($"connections.pair/{Two.Key}").Count().ShouldBe(2);
        foreach (var userId in (string[])[Ada, Bo]) fixture.ContactsState(userId).Connected.ShouldBe(1);
    }

    [Fact]
    public void Request_and_acceptance_notify_once()
    {
        var fixture = new RelationshipFixture { Names = { [Ada] = "Ada", [Bo] = "Bo" } };
        for (var i = 0; i < 3; i++) fixture.Ask(() => fixture.Pair(Two.Key).RequestAsync(new("ask", Ada)));
        fixture.Settle();
        fixture.FeedState(Bo).Newest.ShouldHaveSingleItem().Text.Title.ShouldBe("Ada would like to connect");
        for (var i = 0; i < 3; i++) fixture.Ask(() => fixture.Pair(Two.Key).AcceptAsync(new($"yes{i}", Bo)));
        fixture.Settle();
        fixture.FeedState(Ada).Newest.ShouldHaveSingleItem().Text.Title.ShouldBe("Bo said yes");
        fixture.FeedState(Bo).Newest.Length.ShouldBe(1);
    }

    [Fact]
    public void Repeated_request_is_rejected()
    {
        Ask(Ada);
        Ask(Ada).ShouldBe(ConnectionFaults.Exists);
        Accept(Bo);
        Ask(Ada).ShouldBe(ConnectionFaults.Exists);
        Ask(Bo).ShouldBe(ConnectionFaults.Exists);
    }

    [Fact]
    public void Request_can_be_answered_by_its_receiver_only()
    {
        Accept(Bo).ShouldBe(ConnectionFaults.Unknown, "there is no request");
        Ask(Ada);
        foreach (var wrong in (string[])[Ada, "user-cy"])
        {
            Accept(wrong).ShouldBe(ConnectionFaults.Unknown);
            Decline(wrong).ShouldBe(ConnectionFaults.Unknown);
        }
        pair.Status.ShouldBe(ConnectionStatuses.Pending);
    }

    [Fact]
    public void Repeated_answer_changes_nothing()
    {
        Ask(Ada);
        Accept(Bo);
        var version = pair.Version;
        Accept(Bo).ShouldBeNull();
        pair.Version.ShouldBe(version);
        Decline(Bo).ShouldBe(ConnectionFaults.NotPending);
        pair.Status.ShouldBe(ConnectionStatuses.Accepted);
    }

    [Fact]
    public void Block_does_not_shorten_the_wait_after_a_decline()
    {
        Ask(Ada);
        Decline(Bo);
        var declined = now;
        foreach (var by in (string[])[Ada, Bo])
        {
            now = now.AddDays(1);
            Decide(ConnectionRules.Block, new BlockPerson($"block {by}", by)).ShouldBeNull();
            Decide(ConnectionRules.Unblock, new BlockPerson($"unblock {by}", by)).ShouldBeNull();
            Ask(Ada).ShouldBe(ConnectionFaults.Exists);
            pair.DeclinedAt(Ada).ShouldBe(declined);
        }
        var then = pair;
        // Who declined may ask, and takes nothing back by withdrawing.
        Ask(Bo).ShouldBeNull();
        Decide(ConnectionRules.Remove, new RemoveConnection("withdraw", Bo)).ShouldBeNull();
        Ask(Ada).ShouldBe(ConnectionFaults.Exists);
        pair = then;
        now = declined.AddDays(30);
        Ask(Ada).ShouldBeNull();
    }

    [Fact]
    public void Connection_ends_the_wait_after_a_decline()
    {
        Ask(Ada);
        Decline(Bo);
        Ask(Bo);
        Accept(Ada);
        Decide(ConnectionRules.Remove, new RemoveConnection("end", Bo)).ShouldBeNull();
        pair.DeclinedAt(Ada).ShouldBeNull();
        Ask(Ada).ShouldBeNull();
    }

    [Fact]
    public void Withdrawn_and_repeated_request_notifies_once_a_day()
    {
        var fixture = new RelationshipFixture { Names = { [Ada] = "Ada", [Bo] = "Bo" } };
        for (var hour = 0; hour < 48; hour++)
        {
            fixture.Ask(() => fixture.Pair(Two.Key).RequestAsync(new($"ask{hour}", Ada))).IsOk.ShouldBeTrue();
            fixture.Settle();
            fixture.Ask(() => fixture.Pair(Two.Key).RemoveAsync(new($"back{hour}", Ada))).IsOk.ShouldBeTrue();
            fixture.Settle();
            fixture.FeedState(Bo).Newest.Length.ShouldBe(hour < 24 ? 1 : 2, $"after {hour} hours");
            fixture.Time.SetUtcNow(fixture.Time.Start.AddHours(hour + 1));
            if (hour % 7 == 0) fixture.ForgetAll();
        }
    }

    [Fact]
    public void Declined_person_may_request_again_after_thirty_days()
    {
        Ask(Ada);
        Decline(Bo);
        Accept(Bo).ShouldBe(ConnectionFaults.NotPending);
        var declined = now;
        now = declined.AddDays(30).AddMilliseconds(-1);
        Ask(Ada).ShouldBe(ConnectionFaults.Exists);
        var then = pair;
        Ask(Bo).ShouldBeNull();
        (pair.Status, pair.AskedById).ShouldBe((ConnectionStatuses.Pending, Bo));
        pair = then;
        now = declined.AddDays(30);
        Ask(Ada).ShouldBeNull();
        pair.Status.ShouldBe(ConnectionStatuses.Pending);
    }

    [Fact]
    public void Connection_can_be_ended_by_either_person()
    {
        Remove(Ada).ShouldBe(ConnectionFaults.Unknown);
        foreach (var (who, status) in ((string, string)[])[(Ada, ConnectionStatuses.Removed), (Bo, ConnectionStatuses.Declined)])
        {
            pair = new PairState(Two.Key);
            Ask(Ada);
            Remove(who).ShouldBeNull();
            pair.Status.ShouldBe(status);
            Remove(who).ShouldBe(ConnectionFaults.Unknown);
            pair = new PairState(Two.Key);
            Ask(Ada);
            Accept(Bo);
            Remove("user-cy").ShouldBe(ConnectionFaults.Unknown);
            Remove(who).ShouldBeNull();
            (pair.Status, pair.AcceptedAt).ShouldBe((ConnectionStatuses.Removed, null));
            Ask(who).ShouldBeNull("who ended it may ask again");
        }
    }

    [Fact]
    public void Block_ends_the_relation_both_ways()
    {
        Ask(Ada);
        Accept(Bo);
        Block(Bo);
        Block(Bo).ShouldBeNull();
        pair.IsConnected.ShouldBeFalse();
        foreach (var who in (string[])[Ada, Bo])
        {
            Accept(who).ShouldBe(ConnectionFaults.Unknown);
            Decline(who).ShouldBe(ConnectionFaults.Unknown);
            Remove(who).ShouldBe(ConnectionFaults.Unknown);
        }
        var (ada, bo) = (ConnectionRules.RelationOf(pair, Ada), ConnectionRules.RelationOf(pair, Bo));
        (ada.IsBlocked, ada.BlocksSince).ShouldBe((true, null));
        (bo.IsBlocked, bo.BlocksSince is not null).ShouldBe((false, true));
        Ask(Bo).ShouldBe(AccountFaults.UnknownUser, "a blocker cannot request the blocked person");

        Block(Ada);
        Unblock(Bo);
        pair.IsBlocked.ShouldBeTrue("each block is its own");
        Unblock(Ada);
        Unblock(Ada).ShouldBeNull();
        (pair.IsBlocked, pair.IsConnected, pair.Status).ShouldBe((false, false, ConnectionStatuses.Removed));
        Ask(Bo).ShouldBeNull();
        pair.Status.ShouldBe(ConnectionStatuses.Pending);
    }

    [Fact]
    public void Request_by_a_blocked_person_appears_when_the_block_ends()
    {
        Block(Bo);
        Ask(Ada).ShouldBeNull();
        Ask(Ada).ShouldBe(ConnectionFaults.Exists);
        foreach (var who in (string[])[Ada, Bo])
        {
            Accept(who).ShouldBe(ConnectionFaults.Unknown);
            Decline(who).ShouldBe(ConnectionFaults.Unknown);
        }
        Remove(Bo).ShouldBe(ConnectionFaults.Unknown);
        pair.IsConnected.ShouldBeFalse();
        Remove(Ada).ShouldBeNull();
        Ask(Ada).ShouldBeNull();
        Unblock(Bo);
        Accept(Bo).ShouldBeNull();
        pair.IsConnected.ShouldBeTrue();
    }

    [Fact]
    public void Unknown_user_cannot_be_blocked()
    {
        var fixture = new RelationshipFixture { Names = { [Ada] = "Ada" } };
        var grain = fixture.Pair(Two.Key);
        fixture.Ask(() => grain.BlockAsync(new("block", Ada))).Fault.ShouldBe(AccountFaults.UnknownUser);
        fixture.Ask(() => grain.UnblockAsync(new("unblock", Ada))).Fault.ShouldBe(AccountFaults.UnknownUser);
        fixture.Ask(() => grain.BlockAsync(new("block", Bo))).IsOk.ShouldBeTrue();
    }

    [Fact]
    public void Blocker_is_not_notified_until_the_block_ends()
    {
        var fixture = new RelationshipFixture { Names = { [Ada] = "Ada", [Bo] = "Bo" } };
        var grain = fixture.Pair(Two.Key);
        fixture.Ask(() => grain.BlockAsync(new("block", Bo)));
        fixture.Settle();
        for (var i = 0; i < 3; i++)
        {
            fixture.Ask(() => grain.RequestAsync(new($"ask{i}", Ada))).Value!.Status.ShouldBe(ConnectionStatuses.Pending);
            fixture.Settle();
            fixture.Ask(() => fixture.Contacts(Ada).ListAsync(new(null, null, 10))).Value!.Items.ShouldHaveSingleItem();
            fixture.Ask(() => fixture.Contacts(Bo).ListAsync(new(null, null, 10))).Value!.Items.ShouldBeEmpty();
            fixture.Ask(() => fixture.Contacts(Bo).ChangesAsync(0, 10)).Connections.ShouldBeEmpty();
            if (i < 2) fixture.Ask(() => grain.RemoveAsync(new($"back{i}", Ada)));
            fixture.Settle();
        }
        fixture.FeedState(Bo).Newest.ShouldBeEmpty();
        fixture.Notifications.GetValueOrDefault(Bo).ShouldBeNull();
        fixture.Ask(() => grain.UnblockAsync(new("unblock", Bo)));
        fixture.Settle();
        fixture.FeedState(Bo).Newest.ShouldHaveSingleItem().Text.Title.ShouldBe("Ada would like to connect");
        fixture.Ask(() => fixture.Contacts(Bo).ListAsync(new(null, null, 10))).Value!.Items.ShouldHaveSingleItem()
            .Status.ShouldBe(ConnectionStatuses.Pending);
    }

    [Fact]
    public void Block_of_a_stranger_creates_no_connection()
    {
        Block(Ada);
        Unblock(Ada);
        pair.Status.ShouldBeNull();
        ConnectionRules.ViewOf(pair).ShouldBeNull();
    }

    [Fact]
    public void Unknown_person_neither_sends_nor_gets_requests()
    {
        var fixture = new RelationshipFixture { Names = { [Ada] = "Ada" } };
        foreach (var who in (string[])[Ada, Bo, "user-cy"])
            fixture.Ask(() => fixture.Pair(Two.Key).RequestAsync(new($"ask/{who}", who))).Fault.ShouldBe(AccountFaults.UnknownUser);
        fixture.Store.Rows.ShouldBeEmpty();
    }

    [Fact]
    public void Pair_is_the_same_in_either_order()
    {
        Pair.Of(Bo, Ada).ShouldBe(Two);
        Pair.OfKey(Two.Key).ShouldBe(Two);
        Pair.TryOfConnection(Two.ConnectionId, Ada, out var found).ShouldBeTrue();
        found.ShouldBe(Two);
        Pair.TryOfConversation(Two.ConversationId, Bo, out _).ShouldBeTrue();
        Pair.TryOfConnection(Two.ConnectionId, "user-cy", out _).ShouldBeFalse("it is none of theirs");
        foreach (var id in (string[])[
            "connection-bo--ada", "connection-ada", "connection---bo", "connection-ada--", "connection-ada--ada", "conversation-ada--bo",
            "connection-ADA--bo", "", "connection-"])
            Pair.TryOfConnection(id, Ada, out _).ShouldBeFalse(id);
        foreach (var other in (string?[])[
            null, "", Ada, "bo", "user-", "user-b--o", "user-b-", "user-Bo", "circle-bo", "user-" + new string('b', 37)])
            Pair.TryOf(Ada, other, out _).ShouldBeFalse(other);
    }

    private Fault? Ask(string from) => Decide(ConnectionRules.Request, new NamedRequest("ask", from, 50, from, Two.Other(from)));

    private Fault? Accept(string who) => Decide(ConnectionRules.Accept, new RespondToRequest("yes", who));

    private Fault? Decline(string who) => Decide(ConnectionRules.Decline, new RespondToRequest("no", who));

    private Fault? Remove(string who) => Decide(ConnectionRules.Remove, new RemoveConnection("end", who));

    private Fault? Block(string who) => Decide(ConnectionRules.Block, new BlockPerson("block", who));

    private Fault? Unblock(string who) => Decide(ConnectionRules.Unblock, new BlockPerson("unblock", who));

    private Fault? Decide<TCommand>(Func<PairState, TCommand, DateTimeOffset, Decision<PairEvent>> rule, TCommand command)
        where TCommand : ICommand
    {
        var decision = rule(pair, command, now);
        foreach (var happened in decision.Events)
            pair = PairState.Apply(pair, new EventEnvelope<PairEvent>(0, pair.Version + 1, now, command.OperationId, happened));
        return decision.Refusal;
    }
}
