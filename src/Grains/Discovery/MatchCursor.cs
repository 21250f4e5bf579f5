using System.Buffers.Text;
using System.Globalization;
using System.Text;
using XelaConnect.Discovery;

namespace XelaConnect.Grains.Discovery;

/// <summary>Where a page ended, and when its first page was asked for: what follows is in that day's order, whatever day it is by then.</summary>
internal sealed record MatchCursor(DateTimeOffset At, MatchPosition Position)
{
    /// <summary>As clients carry it.</summary>
    public string Write() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $"{At.ToUnixTimeMilliseconds()} {Position.Rank} {Position.Shuffle:x} {Position.UserId}")));

    /// <summary>What was written; null for anything else.</summary>
    public static MatchCursor? Read(string text)
    {
        if (!Base64Url.IsValid(text)) return null;
        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split(' ', 4);
        return parts.Length == 4
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var rank)
            && ulong.TryParse(parts[2], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var shuffle)
            && parts[3].Length > 0
            ? new MatchCursor(DateTimeOffset.FromUnixTimeMilliseconds(at), new MatchPosition(rank, shuffle, parts[3]))
            : null;
    }
}
