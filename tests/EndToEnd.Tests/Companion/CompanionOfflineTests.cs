using System.Net;
using System.Text.Json;

namespace XelaConnect.EndToEnd.Tests.Companion;

/// <summary>Xela without a model: the offline voice, care, and the day's messages.</summary>
[Collection(SharedHost.Name)]
public sealed class CompanionOfflineTests(SharedHost shared)
{
    private readonly HostProcess host = shared.Process;

    [Fact]
    public async Task Offline_voice_introduces_itself_and_varies()
    {
        var ada = await Person.SignUpAsync(host);
        var answers = new List<CompanionMessage>();
        for (var i = 0; i < 10; i++) answers.Add(await ada.AskXelaAsync("I feel lonely today", $"key-{i}"));
        answers.Select(a => a.Content).Distinct().Count().ShouldBeGreaterThan(3);
        answers[0].Content.ShouldContain("offline", Case.Insensitive);
        (await ada.XelaTalksAsync()).GetProperty("offline").GetBoolean().ShouldBeTrue();

        (await ada.TryAskXelaAsync("One more")).ShouldRefuse(HttpStatusCode.PaymentRequired, "ai_limit");
        (await ada.AskXelaAsync("I feel lonely today", "key-3")).ShouldBe(answers[3], "a repeated request is no new message");
        (await ada.CompanionMessagesAsync()).Count.ShouldBe(20, "what is refused is not kept");
        (await ada.MessagesUsedAsync()).ShouldBe(10);
    }

    [Fact]
    public async Task Concurrent_messages_are_counted_once_each()
    {
        var ada = await Person.SignUpAsync(host);
        var replies = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => ada.TryAskXelaAsync($"thought {i % 20}", $"k{i % 20}")));
        replies.Count(r => r.Status == HttpStatusCode.OK).ShouldBe(20, "ten messages, each asked twice");
        replies.Where(r => r.Status != HttpStatusCode.OK).ShouldAllBe(r => r.Code == "ai_limit");
        (await ada.MessagesUsedAsync()).ShouldBe(10);
        (await ada.CompanionMessagesAsync()).Select(s => s.Seq).ShouldBe(Enumerable.Range(1, 20).Select(i => (long)i));
    }

    [Theory]
    [InlineData("I want to kill myself", "en-US,en;q=0.9", "988", "yes")]
    [InlineData("Ya no quiero vivir", "es-ES", "024", "sí")]
    [InlineData("j'ai envie d'en finir avec la vie", "fr-FR", "3114", "oui")]
    [InlineData("Ich will nicht mehr leben", "de-DE", "0800", "ja, bitte")]
    [InlineData("quero me matar", "pt-BR", "188", "sim")]
    public async Task Crisis_response_has_the_country_hotlines_beyond_the_quota(string words, string languages, string line, string yes)
    {
        var ada = await Person.SignUpAsync(host);
        await using var device = await ada.ConnectAsync();
        for (var i = 0; i < 10; i++) await ada.AskXelaAsync($"thought {i}");
        var answered = (await ada.PostAsync("/api/xelatalks/message", new() { ["message"] = words }, ("Accept-Language", languages)))
            .Should(HttpStatusCode.OK).Json;
        answered.GetProperty("ai_message").GetProperty("content").GetString()!.ShouldContain(line);
        (await ada.MessagesUsedAsync()).ShouldBe(10, "a crisis response is not counted");
        await device.WaitForAsync("Activity", a => IsCare(a));
        await device.WaitForAsync("XelaDelta", d => d.GetProperty("text").GetString()!.Contains(line, StringComparison.Ordinal));

        // The offer stands: a yes is answered with the plan, and notifies no one again.
        (await ada.AskXelaAsync(yes)).Content.Length.ShouldBeGreaterThan(100);
        (await ada.GetAsync("/api/activity")).Json.GetProperty("activities").EnumerateArray().Count(IsCare).ShouldBe(1);
        host.LastLines().ShouldNotContain(words);
    }

    private static bool IsCare(JsonElement activity) =>
        activity.GetProperty("priority").GetString() == "high" && activity.GetProperty("title")
            .GetString() == "You are not alone with this";
}
