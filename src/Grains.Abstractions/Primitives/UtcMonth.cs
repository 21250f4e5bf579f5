using System.Globalization;

namespace XelaConnect;

/// <summary>Months by UTC, such as <c>2026-11</c>: the keys of reports and of the audit log.</summary>
public static class UtcMonth
{
    private const string Form = "yyyy-MM";

    /// <summary>The month of a moment.</summary>
    public static string Of(DateTimeOffset at) => at.UtcDateTime.ToString(Form, CultureInfo.InvariantCulture);

    /// <summary>The months from one moment to another, both included, oldest first.</summary>
    public static IEnumerable<string> Between(DateTimeOffset from, DateTimeOffset to)
    {
        var first = new DateOnly(from.UtcDateTime.Year, from.UtcDateTime.Month, 1);
        for (var month = first; month <= DateOnly.FromDateTime(to.UtcDateTime); month = month.AddMonths(1))
            yield return month.ToString(Form, CultureInfo.InvariantCulture);
    }
}
