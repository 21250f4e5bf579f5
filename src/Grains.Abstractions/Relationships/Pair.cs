using System.Diagnostics.CodeAnalysis;
using XelaConnect.Accounts;

namespace XelaConnect.Relationships;

/// <summary>Two users in a fixed order: both reach the same grain, and an id shows whether it is a user's.</summary>
public readonly record struct Pair(string Low, string High)
{
    private const string User = "user";
    private const string Connection = "connection";
    private const string Conversation = "conversation";
    private const string Separator = "--";
    private const int MaxPartLength = 36;

    /// <summary>The key of the grains of a pair.</summary>
    public string Key => $"{Low[(User.Length + 1)..]}{Separator}{High[(User.Length + 1)..]}";
    /// <summary>The id of the connection.</summary>
    public string ConnectionId => $"{Connection}-{Key}";
    /// <summary>The id of the conversation.</summary>
    public string ConversationId => $"{Conversation}-{Key}";

    /// <summary>Whether a user is one of the two.</summary>
    public bool Has(string userId) => userId == Low || userId == High;

    /// <summary>The other user than <paramref name="userId"/>.</summary>
    public string Other(string userId) => userId == Low ? High : Low;

    /// <summary>The pair of two users; false when they are the same, or one is not the id of a user.</summary>
    public static bool TryOf(string userId, string? otherId, out Pair pair)
    {
        pair = default;
        if (userId == otherId || !IsUser(userId) || !IsUser(otherId)) return false;
        pair = string.CompareOrdinal(userId, otherId) < 0 ? new Pair(userId, otherId) : new Pair(otherId, userId);
        return true;
    }

    /// <summary>The pair, or the refusal of a request that addresses nobody else.</summary>
    public static Outcome<Pair> Between(string userId, string? otherId) =>
        userId == otherId ? ConnectionFaults.Yourself
        : TryOf(userId, otherId, out var pair) ? pair
        : AccountFaults.UnknownUser;

    /// <summary>The pair of two different users.</summary>
    public static Pair Of(string userId, string otherId) =>
        TryOf(userId, otherId, out var pair) ? pair
        : throw new ArgumentException("These are not the ids of two users.", nameof(otherId));

    /// <summary>The pair of a key.</summary>
    public static Pair OfKey(string key)
    {
        var at = key.IndexOf(Separator, StringComparison.Ordinal);
        return at > 0
            ? new Pair($"{User}-{key[..at]}", $"{User}-{key[(at + Separator.Length)..]}")
            : throw new ArgumentException("This is not the key of a pair.", nameof(key));
    }

    /// <summary>The pair of a connection's id; false when <paramref name="userId"/> is neither of the two.</summary>
    public static bool TryOfConnection(string id, string userId, out Pair pair) =>
        TryOfId(Connection, id, userId, out pair);

    /// <summary>The pair of a conversation's id; false when <paramref name="userId"/> is neither of the two.</summary>
    public static bool TryOfConversation(string id, string userId, out Pair pair) =>
        TryOfId(Conversation, id, userId, out pair);

    private static bool TryOfId(string kind, string id, string userId, out Pair pair)
    {
        pair = default;
        if (!Ids.IsOf(kind, id)) return false;
        var key = id.AsSpan(kind.Length + 1);
        var at = key.IndexOf(Separator);
        if (at <= 0) return false;
        var (first, second) = ($"{User}-{key[..at]}", $"{User}-{key[(at + Separator.Length)..]}");
        // A key in the wrong order would be another grain.
        return TryOf(first, second, out pair) && pair.Low == first && pair.Has(userId);
    }

    private static bool IsUser([NotNullWhen(true)] string? id) =>
        Ids.IsOf(User, id) && id.Length <= User.Length + 1 + MaxPartLength
        && !id.Contains(Separator, StringComparison.Ordinal) && id[^1] != '-';
}
