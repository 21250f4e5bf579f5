using System.Globalization;
using System.Text;

namespace XelaConnect.ApiHost.Http;

/// <summary>The query of a request, read the way <see cref="Input"/> reads a body. An empty value is as good as none; of several the last counts.</summary>
internal sealed class QueryInput(IQueryCollection query)
{
    private static readonly TextRule OurCursor = new(Limits.Cursor, text => Ascii.IsValid(text), "is not one this server gave out");

    /// <summary>What is wrong so far.</summary>
    public InputErrors Errors { get; } = new();

    /// <summary>The answer to give instead of going on, or null when nothing is wrong.</summary>
    public IResult? Refusal => Errors.Refusal;

    /// <summary>Text that may be left out.</summary>
    public string? OptionalText(string field, TextRule rule)
    {
        var text = Last(field);
        if (text is null) return null;
        if (rule.Refuses(text) is not { } why) return text;
        Errors.Add(field, why);
        return null;
    }

    /// <summary>A place in a list (0 and up) that may be left out.</summary>
    public long? Seq(string field)
    {
        var text = Last(field);
        if (text is null) return null;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seq)) return seq;
        Errors.Add(field, "must be a whole number, 0 or more");
        return null;
    }

    /// <summary>A yes or no; no when nothing is said.</summary>
    public bool Flag(string field)
    {
        var text = Last(field);
        if (text is null or "false") return false;
        if (text is not "true") Errors.Add(field, "must be true or false");
        return true;
    }

    /// <summary>A whole number within bounds that may be left out.</summary>
    public int? OptionalNumber(string field, int from, int to)
    {
        if (Last(field) is not { } text) return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= from && number <= to) return number;
        Errors.Add(field, string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {from} to {to}"));
        return null;
    }

    /// <summary>Where a page starts; null is the beginning. What it says is the grain's affair: here it is only kept short and clean.</summary>
    public string? Cursor() => OptionalText("cursor", OurCursor);

    /// <summary>How many items a page may hold; the default when nothing is said.</summary>
    public int Limit()
    {
        var limit = Last("limit") is not { } text ? Paging.Limit((int?)null)
            : Paging.Limit(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0);
        if (!limit.IsOk) Errors.Add("limit", $"must be a whole number from 1 to {Paging.MaxLimit}");
        return limit.Value;
    }

    /// <summary>Which part of a history: what follows one seq or what comes before another, not both; the end of it when neither is said.</summary>
    public (long? AfterSeq, long? BeforeSeq, int Limit) History()
    {
        var part = (Seq("after_seq"), Seq("before_seq"), Limit());
        if (part is (not null, not null, _)) Errors.Add("before_seq", "must not be given together with after_seq");
        return part;
    }

    private string? Last(string field) => query.TryGetValue(field, out var values) && values.Count > 0 && values[^1]?.Trim() is { Length: > 0 } text ? text : null;
}
