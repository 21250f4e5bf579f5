using System.Globalization;
using System.Text;

namespace XelaConnect.Bench;

/// <summary>What a run says: Markdown, to the screen as it comes and kept for a file.</summary>
internal sealed class Report
{
    private readonly StringBuilder text = new();

    public string Markdown => text.ToString();

    public void Heading(string text) => Line($"\n## {text}\n");

    public void Line(string text)
    {
        this.text.Append(text).Append('\n');
        Console.WriteLine(text);
    }

    /// <summary>A table: the first column is text, the others are figures.</summary>
    public void Table(string[] header, IEnumerable<string[]> rows)
    {
        Line($"| {string.Join(" | ", header)} |");
        Line($"|---|{string.Concat(Enumerable.Repeat("---:|", header.Length - 1))}");
        foreach (var row in rows)
            Line($"| {string.Join(" | ", row)} |");
        Line("");
    }

    /// <summary>Progress on the console; not part of the result.</summary>
    public static void Progress(string text) => Console.Error.WriteLine($"… {text}");
}

/// <summary>How figures are put together and written.</summary>
internal static class Figures
{
    public static double Median(this IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    public static string Whole(this double value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string Whole(this long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string OneDigit(this double value) => value.ToString("0.0", CultureInfo.InvariantCulture);

    public static string TwoDigits(this double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    public static string Percent(this double share) => (share * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    public static string Verdict(this bool met) => met ? "met" : "**missed**";
}
