using System.Globalization;

namespace XelaConnect;

/// <summary>A position in a list sorted by time, newest first, and by id. Its text is a cursor.</summary>
public readonly record struct TimeCursor(DateTimeOffset At, string Id) : IComparable<TimeCursor>
{
    /// <summary>Parses a text that <see cref="ToString"/> returned.</summary>
    public static bool TryParse(string text, out TimeCursor position)
    {
        position = default;
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        if (dot <= 0) return false;
        var digits = text.AsSpan(0, dot);
        if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)) return false;
        if (ticks > DateTimeOffset.MaxValue.UtcTicks) return false;
        position = new TimeCursor(new DateTimeOffset(ticks, TimeSpan.Zero), text[(dot + 1)..]);
        return true;
    }

    /// <summary>Compares in the order of the list: a later position is greater.</summary>
    public int CompareTo(TimeCursor other) =>
        At != other.At ? other.At.CompareTo(At) : string.CompareOrdinal(other.Id, Id);

    /// <summary>The text of the cursor.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At.UtcTicks}.{Id}");

    /// <summary>Whether a position is before another.</summary>
    public static bool operator <(TimeCursor left, TimeCursor right) => left.CompareTo(right) < 0;
    /// <summary>Whether a position is after another.</summary>
    public static bool operator >(TimeCursor left, TimeCursor right) => left.CompareTo(right) > 0;
    /// <summary>Whether a position is not after another.</summary>
    public static bool operator <=(TimeCursor left, TimeCursor right) => left.CompareTo(right) <= 0;
    /// <summary>Whether a position is not before another.</summary>
    public static bool operator >=(TimeCursor left, TimeCursor right) => left.CompareTo(right) >= 0;
}
