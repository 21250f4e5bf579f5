using System.ClientModel;
using System.Net.ServerSentEvents;
using System.Text.Json;
using XelaConnect.Grains.Companion;

namespace XelaConnect.Silo.Companion;

/// <summary>
/// One call's answer, piece by piece: events of OpenAI's form. Whatever goes wrong in it is a <see cref="ModelFailedException"/>, also an end before the
/// model said that it is done, by a finish reason or by <c>[DONE]</c>.
/// </summary>
internal sealed class ModelStream : IAsyncDisposable
{
    private readonly Func<Task<ClientResult>> ask;
    private readonly CancellationToken deadline;
    private ClientResult? response;
    private IAsyncEnumerator<SseItem<string>>? events;
    private bool finished;

    /// <param name="ask">Sends the request; a refusal is a result, too.</param>
    /// <param name="deadline">Ends it.</param>
    public ModelStream(Func<Task<ClientResult>> ask, CancellationToken deadline) => (this.ask, this.deadline) = (ask, deadline);

    /// <summary>The piece that came last.</summary>
    public string Piece { get; private set; } = "";

    /// <summary>What the other side refused with; null when it did not.</summary>
    public ModelRefusal? Refusal { get; private set; }

    /// <summary>The connection failed: asking again may help.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Waits for the next piece; false at the end.</summary>
    public async Task<bool> NextAsync()
    {
        try
        {
            if (events is null) await OpenAsync();
            while (await events!.MoveNextAsync())
            {
                var data = events.Current.Data;
                if (data == "[DONE]")
                {
                    finished = true;
                    break;
                }
                Piece = Read(data);
                if (Piece.Length > 0) return true;
            }
        }
        catch (OperationCanceledException e)
        {
            throw new ModelFailedException("it took too long", e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or ClientResultException)
        {
            IsBroken = true;
            throw new ModelFailedException("the connection failed", e);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new ModelFailedException("what came is no answer", e);
        }
        return finished ? false : throw new ModelFailedException("it stopped in the middle");
    }

    public async ValueTask DisposeAsync()
    {
        if (events is not null) await events.DisposeAsync();
        response?.GetRawResponse().Dispose();
    }

    private async Task OpenAsync()
    {
        response = await ask();
        var raw = response.GetRawResponse();
        if (raw.Status is < 200 or >= 300)
        {
            using var reader = new StreamReader(raw.ContentStream ?? Stream.Null);
            var said = new char[ModelRefusal.Longest];
            var length = await reader.ReadBlockAsync(said, deadline);
            Refusal = new ModelRefusal(raw.Status, new string(said, 0, length), raw.Headers.TryGetValue("Retry-After", out var after) ? after : null);
            throw new ModelFailedException($"status {raw.Status}");
        }
        events = SseParser.Create(raw.ContentStream ?? Stream.Null).EnumerateAsync(deadline).GetAsyncEnumerator(deadline);
    }

    private string Read(string data)
    {
        using var chunk = JsonDocument.Parse(data);
        if (!chunk.RootElement.TryGetProperty("choices", out var choices)) return chunk.RootElement.TryGetProperty("error", out _) ? throw new ModelFailedException("it ended with an error") : "";
        var text = "";
        foreach (var choice in choices.EnumerateArray())
        {
            if (choice.TryGetProperty("delta", out var delta) && delta.ValueKind == JsonValueKind.Object
                && delta.TryGetProperty("content", out var content) && content.ValueKind == JsonValueKind.String) text += content.GetString();
            if (!choice.TryGetProperty("finish_reason", out var reason) || reason.ValueKind != JsonValueKind.String) continue;
            finished = true;
            if (reason.GetString() == "content_filter") throw new ModelFailedException("its own filter stopped it");
        }
        return text;
    }
}

/// <summary>What the other side refused with.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Said">The beginning of what it said.</param>
/// <param name="RetryAfter">When to come back, as it said it.</param>
internal sealed record ModelRefusal(int Status, string Said, string? RetryAfter)
{
    /// <summary>How much of what it says is read.</summary>
    public const int Longest = 2000;
}
