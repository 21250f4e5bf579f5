using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace XelaConnect.Grains.Relationships;

/// <summary>Where a reader of the inbox goes on.</summary>
/// <param name="Listing">Which reading; null in a cursor of an earlier version.</param>
/// <param name="Moved">How many of those that moved were looked at.</param>
/// <param name="Top">When the newest message was sent as the reading began.</param>
/// <param name="Position">Up to which place all was shown.</param>
internal readonly record struct InboxCursor(long? Listing, int Moved, TimeCursor Top, TimeCursor Position)
{
    private const char Form = 'p';
    private const char Between = '~';

    /// <summary>The cursor of a text; none when it is not one that <see cref="ToString"/> made.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out InboxCursor? cursor)
    {
        cursor = null;
        if (text.Length == 0 || text[0] != Form)
        {
            if (TimeCursor.TryParse(text, out var alone)) cursor = new InboxCursor(null, 0, default, alone);
        }
        else if (text[1..].Split(Between) is [var reading, var moved, var top, var place]
            && long.TryParse(reading, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && int.TryParse(moved, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && TimeCursor.TryParse(top, out var first) && TimeCursor.TryParse(place, out var last))
        {
            cursor = new InboxCursor(id, count, first, last);
        }
        return cursor is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Form}{Listing}{Between}{Moved}{Between}{Top}{Between}{Position}");
}
