using System.Globalization;

namespace XelaConnect.ApiHost.Http;

/// <summary>How lists are asked for (contract §0, "lists"). The cursor is opaque text that goes to the grain as it is.</summary>
internal static class Paging
{
    /// <summary>What a page holds when the caller does not say.</summary>
    public const int DefaultLimit = 20;
    /// <summary>What a page holds at most.</summary>
    public const int MaxLimit = 100;

    /// <summary>The limit to use, or the refusal that names the field.</summary>
    public static Outcome<int> Limit(int? limit) => limit switch
    {
        null => DefaultLimit,
        >= 1 and <= MaxLimit => limit.Value,
        _ => OutOfRange,
    };

    /// <summary>The same, read from the query.</summary>
    public static Outcome<int> Limit(HttpContext http)
    {
        var text = http.Request.Query["limit"];
        if (text.Count == 0) return DefaultLimit;
        return text.Count == 1 && int.TryParse(text[0], NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? Limit(limit) : OutOfRange;
    }

    private static Fault OutOfRange => HttpFaults.Invalid("limit", "The field limit must be a whole number from 1 to 100.");
}
