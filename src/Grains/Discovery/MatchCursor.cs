using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace XelaConnect.Grains.Discovery;

/// <summary>Contains when the first page was requested, so that later pages keep the order of that day.</summary>
internal sealed record MatchCursor(DateTimeOffset At, MatchPosition Position)
{
    public string Write()
    {
        var (rank, shuffle, userId) = Position;
        return Base64Url.EncodeToString(
            Encoding.UTF8.GetBytes($"{At.ToUnixTimeMilliseconds()} {rank} {shuffle:x} {userId}"));
    }

    /// <summary>Null for a text that <see cref="Write"/> does not return.</summary>
    public static MatchCursor? Read(string text)
    {
        if (!Base64Url.IsValid(text)) return null;
        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split(' ', 4);
        return parts.Length == 4
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            && at <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var rank)
            && ulong.TryParse(parts[2], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var shuffle)
            && parts[3].Length > 0
            ? new MatchCursor(DateTimeOffset.FromUnixTimeMilliseconds(at), new MatchPosition(rank, shuffle, parts[3]))
            : null;
    }
}
