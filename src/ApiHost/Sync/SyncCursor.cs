using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace XelaConnect.ApiHost.Sync;

/// <summary>
/// Where a person was when they last asked: a place in the history of each of their own grains, and the seq of each circle they are in. Clients get it as text
/// they need not understand.
/// </summary>
/// <param name="Inbox">Place in the inbox.</param>
/// <param name="Contacts">Place in the contacts.</param>
/// <param name="Feed">Place in the activities.</param>
/// <param name="Xela">Seq of the conversation with Xela; null in a cursor from before it was told of: from then on.</param>
/// <param name="Circles">Place by circle, named by <see cref="NameOf"/>.</param>
internal sealed record SyncCursor(long Inbox, long Contacts, long Feed, long? Xela, IReadOnlyDictionary<ulong, CirclePosition> Circles)
{
    private const byte Form = 3;
    private const byte FormWithoutVersions = 2;
    private const byte FormWithoutXela = 1;
    private const int Head = 1 + (4 * sizeof(long));
    private const int PerCircle = 3 * sizeof(long);
    private const long NoVersion = -1;

    /// <summary>A short name of a circle: two that a person is in never share one, as far as 64 bits tell.</summary>
    public static ulong NameOf(string circleId)
    {
        Span<byte> digest = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(circleId), digest);
        return BinaryPrimitives.ReadUInt64BigEndian(digest);
    }

    /// <summary>The cursor of a text, or null when it is none.</summary>
    public static SyncCursor? Parse(string text)
    {
        // Asked first: what is no such text would not be refused but thrown at.
        if (!Base64Url.IsValid(text)) return null;
        var bytes = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        if (!Base64Url.TryDecodeFromChars(text, bytes, out var length) || length == 0 || bytes[0] is not (Form or FormWithoutVersions or FormWithoutXela)) return null;
        var head = bytes[0] == FormWithoutXela ? Head - sizeof(long) : Head;
        var (perCircle, versions) = bytes[0] == Form ? (PerCircle, true) : (PerCircle - sizeof(long), false);
        if (length < head || (length - head) % perCircle != 0) return null;
        var circles = new Dictionary<ulong, CirclePosition>();
        for (var at = head; at < length; at += perCircle)
        {
            var version = versions ? BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(at + (2 * sizeof(long)))) : NoVersion;
            circles[BinaryPrimitives.ReadUInt64BigEndian(bytes.AsSpan(at))] =
                new(BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(at + sizeof(long))), version == NoVersion ? null : version);
        }
        var cursor = new SyncCursor(Read(0), Read(1), Read(2), head == Head ? Read(3) : null, circles);
        return cursor is { Inbox: >= 0, Contacts: >= 0, Feed: >= 0, Xela: null or >= 0 } && circles.Values.All(static place => place is { Seq: >= 0, Version: null or >= 0 }) ? cursor : null;

        long Read(int place) => BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(1 + (place * sizeof(long))));
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var bytes = new byte[Head + (Circles.Count * PerCircle)];
        bytes[0] = Form;
        Write(1, Inbox);
        Write(1 + sizeof(long), Contacts);
        Write(1 + (2 * sizeof(long)), Feed);
        Write(1 + (3 * sizeof(long)), Xela ?? 0);
        var at = Head;
        foreach (var (name, place) in Circles)
        {
            BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(at), name);
            Write(at + sizeof(long), place.Seq);
            Write(at + (2 * sizeof(long)), place.Version ?? NoVersion);
            at += PerCircle;
        }
        return Base64Url.EncodeToString(bytes);

        void Write(int place, long value) => BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(place), value);
    }
}

/// <summary>Where a person was in a circle.</summary>
/// <param name="Seq">The last post they were told of.</param>
/// <param name="Version">The circle's version, for posts taken back since; null in a cursor from before these were told of: from then on.</param>
internal readonly record struct CirclePosition(long Seq, long? Version);
