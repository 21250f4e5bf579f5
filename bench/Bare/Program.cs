// The yardstick: the least a minimal-API endpoint can do, answering bytes it was handed at start.
// No authentication, no JSON, no logging; everything the real host does beyond this is what the ratio shows.
var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.ClearProviders();

var body = await File.ReadAllBytesAsync(Setting("Bare:BodyFile"));
var contentType = Setting("Bare:ContentType");

var app = builder.Build();
app.MapGet(Setting("Bare:Path"), () => TypedResults.Bytes(body, contentType));
app.MapGet("/health/ready", () => TypedResults.Ok());
await app.RunAsync();

string Setting(string key) => builder.Configuration[key] ?? throw new InvalidOperationException($"{key} is not set.");
