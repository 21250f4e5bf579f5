using XelaConnect.Grains.Feed;

namespace XelaConnect.Infrastructure.Hosting;

/// <summary>Reads the paths of the clients (<c>Xela:Links</c>).</summary>
internal static class LinkSettings
{
    private const string Root = "Xela:Links";
    private const int MaxLength = 200;

    public static FeedLinks Read(IConfiguration configuration)
    {
        var defaults = FeedLinks.Default;
        return new FeedLinks(
            Path("Community", defaults.Community), Path("Circle", defaults.Circle), Path("Course", defaults.Course),
            Path("Chat", defaults.Chat), Path("Discover", defaults.Discover), Path("Activity", defaults.Activity),
            Path("Profile", defaults.Profile));

        string Path(string name, string otherwise)
        {
            var path = configuration.Text($"{Root}:{name}") ?? otherwise;
            var ids = path.Split(FeedLinks.Id).Length - 1;
            var takesId = otherwise.Contains(FeedLinks.Id, StringComparison.Ordinal);
            return path[0] == '/' && path.Length <= MaxLength && !path.AsSpan().ContainsAnyExceptInRange('!', '~')
                && ids == (takesId ? 1 : 0) ? path
                : throw new SettingException(
                    $"{Root}:{name} must be a path{(takesId ? $" with {FeedLinks.Id}" : "")} such as {otherwise}, "
                    + $"not \"{path}\".");
        }
    }
}
