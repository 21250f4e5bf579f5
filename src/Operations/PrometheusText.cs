using System.Globalization;
using System.Text;

namespace XelaConnect.Operations;

/// <summary>The Prometheus text format, version 0.0.4.</summary>
internal static class PrometheusText
{
    /// <summary>Its media type.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private const int MaxLabelLength = 200;

    /// <summary><c>http.server.request.duration</c> in <c>s</c> is <c>http_server_request_duration_seconds</c>.</summary>
    public static string NameOf(string instrument, string? unit, MetricKind kind)
    {
        var name = Sanitised(instrument, colons: true);
        var suffix = unit switch
        {
            "s" => "seconds",
            "ms" => "milliseconds",
            "us" or "µs" => "microseconds",
            "By" or "bytes" => "bytes",
            "MB" => "megabytes",
            "%" => "percent",
            _ => null,
        };
        if (suffix is not null && !name.EndsWith($"_{suffix}", StringComparison.Ordinal)) name = $"{name}_{suffix}";
        return kind == MetricKind.Counter && !name.EndsWith("_total", StringComparison.Ordinal) ? $"{name}_total" : name;
    }

    /// <summary>The labels, without braces.</summary>
    public static string LabelsOf(TagSet tags)
    {
        if (tags.Tags.Length == 0) return "";
        var text = new StringBuilder();
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (key, value) in tags.Tags)
        {
            var name = Sanitised(key, colons: false);
            if (!used.Add(name)) continue;
            if (text.Length > 0) text.Append(',');
            text.Append(name).Append("=\"");
            var label = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
            Escape(text, label.Length <= MaxLabelLength ? label : label[..MaxLabelLength], quotes: true);
            text.Append('"');
        }
        return text.ToString();
    }

    /// <summary>HELP and TYPE.</summary>
    public static void WriteHeader(StringBuilder text, string name, string help, MetricKind kind)
    {
        text.Append("# HELP ").Append(name).Append(' ');
        Escape(text, help, quotes: false);
        text.Append("\n# TYPE ").Append(name).Append(' ').Append(kind switch { MetricKind.Counter => "counter", MetricKind.Gauge => "gauge", _ => "histogram" }).Append('\n');
    }

    /// <summary>One line.</summary>
    public static void WriteSample(StringBuilder text, string name, string labels, double value)
    {
        text.Append(name);
        if (labels.Length > 0) text.Append('{').Append(labels).Append('}');
        text.Append(' ');
        if (double.IsNaN(value)) text.Append("NaN");
        else if (double.IsInfinity(value)) text.Append(value > 0 ? "+Inf" : "-Inf");
        else text.Append(value.ToString("R", CultureInfo.InvariantCulture));
        text.Append('\n');
    }

    private static string Sanitised(string name, bool colons)
    {
        var text = new StringBuilder(name.Length + 1);
        foreach (var c in name) text.Append(char.IsAsciiLetterOrDigit(c) || c == '_' || (colons && c == ':') ? c : '_');
        if (text.Length == 0 || char.IsAsciiDigit(text[0])) text.Insert(0, '_');
        return text.ToString();
    }

    private static void Escape(StringBuilder text, string value, bool quotes)
    {
        foreach (var c in value)
        {
            if (c == '\\') text.Append("\\\\");
            else if (c == '\n') text.Append("\\n");
            else if (c == '"' && quotes) text.Append("\\\"");
            else if (c == '\r') text.Append(' ');
            else text.Append(c);
        }
    }
}
