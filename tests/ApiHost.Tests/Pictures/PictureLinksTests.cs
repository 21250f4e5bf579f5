using System.Text.Json;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using XelaConnect.ApiHost.Circles;
using XelaConnect.ApiHost.Courses;
using XelaConnect.ApiHost.Http;
using XelaConnect.ApiHost.Pictures;
using XelaConnect.ApiHost.Profiles;
using XelaConnect.ApiHost.Tests.Grains;
using XelaConnect.ApiHost.Tests.Http;
using XelaConnect.Circles;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Pictures;

/// <summary>Addresses of pictures in responses, and what is served there.</summary>
public sealed class PictureLinksTests
{
    [Fact]
    public async Task Drawn_picture_is_cached_for_good()
    {
        await using var host = await TestHost.StartWholeAsync();
        foreach (var path in (string[])[
            "/assets/circles/circle-1.svg?v=1&color=2E7D32&emoji=%F0%9F%8C%BF", "/assets/courses/course-1.svg?v=1&category=Growth",
            "/assets/courses/course-1/2.svg?v=1", "/assets/avatars/user-1.svg?v=1"])
        {
            var picture = await host.GetAsync(path, token: "a stale one");
            picture.Status.ShouldBe(200, path);
            picture.Header("Content-Type").ShouldBe("image/svg+xml");
            picture.Header("Cache-Control").ShouldBe("public, max-age=31536000, immutable");
            XDocument.Parse(picture.Text).Root!.Name.LocalName.ShouldBe("svg");
            (await host.GetAsync(path, null, ("If-None-Match", picture.Header("ETag")!))).Status.ShouldBe(304);
            (await host.GetAsync(path, null, ("Accept-Encoding", "br"))).Bytes.Length.ShouldBeLessThan(1_500);
            (await host.GetAsync(path.Replace("v=1", "v=0"))).Header("Cache-Control").ShouldBe("public, max-age=3600");
        }
    }

    [Fact]
    public async Task Picture_takes_color_and_emoji_from_its_address_or_ignores_them()
    {
        await using var host = await TestHost.StartWholeAsync();
        var plain = (await host.GetAsync("/assets/circles/circle-1.svg")).Text;
        (await host.GetAsync("/assets/circles/circle-1.svg?color=%3Cscript%3E&emoji=%3Cscript%3E")).Text.ShouldBe(plain);
        (await host.GetAsync("/ASSETS/Circles/CIRCLE-1.SVG")).Text.ShouldBe(plain);
        (await host.GetAsync("/assets/circles/circle-1.svg?color=2E7D32&emoji=%F0%9F%8C%BF")).Text
            .ShouldBe(Drawing.Circle("circle-1", "#2E7D32", "🌿"));
        foreach (var path in (string[])["courses/course-1/0.svg", "courses/course-1/x.svg", "courses/course-1/1000.svg",
            $"avatars/{new string('x', 101)}.svg", "avatars/user-1.png", "circles/.svg"])
            (await host.GetAsync($"/assets/{path}")).Status.ShouldBe(404, path);
    }

    [Fact]
    public async Task Addresses_are_absolute_by_the_request()
    {
        await using var host = await TestHost.StartAsync(Map);
        var all = (await host.GetAsync("/all")).Json;
        var origin = host.Address.GetLeftPart(UriPartial.Authority);
        all[0].GetString().ShouldBe($"{origin}/assets/circles/circle-1.svg?v=1&color=2E7D32&emoji=%F0%9F%8C%BF");
        all[1].GetString().ShouldBe($"{origin}/assets/circles/circle-2.svg?v=1");
        all[2].GetString().ShouldBe($"{origin}/assets/courses/{Views.CourseId}.svg?v=1&category=Growth");
        all[3].GetString().ShouldBe($"{origin}/assets/courses/{Views.CourseId}/2.svg?v=1&category=Growth");
        all[4].GetString().ShouldBe($"{origin}/assets/avatars/user-1.svg?v=1");
        all[5].GetString().ShouldBe("https://example.com/ada.png");
        all[6].GetString().ShouldBe("https://example.com/circle.png");
        (await host.GetAsync("/all", null, ("Host", "xela.example:8443"))).Json[4].GetString()
            .ShouldBe("http://xela.example:8443/assets/avatars/user-1.svg?v=1");
    }

    [Fact]
    public async Task Addresses_are_absolute_by_the_setting()
    {
        await using var host = await TestHost.StartAsync(Map, null, ("Xela:Http:PublicUrl", "https://api.example.org/"));
        (await host.GetAsync("/all")).Json[4].GetString().ShouldBe("https://api.example.org/assets/avatars/user-1.svg?v=1");
    }

    [Fact]
    public async Task Drawn_picture_that_is_sent_back_is_none()
    {
        await using var host = await TestHost.StartAsync(Map);
        var origin = host.Address.GetLeftPart(UriPartial.Authority);
        foreach (var (sent, stored) in ((string, string?)[])[
            ($"{origin}/assets/avatars/user-1.svg?v=1", null), ("https://example.com/ada.png", "https://example.com/ada.png"),
            ("https://example.com/assets/avatars/user-1.svg", "https://example.com/assets/avatars/user-1.svg")])
            (await host.PostAsync("/chosen", JsonSerializer.Serialize(new { picture = sent }))).Json[0].GetString().ShouldBe(stored);
        var refused = await host.PostAsync("/chosen", JsonSerializer.Serialize(new { picture = "http://example.com/assets/x.svg" }));
        refused.Status.ShouldBe(400);
    }

    [Fact]
    public void Every_response_has_a_picture()
    {
        var user = Views.User() with { Picture = null };
        UserJson.Of(user).Picture.ShouldNotBeEmpty();
        PublicUserJson.Of(user).Picture.ShouldBe(UserJson.Of(user).Picture);
        PublicUserJson.Of(user with { Picture = "" }).Picture.ShouldBe(UserJson.Of(user).Picture);
        PublicUserJson.Deleted("user-1").Picture.ShouldBe(UserJson.Of(user).Picture);
        MemberCardJson.Of(new MemberCard("user-1", "Ada", null)).Picture.ShouldBe(UserJson.Of(user).Picture);
    }

    private static void Map(Microsoft.AspNetCore.Routing.IEndpointRouteBuilder routes)
    {
        var profile = Views.Circle().Profile with { Image = null, Color = "#2E7D32", Emoji = "🌿" };
        var course = Views.Course(10, 20);
        routes.MapGet("/all", () => TypedResults.Ok<string[]>([
            PictureLinks.OfCircle("circle-1", profile),
            PictureLinks.OfCircle("circle-2", profile with { Image = "", Color = null, Emoji = null }),
            CourseJson.Of(course with { Content = course.Content with { Image = null } }, 0).Image,
            CourseJson.Of(course, 0).Modules[1].Image,
            PictureLinks.OfUser("user-1", null),
            PictureLinks.OfUser("user-1", "https://example.com/ada.png"),
            PictureLinks.OfCircle("circle-1", profile with { Image = "https://example.com/circle.png" }),
        ]));
        routes.MapPost("/chosen", async (HttpContext http) =>
        {
            var input = await JsonInput.ReadAsync(http);
            var change = input.ClearablePicture("picture");
            return input.Refusal ?? TypedResults.Ok<string?[]>([change!.To]);
        });
    }
}
