using System.Text.RegularExpressions;

namespace XelaConnect.Architecture.Tests;

/// <summary>The rules themselves, as functions that name what breaks them, so that each can be tried on a sample that does.</summary>
internal static partial class Rules
{
    private const int MostLines = 300;

    /// <summary>Referenced assemblies that a project must not see.</summary>
    public static IEnumerable<string> Forbidden(IEnumerable<string> references, params string[] prefixes) =>
        references.Where(name => prefixes.Any(prefix => name == prefix || name.StartsWith(prefix + ".", StringComparison.Ordinal)));

    /// <summary>Host source that knows of the silo or of grains' classes, outside the one file that may.</summary>
    public static IEnumerable<string> KnowsTheSilo(IEnumerable<SourceFile> source) =>
        source.Where(f => f.Project == "ApiHost" && f.Path != "src/ApiHost/Hosting.cs")
            .Where(f => InsideOfGrains().IsMatch(Code(f.Text))).Select(f => f.Path);

    /// <summary>Source that names a package its project must not know.</summary>
    public static IEnumerable<string> Names(IEnumerable<SourceFile> source, string project, Regex forbidden) =>
        source.Where(f => f.Project == project && forbidden.IsMatch(Code(f.Text))).Select(f => f.Path);

    /// <summary>
    /// Features that may use each other's rules and states. Growth counts over the user's state and is part of the user grain; payments by
    /// card change the wallet's state; accounts and users send each other commands, and a store event may sell a credit pack.
    /// </summary>
    public static readonly IReadOnlySet<(string From, string To)> FeaturesThatBelongTogether = new HashSet<(string, string)>
    {
        ("Profiles", "Growth"), ("Growth", "Profiles"), ("Wallet", "Payments"), ("Payments", "Wallet"),
        ("Accounts", "Profiles"), ("Profiles", "Accounts"), ("Growth", "Accounts"), ("Subscriptions", "Payments"),
    };

    /// <summary>Source of one feature that uses a grain class, state, event or rule of another.</summary>
    public static IEnumerable<string> ReachesIntoAnotherSlice(IEnumerable<SourceFile> source)
    {
        var own = source.Where(f => f.Project == "Grains" && f.Slice is not ("" or "Hosting" or "Notifications" or "Outbox")).ToList();
        var slices = own.Select(f => f.Slice).Distinct().ToList();
        return own.Where(
            f => slices.Any(other => other != f.Slice && !FeaturesThatBelongTogether.Contains((f.Slice, other))
            && Regex.IsMatch(Code(f.Text), $@"\bXelaConnect\.Grains\.{other}\b"))).Select(f => f.Path);
    }

    /// <summary>Files that have grown beyond what one thing needs.</summary>
    public static IEnumerable<string> TooLong(IEnumerable<SourceFile> source) =>
        source.Where(f => f.Lines > MostLines).Select(f => $"{f.Path} has {f.Lines} lines");

    /// <summary>Values that a pattern finds twice or more in the tree; the first group is the value.</summary>
    public static IEnumerable<string> Repeated(IEnumerable<SourceFile> source, Regex pattern) =>
        source.SelectMany(f => pattern.Matches(f.Text).Select(m => (Value: m.Groups[1].Value, f.Path)))
            .GroupBy(found => found.Value).Where(group => group.Count() > 1)
            .Select(group => $"{group.Key}: {string.Join(", ", group.Select(found => found.Path))}");

    /// <summary>Folders that say nothing about what is in them.</summary>
    public static IEnumerable<string> Nameless(IEnumerable<SourceFile> source) =>
        source.Select(f => f.Path).Where(path => path.Split('/').Any(part => part is "Services" or "Helpers" or "Utilities" or "Common"));

    /// <summary>A log event: <c>[LoggerMessage(1234, …)]</c>.</summary>
    [GeneratedRegex(@"\[LoggerMessage\((?:EventId = )?(\d+)")]
    public static partial Regex LogEvent();

    /// <summary>A stored event: <c>[JsonDerivedType(typeof(X), "circles.created.v1")]</c> or an upcast.</summary>
    [GeneratedRegex("""(?:JsonDerivedType\(typeof\(\w+\), |\.Upcast(?:<\w+>)?\()"([a-z0-9.\-]+)["]""")]
    public static partial Regex StoredEvent();

    /// <summary>An outbox message type, <c>new("circles.admit.v1", SomeJson…)</c>, or an alias that it also reads.</summary>
    [GeneratedRegex("""(?:OutboxMessageType<\w+> \w+ =\s*new(?: OutboxMessageType<\w+>)?\(|\.AlsoReads\()\s*"([a-z0-9.\-]+)["]""")]
    public static partial Regex StoredOutboxMessage();

    /// <summary>A journal, which is also the name of its snapshots: <c>Name = "circles.circle"</c>.</summary>
    [GeneratedRegex("""\bName = "([a-z]+\.[a-z\-]+)",""")]
    public static partial Regex JournalName();

    /// <summary>A grain type.</summary>
    [GeneratedRegex("""\[GrainType\("([^"]+)"\)""")]
    public static partial Regex GrainType();

    /// <summary>An alias of a type (of a method, it need only be unique within its interface).</summary>
    [GeneratedRegex("""Alias\("([^"]*[.`][^"]*|[a-z][^"]*)"\)""")]
    public static partial Regex TypeAlias();

    /// <summary>What the web is made of.</summary>
    [GeneratedRegex(@"\b(Microsoft\.AspNetCore|Microsoft\.Data\.Sqlite|Npgsql|SQLitePCL|System\.Net\.Http)\b")]
    public static partial Regex WebOrDatabase();

    /// <summary>Storage and its providers.</summary>
    [GeneratedRegex(@"\b(Microsoft\.Data\.Sqlite|Npgsql|SQLitePCL|IJournalStore)\b")]
    public static partial Regex Storage();

    [GeneratedRegex(@"\bXelaConnect\.(Silo\b|Infrastructure\b|EventSourcing\b|Grains\.)")]
    private static partial Regex InsideOfGrains();

    [GeneratedRegex(@"//[^\n]*")]
    private static partial Regex Comment();

    private static string Code(string text) => Comment().Replace(text, "");
}
