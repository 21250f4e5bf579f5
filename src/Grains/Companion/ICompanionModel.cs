namespace XelaConnect.Grains.Companion;

/// <summary>The language model. A call is retried only before its first chunk: a reply is of one call.</summary>
public interface ICompanionModel
{
    /// <summary>Whether an API key is configured.</summary>
    bool IsConfigured { get; }

    /// <summary>The reply, chunk by chunk.</summary>
    /// <exception cref="ModelFailedException">The call failed or ended early.</exception>
    IAsyncEnumerable<string> GenerateAsync(ModelRequest request, CancellationToken cancellation);
}

/// <summary>Our instructions and data, and the conversation, oldest first. Null tokens: as configured.</summary>
public sealed record ModelRequest(
    ImmutableArray<string> Instructions, ImmutableArray<ModelLine> Lines, int? MaxOutputTokens = null);

/// <summary>A line of the conversation. <paramref name="IsAi"/>: Xela sent it.</summary>
public sealed record ModelLine(bool IsAi, string Text);

/// <summary>The model call failed or ended early. The message contains nothing of the conversation.</summary>
public sealed class ModelFailedException(string message, Exception? inner = null) : Exception(message, inner);
