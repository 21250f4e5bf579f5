using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using XelaConnect.Profiles;

namespace XelaConnect.ApiHost.Http;

/// <summary>
/// The JSON body of a request, read field by field. Each reader answers a usable value or notes what is wrong; the endpoint reads all it needs and then
/// asks for the <see cref="Refusal"/> once. Reading fields instead of binding a record keeps apart what a binder cannot: absent, null and empty, and it names
/// the field when a type is wrong. Unknown fields are ignored.
/// </summary>
internal sealed partial class Input
{
    private const string Required = "is required";
    private readonly JsonElement _body;
    private readonly string _within;

    private Input(JsonElement body, InputErrors errors, string within) => (_body, Errors, _within) = (body, errors, within);

    /// <summary>What is wrong so far.</summary>
    public InputErrors Errors { get; }

    /// <summary>The answer to give instead of going on, or null when nothing is wrong.</summary>
    public IResult? Refusal => Errors.Refusal;

    /// <summary>Reads the request's body. Another media type is a 415; a body that is no JSON object refuses the request as a whole.</summary>
    public static async ValueTask<Input> ReadAsync(HttpContext http)
    {
        if (http.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false })
        {
            var none = new Input(default, new InputErrors(), "");
            none.Errors.Refuse(HttpFaults.BodyMissing);
            return none;
        }
        if (!http.Request.HasJsonContentType())
            throw new BadHttpRequestException(HttpFaults.UnsupportedMediaType.Message, StatusCodes.Status415UnsupportedMediaType);
        try
        {
            var document = await JsonDocument.ParseAsync(http.Request.Body, default, http.RequestAborted);
            http.Response.RegisterForDispose(document);
            return Of(document.RootElement);
        }
        catch (JsonException)
        {
            return Of(default);
        }
    }

    /// <summary>An input over a parsed body; over an undefined one when it could not be parsed.</summary>
    public static Input Of(JsonElement body)
    {
        var input = new Input(body, new InputErrors(), "");
        if (body.ValueKind == JsonValueKind.Undefined) input.Errors.Refuse(HttpFaults.MalformedJson);
        else if (body.ValueKind != JsonValueKind.Object) input.Errors.Refuse(HttpFaults.Invalid("body", "The body must be a JSON object."));
        return input;
    }

    /// <summary>The object in a field, or null when there is none: then that is noted. What is wrong in it is noted here, under <c>field.name</c>.</summary>
    public Input? Within(string field)
    {
        if (TryGet(field, out var value) && value.ValueKind == JsonValueKind.Object) return new Input(value, Errors, $"{_within}{field}.");
        Refuse(field, value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? Required : "must be an object");
        return null;
    }

    /// <summary>Text that must be there, trimmed, not empty.</summary>
    public string Text(string field, TextRule rule)
    {
        var given = Read(field, rule, out var text);
        if (given is Given.Not or Given.Empty) Refuse(field, Required);
        return text;
    }

    /// <summary>Text that may be left out; null, "" and blanks mean the same.</summary>
    public string? OptionalText(string field, TextRule rule) => Read(field, rule, out var text) == Given.Value ? text : null;

    /// <summary>A change of text that must not be empty; null when the field is absent.</summary>
    public string? ChangedText(string field, TextRule rule)
    {
        var given = Read(field, rule, out var text);
        if (given == Given.Empty) Refuse(field, "must not be empty");
        return given == Given.Value ? text : null;
    }

    /// <summary>A change of text that "" or null clears (To is null then); null when the field is absent.</summary>
    public Change<string>? ClearableText(string field, TextRule rule) => Read(field, rule, out var text) switch
    {
        Given.Value => new Change<string>(text),
        Given.Empty => new Change<string>(null),
        _ => null,
    };

    /// <summary>A password: as sent, never trimmed.</summary>
    /// <param name="field">Its name.</param>
    /// <param name="from">Fewest characters: 1 where one is compared, <see cref="Limits.PasswordFrom"/> where one is chosen.</param>
    public string Password(string field, int from)
    {
        var given = ReadRaw(field, out var text);
        if (given is Given.Not or Given.Empty) Refuse(field, Required);
        else if (given == Given.Value && !TextForm.IsStorable(text)) Refuse(field, TextRule.NotStorable);
        else if (given == Given.Value && TextForm.Length(text) is var length && (length < from || length > Limits.PasswordTo))
            Refuse(field, $"must have {from} to {Limits.PasswordTo} characters");
        return text;
    }

    /// <summary>An age that may be left out: a number, the same as text, "" or null.</summary>
    public int? Age(string field) => ReadAge(field, out var age) == Given.Value ? age : null;

    /// <summary>A change of age that "" or null clears; null when the field is absent.</summary>
    public Change<int?>? ClearableAge(string field) => ReadAge(field, out var age) switch
    {
        Given.Value => new Change<int?>(age),
        Given.Empty => new Change<int?>(null),
        _ => null,
    };

    /// <summary>A moment as milliseconds since 1970, which may be left out or null.</summary>
    public DateTimeOffset? Milliseconds(string field)
    {
        if (!TryGet(field, out var value) || value.ValueKind == JsonValueKind.Null) return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var milliseconds) && milliseconds is >= 0 and <= Limits.LastMillisecond)
            return DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        Refuse(field, "must be a time in milliseconds since 1970");
        return null;
    }

    /// <summary>A list of texts, none of them empty; null when the field is absent, empty when it is null or "".</summary>
    public ImmutableArray<string>? Texts(string field, int most, TextRule rule)
    {
        if (!TryGet(field, out var value)) return null;
        if (value.ValueKind == JsonValueKind.Null || (value.ValueKind == JsonValueKind.String && value.ValueEquals(""))) return [];
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() > most)
        {
            Refuse(field, $"must be a list of at most {most} texts");
            return null;
        }
        var texts = ImmutableArray.CreateBuilder<string>(value.GetArrayLength());
        foreach (var item in value.EnumerateArray())
        {
            var text = StringOf(item)?.Trim();
            if (item.ValueKind == JsonValueKind.String && (text is null || !TextForm.IsStorable(text)))
            {
                Refuse(field, TextRule.NotStorable);
                return null;
            }
            if (text is null or "" || rule.Refuses(text) is not null)
            {
                Refuse(field, $"must hold texts of 1 to {rule.Max} characters");
                return null;
            }
            texts.Add(text);
        }
        return texts.DrainToImmutable();
    }

    /// <summary>Notes what a reader of the field found wrong beyond its form, as the end of a sentence.</summary>
    public void Refuse(string field, string why) => Errors.Add(_within + field, why);

    private enum Given
    {
        Not,
        Empty,
        Value,
        Refused,
    }

    private Given Read(string field, TextRule rule, out string text)
    {
        var given = ReadRaw(field, out text);
        if (given != Given.Value) return given;
        text = text.Trim();
        if (text.Length == 0) return Given.Empty;
        return rule.Refuses(text) is { } why ? Refused(field, why) : Given.Value;
    }

    private Given ReadRaw(string field, out string text)
    {
        text = "";
        if (!TryGet(field, out var value)) return Given.Not;
        if (value.ValueKind == JsonValueKind.Null) return Given.Empty;
        if (value.ValueKind != JsonValueKind.String) return Refused(field, "must be text");
        if (StringOf(value) is not { } read) return Refused(field, TextRule.NotStorable);
        text = read;
        return text.Length == 0 ? Given.Empty : Given.Value;
    }

    private Given ReadAge(string field, out int age)
    {
        age = 0;
        if (!TryGet(field, out var value)) return Given.Not;
        if (value.ValueKind == JsonValueKind.Null) return Given.Empty;
        var text = value.ValueKind switch
        {
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.String => StringOf(value)?.Trim(),
            _ => null,
        };
        if (text is "") return Given.Empty;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out age) && age is >= Limits.AgeFrom and <= Limits.AgeTo
            ? Given.Value
            : Refused(field, $"must be a whole number from {Limits.AgeFrom} to {Limits.AgeTo}");
    }

    // The parser takes escapes of lone surrogates and bytes that are no UTF-8 as they come; turning them into text is where they show.
    private static string? StringOf(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String) return null;
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private bool TryGet(string field, out JsonElement value)
    {
        value = default;
        try
        {
            return _body.ValueKind == JsonValueKind.Object && _body.TryGetProperty(field, out value);
        }
        catch (InvalidOperationException)
        {
            // A field's name holds a lone surrogate. Looking past it would cost an exception for each such name, so the body is refused.
            Errors.Refuse(HttpFaults.MalformedJson);
            return false;
        }
    }

    private Given Refused(string field, string why)
    {
        Refuse(field, why);
        return Given.Refused;
    }
}
