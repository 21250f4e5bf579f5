namespace XelaConnect.Infrastructure.Hosting;

/// <summary>Other services may escape half a surrogate pair, for which the framework's reader throws.</summary>
internal static class JsonText
{
    /// <summary>Halves of surrogate pairs included; null for a value that is no text.</summary>
    public static string? UnitsOf(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String) return null;
        try { return value.GetString(); }
        catch (InvalidOperationException) { return Unescape(value.GetRawText().AsSpan()[1..^1]); }
    }

    /// <summary>With U+FFFD for each half of a surrogate pair.</summary>
    public static string? Of(JsonElement value) => UnitsOf(value) is { } units ? Whole(units) : null;

    public static string Whole(string units)
    {
        var whole = new StringBuilder(units.Length);
        // The enumerator reads a half as U+FFFD.
        foreach (var rune in units.EnumerateRunes()) whole.Append(rune.ToString());
        return whole.ToString();
    }

    private static string Unescape(ReadOnlySpan<char> raw)
    {
        var text = new StringBuilder(raw.Length);
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] != '\\')
            {
                text.Append(raw[i]);
                continue;
            }
            i++;
            if (raw[i] != 'u')
                text.Append(raw[i] switch { 'b' => '\b', 'f' => '\f', 'n' => '\n', 'r' => '\r', 't' => '\t', var same => same });
            else
            {
                text.Append(
                    (char)int.Parse(raw.Slice(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                i += 4;
            }
        }
        return text.ToString();
    }
}
