using System.Text.Json;
using XelaConnect.Infrastructure.Seed;

namespace XelaConnect.Tests.Seed;

/// <summary>The starting courses are courses to learn from, and say whether they are for sale.</summary>
public sealed class SeededCoursesTests
{
    [Fact]
    public void Seeded_course_has_six_to_eight_modules_with_text()
    {
        using var stream = typeof(Seeder).Assembly.GetManifestResourceStream("courses.json")!;
        var courses = JsonSerializer.Deserialize(stream, SeedJson.Default.ImmutableArraySeededCourse);
        courses.Length.ShouldBeGreaterThanOrEqualTo(6);
        courses.Select(course => course.Id).ShouldBeUnique();
        foreach (var course in courses)
        {
            course.Modules.Length.ShouldBeInRange(6, 8, course.Title);
            // Clients number the modules 1, 2, 3.
            course.Modules.Select(module => module.ModuleId)
                .ShouldBe(Enumerable.Range(1, course.Modules.Length).Select(number => $"m{number}"), course.Title);
            course.Content.Duration.ShouldNotBeNull(course.Title).ShouldMatch(@"^\d+ weeks?$", course.Title);
            course.Modules.ShouldAllBe(module => module.Content!.Length >= 1000 && module.DurationMinutes > 0
                && module.Title.Length > 0, course.Title);
            course.PreviewModules.ShouldAllBe(index => index >= 0 && index < course.Modules.Length, course.Title);
        }
    }

    [Theory]
    [InlineData("", true)]
    [InlineData(""", "for_sale": true""", true)]
    [InlineData(""", "for_sale": false""", false)]
    public void Seeded_course_is_for_sale_by_default(string said, bool forSale)
    {
        var json = $$"""
            [{ "id": "course-1", "title": "T", "tagline": "t", "description": "D", "category": "Growth", "image": null,
               "price_credits": 0, "price_usd": 0,
               "original_price": null, "instructor": "I", "instructor_bio": "B", "preview_modules": [], "modules": []{{said}} }]
            """;
        JsonSerializer.Deserialize(json, SeedJson.Default.ImmutableArraySeededCourse).ShouldHaveSingleItem().ForSale.ShouldBe(forSale);
    }
}
