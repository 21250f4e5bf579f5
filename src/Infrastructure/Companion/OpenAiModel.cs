using System.ClientModel;
using System.ClientModel.Primitives;
using System.Runtime.CompilerServices;
using System.Threading.RateLimiting;
using OpenAI;
using OpenAI.Chat;
using Polly.Registry;

namespace XelaConnect.Infrastructure.Companion;

/// <summary>Retried only before the first chunk and never after a timeout: a silent model may still work.</summary>
internal sealed partial class OpenAiModel : ICompanionModel, IDisposable
{
    public const string Client = "model";
    private readonly CompanionSettings settings;
    private readonly TimeProvider time;
    private readonly ILogger<OpenAiModel> log;
    private readonly ModelParameters parameters;
    private readonly ResiliencePipeline<ModelStream> pipeline;
    private readonly ConcurrencyLimiter limiter;
    private readonly ChatClient? chat;

    public OpenAiModel(
        IHttpClientFactory clients, ResiliencePipelineProvider<string> pipelines, CompanionSettings settings,
        TimeProvider time, ILogger<OpenAiModel> log)
    {
        (this.settings, this.time, this.log) = (settings, time, log);
        parameters = new ModelParameters(settings);
        pipeline = pipelines.GetPipeline<ModelStream>(ModelPipeline.Name);
        // Not in the pipeline, which ends with the first chunk: a permit is held until the reply ends.
        limiter = new ConcurrencyLimiter(new() { PermitLimit = settings.MaxConcurrency, QueueLimit = int.MaxValue });
        if (settings.ApiKey is null) return;
        chat = new ChatClient(settings.Models[0], new ApiKeyCredential(settings.ApiKey), new OpenAIClientOptions
        {
            Endpoint = settings.Endpoint,
            Transport = new HttpClientPipelineTransport(clients.CreateClient(Client)),
            // The pipeline retries, because it knows whether a chunk has arrived.
            RetryPolicy = new ClientRetryPolicy(0),
            // Never reached. Without a finite timeout, disposing of a response would first read the rest of it.
            NetworkTimeout = settings.Total,
        });
    }

    public bool IsConfigured => chat is not null;

    public static void AddTo(IServiceCollection services, CompanionSettings settings)
    {
        services.AddSingleton(settings);
        services.Replace(ServiceDescriptor.Singleton(settings.Ceilings));
        services.AddModelPipeline(settings);
        services.AddHttpClient(Client, static http => http.Timeout = Timeout.InfiniteTimeSpan)
            // Connections are renewed, because addresses change.
            .UseSocketsHttpHandler((handler, _) =>
            {
                handler.PooledConnectionLifetime = TimeSpan.FromMinutes(5);
                handler.ConnectTimeout = settings.FirstToken;
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
        services.AddSingleton<ICompanionModel, OpenAiModel>();
    }

    public async IAsyncEnumerable<string> GenerateAsync(
        ModelRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var total = new CancellationTokenSource(settings.Total, time);
        using var lifetime = CancellationTokenSource.CreateLinkedTokenSource(cancellation, total.Token);
        using var permit = await EnterAsync(cancellation);
        await using var stream = await BeginAsync(request, lifetime, cancellation);
        do yield return stream.Chunk;
        while (await ContinueAsync(stream, cancellation));
    }

    public void Dispose() => limiter.Dispose();

    private async Task<RateLimitLease> EnterAsync(CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(settings.FirstToken, time);
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        try { return await limiter.AcquireAsync(1, waiting.Token); }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new ModelFailedException("too many replies are in progress", e);
        }
    }

    private async Task<ModelStream> BeginAsync(
        ModelRequest request, CancellationTokenSource lifetime, CancellationToken cancellation)
    {
        try
        {
            var stream = await pipeline.ExecuteAsync(
                static (call, timeout) => call.Model.TryAsync(call.Request, call.Lifetime, timeout),
                (Model: this, Request: request, Lifetime: lifetime),
                cancellation);
            if (stream.Failure is not { } failure) return stream;
            await stream.DisposeAsync();
            throw failure.ToException();
        }
        catch (BrokenCircuitException e) { throw new ModelFailedException("the circuit breaker is open", e); }
        catch (Exception e) when (e is TimeoutRejectedException
            || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new ModelFailedException("it timed out", e);
        }
    }

    private static async Task<bool> ContinueAsync(ModelStream stream, CancellationToken cancellation)
    {
        try
        {
            if (await stream.NextAsync()) return true;
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new ModelFailedException("it timed out", e);
        }
        return stream.Failure is { } failure ? throw failure.ToException() : false;
    }

    private async ValueTask<ModelStream> TryAsync(
        ModelRequest request, CancellationTokenSource lifetime, CancellationToken timeout)
    {
        // The pipeline's token cancels the stream only until the first chunk; the stream outlives it.
        using var registration = timeout.UnsafeRegister(
            static lifetime => ((CancellationTokenSource)lifetime!).Cancel(), lifetime);
        for (var rejections = 0; ; rejections++)
        {
            var attempt = parameters.Next;
            var body = parameters.BodyOf(attempt, request);
            var stream = new ModelStream(() => SendAsync(body, lifetime.Token), time, lifetime.Token);
            try
            {
                await stream.BeginAsync();
                if (stream.Refusal is not { } refusal || rejections == parameters.MaxRejections
                    || !parameters.Learn(attempt, refusal)) return stream;
                LogRejected(log, parameters.Describe(attempt), parameters.Describe(parameters.Next));
            }
            catch
            {
                await stream.DisposeAsync();
                throw;
            }
            await stream.DisposeAsync();
        }
    }

    private async Task<ClientResult> SendAsync(BinaryData body, CancellationToken lifetime)
    {
        using var content = BinaryContent.Create(body);
        // Not buffered; a rejection is a result, too.
        var options = new RequestOptions
        {
            BufferResponse = false,
            ErrorOptions = ClientErrorBehaviors.NoThrow,
            CancellationToken = lifetime,
        };
        return await chat!.CompleteChatAsync(content, options);
    }

    [LoggerMessage(3021, LogLevel.Information, "Provider rejected {Before}; requests are sent with {After}")]
    private static partial void LogRejected(ILogger log, string before, string after);
}
