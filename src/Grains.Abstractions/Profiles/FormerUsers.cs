using System.Globalization;

namespace XelaConnect.Profiles;

/// <summary>
/// People who left. Rows that others keep have an id of this form instead of theirs, which no user ever has. It sorts
/// before or after all ids of users, so that a pair keeps its order, and is as long as the id that it replaces: ids are
/// UUIDs, or digests without dashes.
/// </summary>
public static class FormerUsers
{
    /// <summary>The name that others see.</summary>
    public const string Name = "Someone who left";

    private const string Kind = "user-";
    private const string First = "00000000-0000-7000-8000-";
    private const string Last = "ffffffff-ffff-7fff-bfff-";
    private const int Digits = 12;
    private static readonly ImmutableArray<string> Starts = [First, Last, Digest(First), Digest(Last)];

    /// <summary>Whether an id is that of a person who left.</summary>
    public static bool Is(string userId) =>
        userId.StartsWith(Kind, StringComparison.Ordinal)
        && Starts.Any(start => userId.AsSpan(Kind.Length).StartsWith(start, StringComparison.Ordinal));

    /// <summary>The part of a user's id that is also in keys of pairs and in operation ids.</summary>
    public static string PartOf(string userId) => userId[Kind.Length..];

    /// <summary>The id with this part.</summary>
    public static string IdOf(string part) => Kind + part;

    /// <summary>Whether an id has this part.</summary>
    public static bool Names(string? userId, string part) =>
        userId is not null && userId.Length == Kind.Length + part.Length && userId.EndsWith(part, StringComparison.Ordinal);

    /// <summary>The part that replaces one of a user, by random digits.</summary>
    public static string Replacement(string part, long digits, bool isFirst)
    {
        var start = isFirst ? First : Last;
        var end = digits.ToString("x12", CultureInfo.InvariantCulture)[^Digits..];
        return (part.Contains('-', StringComparison.Ordinal) ? start : Digest(start)) + end;
    }

    private static string Digest(string start) => start.Replace("-", "", StringComparison.Ordinal);
}
