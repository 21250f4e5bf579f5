using System.Collections.Immutable;
using System.Text.RegularExpressions;
using XelaConnect.Circles;
using XelaConnect.Courses;
using XelaConnect.Infrastructure.Seed;

namespace XelaConnect.Tests.Seed;

/// <summary>The starting courses are courses to learn from, and the starting circles are in every category.</summary>
public sealed partial class SeededCoursesTests
{
    private static readonly ImmutableArray<SeededCourse> Courses = CourseFile.All();

    public static TheoryData<string> Titles => [.. Courses.Select(course => course.Content.Title)];

    [Fact]
    public void Every_category_has_courses()
    {
        Courses.Length.ShouldBe(12);
        Courses.Select(course => course.Id).ShouldBeUnique();
        Courses.Select(course => course.Content.Title).ShouldBeUnique();
        Courses.Select(course => course.Content.Category).Distinct().Order(StringComparer.Ordinal)
            .ShouldBe(CourseCategories.All.Order(StringComparer.Ordinal));
        Courses.ShouldContain(course => course.Content.IsFree());
    }

    [Theory]
    [MemberData(nameof(Titles))]
    public void Course_says_what_it_is_and_what_it_costs(string title)
    {
        var course = Courses.Single(one => one.Content.Title == title);
        var content = course.Content;
        course.Id.ShouldMatch("^course-01920000-0000-7000-8000-0000000000[0-9]{2}$");
        content.Tagline.Length.ShouldBeInRange(20, 80);
        content.Description.Length.ShouldBeInRange(150, 600);
        content.InstructorBio.Length.ShouldBeInRange(80, 300);
        content.Instructor.ShouldNotBeEmpty();
        content.Duration!.ShouldMatch("^[2-9] weeks$");
        course.ForSale.ShouldBeTrue();
        // A credit is ten cents, and dollars are a cent below the round price.
        content.PriceUsd.ShouldBe(content.PriceCredits == 0 ? 0 : (content.PriceCredits / 10m) - 0.01m);
        content.PreviewModules.ShouldNotBeEmpty();
        content.PreviewModules.ShouldAllBe(index => index >= 0 && index < content.Modules.Length);
    }

    [Theory]
    [MemberData(nameof(Titles))]
    public void Course_teaches_and_practises(string title)
    {
        var modules = Courses.Single(one => one.Content.Title == title).Content.Modules;
        modules.Length.ShouldBeInRange(5, 8);
        modules.Select(module => module.ModuleId).ShouldBe(Enumerable.Range(1, modules.Length).Select(number => $"m{number}"));
        modules.Select(module => module.Title).ShouldBeUnique();
        foreach (var (_, heading, minutes, text, _) in modules)
        {
            minutes.ShouldBeInRange(5, 30, heading);
            text!.Length.ShouldBeInRange(1_200, 4_000, heading);
            // An exercise in steps.
            Step().Count(text).ShouldBeGreaterThanOrEqualTo(4, heading);
            text.ShouldNotContain('—', heading);
        }
        // Where to turn when it is more than a course can hold, with no promise to heal.
        var whole = string.Join('\n', modules.Select(module => module.Content));
        whole.ShouldContain("local emergency number");
        whole.ShouldContain("When it is too much", customMessage: title);
        whole.ShouldNotMatch("(?i)\\b(cures?|cured|guarantee[ds]?|heals you|proven to)\\b");
    }

    [Fact]
    public void Courses_of_the_first_release_keep_their_modules()
    {
        // Progress is stored by id and module: modules are appended, and neither renumbered nor removed.
        var released = Courses.Take(6).Select(course => (course.Id[^2..], course.Content.Title, course.Content.Modules[0].Title,
            course.Content.Modules[5].ModuleId, course.Content.Modules[5].Title));
        released.ShouldBe([
            ("01", "Naming What You Feel", "Beyond fine, tired and stressed", "m6", "A check-in you will actually keep"),
            ("02", "On Your Own Side", "The voice you would never use on a friend", "m6", "Letting good things count"),
            ("03", "Starting Conversations", "Lowering the stakes", "m6", "Keeping it going after the first meeting"),
            ("04", "Listening Well", "What gets in the way", "m6", "Listening when you disagree"),
            ("05", "Kind Boundaries", "What a boundary is, and is not", "m6", "Hearing other people's no"),
            ("06", "Rest Is a Skill", "The load you do not see", "m6", "Resting in company"),
        ]);
    }

    [Fact]
    public void Every_category_has_circles()
    {
        var circles = Seeder.Circles();
        circles.Select(circle => circle.Id).ShouldBeUnique();
        circles.Select(circle => circle.Name).ShouldBeUnique();
        foreach (var category in CircleCategories.All)
            circles.Count(circle => circle.Category == category).ShouldBeGreaterThanOrEqualTo(4, category);
        circles.ShouldAllBe(circle => TextForm.IsColor(circle.Color!) && circle.Emoji!.Length > 0 && circle.Tags.Length >= 3
            && circle.Description.Length <= 1_000 && CircleCategories.All.Contains(circle.Category));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("for_sale: true\n", true)]
    [InlineData("for_sale: false\n", false)]
    public void Course_is_for_sale_by_default(string line, bool forSale)
    {
        var course = CourseFile.Parse(
            File + line + "\r\n# 7 min: One: and more\r\n\r\nText.\r\n## Not a module\r\n\r\n# 8 min: Two\r\nMore.");
        course.ForSale.ShouldBe(forSale);
        (course.Id, course.Content.Duration, course.Content.Category).ShouldBe(("course-1", "2 weeks", "Growth"));
        course.Content.PreviewModules.ShouldBe([0, 1]);
        course.Content.Modules.ShouldBe([
            new("m1", "One: and more", 7, "Text.\n## Not a module", null), new("m2", "Two", 8, "More.", null)]);
    }

    [Fact]
    public void Unknown_field_is_an_error() =>
        Should.Throw<InvalidDataException>(() => CourseFile.Parse(File + "colour: red\n"))
            .Message.ShouldBe("A course has no field colour.");

    private const string File = """
        id: course-1
        title: T
        tagline: t
        description: D: with a colon
        category: Growth
        price_credits: 0
        price_usd: 0
        duration: 2 weeks
        instructor: I
        instructor_bio: B
        preview: 1, 2

        """;

    [GeneratedRegex(@"^\d\. ", RegexOptions.Multiline)]
    private static partial Regex Step();
}
