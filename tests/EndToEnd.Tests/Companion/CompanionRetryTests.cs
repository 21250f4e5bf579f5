
namespace XelaConnect.EndToEnd.Tests.Companion;

/// <summary>What the host learns from a model that refuses or keeps failing.</summary>
public sealed class CompanionRetryTests(ModelHost shared) : IClassFixture<ModelHost>
{
    [Fact]
    public async Task Transient_model_failure_is_retried()
    {
        var (model, host) = (shared.Model, shared.Host);
        var ada = await Person.SignUpAsync(host);
        model.OnRequest = (http, question) =>
            model.Requests.Count == 1 ? FakeModel.RefuseAsync(http, 503, "Not now.")
            : question.TryGetProperty("temperature", out _)
                ? FakeModel.RefuseAsync(http, 400, "Unsupported value: 'temperature' does not support 0.7 with this model.")
            : FakeModel.StreamAsync(http, ["Here I am."]);
        (await ada.AskXelaAsync("Are you there?")).Content.ShouldBe("Here I am.");
        model.Requests.Count.ShouldBe(3);
        model.OnRequest = (http, question) => question.TryGetProperty("max_completion_tokens", out _)
            ? FakeModel.RefuseAsync(http, 400, "Unsupported parameter: 'max_completion_tokens'.")
                : FakeModel.StreamAsync(http, ["Still here."], reason: false);
        (await ada.AskXelaAsync("And now?")).Content.ShouldBe("Still here.");
        model.Requests[^1].GetProperty("max_tokens").GetInt32().ShouldBe(150);
        (await ada.MessagesUsedAsync()).ShouldBe(2);

        model.Reset();
        model.OnRequest = (http, _) => FakeModel.RefuseAsync(http, 401, "No.");
        var ben = await Person.SignUpAsync(host, "Ben");
        // Another person each time: only a few messages a day are returned to one.
        for (var i = 0; i < 14; i++)
            (await (i < 3 ? ben : await Person.SignUpAsync(host)).AskXelaAsync($"thought {i}")).Content.ShouldNotBeNullOrWhiteSpace();
        var asked = model.Requests.Count;
        asked.ShouldBeInRange(5, 12, "then it is not tried for a while");
        (await ben.MessagesUsedAsync()).ShouldBe(0);
        (await ben.AskXelaAsync("I want to kill myself")).Content.ShouldContain("988");
        await ben.AskXelaAsync("thank you");
        model.Requests.Count.ShouldBe(asked);
    }
}
