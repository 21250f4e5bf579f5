using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using XelaConnect.Admin;
using XelaConnect.ApiHost.Admin;
using XelaConnect.ApiHost.Http;
using XelaConnect.ApiHost.Mail;
using XelaConnect.ApiHost.Payments;
using XelaConnect.ApiHost.Subscriptions;

namespace XelaConnect.ApiHost.Tests.Grains;

/// <summary>
/// The slices' endpoints over fake grains, called without a server: what an endpoint asks of whom, and what it makes of the answer.
/// </summary>
internal sealed class Endpoints : IDisposable
{
    private readonly WebApplication _app;

    public Endpoints(FakeGrains grains, string environment = "Development", params (string Key, string Value)[] settings)
    {
        grains
            .On<IStaffGrain>(nameof(IStaffGrain.CheckAsync), (_, a) => (string)a[0]! == "user-root"
                ? new StaffView("user-root", [StaffScopes.Owner]) : StaffFaults.NotStaff)
            .On<IAuditGrain>(nameof(IAuditGrain.RecordAsync), (_, _) => Done.Instance);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Configuration.AddInMemoryCollection(
            [new("Xela:Auth:SigningKey", "a key of this test and of nothing else")]);
        builder.Configuration.AddInMemoryCollection(settings.Select(s => new KeyValuePair<string, string?>(s.Key, s.Value)));
        builder.Services.AddKeyedSingleton(Clocks.Domain, TimeProvider.System);
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.Services.AddSingleton(grains.Factory);
        builder.Services.AddSingleton(HttpSettings.Read(builder.Configuration));
        builder.Services.AddSingleton<SessionTokens>();
        builder.Services.AddSingleton<RateLimits>();
        builder.Services.ConfigureHttpJsonOptions(json => XelaJson.Configure(json.SerializerOptions, Shapes.All));
        builder.Services.AddSingleton(PaymentSettings.Read(builder.Configuration));
        builder.Services.AddSingleton(MailWebhookSettings.Read(builder.Configuration));
        builder.AddRevenueCat();
        builder.Services.AddStaff();
        builder.Services.AddXelaAuthorization();
        _app = builder.Build();
        _app.MapApi();
        // Read once: a source rebuilds its endpoints at every read.
        All = [.. ((IEndpointRouteBuilder)_app).DataSources.SelectMany(source => source.Endpoints).Cast<RouteEndpoint>()];
    }

    public IReadOnlyList<RouteEndpoint> All { get; }

    /// <summary>What handlers wait by.</summary>
    public FakeTimeProvider Clock { get; } = new();

    /// <summary>Headers of the last answer.</summary>
    public IHeaderDictionary Headers { get; private set; } = new HeaderDictionary();

    /// <summary>Calls an endpoint by its name, as <paramref name="caller"/>, if there is one.</summary>
    public async Task<(int Status, JsonElement Body)> CallAsync(
        string name, object? body = null, string? caller = null, string? query = null, string? operation = null,
        params (string Name, string Value)[] route)
    {
        var endpoint = All.Single(candidate => candidate.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName == name);
        var http = new DefaultHttpContext { RequestServices = _app.Services };
        foreach (var (key, value) in route) http.Request.RouteValues[key] = value;
        http.Request.QueryString = new QueryString(query);
        if (body is not null)
        {
            http.Request.ContentType = "application/json";
            http.Request.Body = new MemoryStream(body as byte[] ?? Encoding.UTF8.GetBytes(JsonSerializer.Serialize(body)));
        }
        http.Features.Set<IHttpRequestBodyDetectionFeature>(new Detection(body is not null));
        if (caller is not null) http.Features.Set(new CurrentUser(caller, "session-1", Views.Session("session-1", caller)));
        if (operation is not null) http.Features.Set(new IdempotentRequestFeature(operation));
        var answer = new MemoryStream();
        http.Response.Body = answer;
        await endpoint.RequestDelegate!(http);
        Headers = http.Response.Headers;
        return (http.Response.StatusCode, answer.Length == 0 ? default : JsonDocument.Parse(answer.ToArray()).RootElement);
    }

    public void Dispose() => ((IDisposable)_app).Dispose();

    private sealed record Detection(bool CanHaveBody) : IHttpRequestBodyDetectionFeature;
}
