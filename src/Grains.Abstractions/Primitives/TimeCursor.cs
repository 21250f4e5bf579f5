using System.Globalization;

namespace XelaConnect;

/// <summary>A place in a list that is sorted by time, the newest first, and by id among equals: the text that pages are asked for with.</summary>
/// <param name="At">The time of the last item before the place.</param>
/// <param name="Id">Its id.</param>
public readonly record struct TimeCursor(DateTimeOffset At, string Id) : IComparable<TimeCursor>
{
    /// <summary>The place a text stands for; none when it is not one that <see cref="ToString"/> made.</summary>
    public static bool TryParse(string text, out TimeCursor place)
    {
        ArgumentNullException.ThrowIfNull(text);
        place = default;
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        if (dot <= 0 || !long.TryParse(text.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)) return false;
        if (ticks > DateTimeOffset.MaxValue.UtcTicks) return false;
        place = new TimeCursor(new DateTimeOffset(ticks, TimeSpan.Zero), text[(dot + 1)..]);
        return true;
    }

    /// <summary>Places further down a list are greater.</summary>
    public int CompareTo(TimeCursor other) => other.At.CompareTo(At) is var byTime && byTime != 0 ? byTime : string.CompareOrdinal(other.Id, Id);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At.UtcTicks}.{Id}");

    /// <summary>Whether a place comes before another.</summary>
    public static bool operator <(TimeCursor left, TimeCursor right) => left.CompareTo(right) < 0;

    /// <summary>Whether a place comes after another.</summary>
    public static bool operator >(TimeCursor left, TimeCursor right) => left.CompareTo(right) > 0;

    /// <summary>Whether a place does not come after another.</summary>
    public static bool operator <=(TimeCursor left, TimeCursor right) => left.CompareTo(right) <= 0;

    /// <summary>Whether a place does not come before another.</summary>
    public static bool operator >=(TimeCursor left, TimeCursor right) => left.CompareTo(right) >= 0;
}
