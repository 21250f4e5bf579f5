using Microsoft.AspNetCore.Http;

namespace XelaConnect.EndToEnd.Tests.Companion;

/// <summary>
/// A model that fails in every way: there is always an answer, what is stored is what was shown, and what failed counts nothing.
/// </summary>
public sealed class CompanionFaultsTests(ModelHost shared) : IClassFixture<ModelHost>
{
    private readonly FakeModel model = shared.Model.Reset();
    private readonly HostProcess host = shared.Host;

    [Theory]
    [InlineData("hangs", 1)]
    [InlineData("answers 429", 3)]
    [InlineData("answers 500", 3)]
    [InlineData("resets", 3)]
    [InlineData("sends garbage", 1)]
    [InlineData("sends nothing", 1)]
    public async Task Model_failure_before_the_first_token_uses_the_offline_voice(string fault, int calls)
    {
        var ada = await Person.SignUpAsync(host);
        model.OnRequest = (http, _) => fault switch
        {
            "hangs" => Task.Delay(Timeout.Infinite, model.Ending),
            "answers 429" => FakeModel.RefuseAsync(http, 429, "Slow down."),
            "answers 500" => FakeModel.RefuseAsync(http, 500, "Oh no."),
            "resets" => ResetAsync(http),
            "sends garbage" => GarbageAsync(http),
            _ => FakeModel.StreamAsync(http, []),
        };
        var answer = await ada.AskXelaAsync("I had a hard day");
        answer.IsAi.ShouldBeTrue();
        answer.Content.ShouldNotBeNullOrWhiteSpace();
        (await ada.CompanionMessagesAsync()).Select(s => s.Content).ShouldBe(["I had a hard day", answer.Content]);
        (await ada.MessagesUsedAsync()).ShouldBe(0, "what failed counts nothing");
        model.Requests.Count.ShouldBe(calls);
    }

    [Theory]
    [InlineData("stops in the middle")]
    [InlineData("resets in the middle")]
    [InlineData("hangs in the middle")]
    public async Task Model_failure_after_the_first_token_keeps_the_shown_text(string fault)
    {
        var ada = await Person.SignUpAsync(host);
        model.OnRequest = async (http, _) =>
        {
            await FakeModel.StreamAsync(http, ["That sounds", " heavy"], finish: false);
            if (fault == "resets in the middle")
            {
                // A reset throws away what is still on its way; the pieces are to arrive before it.
                await Task.Delay(200);
                http.Abort();
            }
            if (fault == "hangs in the middle") await Task.Delay(Timeout.Infinite, model.Ending);
        };
        var text = "";
        var final = "";
        await foreach (var e in ada.StreamAnswerAsync("I had a hard day"))
        {
            if (e.Name == "delta") text += e.Data.GetProperty("text").GetString();
            if (e.Name == "done") final = e.Data.GetProperty("ai_message").GetProperty("content").GetString()!;
        }
        text.ShouldStartWith("That sounds heavy");
        text.ShouldContain("cut off");
        final.ShouldBe(text);
        (await ada.CompanionMessagesAsync())[1].Content.ShouldBe(text);
        (await ada.MessagesUsedAsync()).ShouldBe(0);
        model.Requests.Count.ShouldBe(1, "once something was shown, the model is not asked again");
    }

    private static async Task GarbageAsync(HttpContext http)
    {
        http.Response.ContentType = "text/event-stream";
        await http.Response.WriteAsync("data: {\"choices\": [{\"delta\": <<<not json\n\n");
    }

    private static Task ResetAsync(HttpContext http)
    {
        http.Abort();
        return Task.CompletedTask;
    }
}
