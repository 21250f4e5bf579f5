using System.Text;
using System.Text.Json;
using XelaConnect.ApiHost.Http;
using XelaConnect.Profiles;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Input;

public sealed class JsonInputTests
{
    private static readonly TextRule Bio = new(Limits.Bio);
    private static readonly TextRule Interest = new(Limits.Interest);
    private static readonly TextRule Badge = TextRule.OneOf(IdentityBadges.All);

    [Fact]
    public void Text_over_the_limit_is_rejected_by_name()
    {
        var random = new Random(20_250_101);
        for (var i = 0; i < 2_000; i++)
        {
            var length = random.Next(0, 2 * Limits.Name);
            var text = TextSamples.Of(random, length);
            var input = BodyOf(new { name = text });
            var read = input.Text("name", TextRule.Name);
            if (length is >= 1 and <= Limits.Name)
            {
                input.Refusal.ShouldBeNull();
                read.ShouldBe(text);
            }
            else
            {
                Refused(input, "name").ShouldBe(
                    length == 0 ? "The field name is required." : "The field name must have at most 80 characters.");
            }
        }
    }

    [Fact]
    public void Surrounding_blanks_are_trimmed_before_counting()
    {
        var random = new Random(7);
        for (var i = 0; i < 500; i++)
        {
            var text = TextSamples.Of(random, random.Next(1, Limits.Name + 1));
            var input = BodyOf(new { name = $" \t\u00a0{text}\r\n\u2003" });
            input.Text("name", TextRule.Name).ShouldBe(text);
            input.Refusal.ShouldBeNull();
        }
    }

    [Fact]
    public void Lone_surrogate_or_NUL_is_rejected_by_name()
    {
        var random = new Random(11);
        string[] bad = ["\\u0000", "\\ud83d", "\\udc00", "\\udc00\\ud83d"];
        for (var i = 0; i < 1_000; i++)
        {
            var text = TextSamples.Letters(random, random.Next(0, 20));
            var at = random.Next(0, text.Length + 1);
            var (inMessage, inTags, inPassword) =
                (bad[random.Next(bad.Length)], bad[random.Next(bad.Length)], bad[random.Next(bad.Length)]);
            var json = $$"""
                {"message":"{{text[..at]}}{{inMessage}}{{text[at..]}}","tags":["{{inTags}}"],"password":"12345678{{inPassword}}"}
                """;
            var input = Parsed(json);
            input.Text("message", Bio);
            input.Texts("tags", 3, Interest);
            input.Password("password", 8);
            input.Errors.ByField.Keys.ShouldBe(["message", "tags", "password"]);
            foreach (var (field, why) in input.Errors.ByField)
                why.ShouldBe([$"The field {field} contains characters that are not allowed."]);
        }
    }

    [Fact]
    public void Invalid_UTF8_is_rejected_by_name()
    {
        byte[] json = [.. "{\"name\":\""u8, 0xff, 0xfe, .. "\"}"u8];
        var input = JsonInput.Of(JsonDocument.Parse(json).RootElement);
        input.Text("name", TextRule.Name);
        Refused(input, "name").ShouldBe("The field name contains characters that are not allowed.");
    }

    [Theory]
    [InlineData("""{"n\u0061me":"Ada","$where":"1","_id":7}""")]
    [InlineData("""{"name":"Ada","NAME":"Eve","name ":"Eve","":"Eve","😀":1}""")]
    [InlineData("""{"name":"Eve","name":"Ada"}""")]
    public void Unknown_fields_are_ignored(string json)
    {
        var input = Parsed(json);
        input.Text("name", TextRule.Name).ShouldBe("Ada");
        input.Refusal.ShouldBeNull();
    }

    [Theory]
    [InlineData("""{"name":"Ada","\ud800":1}""")]
    [InlineData("""{"name":"Ada","nam\ud800":1}""")]
    [InlineData("""{"name":"Ada","na\u006d\udc00":1}""")]
    public void Invalid_field_name_rejects_the_body(string json)
    {
        var input = Parsed(json);
        input.Text("name", TextRule.Name);
        input.Errors.Fault.ShouldBe(HttpFaults.MalformedJson);
    }

    [Theory]
    [InlineData("5")]
    [InlineData("true")]
    [InlineData("[\"a\"]")]
    [InlineData("{}")]
    public void Text_of_another_type_is_rejected_by_name(string value)
    {
        var input = Parsed($$"""{"name":{{value}}}""");
        input.Text("name", TextRule.Name);
        Refused(input, "name").ShouldBe("The field name must be text.");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"name":null}""")]
    [InlineData("""{"name":""}""")]
    [InlineData("""{"name":"  "}""")]
    public void Missing_required_text_is_rejected(string json)
    {
        var input = Parsed(json);
        input.OptionalText("name", TextRule.Name).ShouldBeNull();
        input.Refusal.ShouldBeNull();
        input.Text("name", TextRule.Name);
        Refused(input, "name").ShouldBe("The field name is required.");
    }

    [Fact]
    public void Change_distinguishes_absent_cleared_and_set()
    {
        Parsed("{}").ClearableText("bio", Bio).ShouldBeNull();
        Parsed("""{"bio":null}""").ClearableText("bio", Bio).ShouldBe(new Change<string>(null));
        Parsed("""{"bio":" "}""").ClearableText("bio", Bio).ShouldBe(new Change<string>(null));
        Parsed("""{"bio":" hi "}""").ClearableText("bio", Bio).ShouldBe(new Change<string>("hi"));
        Parsed("{}").ChangedText("name", TextRule.Name).ShouldBeNull();
        Parsed("""{"name":"Bo"}""").ChangedText("name", TextRule.Name).ShouldBe("Bo");
        var emptied = Parsed("""{"name":""}""");
        emptied.ChangedText("name", TextRule.Name).ShouldBeNull();
        Refused(emptied, "name").ShouldBe("The field name must not be empty.");
    }

    [Theory]
    [InlineData("13", 13)]
    [InlineData("120", 120)]
    [InlineData("\"42\"", 42)]
    [InlineData("\" 42 \"", 42)]
    [InlineData("\"\"", null)]
    [InlineData("\"  \"", null)]
    [InlineData("null", null)]
    public void Age_is_a_number_or_its_text_or_null(string value, int? age)
    {
        var input = Parsed($$"""{"age":{{value}}}""");
        input.Age("age").ShouldBe(age);
        input.ClearableAge("age").ShouldBe(new Change<int?>(age));
        input.Refusal.ShouldBeNull();
        Parsed("{}").ClearableAge("age").ShouldBeNull();
    }

    [Theory]
    [InlineData("12")]
    [InlineData("121")]
    [InlineData("-20")]
    [InlineData("20.5")]
    [InlineData("2e1")]
    [InlineData("99999999999999999999")]
    [InlineData("\"twenty\"")]
    [InlineData("\"+20\"")]
    [InlineData("\"\\ud800\"")]
    [InlineData("true")]
    [InlineData("[20]")]
    [InlineData("{}")]
    public void Other_ages_are_rejected_by_name(string value)
    {
        var input = Parsed($$"""{"age":{{value}}}""");
        input.Age("age").ShouldBeNull();
        Refused(input, "age").ShouldBe("The field age must be a whole number from 13 to 120.");
    }

    [Fact]
    public void List_and_its_texts_are_limited()
    {
        var random = new Random(3);
        for (var i = 0; i < 500; i++)
        {
            var count = random.Next(0, 2 * Limits.Interests);
            var longest = 0;
            var texts = Enumerable.Range(0, count).Select(_ =>
            {
                var length = random.Next(50) == 0 ? random.Next(0, 2 * Limits.Interest) : random.Next(1, Limits.Interest + 1);
                if (length is 0 or > Limits.Interest) longest = int.MaxValue;
                return TextSamples.Of(random, length);
            }).ToArray();
            var input = BodyOf(new { interests = texts });
            var read = input.Texts("interests", Limits.Interests, Interest);
            if (count > Limits.Interests) Refused(input, "interests").ShouldBe("The field interests must be a list of at most 20 texts.");
            else if (longest > Limits.Interest)
                Refused(input, "interests").ShouldBe("The field interests must hold texts of 1 to 40 characters.");
            else read!.Value.ShouldBe(texts);
        }
    }

    [Fact]
    public void List_distinguishes_absent_from_cleared()
    {
        Parsed("{}").Texts("tags", 3, Interest).ShouldBeNull();
        Parsed("""{"tags":null}""").Texts("tags", 3, Interest)!.Value.ShouldBeEmpty();
        Parsed("""{"tags":""}""").Texts("tags", 3, Interest)!.Value.ShouldBeEmpty();
        foreach (var json in (string[])["""{"tags":"a,b"}""", """{"tags":7}""", """{"tags":{}}"""])
        {
            var input = Parsed(json);
            input.Texts("tags", 3, Interest).ShouldBeNull();
            Refused(input, "tags").ShouldBe("The field tags must be a list of at most 3 texts.");
        }
        foreach (var json in (string[])["""{"tags":[7]}""", """{"tags":[null]}""", """{"tags":[["a"]]}""", """{"tags":[" "]}"""])
        {
            var input = Parsed(json);
            input.Texts("tags", 3, Interest).ShouldBeNull();
            Refused(input, "tags").ShouldBe("The field tags must hold texts of 1 to 40 characters.");
        }
    }

    [Fact]
    public void Password_is_not_trimmed()
    {
        var random = new Random(5);
        for (var i = 0; i < 1_000; i++)
        {
            var length = random.Next(1, 2 * Limits.PasswordTo);
            var password = length > 2 ? $" {TextSamples.Of(random, length - 2)} " : TextSamples.Of(random, length);
            var input = BodyOf(new { password });
            var read = input.Password("password", Limits.PasswordFrom);
            if (length is >= Limits.PasswordFrom and <= Limits.PasswordTo) read.ShouldBe(password);
            else Refused(input, "password").ShouldBe("The field password must have 8 to 128 characters.");
        }
        var missing = Parsed("{}");
        missing.Password("password", 1);
        Refused(missing, "password").ShouldBe("The field password is required.");
    }

    [Fact]
    public void Choice_is_matched_exactly()
    {
        foreach (var badge in IdentityBadges.All)
            BodyOf(new { identity_badge = badge }).ClearableText("identity_badge", Badge).ShouldBe(new Change<string>(badge));
        foreach (var other in (string[])["connector", "Boss", "Calm  Presence", "Connector,Creator"])
        {
            var input = BodyOf(new { identity_badge = other });
            input.ClearableText("identity_badge", Badge).ShouldBeNull();
            Refused(input, "identity_badge").ShouldStartWith("The field identity_badge must be one of: Connector, Creator, ");
        }
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("null")]
    [InlineData("7")]
    public void Body_that_is_not_an_object_is_rejected(string json)
    {
        var input = Parsed(json);
        input.Text("name", TextRule.Name).ShouldBeEmpty();
        input.Refusal.ShouldNotBeNull();
    }

    [Fact]
    public void All_invalid_fields_are_named()
    {
        var input = Parsed("""{"name":"","age":7,"city":5}""");
        input.Text("name", TextRule.Name);
        input.Text("email", TextRule.Email);
        input.Age("age");
        input.OptionalText("city", new TextRule(Limits.City));
        input.Errors.ByField.Keys.ShouldBe(["name", "email", "age", "city"]);
    }

    private static string Refused(JsonInput input, string field)
    {
        input.Refusal.ShouldNotBeNull();
        input.Errors.ByField.Keys.ShouldBe([field]);
        return input.Errors.ByField[field].ShouldHaveSingleItem();
    }

    private static JsonInput BodyOf(object body) => Parsed(JsonSerializer.Serialize(body));

    private static JsonInput Parsed(string json) => JsonInput.Of(JsonDocument.Parse(Encoding.UTF8.GetBytes(json)).RootElement);
}
