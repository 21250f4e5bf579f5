using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace XelaConnect.EndToEnd.Tests.Accounts;

/// <summary>People under 18, adults and people of unknown age on the real host.</summary>
[Collection(SharedHost.Name)]
public sealed class AgeTests(SharedHost shared)
{
    private readonly HostProcess host = shared.Process;

    [Fact]
    public async Task Age_groups_neither_find_nor_ask_each_other()
    {
        var (adult, other) = (await OfAgeAsync(40), await OfAgeAsync(30));
        var (minor, friend, unknown) = (await OfAgeAsync(16), await OfAgeAsync(15), await Person.SignUpAsync(host));
        foreach (var (one, another) in ((Person, Person)[])[(adult, minor), (minor, adult), (adult, unknown), (unknown, minor)])
        {
            (await one.RequestConnectionAsync(another)).ShouldRefuse(HttpStatusCode.NotFound, "user_not_found");
            (await FoundByAsync(one)).ShouldNotContain(another.Id);
        }
        (await FoundByAsync(adult)).ShouldContain(other.Id);
        (await FoundByAsync(minor)).ShouldContain(friend.Id);
        await adult.ConnectWithAsync(other);
        await minor.ConnectWithAsync(friend);
        await minor.SendMessageAsync(friend, "hello");
    }

    [Fact]
    public async Task Circle_of_a_minor_is_closed_to_adults()
    {
        var (adult, minor, friend) = (await OfAgeAsync(40), await OfAgeAsync(16), await OfAgeAsync(15));
        var circle = await minor.CreateCircleAsync();
        await minor.PostToCircleAsync(circle, "Only us");
        (await adult.TryJoinAsync(circle)).ShouldRefuse(HttpStatusCode.Forbidden, "other_age_group");
        var shown = (await adult.GetAsync($"/api/circles/{circle}")).Should(HttpStatusCode.OK);
        shown.Text.ShouldNotContain("Only us");
        shown.Json.GetProperty("circle").GetProperty("members").GetArrayLength().ShouldBe(0);
        (await adult.GetAsync($"/api/circles/{circle}/activity")).Should(HttpStatusCode.OK).Text.ShouldNotContain("Only us");
        (await adult.GetAsync($"/api/circles/{circle}/members")).Should(HttpStatusCode.OK).Json.GetProperty("members")
            .GetArrayLength().ShouldBe(0);
        await friend.JoinAsync(circle);
        (await friend.GetAsync($"/api/circles/{circle}/activity")).Should(HttpStatusCode.OK).Text.ShouldContain("Only us");
    }

    [Fact]
    public async Task House_circle_keeps_its_seqs_and_hides_other_age_groups()
    {
        var (adult, minor) = (await OfAgeAsync(40), await OfAgeAsync(16));
        var circle = (await host.Anonymous.GetAsync("/api/circles")).Should(HttpStatusCode.OK).Json.GetProperty("circles")
            .EnumerateArray().First(c => c.GetProperty("created_by").GetString()!.StartsWith("user-01920000", StringComparison.Ordinal))
            .GetProperty("id").GetString()!;
        await adult.JoinAsync(circle);
        await minor.JoinAsync(circle);
        await using var device = await minor.ConnectAsync();
        var watched = await device.WatchAsync(circle, null);
        var word = Guid.NewGuid().ToString("N");
        await adult.PostToCircleAsync(circle, $"adults {word}");
        await minor.PostToCircleAsync(circle, $"minors {word}");
        await device.WaitForPostAsync(circle, watched.Seq + 2);
        var live = device.PostsIn(circle);
        live.Select(post => post.Seq).ShouldBe([watched.Seq + 1, watched.Seq + 2]);
        live.Select(post => post.Message).ShouldBe(["", $"minors {word}"]);
        foreach (var (viewer, own, hidden) in ((Person, string, string)[])[(adult, "adults", "minors"), (minor, "minors", "adults")])
        {
            var history = (await viewer.GetAsync($"/api/circles/{circle}/activity?after_seq={watched.Seq}")).Should(HttpStatusCode.OK);
            history.Text.ShouldContain($"{own} {word}");
            history.Text.ShouldNotContain($"{hidden} {word}");
            history.Json.GetProperty("activities").GetArrayLength().ShouldBe(2);
            var members = (await viewer.GetAsync($"/api/circles/{circle}/members?limit=100")).Should(HttpStatusCode.OK).Text;
            members.ShouldContain(viewer.Id);
            members.ShouldNotContain(viewer == adult ? minor.Id : adult.Id);
        }
    }

    [Fact]
    public async Task Birth_date_is_given_once_and_read_strictly()
    {
        var ada = await Person.SignUpAsync(host);
        foreach (var bad in (string[])["2001-5-31", "31.05.2001", "2001-02-29", "tomorrow", Born(12), Born(121)])
            (await ada.PutAsync("/api/users/profile", new JsonObject { ["birth_date"] = bad }))
                .Should(HttpStatusCode.BadRequest).Text.ShouldContain("birth_date");
        (await ada.PutAsync("/api/users/profile", new JsonObject { ["birth_date"] = Born(20) })).Should(HttpStatusCode.OK);
        (await ada.MeAsync()).GetProperty("age").GetInt32().ShouldBe(20);
        (await ada.PutAsync("/api/users/profile", new JsonObject { ["birth_date"] = Born(20), ["age"] = 21 })).Should(HttpStatusCode.OK);
        (await ada.PutAsync("/api/users/profile", new JsonObject { ["birth_date"] = Born(21) }))
            .ShouldRefuse(HttpStatusCode.Conflict, "birth_date_set");
        var minor = await OfAgeAsync(16);
        (await minor.PutAsync("/api/users/profile", new JsonObject { ["age"] = "" })).Should(HttpStatusCode.OK);
        (await minor.PutAsync("/api/users/profile", new JsonObject { ["age"] = 30 })).Should(HttpStatusCode.OK);
        (await minor.MeAsync()).GetProperty("age").GetInt32().ShouldBe(16, "the age follows from the birth date");
    }

    private static string Born(int age) =>
        DateTime.UtcNow.AddYears(-age).AddDays(-10).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private async Task<Person> OfAgeAsync(int age)
    {
        var email = Person.NewEmail();
        var body = Person.SignUpBody(email);
        body["birth_date"] = Born(age);
        return Person.Of(host, email, (await host.Anonymous.PostAsync("/api/auth/signup", body)).Should(HttpStatusCode.Created));
    }

    private static async Task<List<string?>> FoundByAsync(Person caller)
    {
        List<string?> found = [];
        for (var cursor = ""; ;)
        {
            var page = (await caller.GetAsync($"/api/discover?limit=100{cursor}")).Should(HttpStatusCode.OK).Json;
            found.AddRange(page.GetProperty("people").EnumerateArray().Select(p => p.GetProperty("user").GetProperty("id").GetString()));
            if (page.GetProperty("next_cursor") is not { ValueKind: JsonValueKind.String } next) return found;
            cursor = $"&cursor={Uri.EscapeDataString(next.GetString()!)}";
        }
    }
}
