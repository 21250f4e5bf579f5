using System.Net;
using System.Text.Json.Nodes;

namespace XelaConnect.EndToEnd.Tests.Companion;

/// <summary>What a scripted client can cost by talking with Xela.</summary>
public sealed class CompanionLimitsTests : IAsyncLifetime
{
    private const string Danger = "I want to kill myself";

    private FakeModel model = null!;
    private HostProcess host = null!;

    public async Task InitializeAsync()
    {
        model = await FakeModel.StartAsync();
        host = await HostProcess.StartAsync([
            .. model.Settings, ("Xela__Companion__CallsPerDay", "12"), ("Xela__Companion__CallsPerAddressPerDay", "4"),
            ("Xela__Http__TrustedProxies", "127.0.0.1"),
            ("Xela__Metrics__OnPublicPort", "true")]);
    }

    public async Task DisposeAsync()
    {
        await host.DisposeAsync();
        await model.DisposeAsync();
    }

    [Fact]
    public async Task Crisis_message_gets_a_crisis_response_every_time()
    {
        var ada = await Person.SignUpAsync(host);
        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => ada.AskXelaAsync(Danger)));
        answers.Select(answer => answer.Content).Distinct().ShouldHaveSingleItem().ShouldContain("findahelpline");
        answers.Count(answer => answer.Seq > 0).ShouldBeInRange(20, 22);
        answers.Select(answer => answer.Id).ShouldBeUnique();

        var text = "";
        await foreach (var e in ada.StreamAnswerAsync(Danger))
        {
            if (e.Name == "delta") text += e.Data.GetProperty("text").GetString();
            if (e.Name == "done") e.Data.GetProperty("ai_message").GetProperty("content").GetString().ShouldBe(answers[0].Content);
        }
        text.ShouldBe(answers[0].Content);
        (await ada.XelaTalksAsync()).GetProperty("conversation").GetProperty("messages").GetArrayLength().ShouldBeInRange(40, 46);
        (await ada.MessagesUsedAsync()).ShouldBe(0);
        model.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Model_calls_are_capped_per_address_and_per_service()
    {
        var people = await Person.SignUpManyAsync(host, 5);
        foreach (var person in people.Take(3))
            for (var i = 0; i < 4; i++) await AskXelaFromAsync(person, "203.0.113.1");
        model.Requests.Count.ShouldBe(4, "one address");
        foreach (var (person, i) in people.Select((person, i) => (person, i)))
            for (var j = 0; j < 4; j++) await AskXelaFromAsync(person, $"198.51.100.{i}");
        model.Requests.Count.ShouldBe(12, "the whole service");

        var metrics = (await host.Anonymous.GetAsync("/metrics")).Text;
        metrics.ShouldContain("xela_companion_model_calls_refused_total{ceiling=\"address\"} 8");
        metrics.ShouldContain("xela_companion_model_calls_refused_total{ceiling=\"service\"}");
        host.LastLines().ShouldContain("The ceiling of 12 model calls a day is reached");

        await host.KillAndStartAgainAsync();
        await AskXelaFromAsync(await Person.SignUpAsync(host), "198.51.100.99");
        model.Requests.Count.ShouldBe(12, "a restart gives nothing back");
    }

    [Fact]
    public async Task Failed_replies_return_at_most_three_messages_a_day()
    {
        var ada = await Person.SignUpAsync(host);
        model.OnRequest = (http, _) => FakeModel.StreamAsync(http, ["[[care]]"]);
        for (var i = 0; i < 4; i++) await ada.AskXelaAsync("Write the sign, please");
        model.Requests.Count.ShouldBe(4);
        (await ada.MessagesUsedAsync()).ShouldBe(1);
    }

    private static async Task AskXelaFromAsync(Person person, string address) =>
        (await person.PostAsync("/api/xelatalks/message", new JsonObject { ["message"] = "I had a hard day" },
            ("X-Forwarded-For", address))).Should(HttpStatusCode.OK);
}
