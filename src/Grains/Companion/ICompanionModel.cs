using System.Collections.Immutable;

namespace XelaConnect.Grains.Companion;

/// <summary>
/// The language model behind Xela, within deadlines, a breaker and a bound on how many at once. Asked again only while nothing has come, so one answer is
/// one call that led to text.
/// </summary>
public interface ICompanionModel
{
    /// <summary>Whether there is a key to ask with.</summary>
    bool IsConfigured { get; }

    /// <summary>The answer, piece by piece as it comes.</summary>
    /// <exception cref="ModelFailedException">It did not come, or not to its end. Never another exception but a cancellation's.</exception>
    IAsyncEnumerable<string> GenerateAsync(ModelRequest request, CancellationToken cancellation);
}

/// <summary>What the model is asked.</summary>
/// <param name="Instructions">System messages, in order: our own words, then what is data.</param>
/// <param name="Lines">What was said, oldest first; roles kept apart.</param>
/// <param name="MaxOutputTokens">The most tokens of the answer; null: what is set.</param>
public sealed record ModelRequest(ImmutableArray<string> Instructions, ImmutableArray<ModelLine> Lines, int? MaxOutputTokens = null);

/// <summary>One line. <paramref name="IsAi"/>: Xela said it.</summary>
public sealed record ModelLine(bool IsAi, string Text);

/// <summary>The model did not answer, or stopped in the middle. The message says why, without anything of what was said.</summary>
public sealed class ModelFailedException(string message, Exception? inner = null) : Exception(message, inner);
