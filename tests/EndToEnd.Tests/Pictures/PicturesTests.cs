using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace XelaConnect.EndToEnd.Tests.Pictures;

/// <summary>Every circle, course, module and person has a picture, which a client finds at its address.</summary>
[Collection(SharedHost.Name)]
public sealed class PicturesTests(SharedHost shared)
{
    private readonly HostProcess host = shared.Process;

    [Fact]
    public async Task Every_picture_of_the_catalogue_exists()
    {
        var circles = (await host.Anonymous.GetAsync("/api/circles?limit=100")).Should(HttpStatusCode.OK).Json.GetProperty("circles");
        foreach (var circle in circles.EnumerateArray()) await ExistsAsync(circle.GetProperty("image"));
        var courses = (await host.Anonymous.GetAsync("/api/courses?limit=100")).Should(HttpStatusCode.OK).Json.GetProperty("courses");
        courses.GetArrayLength().ShouldBeGreaterThan(5);
        foreach (var course in courses.EnumerateArray())
        {
            await ExistsAsync(course.GetProperty("image"));
            foreach (var module in course.GetProperty("modules").EnumerateArray()) await ExistsAsync(module.GetProperty("image"));
        }
    }

    [Fact]
    public async Task Circle_made_without_an_image_has_one_that_is_drawn()
    {
        var ada = await Person.SignUpAsync(host);
        var created = (await ada.PostAsync("/api/circles", new JsonObject
        {
            ["name"] = "Kites", ["category"] = "Outdoor", ["description"] = "We fly kites.", ["color"] = "#3D9BE9", ["emoji"] = "🪁",
        })).Should(HttpStatusCode.Created).Json.GetProperty("circle");
        (await ExistsAsync(created.GetProperty("image"))).ShouldContain("&#129665;");
        await ExistsAsync(created.GetProperty("recent_members")[0].GetProperty("picture"));
        // A form that sends back what it shows sets nothing.
        var path = $"/api/circles/{created.GetProperty("id").GetString()}";
        var image = created.GetProperty("image").GetString();
        (await ada.PutAsync(path, new JsonObject { ["image"] = image, ["color"] = "#E4572E" })).Should(HttpStatusCode.OK);
        (await ada.GetAsync(path)).Json.GetProperty("circle").GetProperty("image").GetString().ShouldBe(image!.Replace("3D9BE9", "E4572E"));
        var set = (await ada.PutAsync(path, new JsonObject { ["image"] = "https://example.com/kite.png" })).Should(HttpStatusCode.OK).Json;
        set.GetProperty("circle").GetProperty("image").GetString().ShouldBe("https://example.com/kite.png");
    }

    [Fact]
    public async Task Person_without_a_picture_has_an_avatar_until_one_is_set()
    {
        var ada = await Person.SignUpAsync(host);
        foreach (var path in (string[])["/api/auth/me", "/api/users/me"])
            await ExistsAsync((await ada.GetAsync(path)).Should(HttpStatusCode.OK).Json.GetProperty("user").GetProperty("picture"));
        var drawn = (await ada.GetAsync("/api/auth/me")).Json.GetProperty("user").GetProperty("picture").GetString();
        (await ada.PutAsync("/api/users/profile", new JsonObject { ["name"] = "Ada", ["picture"] = drawn })).Should(HttpStatusCode.OK)
            .Json.GetProperty("user").GetProperty("picture").GetString().ShouldBe(drawn);
        (await ada.PutAsync("/api/users/profile", new JsonObject { ["picture"] = "https://example.com/ada.png" }))
            .Should(HttpStatusCode.OK);
        (await ada.GetAsync("/api/auth/me")).Json.GetProperty("user").GetProperty("picture").GetString()
            .ShouldBe("https://example.com/ada.png");
    }

    [Fact]
    public async Task Me_names_the_host_that_was_asked()
    {
        var ada = await Person.SignUpAsync(host);
        foreach (var name in (string[])["one.example", "two.example", "one.example"])
            (await ada.GetAsync("/api/auth/me", ("Host", name))).Json.GetProperty("user").GetProperty("picture").GetString()!
                .ShouldStartWith($"http://{name}/assets/avatars/{ada.Id}.svg");
    }

    private async Task<string> ExistsAsync(JsonElement address)
    {
        var url = new Uri(address.GetString()!);
        url.GetLeftPart(UriPartial.Authority).ShouldBe(host.Address.GetLeftPart(UriPartial.Authority));
        var picture = (await host.Anonymous.GetAsync(url.PathAndQuery)).Should(HttpStatusCode.OK);
        picture.Headers["Content-Type"].ShouldBe("image/svg+xml");
        picture.Headers["Cache-Control"].ShouldContain("immutable");
        return picture.Text;
    }
}
