using System.Text.Json;
using XelaConnect.ApiHost.Http;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Input;

public sealed class JsonInputFlagsTests
{
    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    public void True_and_false_are_read(string value, bool flag)
    {
        var input = Parsed($$"""{"completed":{{value}}}""");
        input.Flag("completed").ShouldBe(flag);
        input.Refusal.ShouldBeNull();
    }

    [Theory]
    [InlineData("""{}""", "is required")]
    [InlineData("""{"completed":null}""", "must be true or false")]
    [InlineData("""{"completed":"true"}""", "must be true or false")]
    [InlineData("""{"completed":1}""", "must be true or false")]
    [InlineData("""{"completed":[true]}""", "must be true or false")]
    public void Other_values_for_a_flag_are_rejected_by_name(string json, string why)
    {
        var input = Parsed(json);
        input.Flag("completed");
        input.Errors.ByField.ShouldHaveSingleItem().Key.ShouldBe("completed");
        input.Errors.ByField["completed"].ShouldBe([$"The field completed {why}."]);
    }

    private static JsonInput Parsed(string json) => JsonInput.Of(JsonDocument.Parse(json).RootElement);
}
