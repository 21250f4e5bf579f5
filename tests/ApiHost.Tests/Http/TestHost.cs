using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using XelaConnect.ApiHost.Http;
using XelaConnect.ApiHost.Mail;
using XelaConnect.ApiHost.Operations;
using XelaConnect.ApiHost.Payments;
using XelaConnect.ApiHost.Subscriptions;

namespace XelaConnect.ApiHost.Tests.Http;

/// <summary>The real HTTP side on a real socket, over grains in memory, with endpoints of the test's own.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    public const string Key = "a signing key for tests, of 64 bytes and more, so that it would do for HS512 too";
    private readonly WebApplication app;

    private TestHost(WebApplication app, FakeSessionGrains grains, FakeTimeProvider clock)
    {
        (this.app, Grains, Clock, Logs) = (app, grains, clock, app.Services.GetFakeLogCollector());
        Address = new Uri(app.Urls.Single());
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Address };
    }

    public FakeSessionGrains Grains { get; }
    public FakeTimeProvider Clock { get; }

    /// <summary>Every record of any logger, at any level the filters let through.</summary>
    public FakeLogCollector Logs { get; }

    public Uri Address { get; }
    public HttpClient Client { get; }
    public IServiceProvider Services => app.Services;

    /// <summary>The HTTP side over what a test maps, which is open to everybody unless it asks for a session.</summary>
    public static Task<TestHost> StartAsync(
        Action<IEndpointRouteBuilder>? map = null, Action<WebApplicationBuilder>? configure = null,
        params (string Key, string Value)[] settings) =>
        RunAsync(
            app =>
            {
                var routes = app.MapGroup("");
                ((IEndpointConventionBuilder)routes).Finally(endpoint =>
                {
                    if (!endpoint.Metadata.OfType<IAuthorizeData>().Any()) endpoint.Metadata.Add(new AllowAnonymousAttribute());
                });
                map?.Invoke(routes);
                app.MapOperations();
            },
            configure,
            settings);

    /// <summary>
    /// The HTTP side with every route of the API, the hub's and those for operators, as the program has them, and what the test adds.
    /// </summary>
    public static Task<TestHost> StartWholeAsync(
        Action<IEndpointRouteBuilder>? more = null, params (string Key, string Value)[] settings) =>
        RunAsync(
            app =>
            {
                app.MapXela();
                more?.Invoke(app);
            },
            builder =>
            {
                builder.Services.AddSingleton(PaymentSettings.Read(builder.Configuration));
                builder.Services.AddSingleton(MailWebhookSettings.Read(builder.Configuration));
                builder.AddRevenueCat();
                builder.Services.AddSignalR();
            },
            settings);

    private static async Task<TestHost> RunAsync(
        Action<WebApplication> map, Action<WebApplicationBuilder>? configure, (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?> {
            ["Xela:Auth:SigningKey"] = Key, ["Xela:Limits:Enabled"] = "false", ["Xela:Metrics:Url"] = "off",
            ["Xela:Metrics:OnPublicPort"] = "true", ["Xela:Http:Docs"] = "true" });
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value));
        var (grains, clock) = (new FakeSessionGrains(), new FakeTimeProvider());
        builder.Logging.ClearProviders().AddFakeLogging();
        builder.Logging.SetMinimumLevel(LogLevel.Trace);
        builder.Services.AddSingleton<IGrainFactory>(grains);
        builder.Services.AddSingleton<TimeProvider>(clock).AddKeyedSingleton<TimeProvider>(Clocks.Domain, clock);
        configure?.Invoke(builder);
        builder.AddXelaHttp(Shapes.All);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.UseXelaHttp();
        map(app);
        await app.StartAsync();
        return new TestHost(app, grains, clock);
    }

    /// <summary>A token of a live session.</summary>
    public string SignIn(string userId) =>
        Services.GetRequiredService<SessionTokens>().Issue(Grains.Open(userId, Clock.GetUtcNow()), isMember: true);

    public async Task<TestResponse> SendAsync(
        HttpMethod method, string path, HttpContent? content = null, string? token = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await Client.SendAsync(request);
        return new TestResponse(
            (int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(), response.Headers.Concat(response.Content.Headers)
            .ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase));
    }

    public Task<TestResponse> GetAsync(string path, string? token = null, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Get, path, null, token, headers);

    public Task<TestResponse> PostAsync(string path, string json, string? token = null, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, new StringContent(json, Encoding.UTF8, "application/json"), token, headers);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
    }
}

/// <summary>An answer as it came.</summary>
internal sealed record TestResponse(int Status, byte[] Bytes, IReadOnlyDictionary<string, string> Headers)
{
    public string Text => Encoding.UTF8.GetString(Bytes);
    public JsonElement Json => JsonDocument.Parse(Bytes).RootElement;
    public string? Header(string name) => Headers.GetValueOrDefault(name);
    public string Code => Json.GetProperty("code").GetString()!;
    public string? Field => Json.TryGetProperty("errors", out var errors) ? errors.EnumerateObject().First().Name : null;
}

/// <summary>Reads records of a log.</summary>
internal static class LogRecords
{
    /// <summary>All that a provider could write of a record: category, message, arguments, exception and scopes.</summary>
    public static string Whole(this FakeLogRecord record)
    {
        var arguments = record.State as IReadOnlyList<KeyValuePair<string, string?>> ?? [];
        return $"{record.Category} {record.Message} {string.Join(' ', arguments)} {record.Exception} {string.Join(' ', record.Scopes)}";
    }
}
