using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.Features;

// Stands for the model behind Xela: an API of OpenAI's form that sends tokens at a steady pace. Each token is the moment it was sent, by
// the clock that all processes of the machine share, so that a reader knows how long it took. It is a process of its own, and does no more
// than that, because it shares the cores with what is measured; FakeModel is for tests.
var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.ClearProviders();
var tokens = int.Parse(Setting("Model:Tokens"), CultureInfo.InvariantCulture);
var pause = TimeSpan.FromMilliseconds(int.Parse(Setting("Model:EveryMs"), CultureInfo.InvariantCulture));
var end = Encoding.UTF8.GetBytes(Chunk("{}", "\"stop\"") + "data: [DONE]\n\n");

var app = builder.Build();
app.MapGet("/health/ready", () => TypedResults.Ok());
app.MapPost("/v1/chat/completions", async (HttpContext http) =>
{
    await http.Request.Body.CopyToAsync(Stream.Null);
    http.Features.GetRequiredFeature<IHttpResponseBodyFeature>().DisableBuffering();
    http.Response.ContentType = "text/event-stream";
    using var beat = new PeriodicTimer(pause);
    for (var i = 0; i < tokens; i++)
    {
        await beat.WaitForNextTickAsync();
        var moment = Stopwatch.GetTimestamp() / (Stopwatch.Frequency / 1_000_000);
        await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(Chunk($$"""{"content":" q{{moment}}"}""", "null")));
        await http.Response.Body.FlushAsync();
    }
    await http.Response.Body.WriteAsync(end);
});
await app.RunAsync();

static string Chunk(string delta, string finish) =>
    """data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":"""
    + $"{delta},\"finish_reason\":{finish}}}]}}\n\n";

string Setting(string key) => builder.Configuration[key] ?? throw new InvalidOperationException($"{key} is not set.");
