using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit.Abstractions;

namespace XelaConnect.EndToEnd.Tests.Contract;

/// <summary>The journey of one person through the product owner's 24 endpoints, with the owner's own requests.</summary>
[Collection(ProvidersHost.Name)]
public sealed class OwnerExamplesTests(ProvidersHost shared, ITestOutputHelper output)
{
    private readonly HostProcess host = shared.Process;
    private readonly OwnerExamples examples = new();
    private readonly Dictionary<string, string> words = new(StringComparer.Ordinal) { ["session_id"] = Person.NewEmail() };
    private Person alexandria = null!;
    private Person ben = null!;
    private Person cleo = null!;

    [Fact]
    public async Task Every_example_gets_the_answer_of_the_owner()
    {
        examples.All.Select(example => example.Number).Distinct().ShouldBe(Enumerable.Range(1, 24));
        ben = await OtherAsync("Ben");
        cleo = await OtherAsync("Cleo");
        words["referral_code"] = (await ben.MeAsync()).GetProperty("referral_code").GetString()!;
        words["user_id"] = ben.Id;

        var wrong = new List<string>();
        foreach (var example in examples.All) await CheckAsync(example);
        // Again, now that there is something to show. Discovery has nobody left.
        await alexandria.JoinAsync(words["circle_id"]);
        foreach (var example in examples.All.Where(example => example.Method == "GET" && example.Number != 17)) await CheckAsync(example);
        output.WriteLine($"Never met: {string.Join(", ", examples.NeverMet)}");
        wrong.ShouldBeEmpty(string.Join('\n', wrong));
        examples.NeverMet.ShouldBeEmpty("The journey never met these fields with a value.");

        async Task CheckAsync(OwnerExample example)
        {
            await PrepareAsync(example.Number);
            var reply = await SendAsync(example);
            var differences = (int)reply.Status == example.Status
                ? examples.Compare(example, reply.Json) : [$"{(int)reply.Status}: {reply.Text}"];
            output.WriteLine($"| {example.Number} | `{example.Method} {example.Path}` | {reply.Status:D} | "
                + $"{(differences.Count == 0 ? "as the example" : string.Join("; ", differences))} |");
            wrong.AddRange(differences.Select(difference => $"{example.Method} {example.Path}: {difference}"));
            if (example.Number == 1) alexandria ??= Person.Of(host, "alexandria@example.com", reply);
        }
    }

    [Fact]
    public void Difference_of_any_kind_is_found()
    {
        Differences("{}").ShouldBe(["4.user is missing"]);
        Differences("""{"user":[]}""").ShouldBe(["user is array, not object"]);
        var differences = Differences("""
            {"user":{"email":null,"streak":"7","credits":1.5,"identity_badge":"Boss","created_at":"yesterday","badges":[1]}}
            """);
        foreach (var difference in (string[])[
            "user.id is missing", "user.email is null", "user.streak is string, not integer", "user.credits is number, not integer",
            "user.identity_badge is \"Boss\"", "user.created_at is \"yesterday\"", "user.badges[] is integer, not string"])
            differences.ShouldContain(difference);

        List<string> Differences(string answer) =>
            examples.Compare(examples.All.First(example => example.Number == 4), JsonDocument.Parse(answer).RootElement);
    }

    /// <summary>Brings about what the example takes for granted.</summary>
    private async Task PrepareAsync(int number)
    {
        switch (number)
        {
            case 10 when !words.ContainsKey("circle_id"):
                words["circle_id"] = (await ben.GetAsync("/api/circles?category=Wellness")).Should(HttpStatusCode.OK)
                    .Json.GetProperty("circles")[0].GetProperty("id").GetString()!;
                await ben.JoinAsync(words["circle_id"]);
                await ben.PostToCircleAsync(words["circle_id"], "That was a good session");
                break;
            case 14 when !words.ContainsKey("course_id"):
                words["course_id"] = WalletActions.Course;
                words["module_id"] = (await alexandria.GetAsync($"/api/courses/{WalletActions.Course}")).Should(HttpStatusCode.OK)
                    .Json.GetProperty("course").GetProperty("modules")[0].GetProperty("module_id").ToString();
                (await alexandria.TopUpAsync(WalletActions.CourseCredits)).Should(HttpStatusCode.OK);
                break;
            case 17:
                await Until.TrueAsync(
                    async () => (await alexandria.GetAsync("/api/discover")).Json.GetProperty("people").GetArrayLength() > 0);
                break;
            case 19:
                words["connection_id"] = (await cleo.RequestConnectionAsync(alexandria))
                    .Should(HttpStatusCode.Created).Json.GetProperty("connection").GetProperty("id").GetString()!;
                break;
            case 21:
                (await alexandria.PostAsync("/api/xelatalks/message", new JsonObject { ["message"] = "Hello" })).Should(HttpStatusCode.OK);
                break;
            case 23:
                await Until.TrueAsync(async () => (await alexandria.ActivitiesAsync()).Length > 0);
                words["activity_id"] = (await alexandria.ActivitiesAsync())[0].GetProperty("id").GetString()!;
                break;
        }
    }

    private async Task<Reply> SendAsync(OwnerExample example)
    {
        var (path, body) = (example.Path, example.Body);
        foreach (var word in example.Words)
            (path, body) = (path.Replace($"{{{word}}}", words[word], StringComparison.Ordinal),
                body?.Replace($"{{{word}}}", words[word], StringComparison.Ordinal));
        Caller caller = example.Number switch
        {
            <= 3 => host.Anonymous,
            // Signing out must not end the journey.
            5 => await alexandria.LogInAsync("password123"),
            _ => alexandria,
        };
        return await caller.SendAsync(new HttpMethod(example.Method), path, body);
    }

    private async Task<Person> OtherAsync(string name)
    {
        var person = await Person.SignUpAsync(host, name);
        (await person.PutAsync("/api/users/profile", new JsonObject
        {
            ["age"] = 30, ["city"] = "San Francisco", ["bio"] = "I listen", ["identity_badge"] = "Listener",
            ["interests"] = new JsonArray("Wellness", "Art"), ["picture"] = "https://example.com/ben.jpg",
        })).Should(HttpStatusCode.OK);
        return person;
    }
}
