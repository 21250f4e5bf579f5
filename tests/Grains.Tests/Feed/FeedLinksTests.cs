using XelaConnect.Feed;
using XelaConnect.Grains.Feed;

namespace XelaConnect.Grains.Tests.Feed;

public sealed class FeedLinksTests
{
    [Theory]
    [InlineData("/circles", "/community")]
    [InlineData("/circles/circle-1", "/circles/circle-1")]
    [InlineData("/courses/course-1", "/course/course-1")]
    [InlineData("/messages/user-1", "/chat/user-1")]
    [InlineData("/discover", "/discover")]
    [InlineData("/connections?status=pending", "/activity")]
    [InlineData("/xelatalks", "/activity")]
    [InlineData("/profile", "/profile")]
    [InlineData("/dashboard", "/profile")]
    [InlineData("/reflections", "/profile")]
    [InlineData("/elsewhere", "/elsewhere")]
    public void Stored_link_is_shown_as_the_path_of_the_clients(string stored, string shown) =>
        FeedLinks.Default.PathOf(stored).ShouldBe(shown);

    [Fact]
    public void Link_follows_the_table()
    {
        var links = FeedLinks.Default with { Chat = "/inbox?with={id}", Community = "/home" };
        links.PathOf("/messages/user-1").ShouldBe("/inbox?with=user-1");
        links.PathOf("/circles").ShouldBe("/home");
    }

    [Fact]
    public void Item_without_link_stays_as_it_is()
    {
        var item = new FeedItemView("activity-1", "user-1", 1, new FeedItemText("insight", "low", "t", "d", null, null), false, default);
        FeedLinks.Default.Show(item).ShouldBeSameAs(item);
    }
}
