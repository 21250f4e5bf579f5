using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using XelaConnect.ApiHost.Pictures;
using XelaConnect.Courses;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Pictures;

/// <summary>What is drawn for any input: small, the same each time, and without text of users.</summary>
public sealed class DrawingTests
{
    private const int MaxBytes = 5_000;

    // No script, style, image, link or foreign object, and no attribute that loads or runs anything.
    private static readonly string[] Elements =
        ["svg", "defs", "linearGradient", "radialGradient", "stop", "rect", "circle", "ellipse", "path", "g", "text"];
    private static readonly string[] Hostile =
    [
        "", " ", "\0", "\ud800",
        "<script>alert(1)</script>", "\"/><image href=\"https://evil.example/x\"/>", "]]>", "&amp;", "A", "#",
        "javascript:alert(1)", "#12345G", "#GGGGGG", "url(#g)", "𝓐", "🌿<b>", "🌿\" onload=\"x", "é", "\u202e", "{0}", "../../etc/passwd",
    ];

    [Fact]
    public void Hostile_text_is_never_written()
    {
        foreach (var text in Hostile)
            foreach (var svg in (string[])[
                Drawing.Circle(text, text, text), Drawing.Circle("circle-1", "#7FA6D6", text), Drawing.Course(text, text),
                Drawing.Module(text, text, 3), Drawing.Avatar(text)])
            {
                var root = XDocument.Parse(svg).Root!;
                root.DescendantsAndSelf().Select(element => element.Name.LocalName).Except(Elements).ShouldBeEmpty(text);
                root.DescendantsAndSelf().Attributes()
                    .Where(a => a.Value.Contains("url(") && !a.Value.StartsWith("url(#", StringComparison.Ordinal)).ShouldBeEmpty(text);
                root.DescendantsAndSelf().Attributes().Select(a => a.Name.LocalName)
                    .Where(name => name.StartsWith("on", StringComparison.Ordinal) || name is "href" or "style").ShouldBeEmpty(text);
                root.Value.Trim().ShouldBeOneOf("", "🌿", "3");
                Encoding.UTF8.GetByteCount(svg).ShouldBeLessThan(MaxBytes);
            }
    }

    [Theory]
    [InlineData("🌿", "🌿")]
    [InlineData("🌿🌿", "🌿")]
    [InlineData("🕯️", "🕯️")]
    [InlineData("👩🏽‍🚀 and friends", "👩🏽‍🚀")]
    [InlineData("🇩🇪", "🇩🇪")]
    [InlineData("♥", "♥")]
    [InlineData("a🌿", null)]
    [InlineData("<", null)]
    [InlineData("+", null)]
    [InlineData("\u200d\ufe0f", null)]
    [InlineData("🌿\u0301\u0301", null)]
    [InlineData(null, null)]
    public void First_emoji_of_a_text_is_found(string? text, string? emoji) => Drawing.FirstEmoji(text).ShouldBe(emoji);

    [Fact]
    public void Circle_shows_its_color_and_emoji()
    {
        var green = XDocument.Parse(Drawing.Circle("circle-1", "#2E7D32", "🌿"));
        green.Root!.Value.Trim().ShouldBe("🌿");
        Drawing.Circle("circle-1", "#7D2E2E", "🌿").ShouldNotBe(Drawing.Circle("circle-1", "#2E7D32", "🌿"));
        Drawing.Circle("circle-2", "#2E7D32", "🌿").ShouldNotBe(Drawing.Circle("circle-1", "#2E7D32", "🌿"));
        // Black, white and gray are no colors to paint with.
        foreach (var color in (string[])["#000000", "#FFFFFF", "#808080"])
            Drawing.Circle("circle-1", color, "🌿").ShouldNotContain("#000000\"");
    }

    [Fact]
    public void Every_course_and_module_looks_different()
    {
        var drawn = Motif.All.SelectMany(motif => (string[])[
            Drawing.Course("course-1", motif.Category), Drawing.Module("course-1", motif.Category, 1),
            Drawing.Module("course-1", motif.Category, 2), Drawing.Course("course-2", motif.Category)]).ToList();
        drawn.ShouldBeUnique();
        Motif.All.Select(motif => motif.Category).ShouldBe(CourseCategories.All);
    }

    [Fact]
    public void Picture_of_a_revision_stays_the_same()
    {
        // Addresses are cached for good: what changes this raises Drawing.Revision.
        var all = string.Join('\n',
            Drawing.Circle("circle-1", "#2E7D32", "🌿"), Drawing.Circle("CIRCLE-1", null, null), Drawing.Course("course-1", "Growth"),
            Drawing.Module("course-1", "Mindfulness", 4), Drawing.Avatar("user-1")).ReplaceLineEndings("\n");
        Drawing.Revision.ShouldBe(1);
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)))[..16].ShouldBe("487a09dbd9872c8b");
    }
}
