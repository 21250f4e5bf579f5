namespace XelaConnect.Grains.Companion.Care;

/// <summary>
/// What the model writes instead of an answer when words may mean danger to life that <see cref="DangerDetector"/> has no phrase for: Xela then gives our own
/// answer to a danger. Taken out of the text while it streams, however it is cut into pieces; never shown. One instance for one answer.
/// </summary>
internal sealed class CareSign
{
    /// <summary>The sign, in upper or lower case.</summary>
    public const string Text = "[[care]]";

    private string held = "";   // the end of what came, while it may be the beginning of the sign

    /// <summary>The sign came. What comes after it is not looked at.</summary>
    public bool Seen { get; private set; }

    /// <summary>Takes the next piece and returns what is certainly not the sign.</summary>
    public string Take(string piece)
    {
        if (Seen) return "";
        var text = held + piece;
        var at = text.IndexOf(Text, StringComparison.OrdinalIgnoreCase);
        Seen = at >= 0;
        if (!Seen) at = text.Length - Begun(text);
        held = Seen ? "" : text[at..];
        return text[..at];
    }

    /// <summary>The answer is over: what looked like the beginning of the sign was none.</summary>
    public string Finish() => held;

    private static int Begun(string text)
    {
        var length = Math.Min(text.Length, Text.Length - 1);
        while (!text.AsSpan(text.Length - length).Equals(Text.AsSpan(0, length), StringComparison.OrdinalIgnoreCase)) length--;
        return length;
    }
}
