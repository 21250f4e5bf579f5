using System.ClientModel;
using System.Net.ServerSentEvents;

namespace XelaConnect.Infrastructure.Companion;

/// <summary>The response of one model call, in OpenAI's event format. An end without its mark is a failure.</summary>
internal sealed class ModelStream(Func<Task<ClientResult>> send, TimeProvider time, CancellationToken lifetime)
    : IAsyncDisposable
{
    private const int MaxRefusalLength = 2000;
    private const long MaxBytes = 8 * 1024 * 1024;   // far more than the longest reply with the JSON around its chunks

    private ClientResult? response;
    private IAsyncEnumerator<SseItem<string>>? events;
    private bool finished;
    private string halfEmoji = "";

    public string Chunk { get; private set; } = "";
    public ModelRefusal? Refusal { get; private set; }
    /// <summary>Why there is no further chunk; null at the end of the reply.</summary>
    public ModelFailure? Failure { get; private set; }

    /// <summary>Waits for the first chunk; without one, <see cref="Failure"/> is set.</summary>
    public async Task BeginAsync()
    {
        // The request itself may be the cause, so this is no outage.
        if (!await NextAsync()) Failure ??= new ModelFailure("the response was empty");
    }

    /// <summary>False at the end and after a failure.</summary>
    public async Task<bool> NextAsync()
    {
        try
        {
            if (events is null && !await OpenAsync()) return false;
            while (await events!.MoveNextAsync())
            {
                var data = events.Current.Data;
                if (data == "[DONE]")
                {
                    finished = true;
                    break;
                }
                Chunk = Read(data);
                if (Failure is not null) return false;
                if (Chunk.Length > 0) return true;
            }
            if (!finished) Failure = new ModelFailure("the response ended early", IsOutage: true);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or ClientResultException)
        {
            Failure = new ModelFailure("the connection failed", IsOutage: true, MayRetry: true, Exception: e);
        }
        catch (Exception e) when (e is JsonException or InvalidDataException or InvalidOperationException
            or KeyNotFoundException or FormatException)
        {
            Failure = new ModelFailure("the response is malformed", IsOutage: true, Exception: e);
        }
        return false;
    }

    public async ValueTask DisposeAsync()
    {
        if (events is not null) await events.DisposeAsync();
        response?.GetRawResponse().Dispose();
    }

    private async Task<bool> OpenAsync()
    {
        response = await send();
        var raw = response.GetRawResponse();
        if (raw.Status is < 200 or >= 300)
        {
            using var reader = new StreamReader(raw.ContentStream ?? Stream.Null);
            var body = new char[MaxRefusalLength];
            var length = await reader.ReadBlockAsync(body, lifetime);
            var retryAfter = raw.Headers.TryGetValue("Retry-After", out var after) ? after : null;
            Refusal = new ModelRefusal(raw.Status, new string(body, 0, length), retryAfter);
            Failure = ModelFailure.Of(Refusal, time.GetUtcNow());
            return false;
        }
        var bounded = new BoundedStream(raw.ContentStream ?? Stream.Null, MaxBytes);
        events = SseParser.Create(bounded).EnumerateAsync(lifetime).GetAsyncEnumerator(lifetime);
        return true;
    }

    private string Read(string data)
    {
        using var chunk = JsonDocument.Parse(data);
        // Some providers send null choices with the usage or with an error.
        if (chunk.RootElement.TryGetProperty("error", out var error) && error.ValueKind != JsonValueKind.Null)
        {
            Failure = new ModelFailure("the response ended with an error", IsOutage: true);
            return "";
        }
        if (!chunk.RootElement.TryGetProperty("choices", out var choices)) return "";
        if (choices.ValueKind != JsonValueKind.Array) return "";
        var text = halfEmoji;
        halfEmoji = "";
        foreach (var choice in choices.EnumerateArray())
        {
            if (choice.TryGetProperty("delta", out var delta) && delta.ValueKind == JsonValueKind.Object
                && delta.TryGetProperty("content", out var content)) text += JsonText.UnitsOf(content);
            if (!choice.TryGetProperty("finish_reason", out var reason)) continue;
            if (reason.ValueKind != JsonValueKind.String) continue;
            finished = true;
            if (reason.GetString() == "content_filter")
                Failure = new ModelFailure("the provider's content filter stopped it");
        }
        // The other half of an emoji can follow in the next chunk.
        if (text.Length > 0 && char.IsHighSurrogate(text[^1])) (text, halfEmoji) = (text[..^1], text[^1..]);
        return JsonText.Whole(text);
    }
}

/// <summary>An endless line would fill the memory of its reader.</summary>
internal sealed class BoundedStream(Stream inner, long limit) : Stream
{
    private long read;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => read; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Counted(inner.Read(buffer, offset, count));

    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Counted(await inner.ReadAsync(buffer, cancellationToken));

    public override void Flush() => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }

    private int Counted(int count) => (read += count) <= limit
        ? count
        : throw new InvalidDataException($"The response has more than {limit} bytes.");
}
