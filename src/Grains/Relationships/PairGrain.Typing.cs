using XelaConnect.Grains.Notifications;
using XelaConnect.Notifications;
using XelaConnect.Relationships;

namespace XelaConnect.Grains.Relationships;

internal sealed partial class PairGrain
{
    /// <summary>Typing ends by itself: a device that goes away in mid-sentence says nothing more.</summary>
    private static readonly TimeSpan TypingLasts = TimeSpan.FromSeconds(6);

    // Who types, and until when; of the moment, never stored.
    private readonly Dictionary<string, DateTimeOffset> typing = new(StringComparer.Ordinal);
    private IGrainTimer? typingTimer;

    public Task<Outcome<Done>> TypeAsync(string userId, bool isTyping)
    {
        if (!Committed.IsConnected || !Committed.Pair.Has(userId)) return Task.FromResult<Outcome<Done>>(ConversationFaults.NotConnected);
        var was = typing.ContainsKey(userId);
        if (isTyping)
        {
            typing[userId] = time.GetUtcNow() + TypingLasts;
            typingTimer ??= this.RegisterGrainTimer(ExpireAsync, new GrainTimerCreationOptions(TypingLasts, TimeSpan.FromSeconds(1)) { Interleave = true });
        }
        else
        {
            typing.Remove(userId);
        }
        if (was != isTyping) PublishTyping(userId, isTyping);
        return Task.FromResult<Outcome<Done>>(Done.Instance);
    }

    public Task<bool> IsOtherTypingAsync(string viewerId) =>
        Task.FromResult(Committed.Pair.Has(viewerId) && Committed.IsConnected && typing.TryGetValue(Committed.Pair.Other(viewerId), out var until) && time.GetUtcNow() < until);

    private Task ExpireAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        foreach (var userId in typing.Where(t => t.Value <= now).Select(static t => t.Key).ToList())
        {
            typing.Remove(userId);
            PublishTyping(userId, isTyping: false);
        }
        if (typing.Count == 0)
        {
            typingTimer?.Dispose();
            typingTimer = null;
        }
        return Task.CompletedTask;
    }

    private void PublishTyping(string userId, bool isTyping) =>
        DeviceNotifier.Notify(grains, Committed.Pair.Other(userId), [new PersonalEvent(Typing: new TypingNotification(Committed.Pair.ConversationId, userId, isTyping))], log);
}
