using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.Features;
using XelaConnect.ApiHost.Companion;
using XelaConnect.ApiHost.Http;
using XelaConnect.Companion;

namespace XelaConnect.ApiHost.Live;

/// <summary>The conversation with Xela over the hub (contract §4, <c>AskXela</c>).</summary>
internal sealed partial class LiveHub
{
    private static readonly Fault Restarted =
        new(FaultKind.Conflict, "answer_restarted", "The answer was begun anew. It comes as XelaDelta and is in the conversation.");

    /// <summary>
    /// Sends a message to Xela and streams the text of the reply. A client that disconnects finds the reply in the
    /// conversation, or continues it with <see cref="FollowXela"/>.
    /// </summary>
    public async Task<IAsyncEnumerable<string>> AskXela(string message, CancellationToken cancellation)
    {
        var (caller, over) = await CallerWithinOrOverLimitAsync();
        var checks = new InputErrors();
        var text = LiveInput.Message(checks, message);
        if (checks.Fault is { } invalid) throw Refused(invalid);
        var device = Context.Features.GetRequiredFeature<PendingConnection>();
        var asked = await cluster.Companion(caller.UserId).AskAsync(
            new AskXela(
                Ids.NewOperation(time.GetUtcNow()),
                text,
                device.Languages,
                over is not null,
                device.Address));
        if (!asked.IsOk)
        {
            var isOverLimit = asked.Fault.Code == CompanionFaults.OverLimit.Code;
            throw Refused(over is { } retryAfter && isOverLimit ? HttpFaults.RateLimited(retryAfter) : asked.Fault);
        }
        return asked.Value.Reply is { Seq: 0 } unstored
            ? WholeAsync(unstored)
            : ChunksAsync(caller.UserId, asked.Value.ReplyId, 0, cancellation);
    }

    /// <summary>The text of a reply from an index (<c>XelaDelta</c> has both), in progress or finished.</summary>
    public async Task<IAsyncEnumerable<string>> FollowXela(string messageId, int index, CancellationToken cancellation)
    {
        var caller = await CallerAsync();
        if (index < 0) throw Refused(HttpFaults.Invalid("index", "The field index must be 0 or more."));
        if (!Ids.IsOf("msg", messageId) || !await cluster.Companion(caller.UserId).HasReplyAsync(messageId))
            throw Refused(CompanionFaults.UnknownReply);
        return ChunksAsync(caller.UserId, messageId, index, cancellation);
    }

    private static async IAsyncEnumerable<string> WholeAsync(CompanionMessageView answer)
    {
        await Task.CompletedTask;
        yield return answer.Content;
    }

    private async IAsyncEnumerable<string> ChunksAsync(
        string userId, string answerId, int skip, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var at = 0;
        await foreach (var piece in ReplyReader.FollowAsync(cluster, userId, answerId, default, cancellation))
        {
            if (piece.Offset < at) throw Refused(Restarted);
            at = piece.Offset + piece.Text.Length;
            if (at > skip && piece.Text.Length > 0) yield return piece.Text[Math.Max(0, skip - piece.Offset)..];
        }
    }
}
