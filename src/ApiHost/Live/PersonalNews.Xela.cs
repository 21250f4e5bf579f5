using Microsoft.AspNetCore.SignalR;
using XelaConnect.ApiHost.Companion;
using XelaConnect.Streams;

namespace XelaConnect.ApiHost.Live;

/// <summary>Xela's answers, told piece by piece to all of a person's devices: the news says that one has begun, and the host reads it where it is made.</summary>
internal sealed partial class PersonalNews
{
    /// <summary>How long a finished answer waits for its last pieces to be told before it.</summary>
    private static readonly TimeSpan LastPieces = TimeSpan.FromSeconds(2);

    private readonly Dictionary<string, Task> followed = new(StringComparer.Ordinal);

    /// <summary>The newest line told; null when none was.</summary>
    private long? lastXela;

    private void Follow(string answerId, Action<SerializedHubMessage> send)
    {
        foreach (var (id, follower) in followed)
            if (follower.IsCompleted) followed.Remove(id);
        followed.TryAdd(answerId, FollowAsync(answerId, send));
    }

    private async Task FollowAsync(string answerId, Action<SerializedHubMessage> send)
    {
        try
        {
            await foreach (var piece in Answers.FollowAsync(cluster, userId, answerId, default, CancellationToken.None))
                if (piece.Text.Length > 0) send(Serialised(LiveEvents.XelaDelta, new XelaDeltaJson(answerId, piece.Text, piece.Offset)));
        }
        catch (Exception e)
        {
            LogNotFollowed(log, e);
        }
    }

    private async ValueTask TellXelaAsync(XelaNews line, Action<SerializedHubMessage> send)
    {
        var message = line.Message;
        if (followed.Remove(message.Id, out var follower))
        {
            try { await follower.WaitAsync(LastPieces); }
            catch (TimeoutException) { /* the message holds the whole */ }
        }
        else if (message.IsAi && !(message.Seq <= lastXela))
        {
            // It came all at once; whoever listens to pieces gets it as one.
            send(Serialised(LiveEvents.XelaDelta, new XelaDeltaJson(message.Id, message.Content, 0)));
        }
        lastXela = Math.Max(lastXela ?? 0, message.Seq);
        await TellMessageAsync(MessageNewsJson.Of(line.ConversationId, userId, message), send);
    }

    [LoggerMessage(5105, LogLevel.Warning, "An answer of Xela's could not be followed to its end; devices get it whole.")]
    private static partial void LogNotFollowed(ILogger log, Exception e);
}
