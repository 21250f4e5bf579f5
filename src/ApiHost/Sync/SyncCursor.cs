using System.Buffers.Binary;
using System.Buffers.Text;

namespace XelaConnect.ApiHost.Sync;

/// <summary>
/// The position of a client in the histories of the user's grains and in each circle, by <see cref="NameOf"/>. Opaque
/// text for clients. In an old cursor <paramref name="Xela"/> is null, which means the current seq. Of the step after
/// <paramref name="Inbox"/> the messages up to <paramref name="InboxMessage"/> are known, where it is not 0.
/// </summary>
internal sealed record SyncCursor(
    long Inbox, long Contacts, long Feed, long? Xela, IReadOnlyDictionary<ulong, CirclePosition> Circles,
    long InboxMessage = 0)
{
    /// <summary>Only within a step, so that earlier versions read all other cursors.</summary>
    private const byte FormWithinStep = 4;
    private const byte Form = 3;
    private const byte FormWithoutVersions = 2;
    private const byte FormWithoutXela = 1;
    private const int Head = 1 + (4 * sizeof(long));
    private const int PerCircle = 3 * sizeof(long);
    private const long NoVersion = -1;

    /// <summary>A 64-bit hash of a circle id, unique among the circles of a user.</summary>
    public static ulong NameOf(string circleId)
    {
        Span<byte> digest = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(circleId), digest);
        return BinaryPrimitives.ReadUInt64BigEndian(digest);
    }

    public static SyncCursor? Parse(string text)
    {
        // Checked first: decoding throws for other characters.
        if (!Base64Url.IsValid(text)) return null;
        var bytes = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        if (!Base64Url.TryDecodeFromChars(text, bytes, out var length) || length == 0) return null;
        if (bytes[0] is not (FormWithinStep or Form or FormWithoutVersions or FormWithoutXela)) return null;
        var withinStep = bytes[0] == FormWithinStep;
        var head = Head + (withinStep ? sizeof(long) : bytes[0] == FormWithoutXela ? -sizeof(long) : 0);
        var (perCircle, versions) = bytes[0] >= Form ? (PerCircle, true) : (PerCircle - sizeof(long), false);
        if (length < head || (length - head) % perCircle != 0) return null;
        var circles = new Dictionary<ulong, CirclePosition>();
        for (var at = head; at < length; at += perCircle)
        {
            var version = versions ? Read(at + (2 * sizeof(long))) : NoVersion;
            circles[BinaryPrimitives.ReadUInt64BigEndian(bytes.AsSpan(at))] =
                new(Read(at + sizeof(long)), version == NoVersion ? null : version);
        }
        var cursor = new SyncCursor(
            Read(1), Read(1 + sizeof(long)), Read(1 + (2 * sizeof(long))), head >= Head ? Read(1 + (3 * sizeof(long))) : null,
            circles, withinStep ? Read(Head) : 0);
        return cursor is { Inbox: >= 0, Contacts: >= 0, Feed: >= 0, Xela: null or >= 0, InboxMessage: >= 0 }
            && circles.Values.All(static position => position is { Seq: >= 0, Version: null or >= 0 }) ? cursor : null;

        long Read(int offset) => BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(offset));
    }

    public override string ToString()
    {
        var head = InboxMessage > 0 ? Head + sizeof(long) : Head;
        var bytes = new byte[head + (Circles.Count * PerCircle)];
        bytes[0] = InboxMessage > 0 ? FormWithinStep : Form;
        Write(1, Inbox);
        Write(1 + sizeof(long), Contacts);
        Write(1 + (2 * sizeof(long)), Feed);
        Write(1 + (3 * sizeof(long)), Xela ?? 0);
        if (InboxMessage > 0) Write(Head, InboxMessage);
        var at = head;
        foreach (var (name, position) in Circles)
        {
            BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(at), name);
            Write(at + sizeof(long), position.Seq);
            Write(at + (2 * sizeof(long)), position.Version ?? NoVersion);
            at += PerCircle;
        }
        return Base64Url.EncodeToString(bytes);

        void Write(int offset, long value) => BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(offset), value);
    }
}

/// <summary>A position in a circle. In an old cursor the version is null, which means the current one.</summary>
internal readonly record struct CirclePosition(long Seq, long? Version);
