using System.Globalization;
using System.Text;

namespace XelaConnect.ApiHost.Http;

/// <summary>
/// Reads the query of a request as <see cref="JsonInput"/> reads a body. An empty value counts as absent; of a
/// repeated field the last value counts.
/// </summary>
internal sealed class QueryInput(IQueryCollection query)
{
    private static readonly TextRule CursorRule =
        new(Limits.Cursor, text => Ascii.IsValid(text), "is not one this server gave out");

    /// <summary>The errors so far.</summary>
    public InputErrors Errors { get; } = new();

    /// <summary>The error response; null while everything is valid.</summary>
    public IResult? Refusal => Errors.Refusal;

    /// <summary>Reads optional text.</summary>
    public string? OptionalText(string field, TextRule rule)
    {
        var text = Last(field);
        if (text is null) return null;
        if (rule.Refuses(text) is not { } why) return text;
        Errors.Add(field, why);
        return null;
    }

    /// <summary>Reads an optional seq, 0 or more.</summary>
    public long? Seq(string field)
    {
        var text = Last(field);
        if (text is null) return null;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seq)) return seq;
        Errors.Add(field, "must be a whole number, 0 or more");
        return null;
    }

    /// <summary>Reads <c>true</c> or <c>false</c>; false when absent.</summary>
    public bool Flag(string field)
    {
        var text = Last(field);
        if (text is null or "false") return false;
        if (text is not "true") Errors.Add(field, "must be true or false");
        return true;
    }

    /// <summary>Reads an optional whole number within bounds.</summary>
    public int? OptionalNumber(string field, int from, int to)
    {
        if (Last(field) is not { } text) return null;
        if (TryNumber(text, out var number) && number >= from && number <= to) return number;
        Errors.Add(field, string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {from} to {to}"));
        return null;
    }

    /// <summary>
    /// Reads the cursor of a page; null is the beginning. The grain interprets it; here only its length and
    /// characters are checked.
    /// </summary>
    public string? Cursor() => OptionalText("cursor", CursorRule);

    /// <summary>Reads the number of items of a page.</summary>
    public int Limit() => OptionalNumber("limit", 1, Limits.MaxPageSize) ?? Limits.DefaultPageSize;

    /// <summary>
    /// Reads the part of a history: after a seq or before a seq, not both; the end of the history when both are
    /// absent.
    /// </summary>
    public (long? AfterSeq, long? BeforeSeq, int Limit) History()
    {
        var part = (Seq("after_seq"), Seq("before_seq"), Limit());
        if (part is (not null, not null, _)) Errors.Add("before_seq", "must not be given together with after_seq");
        return part;
    }

    private static bool TryNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private string? Last(string field) =>
        query.TryGetValue(field, out var values) && values.Count > 0 && values[^1]?.Trim() is { Length: > 0 } text
            ? text
            : null;
}
