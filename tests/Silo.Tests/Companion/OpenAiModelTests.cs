using System.IO.Pipelines;
using System.Net;
using System.Text;
using XelaConnect.Grains.Companion;
using XelaConnect.Infrastructure.Companion;

namespace XelaConnect.Silo.Tests.Companion;

/// <summary>
/// Timeouts, retries and the circuit breaker of model calls. The timeout is 8 seconds for the first chunk, 30 for a
/// reply.
/// </summary>
public sealed class OpenAiModelTests : IDisposable
{
    private const int MaxConcurrency = 10;

    private const string Whole = """
        data: {"choices":[{"delta":{"content":"Hello"}}]}

        data: {"choices":[{"delta":{},"finish_reason":"stop"}]}

        data: [DONE]


        """;

    private static readonly ModelRequest Question = new(["Be kind."], [new ModelLine(false, "Hi")]);

    private readonly FakeHttp provider = new();
    private readonly ICompanionModel model;

    public OpenAiModelTests()
    {
        var settings = new CompanionSettings(
            new Uri("https://model.test/v1"), "key", ["some-model"], Temperature: 0.7f, MaxOutputTokens: 150,
            FirstToken: TimeSpan.FromSeconds(8), Total: TimeSpan.FromSeconds(30), MaxConcurrency, ModelCeilings.Default);
        var services = provider.Build(OpenAiModel.Client, registered => OpenAiModel.AddTo(registered, settings));
        model = services.GetRequiredService<ICompanionModel>();
        Respond(Whole);
    }

    public void Dispose() => provider.Dispose();

    [Theory]
    [InlineData("5")]
    [InlineData("Sat, 01 Jan 2000 00:00:05 GMT")]
    public async Task Retry_waits_for_the_retry_after_header(string retryAfter)
    {
        Refuse(429, retryAfter);
        var reply = GenerateAsync();
        await provider.AdvanceAsync(TimeSpan.FromSeconds(4.9));
        provider.Requests.Count.ShouldBe(1);
        Respond(Whole);
        await provider.AdvanceAsync(TimeSpan.FromSeconds(0.2));
        (await reply.WaitAsync(Until.Patience)).ShouldBe("Hello");
        provider.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Retry_after_beyond_the_timeout_is_not_retried()
    {
        Refuse(429, "60");
        (await Should.ThrowAsync<ModelFailedException>(GenerateAsync().WaitAsync(Until.Patience))).Message.ShouldBe("status 429");
        provider.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Connection_lost_between_headers_and_first_chunk_is_retried()
    {
        provider.Respond = _ => Task.FromResult(provider.Requests.Count == 1 ? Stream(Broken()) : Stream(Whole));
        var reply = GenerateAsync();
        await provider.AdvanceAsync(TimeSpan.FromSeconds(1));
        (await reply.WaitAsync(Until.Patience)).ShouldBe("Hello");
    }

    [Fact]
    public async Task Silence_after_the_headers_times_out()
    {
        provider.Respond = _ => Task.FromResult(Stream(new Pipe().Reader.AsStream()));
        var reply = GenerateAsync();
        await provider.AdvanceAsync(TimeSpan.FromSeconds(7));
        reply.IsCompleted.ShouldBeFalse();
        await provider.AdvanceAsync(TimeSpan.FromSeconds(1));
        (await Should.ThrowAsync<ModelFailedException>(reply.WaitAsync(Until.Patience))).Message.ShouldBe("it timed out");
        provider.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Slow_reply_is_streamed_until_the_total_timeout()
    {
        var pipe = new Pipe();
        provider.Respond = _ => Task.FromResult(Stream(pipe.Reader.AsStream()));
        await using var reply = Begin();
        var next = reply.MoveNextAsync().AsTask();
        foreach (var chunk in (string[])["one", "two", "three"])
        {
            await pipe.Writer.WriteAsync(Encoding.UTF8.GetBytes($$$"""data: {"choices":[{"delta":{"content":"{{{chunk}}}"}}]}""" + "\n\n"));
            (await next.WaitAsync(Until.Patience)).ShouldBeTrue();
            reply.Current.ShouldBe(chunk);
            next = reply.MoveNextAsync().AsTask();
            await provider.AdvanceAsync(TimeSpan.FromSeconds(9));
            next.IsCompleted.ShouldBeFalse();
        }
        await provider.AdvanceAsync(TimeSpan.FromSeconds(3));
        (await Should.ThrowAsync<ModelFailedException>(next.WaitAsync(Until.Patience))).Message.ShouldBe("it timed out");
    }

    [Theory]
    [InlineData(400, """{"error":{"message":"This prompt is not allowed."}}""")]
    [InlineData(200, "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"content_filter\"}]}\n\n")]
    [InlineData(200, "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n")]
    public async Task Rejected_requests_do_not_open_the_circuit_breaker(int status, string body)
    {
        Respond(body, status);
        for (var i = 0; i < 15; i++) await Should.ThrowAsync<ModelFailedException>(GenerateAsync());
        Respond(Whole);
        (await GenerateAsync()).ShouldBe("Hello");
    }

    [Theory]
    [InlineData("""{"choices":null}""")]
    [InlineData("""{"choices":null,"usage":{"total_tokens":7}}""")]
    [InlineData("""{"choices":[],"usage":null,"error":null}""")]
    [InlineData("""{"choices":[{"delta":null}]}""")]
    [InlineData("""{"choices":[{"delta":{"content":null},"finish_reason":null}]}""")]
    [InlineData("""{"usage":{"total_tokens":7}}""")]
    public async Task Chunks_without_text_are_skipped(string chunk)
    {
        Respond($"data: {chunk}\n\n{Whole.Replace("data: [DONE]", $"data: {chunk}\n\ndata: [DONE]", StringComparison.Ordinal)}");
        (await GenerateAsync()).ShouldBe("Hello");
    }

    [Fact]
    public async Task Emoji_split_over_two_chunks_is_joined()
    {
        Respond("""
            data: {"choices":[{"delta":{"content":"Hi \ud83d"}}]}

            data: {"choices":[{"delta":{"content":"\ude00 \udc00!"}}]}

            data: {"choices":[{"delta":{},"finish_reason":"stop"}]}


            """);
        (await GenerateAsync()).ShouldBe("Hi \U0001F600 \uFFFD!");
    }

    [Theory]
    [InlineData("length")]
    [InlineData("tool_calls")]
    [InlineData("a_reason_of_next_year")]
    public async Task Unknown_finish_reason_ends_the_reply(string reason)
    {
        Respond(Whole.Replace("stop", reason, StringComparison.Ordinal).Replace("data: [DONE]", "", StringComparison.Ordinal));
        (await GenerateAsync()).ShouldBe("Hello");
    }

    [Fact]
    public async Task Canceled_calls_do_not_open_the_circuit_breaker()
    {
        provider.Respond = _ => Task.FromResult(Stream(new Pipe().Reader.AsStream()));
        for (var i = 0; i < 15; i++)
        {
            using var leaving = new CancellationTokenSource();
            var reply = GenerateAsync(leaving.Token);
            await leaving.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(reply.WaitAsync(Until.Patience));
        }
        Respond(Whole);
        (await GenerateAsync()).ShouldBe("Hello");
    }

    [Fact]
    public async Task Timeouts_open_the_circuit_breaker()
    {
        provider.Respond = _ => Task.FromResult(Stream(new Pipe().Reader.AsStream()));
        var silent = Enumerable.Range(0, MaxConcurrency).Select(_ => GenerateAsync()).ToList();
        await provider.AdvanceAsync(TimeSpan.FromSeconds(8));
        foreach (var reply in silent) await Should.ThrowAsync<ModelFailedException>(reply.WaitAsync(Until.Patience));
        (await Should.ThrowAsync<ModelFailedException>(GenerateAsync())).Message.ShouldBe("the circuit breaker is open");
        provider.Requests.Count.ShouldBe(MaxConcurrency);
    }

    [Fact]
    public async Task Failing_model_opens_the_circuit_breaker_for_its_break_duration()
    {
        Refuse(503, "60");
        for (var i = 0; i < 15; i++) await Should.ThrowAsync<ModelFailedException>(GenerateAsync());
        provider.Requests.Count.ShouldBe(10);
        Respond(Whole);
        await provider.AdvanceAsync(TimeSpan.FromSeconds(11));
        (await GenerateAsync()).ShouldBe("Hello");
    }

    [Fact]
    public async Task Permit_is_held_until_the_reply_ends()
    {
        var running = Enumerable.Range(0, MaxConcurrency).Select(_ => Begin()).ToList();
        foreach (var reply in running) (await reply.MoveNextAsync()).ShouldBeTrue();
        var waiting = GenerateAsync();
        waiting.IsCompleted.ShouldBeFalse();
        await running[0].DisposeAsync();
        (await waiting.WaitAsync(Until.Patience)).ShouldBe("Hello");

        var first = Begin();
        (await first.MoveNextAsync()).ShouldBeTrue();
        var tooLate = GenerateAsync();
        await provider.AdvanceAsync(TimeSpan.FromSeconds(8));
        (await Should.ThrowAsync<ModelFailedException>(tooLate.WaitAsync(Until.Patience))).Message.ShouldStartWith("too many");
        await first.DisposeAsync();
        foreach (var reply in running.Skip(1)) await reply.DisposeAsync();
    }

    [Fact]
    public async Task Endless_line_is_not_read_to_memory()
    {
        provider.Respond = _ => Task.FromResult(Stream(new ZeroStream()));
        (await Should.ThrowAsync<ModelFailedException>(GenerateAsync().WaitAsync(Until.Patience))).Message.ShouldBe("the response is malformed");
        provider.Requests.Count.ShouldBe(1);
    }

    private static HttpResponseMessage Stream(string body) => Stream(new MemoryStream(Encoding.UTF8.GetBytes(body)));

    private static HttpResponseMessage Stream(Stream body) => new(HttpStatusCode.OK) { Content = new StreamContent(body) };

    private IAsyncEnumerator<string> Begin() => model.GenerateAsync(Question, CancellationToken.None).GetAsyncEnumerator();

    private async Task<string> GenerateAsync(CancellationToken cancellation = default)
    {
        var text = "";
        await foreach (var chunk in model.GenerateAsync(Question, cancellation)) text += chunk;
        return text;
    }

    private void Respond(string body, int status = 200) => provider.Respond = _ =>
        Task.FromResult(new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body) });

    private void Refuse(int status, string retryAfter) => provider.Respond = _ =>
    {
        var response = FakeHttp.Json("""{"error":{"message":"Not now."}}""", (HttpStatusCode)status);
        response.Headers.Add("Retry-After", retryAfter);
        return Task.FromResult(response);
    };

    private static Stream Broken()
    {
        var pipe = new Pipe();
        pipe.Writer.Complete(new IOException("The connection was reset."));
        return pipe.Reader.AsStream();
    }

    /// <summary>Zeros without end.</summary>
    private sealed class ZeroStream : MemoryStream
    {
        // Rented buffers hold earlier bytes, which may be the end of a response.
        public override int Read(byte[] buffer, int offset, int count)
        {
            Array.Clear(buffer, offset, count);
            return count;
        }
    }
}
