using System.Diagnostics.CodeAnalysis;

namespace XelaConnect.Relationships;

/// <summary>
/// Two people, in one fixed order whoever names them first. The ids of what is between them are made from it, so that both asking at once meet at one grain,
/// and whether an id is somebody's own can be told from the id.
/// </summary>
/// <param name="Low">The one whose id sorts first.</param>
/// <param name="High">The other.</param>
public readonly record struct Pair(string Low, string High)
{
    private const string User = "user";
    private const string Connection = "connection";
    private const string Conversation = "conversation";
    private const string Between = "--";
    private const int LongestPart = 36;

    /// <summary>The key of their grains.</summary>
    public string Key => $"{Low[(User.Length + 1)..]}{Between}{High[(User.Length + 1)..]}";

    /// <summary>The id of their connection (contract §0 "connection").</summary>
    public string ConnectionId => $"{Connection}-{Key}";

    /// <summary>The id of their conversation (contract §0 "conversation").</summary>
    public string ConversationId => $"{Conversation}-{Key}";

    /// <summary>True for one of the two.</summary>
    public bool Has(string userId) => userId == Low || userId == High;

    /// <summary>The one that <paramref name="userId"/> is not.</summary>
    public string Other(string userId) => userId == Low ? High : Low;

    /// <summary>The pair of two people; none when they are the same one, or a text is no person's id.</summary>
    public static bool TryOf(string userId, string? otherId, out Pair pair)
    {
        pair = default;
        if (userId == otherId || !IsPerson(userId) || !IsPerson(otherId)) return false;
        pair = string.CompareOrdinal(userId, otherId) < 0 ? new Pair(userId, otherId) : new Pair(otherId, userId);
        return true;
    }

    /// <summary>The pair of two people who are known not to be the same.</summary>
    public static Pair Of(string userId, string otherId) =>
        TryOf(userId, otherId, out var pair) ? pair : throw new ArgumentException("These are no two people.", nameof(otherId));

    /// <summary>The pair of a grain's key.</summary>
    public static Pair OfKey(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var at = key.IndexOf(Between, StringComparison.Ordinal);
        return at > 0 ? new Pair($"{User}-{key[..at]}", $"{User}-{key[(at + Between.Length)..]}") : throw new ArgumentException("This is no pair's key.", nameof(key));
    }

    /// <summary>The pair of a connection's id, if <paramref name="userId"/> is one of the two.</summary>
    public static bool TryOfConnection(string id, string userId, out Pair pair) => TryOfId(Connection, id, userId, out pair);

    /// <summary>The pair of a conversation's id, if <paramref name="userId"/> is one of the two.</summary>
    public static bool TryOfConversation(string id, string userId, out Pair pair) => TryOfId(Conversation, id, userId, out pair);

    private static bool TryOfId(string kind, string id, string userId, out Pair pair)
    {
        pair = default;
        if (!Ids.IsOf(kind, id)) return false;
        var key = id.AsSpan(kind.Length + 1);
        var at = key.IndexOf(Between);
        if (at <= 0) return false;
        var (first, second) = ($"{User}-{key[..at]}", $"{User}-{key[(at + Between.Length)..]}");
        // Only the one spelling: a key in the wrong order would be another grain.
        return TryOf(first, second, out pair) && pair.Low == first && pair.Has(userId);
    }

    private static bool IsPerson([NotNullWhen(true)] string? id) =>
        Ids.IsOf(User, id) && id.Length <= User.Length + 1 + LongestPart && !id.Contains(Between, StringComparison.Ordinal) && id[^1] != '-';
}
