using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using XelaConnect.Circles;
using XelaConnect.Courses;

namespace XelaConnect.Infrastructure.Seed;

/// <summary>
/// Writes the starting circles and courses, once: each carries an operation id of its own, which is applied once for ever, so a second start changes
/// nothing, not even what was edited or deleted since.
/// </summary>
internal sealed partial class Seeder(IGrainFactory grains, [FromKeyedServices(Clocks.Domain)] TimeProvider time, ILogger<Seeder> log) : IStartupTask
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public async Task Execute(CancellationToken cancellationToken)
    {
        var circles = Read("circles.json", SeedJson.Default.ImmutableArraySeededCircle);
        var courses = Read("courses.json", SeedJson.Default.ImmutableArraySeededCourse);
        await Task.WhenAll(circles.Select(c => WriteAsync(c, cancellationToken)).Concat(courses.Select(c => WriteAsync(c, cancellationToken))));
    }

    /// <summary>A silo that starts while others are dead and not yet known to be meets their grains; it tries again rather than end over it.</summary>
    private async Task UntilWrittenAsync(Func<Task> write, CancellationToken cancellation)
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

    private Task WriteAsync(SeededCircle c, CancellationToken cancellation) => UntilWrittenAsync(() => grains.Circle(c.Id).CreateAsync(
        new CreateCircle($"seed/{c.Id}", null, new CircleProfile(c.Name, c.Category, c.Description, c.Image, c.Color, c.Emoji, c.Tags))), cancellation);

    private Task WriteAsync(SeededCourse c, CancellationToken cancellation) => UntilWrittenAsync(async () =>
    {
        var course = grains.Course(c.Id);
        await course.WriteAsync(new WriteCourse($"seed/{c.Id}", c.Content));
        // Of its own name, so that a course which was put up for sale since stays so.
        if (!c.ForSale) await course.SetSaleAsync(new SetCourseSale($"seed/{c.Id}/sale", ForSale: false));
    }, cancellation);

    private static ImmutableArray<T> Read<T>(string resource, System.Text.Json.Serialization.Metadata.JsonTypeInfo<ImmutableArray<T>> json)
    {
        using var stream = typeof(Seeder).Assembly.GetManifestResourceStream(resource) ?? throw new InvalidOperationException($"The resource {resource} is missing from the build.");
        return JsonSerializer.Deserialize(stream, json);
    }

    [LoggerMessage(4401, LogLevel.Information, "A starting circle or course could not be written yet; it is tried again. {Reason}")]
    private partial void LogNotWritten(string reason);
}

internal sealed record SeededCircle(string Id, string Name, string Category, string Description, string? Image, string? Color, string? Emoji, ImmutableArray<string> Tags);

internal sealed record SeededCourse(
    string Id, string Title, string Tagline, string Description, string Category, string? Image, int PriceCredits, decimal PriceUsd, string? OriginalPrice,
    string Instructor, string InstructorBio, ImmutableArray<int> PreviewModules, ImmutableArray<CourseModule> Modules, bool ForSale = true)
{
    [JsonIgnore]
    public CourseContent Content =>
        new(Title, Tagline, Description, Category, Image, PriceCredits, PriceUsd, OriginalPrice, Instructor, InstructorBio, PreviewModules, Modules);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ImmutableArray<SeededCircle>))]
[JsonSerializable(typeof(ImmutableArray<SeededCourse>))]
internal sealed partial class SeedJson : JsonSerializerContext;
