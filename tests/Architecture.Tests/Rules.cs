using System.Text.RegularExpressions;

namespace XelaConnect.Architecture.Tests;

/// <summary>The rules, as functions that return violations, so that tests can also run them on samples.</summary>
internal static partial class Rules
{
    private const int MaxLines = 300;

    /// <summary>Forbidden assemblies among the references of a project.</summary>
    public static IEnumerable<string> Forbidden(IEnumerable<string> references, params string[] prefixes) =>
        references.Where(name => prefixes.Any(prefix => name == prefix || name.StartsWith(prefix + ".", StringComparison.Ordinal)));

    /// <summary>Files of the API host, except one, that use the silo or grain classes.</summary>
    public static IEnumerable<string> KnowsTheSilo(IEnumerable<SourceFile> source) =>
        source.Where(f => f.Project == "ApiHost" && f.Path != "src/ApiHost/Hosting.cs")
            .Where(f => InsideOfGrains().IsMatch(Code(f.Text))).Select(f => f.Path);

    /// <summary>Files of a project that use a forbidden package.</summary>
    public static IEnumerable<string> Names(IEnumerable<SourceFile> source, string project, Regex forbidden) =>
        source.Where(f => f.Project == project && forbidden.IsMatch(Code(f.Text))).Select(f => f.Path);

    /// <summary>
    /// Features that may use each other's rules and states. Growth counts over the user's state and is part of the user grain; payments by
    /// card change the wallet's state; accounts and users send each other commands, and a store event may sell a credit pack.
    /// </summary>
    public static readonly IReadOnlySet<(string From, string To)> FeaturesThatBelongTogether = new HashSet<(string, string)>
    {
        ("Mail", "Accounts"), ("Profiles", "Growth"), ("Growth", "Profiles"), ("Wallet", "Payments"), ("Payments", "Wallet"),
        ("Accounts", "Profiles"), ("Profiles", "Accounts"), ("Growth", "Accounts"), ("Subscriptions", "Payments"),
        // An erasure finds the rows of a person in the journals of the features, and deletes mail files.
        ("Privacy", "Accounts"), ("Privacy", "Circles"), ("Privacy", "Mail"), ("Privacy", "Profiles"), ("Privacy", "Referrals"),
        ("Privacy", "Relationships"),
    };

    /// <summary>Files of a feature that use a grain class, state, event or rule of another.</summary>
    public static IEnumerable<string> UsesAnotherFeature(IEnumerable<SourceFile> source)
    {
        var own = source.Where(f => f.Project == "Grains" && f.Feature is not ("" or "Hosting" or "Notifications" or "Outbox")).ToList();
        var features = own.Select(f => f.Feature).Distinct().ToList();
        return own.Where(
            f => features.Any(other => other != f.Feature && !FeaturesThatBelongTogether.Contains((f.Feature, other))
            && Regex.IsMatch(Code(f.Text), $@"\bXelaConnect\.Grains\.{other}\b"))).Select(f => f.Path);
    }

    /// <summary>Files over the line limit.</summary>
    public static IEnumerable<string> TooLong(IEnumerable<SourceFile> source) =>
        source.Where(f => f.Lines > MaxLines).Select(f => $"{f.Path} has {f.Lines} lines");

    /// <summary>Values that a pattern finds more than once; the first group is the value.</summary>
    public static IEnumerable<string> Repeated(IEnumerable<SourceFile> source, Regex pattern) =>
        source.SelectMany(f => pattern.Matches(f.Text).Select(m => (Value: m.Groups[1].Value, f.Path)))
            .GroupBy(found => found.Value).Where(group => group.Count() > 1)
            .Select(group => $"{group.Key}: {string.Join(", ", group.Select(found => found.Path))}");

    /// <summary>Files in folders with an unspecific name.</summary>
    public static IEnumerable<string> UnspecificFolders(IEnumerable<SourceFile> source) =>
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
