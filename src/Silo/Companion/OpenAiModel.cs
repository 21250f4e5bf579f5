using System.ClientModel;
using System.ClientModel.Primitives;
using System.Globalization;
using System.Runtime.CompilerServices;
using OpenAI;
using OpenAI.Chat;
using Polly;
using Polly.CircuitBreaker;
using XelaConnect.Grains.Companion;

namespace XelaConnect.Silo.Companion;

/// <summary>
/// The model behind an API of OpenAI's form. Asked again only while nothing has come, never after a silence: what is silent may be at work. A model that
/// refuses a parameter is asked without it from then on.
/// </summary>
internal sealed partial class OpenAiModel : ICompanionModel, IDisposable
{
    private const int MostTries = 3;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly CompanionSettings settings;
    private readonly TimeProvider time;
    private readonly ILogger<OpenAiModel> log;
    private readonly ModelParameters parameters;
    private readonly SemaphoreSlim lane;
    private readonly HttpClient? http;
    private readonly ChatClient? chat;

    /// <summary>Opened by what the other side does wrong before a first token: then nobody waits for it for a while.</summary>
    private readonly ResiliencePipeline breaker = new ResiliencePipelineBuilder()
        .AddCircuitBreaker(new CircuitBreakerStrategyOptions
        {
            FailureRatio = 0.5, MinimumThroughput = 10, SamplingDuration = TimeSpan.FromSeconds(20), BreakDuration = TimeSpan.FromSeconds(10),
            ShouldHandle = static outcome => ValueTask.FromResult(outcome.Outcome.Exception is ModelFailedException),
        })
        .Build();

    public OpenAiModel(CompanionSettings settings, TimeProvider time, ILogger<OpenAiModel> log)
    {
        (this.settings, this.time, this.log) = (settings, time, log);
        parameters = new ModelParameters(settings);
        lane = new SemaphoreSlim(settings.MostAtOnce);
        if (settings.ApiKey is null) return;
        // Addresses move, so connections are not kept for ever; there may be as many as answers at once.
        http = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), ConnectTimeout = settings.FirstToken }) { Timeout = Timeout.InfiniteTimeSpan };
        chat = new ChatClient(settings.Model, new ApiKeyCredential(settings.ApiKey), new OpenAIClientOptions
        {
            Endpoint = settings.Endpoint,
            Transport = new HttpClientPipelineTransport(http),
            // When to ask again is decided here, where it is known whether anything has come.
            RetryPolicy = new ClientRetryPolicy(0),
            NetworkTimeout = settings.Total,
        });
    }

    public bool IsConfigured => chat is not null;

    public async IAsyncEnumerable<string> AnswerAsync(ModelRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var began = time.GetTimestamp();
        deadline.CancelAfter(settings.FirstToken);
        await EnterAsync(deadline.Token);
        try
        {
            await using var stream = await BeginAsync(request, deadline.Token);
            var left = settings.Total - time.GetElapsedTime(began);
            deadline.CancelAfter(left > TimeSpan.Zero ? left : TimeSpan.Zero);
            do yield return stream.Piece;
            while (await stream.NextAsync());
        }
        finally
        {
            lane.Release();
        }
    }

    public void Dispose()
    {
        http?.Dispose();
        lane.Dispose();
    }

    private async Task EnterAsync(CancellationToken deadline)
    {
        try { await lane.WaitAsync(deadline); }
        catch (OperationCanceledException e) { throw new ModelFailedException("too many answers are under way", e); }
    }

    /// <summary>A stream whose first piece has come.</summary>
    private async Task<ModelStream> BeginAsync(ModelRequest request, CancellationToken deadline)
    {
        try
        {
            return await breaker.ExecuteAsync(async token => await TryAsync(request, token), deadline);
        }
        catch (BrokenCircuitException e)
        {
            throw new ModelFailedException("it failed too often and is left alone for a while", e);
        }
    }

    private async Task<ModelStream> TryAsync(ModelRequest request, CancellationToken deadline)
    {
        for (var attempt = 1; ; attempt++)
        {
            var shape = parameters.Shape;
            var stream = new ModelStream(() => AskAsync(parameters.BodyOf(shape, request), deadline), deadline);
            try
            {
                if (await stream.NextAsync()) return stream;
                throw new ModelFailedException("it answered nothing");
            }
            catch (ModelFailedException)
            {
                await stream.DisposeAsync();
                if (deadline.IsCancellationRequested || attempt == MostTries) throw;
                if (stream.Refusal is { } refusal && parameters.Learn(shape, refusal))
                {
                    LogWithout(log, parameters.Description);
                    continue;
                }
                if (PauseAfter(stream) is not { } pause) throw;
                await Task.Delay(pause * attempt, time, deadline).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (deadline.IsCancellationRequested) throw;
            }
        }
    }

    private async Task<ClientResult> AskAsync(BinaryData body, CancellationToken deadline)
    {
        using var content = BinaryContent.Create(body);
        // Read as it comes, and a refusal is read like an answer.
        return await chat!.CompleteChatAsync(content, new RequestOptions { BufferResponse = false, ErrorOptions = ClientErrorBehaviors.NoThrow, CancellationToken = deadline });
    }

    /// <summary>How long to wait before asking again; null where that cannot help. It may after too many requests, a fault of theirs, a connection that did not hold: not after a silence, and not where the question is wrong.</summary>
    private static TimeSpan? PauseAfter(ModelStream failed)
    {
        if (failed.IsBroken) return Pause;
        if (failed.Refusal is not { Status: 408 or 429 or >= 500 } refusal) return null;
        return int.TryParse(refusal.RetryAfter, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(Math.Min(seconds, 60)) : Pause;
    }

    [LoggerMessage(3021, LogLevel.Information, "The model refuses a parameter and is asked without it from now on: {Parameters}")]
    private static partial void LogWithout(ILogger log, string parameters);
}
