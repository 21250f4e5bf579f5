using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace XelaConnect.Grains.Relationships;

/// <summary>The listing is null in a cursor of an earlier version.</summary>
internal readonly record struct InboxCursor(long? Listing, int Moved, TimeCursor Top, TimeCursor Position)
{
    private const char Prefix = 'p';
    private const char Separator = '~';

    public static bool TryParse(string text, [NotNullWhen(true)] out InboxCursor? cursor)
    {
        cursor = null;
        if (text.Length == 0 || text[0] != Prefix)
        {
            if (TimeCursor.TryParse(text, out var only)) cursor = new InboxCursor(null, 0, default, only);
        }
        else if (text[1..].Split(Separator) is [var listing, var moved, var top, var position]
            && long.TryParse(listing, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && int.TryParse(moved, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && TimeCursor.TryParse(top, out var first) && TimeCursor.TryParse(position, out var last))
        {
            cursor = new InboxCursor(id, count, first, last);
        }
        return cursor is not null;
    }

    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture, $"{Prefix}{Listing}{Separator}{Moved}{Separator}{Top}{Separator}{Position}");
}
