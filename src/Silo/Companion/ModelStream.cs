using System.ClientModel;
using System.Text.Json;
using OpenAI.Chat;
using XelaConnect.Grains.Companion;

namespace XelaConnect.Silo.Companion;

/// <summary>One call's answer, piece by piece. Whatever goes wrong in it is a <see cref="ModelFailedException"/>, also an end before the model said that it is done.</summary>
internal sealed class ModelStream(AsyncCollectionResult<StreamingChatCompletionUpdate> updates, CancellationToken deadline) : IAsyncDisposable
{
    private readonly IAsyncEnumerator<StreamingChatCompletionUpdate> source = updates.GetAsyncEnumerator(deadline);
    private bool finished;

    /// <summary>The piece that came last.</summary>
    public string Piece { get; private set; } = "";

    /// <summary>Waits for the next piece; false at the end.</summary>
    public async Task<bool> NextAsync()
    {
        try
        {
            while (await source.MoveNextAsync())
            {
                if (source.Current.FinishReason is { } reason)
                {
                    finished = true;
                    if (reason == ChatFinishReason.ContentFilter) throw new ModelFailedException("its own filter stopped it");
                }
                Piece = string.Concat(source.Current.ContentUpdate.Select(static part => part.Text));
                if (Piece.Length > 0) return true;
            }
        }
        catch (OperationCanceledException e)
        {
            throw new ModelFailedException("it took too long", e);
        }
        catch (ClientResultException e)
        {
            throw new ModelFailedException($"status {e.Status}", e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or JsonException or FormatException or InvalidOperationException or ArgumentException or KeyNotFoundException)
        {
            throw new ModelFailedException(e is HttpRequestException or IOException ? "the connection failed" : "what came is no answer", e);
        }
        return finished ? false : throw new ModelFailedException("it stopped in the middle");
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();
}
