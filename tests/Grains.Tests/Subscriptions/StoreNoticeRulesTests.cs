using XelaConnect.Grains.Subscriptions;
using XelaConnect.Subscriptions;

namespace XelaConnect.Grains.Tests.Subscriptions;

/// <summary>Which owner gets which event of a store notice. The users are user-1 and user-2.</summary>
public sealed class StoreNoticeRulesTests
{
    private static readonly HashSet<string> Users = ["user-1", "user-2"];
    private static readonly StoreEvent Paid = new("event-1", StoreEventKinds.Paid, "1", Tiers.Premium, DateTimeOffset.UnixEpoch, null, null, null);

    [Theory]
    [InlineData("user-2,user-1", "user-2", "")]
    [InlineData("anonymous,user-2,user-1", "user-2", "anonymous")]
    [InlineData("anonymous,another,third,user-1,user-2", "user-1", "anonymous,another,third")]
    [InlineData("user-1,user-1", "user-1", "")]
    public void Event_reaches_the_first_user_and_links_the_other_ids(string owners, string user, string aliases)
    {
        var routed = Route(owners, "", Paid);
        routed[0].ShouldBe((user, new RecordStoreEvent("op", Paid)));
        routed.Skip(1).ShouldBe(Split(aliases).Select(id => (StoreCustomers.KeyOf(id), StoreCustomers.Alias(user))));
    }

    [Theory]
    [InlineData("user-3,anonymous")]
    [InlineData("user-1/../user-2")]
    public void Event_of_unknown_ids_is_kept_under_each_id(string owners) =>
        Route(owners, "", Paid).ShouldBe(Split(owners).Select(id => (StoreCustomers.KeyOf(id), new RecordStoreEvent("op", Paid))));

    [Fact]
    public void Alias_links_ids_to_a_known_user_only()
    {
        Route("user-1,anonymous", "", null).ShouldBe([(StoreCustomers.KeyOf("anonymous"), StoreCustomers.Alias("user-1"))]);
        Route("user-3,anonymous", "", null).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("user-1", "user-2", "user-1", "user-2")]
    [InlineData("user-3,user-1", "$RCAnonymousID:0f,user-2", "user-1,user-3", "user-2")]
    [InlineData("user-1,user-2", "user-2", "user-1", "user-2")]
    [InlineData("user-1,user-2", "user-3", "user-1,user-2", "user-3")]
    [InlineData("user-1", "user-1", "", null)]
    [InlineData("user-3", "user-1", "user-3", "user-1")]
    [InlineData("user-3", "user-4", "user-3", "user-4")]
    [InlineData("user-3", "", "user-3", null)]
    public void Transfer_reaches_each_giver_with_the_first_known_receiver(string from, string to, string givers, string? receiver)
    {
        var transfer = Paid with { Kind = StoreEventKinds.Transferred };
        var expected = new RecordStoreEvent("op", transfer with { TransferredTo = receiver is null ? null : KeyOf(receiver) });
        Route(from, to, transfer).ShouldBe(Split(givers).Select(giver => (KeyOf(giver), expected)));
    }

    private static List<(string Owner, RecordStoreEvent Command)> Route(string owners, string receivers, StoreEvent? happened) =>
        [.. StoreNoticeRules.Route(new StoreNotice("op", "TYPE", [.. Split(owners)], [.. Split(receivers)], happened), Users)];

    private static string KeyOf(string id) => Users.Contains(id) ? id : StoreCustomers.KeyOf(id);

    private static string[] Split(string ids) => ids.Split(',', StringSplitOptions.RemoveEmptyEntries);
}
