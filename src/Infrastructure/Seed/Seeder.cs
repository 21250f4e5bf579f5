using System.Collections.Immutable;
using System.Text.Json.Serialization;
using XelaConnect.Circles;
using XelaConnect.Courses;

namespace XelaConnect.Infrastructure.Seed;

/// <summary>
/// Each item has its own operation id, so a second start changes nothing, even after edits, and the first start of a
/// version with more items adds these.
/// </summary>
internal sealed partial class Seeder(
    IGrainFactory grains, [FromKeyedServices(Clocks.Domain)] TimeProvider time, ILogger<Seeder> log) : IStartupTask
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public async Task Execute(CancellationToken cancellationToken)
    {
        await Task.WhenAll(
        [
            .. Circles().Select(c => WriteAsync(c, cancellationToken)),
            .. CourseFile.All().Select(c => WriteAsync(c, cancellationToken)),
        ]);
    }

    public static ImmutableArray<SeededCircle> Circles()
    {
        using var stream = typeof(Seeder).Assembly.GetManifestResourceStream("circles.json")!;
        return JsonSerializer.Deserialize(stream, SeedJson.Default.ImmutableArraySeededCircle);
    }

    /// <summary>At the start some grains may be on silos that died and are not yet declared dead.</summary>
    private async Task RetryAsync(Func<Task> write, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                await write();
                return;
            }
            catch (Exception e) when (e is OrleansException or TimeoutException or StorageUnavailableException)
            {
                LogNotWritten(e.Message);
                await Task.Delay(Pause, time, cancellation);
            }
        }
    }

    private Task WriteAsync(SeededCircle c, CancellationToken cancellation) =>
        RetryAsync(() => grains.Circle(c.Id).CreateAsync(new CreateCircle($"seed/{c.Id}", null, new CircleProfile(
            c.Name, c.Category, c.Description, c.Image, c.Color, c.Emoji, c.Tags))), cancellation);

    private Task WriteAsync(SeededCourse c, CancellationToken cancellation) => RetryAsync(async () =>
    {
        var course = grains.Course(c.Id);
        await course.WriteAsync(new WriteCourse($"seed/{c.Id}", c.Content));
        // With its own operation id, so that a course that was put up for sale since stays so.
        if (!c.ForSale) await course.SetSaleAsync(new SetCourseSale($"seed/{c.Id}/sale", ForSale: false));
    }, cancellation);

    [LoggerMessage(4401, LogLevel.Information, "Writing a starting circle or course failed; it is retried. {Reason}")]
    private partial void LogNotWritten(string reason);
}

internal sealed record SeededCircle(
    string Id, string Name, string Category, string Description, string? Image, string? Color, string? Emoji,
    ImmutableArray<string> Tags);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ImmutableArray<SeededCircle>))]
internal sealed partial class SeedJson : JsonSerializerContext;
