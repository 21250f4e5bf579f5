using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using XelaConnect.Grains.Companion;
using XelaConnect.Infrastructure.Companion;

namespace XelaConnect.Silo.Tests.Companion;

/// <summary>What is learned from a provider that does not know a model, or refuses a parameter.</summary>
public sealed class ModelParametersTests : IDisposable
{
    private const string Whole = "data: {\"choices\":[{\"delta\":{\"content\":\"Hello\"},\"finish_reason\":\"stop\"}]}\n\n";
    private static readonly ModelRequest Question = new(["Be kind."], [new ModelLine(false, "Hi")]);

    private readonly FakeHttp provider = new();
    private readonly ICompanionModel model;

    public ModelParametersTests()
    {
        var settings = new CompanionSettings(
            new Uri("https://model.test/v1"), "key", ["first", "second", "third"], Temperature: 0.7f, MaxOutputTokens: 150,
            FirstToken: TimeSpan.FromSeconds(8), Total: TimeSpan.FromSeconds(30), 10, ModelCeilings.Default);
        model = provider.Build(OpenAiModel.Client, services => OpenAiModel.AddTo(services, settings))
            .GetRequiredService<ICompanionModel>();
    }

    public void Dispose() => provider.Dispose();

    [Theory]
    [InlineData(404, """{"error":{"message":"The model `first` does not exist.","code":"model_not_found"}}""")]
    [InlineData(403, """{"error":{"message":"Project `p` does not have access to it.","code":"model_not_found"}}""")]
    [InlineData(400, """{"error":{"message":"Invalid model name passed in model=first"}}""")]
    public async Task Unknown_model_is_replaced_by_the_next(int status, string refusal)
    {
        Answer(sent => sent.GetProperty("model").GetString() == "first" ? (status, refusal) : (200, Whole));
        (await GenerateAsync()).ShouldBe("Hello");
        (await GenerateAsync()).ShouldBe("Hello");
        Sent().Select(sent => sent.GetProperty("model").GetString()).ShouldBe(["first", "second", "second"]);
    }

    [Fact]
    public async Task Provider_without_any_model_is_asked_for_each_once()
    {
        Answer(_ => (404, """{"error":{"code":"model_not_found"}}"""));
        (await Should.ThrowAsync<ModelFailedException>(GenerateAsync)).Message.ShouldBe("status 404");
        Sent().Select(sent => sent.GetProperty("model").GetString()).ShouldBe(["first", "second", "third"]);
        Answer(_ => (200, Whole));
        (await GenerateAsync()).ShouldBe("Hello");
        Sent()[^1].GetProperty("model").GetString().ShouldBe("first", "the next request begins again");
    }

    [Fact]
    public async Task Lowest_reasoning_effort_that_the_model_has_is_sent()
    {
        Answer(sent => sent.GetProperty("reasoning_effort").GetString() is "none"
            ? (400, "Unsupported value: 'reasoning_effort' does not support 'none'. Supported values are: 'minimal', 'low'.")
            : (200, Whole));
        await GenerateAsync();
        await GenerateAsync();
        Sent().Select(sent => sent.GetProperty("reasoning_effort").GetString()).ShouldBe(["none", "minimal", "minimal"]);
    }

    [Fact]
    public async Task Refused_parameters_are_left_out_from_then_on()
    {
        string[] refused = ["reasoning_effort", "temperature", "max_completion_tokens", "max_tokens"];
        Answer(sent => refused.FirstOrDefault(name => sent.TryGetProperty(name, out _)) is { } name
            ? (400, $$$"""{"error":{"message":"Unknown argument {{{name}}}. See temperature.","param":"{{{name}}}"}}""")
            : (200, Whole));
        (await GenerateAsync()).ShouldBe("Hello");
        provider.Requests.Count.ShouldBe(5);
        (await GenerateAsync()).ShouldBe("Hello");
        provider.Requests.Count.ShouldBe(6);
        Sent()[^1].EnumerateObject().Select(field => field.Name).ShouldBe(["model", "messages", "stream"]);
    }

    [Fact]
    public async Task Parameters_are_learned_for_each_model()
    {
        Answer(sent => sent.TryGetProperty("temperature", out _) ? (400, "temperature is not supported") : (200, Whole));
        await GenerateAsync();
        Answer(sent => sent.GetProperty("model").GetString() == "first" ? (404, "no such model") : (200, Whole));
        await GenerateAsync();
        Sent()[^1].GetProperty("temperature").GetDecimal().ShouldBe(0.7m);
    }

    [Fact]
    public async Task Parameter_that_is_refused_without_end_is_a_failure()
    {
        Answer(_ => (400, "temperature, reasoning_effort, max_completion_tokens and max_tokens are wrong"));
        (await Should.ThrowAsync<ModelFailedException>(GenerateAsync)).Message.ShouldBe("status 400");
        provider.Requests.Count.ShouldBe(5);
    }

    [Theory]
    [InlineData("OPENAI_API_KEY", "https://api.openai.com/v1")]
    [InlineData("EMERGENT_LLM_KEY", "https://integrations.emergentagent.com/llm")]
    public void Usual_variables_hold_the_key(string variable, string endpoint)
    {
        var settings = Read((variable, "a-key"));
        (settings.ApiKey, settings.Endpoint).ShouldBe(("a-key", new Uri(endpoint)));
        settings.Models[0].ShouldBe("gpt-5.1-turbo");
        settings.Models.Count.ShouldBeGreaterThan(1);
    }

    [Fact]
    public void Key_of_openai_comes_before_that_of_emergent()
    {
        var settings = Read(("OPENAI_API_KEY", "o"), ("EMERGENT_LLM_KEY", "e"));
        (settings.ApiKey, settings.Endpoint).ShouldBe(("o", new Uri("https://api.openai.com/v1")));
        Read(("EMERGENT_LLM_KEY", "e"), ("Xela:Companion:Endpoint", "https://model.test/v1")).Endpoint
            .ShouldBe(new Uri("https://model.test/v1"));
    }

    [Fact]
    public void Model_that_is_set_has_the_fallbacks_that_are_set()
    {
        Read(("Xela:Companion:Model", "mine")).Models.ShouldBe(["mine"]);
        Read(("Xela:Companion:Model", "mine"), ("Xela:Companion:FallbackModels", "other, mine, third")).Models
            .ShouldBe(["mine", "other", "third"]);
        Read(("Xela:Companion:FallbackModels:0", "other")).Models.ShouldBe(["gpt-5.1-turbo", "other"]);
    }

    private static CompanionSettings Read(params (string Key, string Value)[] settings) => CompanionSettings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build());

    private void Answer(Func<JsonElement, (int Status, string Body)> answer) => provider.Respond = _ =>
    {
        var (status, body) = answer(Sent()[^1]);
        return Task.FromResult(new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body) });
    };

    private List<JsonElement> Sent() => [.. provider.Requests.Select(request => JsonDocument.Parse(request.Body).RootElement)];

    private async Task<string> GenerateAsync()
    {
        var text = "";
        await foreach (var chunk in model.GenerateAsync(Question, CancellationToken.None)) text += chunk;
        return text;
    }
}
