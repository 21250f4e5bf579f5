namespace XelaConnect.Grains.Relationships;

/// <summary>An indicator expires, because a device that disconnects does not clear it.</summary>
internal sealed class TypingIndicators(TimeProvider time, Action<string, bool> publish)
{
    /// <summary>How long an indicator lasts after the user's last report.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(6);
    private readonly Dictionary<string, DateTimeOffset> expiries = new(StringComparer.Ordinal);

    public bool IsTyping(string userId) => expiries.TryGetValue(userId, out var expiry) && time.GetUtcNow() < expiry;

    public void Set(string userId, bool isTyping)
    {
        var changed = isTyping != expiries.ContainsKey(userId);
        if (isTyping) expiries[userId] = time.GetUtcNow() + Lifetime;
        else expiries.Remove(userId);
        if (changed) publish(userId, isTyping);
    }

    public void Clear()
    {
        foreach (var userId in expiries.Keys.ToList()) Set(userId, isTyping: false);
    }

    /// <summary>Clears the expired indicators. Returns whether others are left.</summary>
    public bool Expire()
    {
        var now = time.GetUtcNow();
        foreach (var userId in expiries.Where(e => e.Value <= now).Select(static e => e.Key).ToList())
            Set(userId, isTyping: false);
        return expiries.Count > 0;
    }
}
