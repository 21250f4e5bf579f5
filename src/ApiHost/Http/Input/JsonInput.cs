namespace XelaConnect.ApiHost.Http;

/// <summary>
/// Reads the JSON body of a request field by field. Each method returns a usable value or adds an error; the endpoint
/// reads all fields and then returns <see cref="Refusal"/>. Unlike model binding this distinguishes absent, null and
/// empty, and names a field of the wrong type. Unknown fields are ignored.
/// </summary>
internal sealed class JsonInput
{
    private static readonly JsonElement EmptyObject = JsonDocument.Parse("{}").RootElement;

    private readonly JsonElement body;
    private readonly string within;

    private JsonInput(JsonElement body, InputErrors errors, string within) =>
        (this.body, Errors, this.within) = (body, errors, within);

    public InputErrors Errors { get; }
    public IResult? Refusal => Errors.Refusal;

    /// <summary>Another media type is a 415; a body that is no JSON object refuses the request as a whole.</summary>
    public static async ValueTask<JsonInput> ReadAsync(HttpContext http)
    {
        if (HasNone(http)) return Of(default, HttpFaults.BodyMissing);
        if (!http.Request.HasJsonContentType())
            throw new BadHttpRequestException(HttpFaults.UnsupportedMediaType.Message, Status415UnsupportedMediaType);
        try
        {
            var document = await JsonDocument.ParseAsync(http.Request.Body, default, http.RequestAborted);
            http.Response.RegisterForDispose(document);
            return Of(document.RootElement);
        }
        catch (JsonException) { return Of(default, HttpFaults.MalformedJson); }
    }

    /// <summary>Reads a body that may be missing: all its fields are absent then.</summary>
    public static async ValueTask<JsonInput> ReadIfAnyAsync(HttpContext http) =>
        http.Request.ContentLength == 0 || HasNone(http) ? Of(EmptyObject) : await ReadAsync(http);

    /// <summary>Reads a parsed body, or refuses it as a whole.</summary>
    public static JsonInput Of(JsonElement body, Fault? refusal = null)
    {
        var input = new JsonInput(body, new InputErrors(), "");
        if (refusal is null && body.ValueKind != JsonValueKind.Object)
            refusal = HttpFaults.Invalid("body", "The body must be a JSON object.");
        if (refusal is not null) input.Errors.Refuse(refusal);
        return input;
    }

    /// <summary>Reads a required object, whose errors are named <c>field.name</c>; null when refused.</summary>
    public JsonInput? Within(string field)
    {
        if (IsAbsentOrNull(field, out var value)) return Refused<JsonInput>(field, InputErrors.Required);
        return value.ValueKind == JsonValueKind.Object
            ? new JsonInput(value, Errors, $"{within}{field}.") : Refused<JsonInput>(field, "must be an object");
    }

    public string Text(string field, TextRule rule) =>
        ReadRaw(field, out var text) == Given.Refused ? "" : Errors.RequiredText(within + field, text, rule);

    /// <summary>Reads required text, or a whole number as the text of its digits.</summary>
    public string TextOrNumber(string field, TextRule rule, int from, int to) =>
        TryGet(field, out var value) && value.ValueKind == JsonValueKind.String ? Text(field, rule)
        : WholeNumber(field, from, to).ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads optional text; null, "" and white space count as absent.</summary>
    public string? OptionalText(string field, TextRule rule) =>
        Read(field, rule, out var text) == Given.Value ? text : null;

    /// <summary>Reads a change of text that must not be empty; null when the field is absent.</summary>
    public string? ChangedText(string field, TextRule rule)
    {
        var given = Read(field, rule, out var text);
        if (given == Given.Empty) Refuse(field, "must not be empty");
        return given == Given.Value ? text : null;
    }

    /// <summary>Reads a change that "" or null clears (<c>To</c> is null then); null when it is absent.</summary>
    public Change<string>? ClearableText(string field, TextRule rule) => Read(field, rule, out var text) switch
    {
        Given.Value => new Change<string>(text),
        Given.Empty => new Change<string>(null),
        _ => null,
    };

    /// <summary>As <see cref="ClearableText"/>, for a picture: a drawn one clears it.</summary>
    public Change<string>? ClearablePicture(string field) =>
        ClearableText(field, TextRule.Picture) is { } change ? new(PictureLinks.Chosen(change.To)) : null;

    /// <summary>Reads a required password, which is never trimmed. Sign-in accepts any length from 1.</summary>
    public string Password(string field, int from)
    {
        var given = ReadRaw(field, out var text);
        if (given is Given.Absent or Given.Empty) Refuse(field, InputErrors.Required);
        else if (given == Given.Value && !TextForm.IsStorable(text)) Refuse(field, TextRule.NotStorable);
        else if (given == Given.Value && (TextForm.Length(text) < from || TextForm.Length(text) > Limits.PasswordTo))
            Refuse(field, $"must have {from} to {Limits.PasswordTo} characters");
        return text;
    }

    /// <summary>Reads an optional password, as it is; null when it is absent.</summary>
    public string? OptionalPassword(string field) => IsAbsentOrNull(field, out _) ? null : Password(field, from: 1);

    /// <summary>Reads an optional age: a number, a number as text, "" or null.</summary>
    public int? Age(string field) => ReadAge(field, out var age) == Given.Value ? age : null;

    /// <summary>Reads a change of age that "" or null clears; null when the field is absent.</summary>
    public Change<int?>? ClearableAge(string field) => ReadAge(field, out var age) switch
    {
        Given.Value => new Change<int?>(age),
        Given.Empty => new Change<int?>(null),
        _ => null,
    };

    public bool Flag(string field)
    {
        if (!TryGet(field, out var value)) Refuse(field, InputErrors.Required);
        else if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            Refuse(field, "must be true or false");
        return value.ValueKind == JsonValueKind.True;
    }

    public bool? OptionalFlag(string field) => IsAbsentOrNull(field, out _) ? null : Flag(field);

    /// <summary>Reads a whole number in digits only: an amount must not be misread. 0 when it is refused.</summary>
    public int WholeNumber(string field, int from, int to)
    {
        if (IsAbsentOrNull(field, out var value)) return Refused<int>(field, InputErrors.Required);
        return value.ValueKind == JsonValueKind.Number
            && int.TryParse(value.GetRawText(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= from && number <= to
            ? number : Refused<int>(field, $"must be a whole number from {from} to {to}, in digits only");
    }

    public int? OptionalWholeNumber(string field, int from, int to) =>
        IsAbsentOrNull(field, out _) ? null : WholeNumber(field, from, to);

    public long? OptionalSeq(string field)
    {
        if (IsAbsentOrNull(field, out var value)) return null;
        return value.ValueKind == JsonValueKind.Number
            && long.TryParse(value.GetRawText(), NumberStyles.None, CultureInfo.InvariantCulture, out var seq) && seq > 0
            ? seq : Refused<long?>(field, "must be a whole number, 1 or more");
    }

    /// <summary>Reads an optional time as milliseconds since 1970.</summary>
    public DateTimeOffset? Milliseconds(string field)
    {
        if (IsAbsentOrNull(field, out var value)) return null;
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var milliseconds)
            && milliseconds is >= 0 and <= Limits.LastMillisecond
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : Refused<DateTimeOffset?>(field, "must be a time in milliseconds since 1970");
    }

    /// <summary>Reads a list of non-empty texts; null when the field is absent, empty when it is null or "".</summary>
    public ImmutableArray<string>? Texts(string field, int max, TextRule rule)
    {
        if (!TryGet(field, out var value)) return null;
        if (value.ValueKind == JsonValueKind.Null || (value.ValueKind == JsonValueKind.String && value.ValueEquals("")))
            return [];
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() > max)
            return Refused<ImmutableArray<string>?>(field, $"must be a list of at most {max} texts");
        var texts = ImmutableArray.CreateBuilder<string>(value.GetArrayLength());
        foreach (var item in value.EnumerateArray())
        {
            var text = StringOf(item)?.Trim();
            var isStorable = item.ValueKind != JsonValueKind.String || (text is not null && TextForm.IsStorable(text));
            if (!isStorable || text is null or "" || rule.Refuses(text) is not null)
                return Refused<ImmutableArray<string>?>(
                    field, isStorable ? $"must hold texts of 1 to {rule.Max} characters" : TextRule.NotStorable);
            texts.Add(text);
        }
        return texts.DrainToImmutable();
    }

    public void Refuse(string field, string why) => Errors.Add(within + field, why);

    private enum Given
    {
        Refused,
        Absent,
        Empty,
        Value,
    }

    private Given Read(string field, TextRule rule, out string text)
    {
        var given = ReadRaw(field, out text);
        if (given != Given.Value) return given;
        text = text.Trim();
        if (text.Length == 0) return Given.Empty;
        return rule.Refuses(text) is { } why ? Refused<Given>(field, why) : Given.Value;
    }

    private Given ReadRaw(string field, out string text)
    {
        text = "";
        if (!TryGet(field, out var value)) return Given.Absent;
        if (value.ValueKind == JsonValueKind.Null) return Given.Empty;
        if (value.ValueKind != JsonValueKind.String) return Refused<Given>(field, "must be text");
        if (StringOf(value) is not { } read) return Refused<Given>(field, TextRule.NotStorable);
        text = read;
        return text.Length == 0 ? Given.Empty : Given.Value;
    }

    private Given ReadAge(string field, out int age)
    {
        age = 0;
        if (!TryGet(field, out var value)) return Given.Absent;
        if (value.ValueKind == JsonValueKind.Null) return Given.Empty;
        var text = value.ValueKind == JsonValueKind.Number ? value.GetRawText() : StringOf(value)?.Trim();
        if (text is "") return Given.Empty;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out age)
            && age is >= Limits.AgeFrom and <= Limits.AgeTo
            ? Given.Value : Refused<Given>(field, $"must be a whole number from {Limits.AgeFrom} to {Limits.AgeTo}");
    }

    private static bool HasNone(HttpContext http) =>
        http.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false };

    // The parser accepts escapes of lone surrogates and bytes that are not UTF-8; only the conversion to text fails.
    private static string? StringOf(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String) return null;
        try { return value.GetString(); }
        catch (InvalidOperationException) { return null; }
    }

    private bool TryGet(string field, out JsonElement value)
    {
        value = default;
        try { return body.ValueKind == JsonValueKind.Object && body.TryGetProperty(field, out value); }
        catch (InvalidOperationException)
        {
            // A field name has a lone surrogate. Skipping it would cost an exception for each such name, so the body
            // is refused.
            Errors.Refuse(HttpFaults.MalformedJson);
            return false;
        }
    }

    private bool IsAbsentOrNull(string field, out JsonElement value) =>
        !TryGet(field, out value) || value.ValueKind == JsonValueKind.Null;

    private T? Refused<T>(string field, string why) => Errors.Refused<T>(within + field, why);
}
