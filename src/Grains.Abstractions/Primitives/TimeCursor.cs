using System.Globalization;

namespace XelaConnect;

/// <summary>A position in a list that is sorted by time, newest first, and by id among items of the same time. Its text is the cursor of the next page.</summary>
/// <param name="At">Time of the last item before the position.</param>
/// <param name="Id">Id of that item.</param>
public readonly record struct TimeCursor(DateTimeOffset At, string Id) : IComparable<TimeCursor>
{
    /// <summary>Parses a text that <see cref="ToString"/> returned.</summary>
    public static bool TryParse(string text, out TimeCursor position)
    {
        ArgumentNullException.ThrowIfNull(text);
        position = default;
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        if (dot <= 0 || !long.TryParse(text.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)) return false;
        if (ticks > DateTimeOffset.MaxValue.UtcTicks) return false;
        position = new TimeCursor(new DateTimeOffset(ticks, TimeSpan.Zero), text[(dot + 1)..]);
        return true;
    }

    /// <summary>Compares in the order of the list: a later position is greater.</summary>
    public int CompareTo(TimeCursor other) => other.At.CompareTo(At) is var byTime && byTime != 0 ? byTime : string.CompareOrdinal(other.Id, Id);

    /// <inheritdoc/>
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
