using System.Collections.Immutable;

namespace XelaConnect.Courses;

/// <summary>What an author writes (contract §0 "course"). Prices: credits are whole, dollars have two decimals.</summary>
[GenerateSerializer, Immutable, Alias("courses.content.v1")]
public sealed record CourseContent(
    [property: Id(0)] string Title,
    [property: Id(1)] string Tagline,
    [property: Id(2)] string Description,
    [property: Id(3)] string Category,
    [property: Id(4)] string? Image,
    [property: Id(5)] int PriceCredits,
    [property: Id(6)] decimal PriceUsd,
    [property: Id(7)] string? OriginalPrice,
    [property: Id(8)] string Instructor,
    [property: Id(9)] string InstructorBio,
    [property: Id(10)] ImmutableArray<int> PreviewModules,
    [property: Id(11)] ImmutableArray<CourseModule> Modules)
{
    /// <summary>What a card pays for it, in US cents.</summary>
    public long PriceInCents() => (long)decimal.Round(PriceUsd * 100);
}

/// <summary>One module. <paramref name="Content"/> is Markdown; null in outlines.</summary>
[GenerateSerializer, Immutable, Alias("courses.module.v1")]
public sealed record CourseModule(
    [property: Id(0)] string ModuleId,
    [property: Id(1)] string Title,
    [property: Id(2)] int DurationMinutes,
    [property: Id(3)] string? Content,
    [property: Id(4)] string? VideoUrl);

/// <summary>A course with its identity.</summary>
[GenerateSerializer, Immutable, Alias("courses.view.v1")]
public sealed record CourseView(
    [property: Id(0)] string Id,
    [property: Id(1)] CourseContent Content,
    [property: Id(2)] DateTimeOffset CreatedAt,
    [property: Id(3)] long Version);

/// <summary>A course and whether it can be bought.</summary>
[GenerateSerializer, Immutable, Alias("courses.offer.v1")]
public sealed record CourseOffer([property: Id(0)] CourseView Course, [property: Id(1)] bool ForSale);
