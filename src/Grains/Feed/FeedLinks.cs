namespace XelaConnect.Grains.Feed;

/// <summary>
/// The paths that clients have for the links of feed items (<c>Xela:Links</c>); <c>{id}</c> is the id of the circle,
/// the course or the other user. A stored link keeps the form in which rules write it, so that a change here is one of
/// every item.
/// </summary>
public sealed record FeedLinks(
    string Community, string Circle, string Course, string Chat, string Discover, string Activity, string Profile)
{
    /// <summary>Stands for an id in <see cref="Circle"/>, <see cref="Course"/> and <see cref="Chat"/>.</summary>
    public const string Id = "{id}";

    /// <summary>The paths of the web clients.</summary>
    public static readonly FeedLinks Default =
        new("/community", $"/circles/{Id}", $"/course/{Id}", $"/chat/{Id}", "/discover", "/activity", "/profile");

    /// <summary>An item as clients see it. A link that is not in the table stays as it is.</summary>
    public FeedItemView Show(FeedItemView item) =>
        item.Text.ActionLink is not { } link ? item
        : item with { Text = item.Text with { ActionLink = PathOf(link) } };

    internal string PathOf(string link) => link.Split('/') switch
    {
        ["", "circles"] => Community,
        ["", "circles", var id] => Circle.Replace(Id, id, StringComparison.Ordinal),
        ["", "courses", var id] => Course.Replace(Id, id, StringComparison.Ordinal),
        ["", "messages", var id] => Chat.Replace(Id, id, StringComparison.Ordinal),
        ["", "discover"] => Discover,
        ["", "connections?status=pending" or "xelatalks"] => Activity,
        ["", "dashboard" or "profile" or "reflections"] => Profile,
        _ => link,
    };
}
