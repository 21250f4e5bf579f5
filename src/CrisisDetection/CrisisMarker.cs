namespace XelaConnect.CrisisDetection;

/// <summary>Finds and removes the mark that the model writes instead of a reply to danger. For one reply.</summary>
public sealed class CrisisMarker
{
    /// <summary>The mark. Upper case counts, too.</summary>
    public const string Text = "[[care]]";
    private string held = "";   // the end of the text so far, while it may be the beginning of the mark

    /// <summary>Whether the mark was found. What follows it is ignored.</summary>
    public bool IsFound { get; private set; }

    /// <summary>Takes the next chunk and returns the text that is certainly no part of the mark.</summary>
    public string Append(string chunk)
    {
        if (IsFound) return "";
        var text = held + chunk;
        var at = text.IndexOf(Text, StringComparison.OrdinalIgnoreCase);
        IsFound = at >= 0;
        if (!IsFound) at = text.Length - LengthOfBeginning(text);
        held = IsFound ? "" : text[at..];
        return text[..at];
    }

    /// <summary>Ends the text and returns what was held back: it was no mark.</summary>
    public string Complete() => held;

    // How many of the last characters are the beginning of the mark.
    private static int LengthOfBeginning(string text)
    {
        var length = Math.Min(text.Length, Text.Length - 1);
        while (!text.EndsWith(Text[..length], StringComparison.OrdinalIgnoreCase)) length--;
        return length;
    }
}
