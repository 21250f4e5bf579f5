using System.ClientModel;
using System.ClientModel.Primitives;
using System.Runtime.CompilerServices;
using System.Threading.RateLimiting;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenAI;
using OpenAI.Chat;
using Polly;
using Polly.CircuitBreaker;
using Polly.Registry;
using Polly.Timeout;
using XelaConnect.Grains.Companion;

namespace XelaConnect.Infrastructure.Companion;

/// <summary>
/// The model behind an API of OpenAI's form. Retried only while nothing has come, never after a silence: what is silent may be at work. A
/// model that refuses a parameter is asked without it from then on.
/// </summary>
internal sealed partial class OpenAiModel : ICompanionModel, IDisposable
{
    /// <summary>The name of its HTTP client.</summary>
    public const string Client = "model";

    private readonly CompanionSettings settings;
    private readonly TimeProvider time;
    private readonly ILogger<OpenAiModel> log;
    private readonly ModelParameters parameters;
    private readonly ResiliencePipeline<ModelStream> pipeline;
    private readonly ConcurrencyLimiter limiter;
    private readonly ChatClient? chat;

    public OpenAiModel(
        IHttpClientFactory clients,
        ResiliencePipelineProvider<string> pipelines,
        CompanionSettings settings,
        TimeProvider time,
        ILogger<OpenAiModel> log)
    {
        (this.settings, this.time, this.log) = (settings, time, log);
        parameters = new ModelParameters(settings);
        pipeline = pipelines.GetPipeline<ModelStream>(ModelPipeline.Name);
        // Beside the pipeline, which ends with the first piece: a permit is held for as long as the answer runs.
        limiter = new ConcurrencyLimiter(new() { PermitLimit = settings.MaxConcurrency, QueueLimit = int.MaxValue });
        if (settings.ApiKey is null) return;
        chat = new ChatClient(settings.Model, new ApiKeyCredential(settings.ApiKey), new OpenAIClientOptions
        {
            Endpoint = settings.Endpoint,
            Transport = new HttpClientPipelineTransport(clients.CreateClient(Client)),
            // When to ask again is decided by the pipeline, which knows whether anything has come.
            RetryPolicy = new ClientRetryPolicy(0),
            // The tokens of a call end it before. Without a finite timeout, disposing of a response would first read the rest of it.
            NetworkTimeout = settings.Total,
        });
    }

    /// <inheritdoc/>
    public bool IsConfigured => chat is not null;

    /// <summary>Registers the model, its pipeline and its HTTP client.</summary>
    public static void AddTo(IServiceCollection services, CompanionSettings settings)
    {
        services.AddSingleton(settings);
        services.Replace(ServiceDescriptor.Singleton(settings.Ceilings));
        services.AddModelPipeline(settings);
        services.AddHttpClient(Client, static http => http.Timeout = Timeout.InfiniteTimeSpan)
            // Addresses move, so connections are not kept for ever; there may be as many as answers at once.
            .UseSocketsHttpHandler((handler, _) =>
                (handler.PooledConnectionLifetime, handler.ConnectTimeout) = (TimeSpan.FromMinutes(5), settings.FirstToken))
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
        services.AddSingleton<ICompanionModel, OpenAiModel>();
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> GenerateAsync(ModelRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var total = new CancellationTokenSource(settings.Total, time);
        using var lifetime = CancellationTokenSource.CreateLinkedTokenSource(cancellation, total.Token);
        using var permit = await EnterAsync(cancellation);
        await using var stream = await BeginAsync(request, lifetime, cancellation);
        do yield return stream.Chunk;
        while (await ContinueAsync(stream, cancellation));
    }

    /// <inheritdoc/>
    public void Dispose() => limiter.Dispose();

    private async Task<RateLimitLease> EnterAsync(CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(settings.FirstToken, time);
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        try
        {
            return await limiter.AcquireAsync(1, waiting.Token);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new ModelFailedException("too many answers are under way", e);
        }
    }

    /// <summary>A stream whose first piece has come.</summary>
    private async Task<ModelStream> BeginAsync(ModelRequest request, CancellationTokenSource lifetime, CancellationToken cancellation)
    {
        try
        {
            var stream = await pipeline.ExecuteAsync(
                static (call, patience) => call.Model.TryAsync(call.Request, call.Lifetime, patience),
                (Model: this, Request: request, Lifetime: lifetime),
                cancellation);
            if (stream.Failure is not { } failure) return stream;
            await stream.DisposeAsync();
            throw failure.ToException();
        }
        catch (BrokenCircuitException e)
        {
            throw new ModelFailedException("it failed too often and is left alone for a while", e);
        }
        catch (Exception e) when (e is TimeoutRejectedException
            || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new ModelFailedException("it took too long", e);
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
            throw new ModelFailedException("it took too long", e);
        }
        return stream.Failure is { } failure ? throw failure.ToException() : false;
    }

    private async ValueTask<ModelStream> TryAsync(ModelRequest request, CancellationTokenSource lifetime, CancellationToken patience)
    {
        // The stream outlives the pipeline, whose token means nothing afterwards; until then it ends the stream.
        using var ended = patience.UnsafeRegister(static lifetime => ((CancellationTokenSource)lifetime!).Cancel(), lifetime);
        var shape = parameters.Shape;
        var stream = new ModelStream(() => AskAsync(parameters.BodyOf(shape, request), lifetime.Token), time, lifetime.Token);
        try
        {
            await stream.BeginAsync();
            if (stream.Refusal is not { } refusal || !parameters.Learn(shape, refusal)) return stream;
            LogWithout(log, parameters.Description);
            stream.RetryAtOnce();
            return stream;
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    private async Task<ClientResult> AskAsync(BinaryData body, CancellationToken lifetime)
    {
        using var content = BinaryContent.Create(body);
        // Read as it comes, and a refusal is read like an answer.
        var options = new RequestOptions { BufferResponse = false, ErrorOptions = ClientErrorBehaviors.NoThrow, CancellationToken = lifetime };
        return await chat!.CompleteChatAsync(content, options);
    }

    [LoggerMessage(3021, LogLevel.Information, "The model refuses a parameter and is asked without it from now on: {Parameters}")]
    private static partial void LogWithout(ILogger log, string parameters);
}
