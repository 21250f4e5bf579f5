using System.Globalization;
using System.Text.Json;
using XelaConnect.ApiHost.Http;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Input;

public sealed class JsonInputWithinTests
{
    [Theory]
    [InlineData("""{"person":{"name":""}}""", "person.name", "The field person.name is required.")]
    [InlineData("""{}""", "person", "The field person is required.")]
    [InlineData("""{"person":null}""", "person", "The field person is required.")]
    [InlineData("""{"person":"Ada"}""", "person", "The field person must be an object.")]
    public void Nested_field_is_named_with_its_object(string json, string field, string why)
    {
        var input = BodyOf(json);
        input.Within("person")?.Text("name", TextRule.Name);
        input.Errors.ByField.ShouldHaveSingleItem().Key.ShouldBe(field);
        input.Errors.ByField[field].ShouldBe([why]);
    }

    [Fact]
    public void Nested_object_is_read() => BodyOf("""{"person":{"name":" Ada "}}""").Within("person")!.Text("name", TextRule.Name)
        .ShouldBe("Ada");

    [Theory]
    [InlineData("0", "1970-01-01T00:00:00Z")]
    [InlineData("1772500000123", "2026-03-03T01:06:40.123Z")]
    [InlineData("null", null)]
    public void Time_in_milliseconds_is_read(string json, string? time)
    {
        var input = BodyOf($$"""{"at":{{json}}}""");
        input.Milliseconds("at").ShouldBe(time is null ? null : DateTimeOffset.Parse(time, CultureInfo.InvariantCulture));
        input.Milliseconds("absent").ShouldBeNull();
        input.Refusal.ShouldBeNull();
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("1e400")]
    [InlineData("99999999999999999999")]
    [InlineData("32503680000000")]
    [InlineData("\"0\"")]
    [InlineData("{}")]
    public void Invalid_time_is_rejected_by_name(string json)
    {
        var input = BodyOf($$"""{"at":{{json}}}""");
        input.Milliseconds("at").ShouldBeNull();
        input.Errors.ByField["at"].ShouldBe(["The field at must be a time in milliseconds since 1970."]);
    }

    private static JsonInput BodyOf(string json) => JsonInput.Of(JsonDocument.Parse(json).RootElement);
}
