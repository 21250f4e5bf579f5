namespace XelaConnect.ApiHost.Http;

/// <summary>Reads the query. An empty value counts as absent; of a repeated field the last value counts.</summary>
internal sealed class QueryInput(IQueryCollection query)
{
    /// <summary>What clients may say for no category.</summary>
    public const string EveryCategory = "All";

    private static readonly TextRule CursorRule =
        new(Limits.Cursor, text => Ascii.IsValid(text), "is not one this server gave out");

    public InputErrors Errors { get; } = new();

    /// <summary>A cursor that cannot be one of this server has the same code as one that its list refuses.</summary>
    public IResult? Refusal => Errors.ByField is { Count: 1 } errors && errors.Keys.First() is "cursor" or "since"
        ? Refuse(XelaConnect.Page.BadCursorIn(errors.Keys.First())) : Errors.Refusal;

    public static ValueTask<QueryInput?> BindAsync(HttpContext http) => new(new QueryInput(http.Request.Query));

    public string? OptionalText(string field, TextRule rule)
    {
        if (Last(field) is not { } text) return null;
        return rule.Refuses(text) is { } why ? Errors.Refused<string>(field, why) : text;
    }

    public long? Seq(string field)
    {
        if (Last(field) is not { } text) return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seq)
            ? seq : Errors.Refused<long?>(field, "must be a whole number, 0 or more");
    }

    /// <summary>Reads <c>true</c> or <c>false</c>; false when absent.</summary>
    public bool Flag(string field)
    {
        var text = Last(field);
        if (text is null or "false") return false;
        if (text is not "true") Errors.Add(field, "must be true or false");
        return true;
    }

    public int? OptionalNumber(string field, int from, int to)
    {
        if (Last(field) is not { } text) return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= from && number <= to
            ? number : Errors.Refused<int?>(field, $"must be a whole number from {from} to {to}");
    }

    /// <summary>One of some categories; null: every one.</summary>
    public string? Category(ImmutableArray<string> all) =>
        OptionalText("category", TextRule.OneOf([EveryCategory, .. all])) is { } named && named != EveryCategory ? named : null;

    /// <summary>The cursor, which the grain interprets (null: the beginning), and the number of items.</summary>
    public (string? Cursor, int Limit) Page(int otherwise = Limits.DefaultPageSize) =>
        (OptionalText("cursor", CursorRule), Limit(otherwise));

    public int Limit(int otherwise = Limits.DefaultPageSize) =>
        OptionalNumber("limit", 1, Limits.MaxPageSize) ?? otherwise;

    /// <summary>The part of a history: after a seq or before a seq, not both; without both, its end.</summary>
    public (long? AfterSeq, long? BeforeSeq, int Limit) History(int otherwise = Limits.DefaultPageSize)
    {
        var part = (Seq("after_seq"), Seq("before_seq"), Limit(otherwise));
        if (part is (not null, not null, _)) Errors.Add("before_seq", "must not be given together with after_seq");
        return part;
    }

    private string? Last(string field) =>
        query.TryGetValue(field, out var values) && values.Count > 0 && values[^1]?.Trim() is { Length: > 0 } text
            ? text : null;
}
