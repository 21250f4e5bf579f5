using System.Security.Cryptography;
using System.Text;

namespace XelaConnect.Grains.Video;

/// <summary>
/// A name is the id of what the room is for (a circle, a conversation or the host), a mark of the host and a seal over
/// both. So nothing is stored, a repeated request finds its room, and nobody can make up a name.
/// </summary>
internal sealed class VideoRoomNames(ReadOnlyMemory<byte> key)
{
    private const int MaxLength = 128;
    private const int DigestLength = 16;

    public string Of(string targetId, string hostId)
    {
        var mark = Digest("host", targetId, hostId);
        return $"{targetId}-{mark}{Digest("room", targetId, mark)}";
    }

    /// <summary>Null for a name that is not from here.</summary>
    public VideoRoomName? Read(string name)
    {
        var targetLength = name.Length - (2 * DigestLength) - 1;
        if (targetLength < 1 || name.Length > MaxLength || name[targetLength] != '-') return null;
        var (target, mark) = (name[..targetLength], name.Substring(targetLength + 1, DigestLength));
        return CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(Digest("room", target, mark)), Encoding.UTF8.GetBytes(name[^DigestLength..]))
            ? new VideoRoomName(name, target) : null;
    }

    public bool IsHost(VideoRoomName room, string userId) => room.Name == Of(room.TargetId, userId);

    private string Digest(string kind, string targetId, string about) => Convert.ToHexStringLower(
        HMACSHA256.HashData(key.Span, Encoding.UTF8.GetBytes($"{kind}\n{targetId}\n{about}")))[..DigestLength];
}

internal sealed record VideoRoomName(string Name, string TargetId);
