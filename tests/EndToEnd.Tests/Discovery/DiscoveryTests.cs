using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace XelaConnect.EndToEnd.Tests.Discovery;

/// <summary>Finding people on the real host.</summary>
[Collection(SharedHost.Name)]
public sealed class DiscoveryTests(SharedHost shared)
{
    private readonly HostProcess host = shared.Process;

    [Fact]
    public async Task Edited_profile_is_found_at_once()
    {
        var (ada, bo) = (await Person.SignUpAsync(host), await Person.SignUpAsync(host, "Bo"));
        var word = Guid.NewGuid().ToString("N")[..8];
        string[] interests = [.. Enumerable.Range(0, 5).Select(i => $"{word} {i}")];
        await EditAsync(ada, interests, 30);
        await EditAsync(bo, [.. interests.Select(interest => interest.ToUpperInvariant())], 30);

        var found = (await FindAsync(ada, bo)).ShouldNotBeNull();
        found.GetProperty("compatibility_score").GetInt32().ShouldBe(65);
        found.GetProperty("common_interests").EnumerateArray().Select(i => i.GetString()).ShouldBe(interests);
        found.TryGetProperty("reasons", out _).ShouldBeFalse();
        (await FindAsync(bo, ada)).ShouldNotBeNull().GetProperty("compatibility_score").GetInt32().ShouldBe(65);
        (await FindAsync(ada, ada)).ShouldBeNull();

        // The answer to the change waits for the shard, so the very next page knows of it.
        await EditAsync(bo, [interests[0]], 30);
        (await FindAsync(ada, bo)).ShouldNotBeNull().GetProperty("compatibility_score").GetInt32().ShouldBe(25);
        await EditAsync(bo, interests, 31);
        (await FindAsync(ada, bo)).ShouldNotBeNull().GetProperty("compatibility_score").GetInt32().ShouldBe(64);
    }

    [Fact]
    public async Task Guest_is_not_discoverable()
    {
        var ada = await Person.SignUpAsync(host);
        var word = Guid.NewGuid().ToString("N")[..8];
        string[] interests = [.. Enumerable.Range(0, 5).Select(i => $"{word} {i}")];
        await EditAsync(ada, interests, 30);
        var guest = Person.Of(host, "", (await host.Anonymous.PostAsync("/api/auth/guest")).Should(HttpStatusCode.Created));
        await EditAsync(guest, interests, 30);
        (await FindAsync(guest, ada)).ShouldNotBeNull();
        (await FindAsync(ada, guest)).ShouldBeNull();
        (await ada.GetAsync("/api/discover?city=Lisbon")).ShouldRefuse(HttpStatusCode.Forbidden, "premium_required");
        (await ada.GetAsync("/api/discover?cursor=nonsense")).ShouldRefuse(HttpStatusCode.BadRequest, "invalid_cursor");
    }

    private static async Task EditAsync(Person person, string[] interests, int age) =>
        (await person.PutAsync(
            "/api/users/profile", new JsonObject {
            ["interests"] = new JsonArray([.. interests.Select(i => JsonValue.Create(i))]), ["age"] = age })).Should(HttpStatusCode.OK);

    private static async Task<JsonElement?> FindAsync(Person caller, Person sought)
    {
        var people = (await caller.GetAsync("/api/discover?limit=100"))
            .Should(HttpStatusCode.OK).Json.GetProperty("people").EnumerateArray();
        return people.Where(person => person.GetProperty("user").GetProperty("id").GetString() == sought.Id)
            .Select(person => (JsonElement?)person).SingleOrDefault();
    }
}
