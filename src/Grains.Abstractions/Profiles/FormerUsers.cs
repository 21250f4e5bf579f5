namespace XelaConnect.Profiles;

/// <summary>
/// People who left. Rows that others keep have an id of this form instead of theirs, which no user ever has. It sorts
/// before or after all ids of users, so that a pair keeps its order.
/// </summary>
public static class FormerUsers
{
    /// <summary>The name that others see.</summary>
    public const string Name = "Someone who left";

    private const string Kind = "user-";
    private const string First = "00000000-0000-7000-8000-";
    private const string Last = "ffffffff-ffff-7fff-bfff-";
    private const int Digits = 12;

    /// <summary>Whether an id is that of a person who left.</summary>
    public static bool Is(string userId) =>
        userId.StartsWith(Kind + First, StringComparison.Ordinal) || userId.StartsWith(Kind + Last, StringComparison.Ordinal);

    /// <summary>The part of a user's id that is also in keys of pairs and in operation ids.</summary>
    public static string PartOf(string userId) => userId[Kind.Length..];

    /// <summary>Whether an id has this part.</summary>
    public static bool Names(string? userId, string part) =>
        userId is not null && userId.Length == Kind.Length + part.Length && userId.EndsWith(part, StringComparison.Ordinal);

    /// <summary>The part of an id of somebody who left, as long as that of a user. The digits are random.</summary>
    public static string PartOf(long digits, bool isFirst) =>
        (isFirst ? First : Last) + digits.ToString("x12", System.Globalization.CultureInfo.InvariantCulture)[^Digits..];
}
