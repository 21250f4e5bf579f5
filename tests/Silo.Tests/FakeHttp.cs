using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.Extensions.Time.Testing;

namespace XelaConnect.Silo.Tests;

/// <summary>
/// The other end of an adapter's HTTP client, in memory: what it responds is the test's choice, and what it was sent is kept. The clock
/// moves by hand.
/// </summary>
internal sealed class FakeHttp : HttpMessageHandler
{
    private readonly ConcurrentQueue<Sent> requests = [];
    private readonly CancellationTokenSource ending = new();
    private readonly FakeTimeProvider time = new();

    /// <summary>Responds to a request. The token ends it with the caller's patience, or with this.</summary>
    public Func<CancellationToken, Task<HttpResponseMessage>> Respond { get; set; } = _ => Task.FromResult(Json("{}"));

    /// <summary>What was sent.</summary>
    public IReadOnlyList<Sent> Requests => [.. requests];

    /// <summary>A JSON response.</summary>
    public static HttpResponseMessage Json(string body, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    /// <summary>A response whose body never ends.</summary>
    public HttpResponseMessage WithoutEnd() => new(HttpStatusCode.OK) { Content = new StreamContent(new EndlessStream(ending.Token)) };

    /// <summary>
    /// Moves the clock of the pipelines. What was due has run as far as it gets when this returns: continuations run in line where no
    /// synchronization context forbids it, and the tests' own does.
    /// </summary>
    public Task AdvanceAsync(TimeSpan by) => Task.Run(() => time.Advance(by));

    /// <summary>
    /// Builds an adapter whose named client talks to this. The provider is not disposed: it would wait, by a clock that stands still, for
    /// the calls that a failed test has left under way.
    /// </summary>
    public IServiceProvider Build(string client, Action<IServiceCollection> register)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(time);
        register(services);
        services.AddHttpClient(client).ConfigurePrimaryHttpMessageHandler(() => this);
        return services.BuildServiceProvider();
    }

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var headers = request.Headers.ToDictionary(header => header.Key, header => string.Join(",", header.Value));
        requests.Enqueue(new Sent(request.Method, request.RequestUri!, headers, body));
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, ending.Token);
        return await Respond(patience.Token);
    }

    /// <summary>Ends what is under way.</summary>
    protected override void Dispose(bool disposing)
    {
        if (disposing) ending.Cancel();
        base.Dispose(disposing);
    }

    /// <summary>A request.</summary>
    internal sealed record Sent(HttpMethod Method, Uri Uri, Dictionary<string, string> Headers, string Body);

    /// <summary>Waits until it is cancelled.</summary>
    private sealed class EndlessStream(CancellationToken ending) : MemoryStream
    {
        public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, ending);
            await Task.Delay(Timeout.Infinite, patience.Token);
        }
    }
}
