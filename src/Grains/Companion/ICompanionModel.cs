namespace XelaConnect.Grains.Companion;

/// <summary>
/// The language model behind Xela, with timeouts, a circuit breaker and a concurrency limit. A call is retried only
/// before its first chunk, so a reply is the text of one call.
/// </summary>
public interface ICompanionModel
{
    /// <summary>Whether an API key is configured.</summary>
    bool IsConfigured { get; }

    /// <summary>The reply, chunk by chunk.</summary>
    /// <exception cref="ModelFailedException">The call failed or ended early.</exception>
    IAsyncEnumerable<string> GenerateAsync(ModelRequest request, CancellationToken cancellation);
}

/// <summary>A request to the model.</summary>
/// <param name="Instructions">System messages, in order: our instructions, then data.</param>
/// <param name="Lines">The conversation, oldest first, with its roles.</param>
/// <param name="MaxOutputTokens">The most tokens of the reply; null for the configured number.</param>
public sealed record ModelRequest(
    ImmutableArray<string> Instructions, ImmutableArray<ModelLine> Lines, int? MaxOutputTokens = null);

/// <summary>A line of the conversation. <paramref name="IsAi"/>: Xela sent it.</summary>
public sealed record ModelLine(bool IsAi, string Text);

/// <summary>
/// The model call failed or ended early. The message gives the reason and contains nothing of the conversation.
/// </summary>
public sealed class ModelFailedException(string message, Exception? inner = null) : Exception(message, inner);
