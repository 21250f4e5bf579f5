using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace XelaConnect.EndToEnd.Tests.Reflections;

/// <summary>The journal on the real host: private, unless said otherwise.</summary>
[Collection(SharedHost.Name)]
public sealed class ReflectionsTests(SharedHost shared)
{
    private readonly HostProcess host = shared.Process;

    [Fact]
    public async Task Public_reflection_is_readable_until_withdrawn()
    {
        var (ada, ben) = (await Person.SignUpAsync(host), await Person.SignUpAsync(host, "Ben"));
        var kept = await WriteAsync(ada, "Only mine: crème brûlée.", prompt: "Tonight?");
        var shown = await WriteAsync(ada, "For everybody.", isPublic: true);

        (await ListAsync(ada)).Select(Id).ShouldBe([shown, kept]);
        (await ListAsync(ada, "?q=CREME+brulee+tonight")).Select(Id).ShouldBe([kept]);
        (await ListAsync(ada, "?q=nothing+of+it")).ShouldBeEmpty();
        (await ListAsync(ben)).ShouldBeEmpty();
        var seen = (await ListAsync(ben, "/public")).Single(r => Id(r) == shown);
        seen.GetProperty("user").GetProperty("id").GetString().ShouldBe(ada.Id);
        (await ListAsync(ben, "/public")).ShouldNotContain(r => Id(r) == kept);
        var found = (await ben.GetAsync($"/api/reflections/{shown}")).Should(HttpStatusCode.OK).Json;
        foreach (var reflection in (JsonElement[])[found, found.GetProperty("reflection")])
            reflection.GetProperty("content").GetString().ShouldBe("For everybody.");
        (await ben.GetAsync($"/api/reflections/{kept}")).ShouldRefuse(HttpStatusCode.NotFound, "reflection_not_found");
        (await ben.PutAsync($"/api/reflections/{shown}", new JsonObject { ["content"] = "mine" }))
            .ShouldRefuse(HttpStatusCode.NotFound, "reflection_not_found");
        (await ben.DeleteAsync($"/api/reflections/{shown}")).ShouldRefuse(HttpStatusCode.NotFound, "reflection_not_found");

        // A block is private: the one who is blocked reads what everybody may, and the one who blocks does not read the other.
        await ada.BlockAsync(ben);
        (await ben.GetAsync($"/api/reflections/{shown}")).Should(HttpStatusCode.OK);
        (await ListAsync(ben, "/public")).ShouldContain(r => Id(r) == shown);
        (await ada.PostAsync($"/api/safety/unblock/{ben.Id}")).Should(HttpStatusCode.OK);
        await ben.BlockAsync(ada);
        (await ben.GetAsync($"/api/reflections/{shown}")).ShouldRefuse(HttpStatusCode.NotFound, "reflection_not_found");
        (await ListAsync(ben, "/public")).ShouldNotContain(r => Id(r) == shown);
        (await ben.PostAsync($"/api/safety/unblock/{ada.Id}")).Should(HttpStatusCode.OK);
        (await ListAsync(ben, "/public")).ShouldContain(r => Id(r) == shown);

        (await ada.PutAsync($"/api/reflections/{shown}", new JsonObject { ["is_public"] = false })).Should(HttpStatusCode.OK);
        (await ben.GetAsync($"/api/reflections/{shown}")).ShouldRefuse(HttpStatusCode.NotFound, "reflection_not_found");
        (await ListAsync(ben, "/public")).ShouldNotContain(r => Id(r) == shown);
        (await ada.PutAsync($"/api/reflections/{kept}", new JsonObject { ["prompt"] = "" })).Should(HttpStatusCode.OK)
            .Json.GetProperty("reflection").GetProperty("prompt").ValueKind.ShouldBe(JsonValueKind.Null);
        (await ada.DeleteAsync($"/api/reflections/{kept}")).Should(HttpStatusCode.OK);
        (await ada.GetAsync($"/api/reflections/{kept}")).ShouldRefuse(HttpStatusCode.NotFound, "reflection_not_found");
        (await ada.DeleteAsync($"/api/reflections/{kept}")).ShouldRefuse(HttpStatusCode.NotFound, "reflection_not_found");
        (await ListAsync(ada)).Select(Id).ShouldBe([shown]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("null")]
    public async Task Public_reflections_are_readable_without_a_live_session(string? token)
    {
        var ada = await Person.SignUpAsync(host);
        var (kept, shown) = (await WriteAsync(ada, "Only mine."), await WriteAsync(ada, "For everybody.", isPublic: true));
        var reader = token is null ? host.Anonymous : new Person(host, "", "", "", token);
        var listed = (await reader.GetAsync("/api/reflections/public?limit=100")).Should(HttpStatusCode.OK).Json.GetProperty("reflections")
            .EnumerateArray().ToList();
        var seen = listed.Single(reflection => Id(reflection) == shown);
        seen.GetProperty("content").GetString().ShouldBe("For everybody.");
        seen.GetProperty("user").GetProperty("id").GetString().ShouldBe(ada.Id);
        listed.ShouldNotContain(reflection => Id(reflection) == kept);
        (await reader.GetAsync($"/api/reflections/{shown}")).ShouldRefuse(HttpStatusCode.Unauthorized, "unauthenticated");
        (await reader.GetAsync("/api/reflections")).ShouldRefuse(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Fact]
    public async Task Repeated_reflection_request_of_guest_is_stored_once()
    {
        var guest = Person.Of(host, "", (await host.Anonymous.PostAsync("/api/auth/guest")).Should(HttpStatusCode.Created));
        var body = new JsonObject { ["content"] = "Once." };
        var first = (await guest.PostAsync("/api/reflections", (JsonObject)body.DeepClone(), "k1")).Should(HttpStatusCode.Created);
        (await guest.PostAsync("/api/reflections", body, "k1")).Should(HttpStatusCode.Created).Bytes.ShouldBe(first.Bytes);
        (await ListAsync(guest)).ShouldHaveSingleItem();
    }

    private static async Task<string> WriteAsync(Person person, string content, string? prompt = null, bool isPublic = false) =>
        Id((await person.PostAsync(
            "/api/reflections", new JsonObject { ["prompt"] = prompt, ["content"] = content, ["is_public"] = isPublic }))
            .Should(HttpStatusCode.Created).Json.GetProperty("reflection"));

    private static async Task<List<JsonElement>> ListAsync(Person person, string what = "") =>
        [.. (await person.GetAsync($"/api/reflections{what}")).Should(HttpStatusCode.OK).Json.GetProperty("reflections").EnumerateArray()];

    private static string Id(JsonElement reflection) => reflection.GetProperty("id").GetString()!;
}
