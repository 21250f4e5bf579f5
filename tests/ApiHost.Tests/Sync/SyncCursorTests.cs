using System.Buffers.Text;
using XelaConnect.ApiHost.Http;
using XelaConnect.ApiHost.Sync;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Sync;

public sealed class SyncCursorTests
{
    [Fact]
    public void Sync_cursor_round_trips()
    {
        var random = new Random(1);
        for (var i = 0; i < 2000; i++)
        {
            var circles = Enumerable.Range(0, random.Next(0, 6))
                .ToDictionary(
                c => SyncCursor.NameOf($"circle-{i}-{c}"), _ =>
                new CirclePosition(random.NextInt64(0, long.MaxValue), random.Next(4) == 0 ? null : random.NextInt64(0, long.MaxValue)));
            var cursor = new SyncCursor(random.NextInt64(), random.NextInt64(), random.NextInt64(), random.NextInt64(), circles,
                random.Next(2) == 0 ? 0 : random.NextInt64());
            var text = cursor.ToString();
            text.ShouldAllBe(c => char.IsAsciiLetterOrDigit(c) || c == '-' || c == '_', "it goes into a query as it is");
            var read = SyncCursor.Parse(text).ShouldNotBeNull();
            (read.Inbox, read.Contacts, read.Feed, read.Xela).ShouldBe((cursor.Inbox, cursor.Contacts, cursor.Feed, cursor.Xela));
            read.InboxMessage.ShouldBe(cursor.InboxMessage);
            read.Circles.ShouldBe(circles, ignoreOrder: true);
        }
    }

    [Fact]
    public void Cursor_of_the_most_circles_fits_its_limit()
    {
        var circles = Enumerable.Range(0, 250)
            .ToDictionary(c => SyncCursor.NameOf($"circle-{c}"), _ => new CirclePosition(long.MaxValue, long.MaxValue));
        circles.Count.ShouldBe(250, "no two names are the same");
        new SyncCursor(long.MaxValue, long.MaxValue, long.MaxValue, long.MaxValue, circles, long.MaxValue).ToString()
            .Length.ShouldBeLessThanOrEqualTo(Limits.SyncCursor);
    }

    [Fact]
    public void Cursor_without_companion_position_is_read()
    {
        var old = new byte[1 + (3 * sizeof(long)) + (2 * sizeof(long))];
        (old[0], old[8], old[16], old[24], old[32], old[40]) = (1, 1, 2, 3, 5, 6);
        var read = SyncCursor.Parse(Base64Url.EncodeToString(old)).ShouldNotBeNull();
        (read.Inbox, read.Contacts, read.Feed, read.Xela).ShouldBe((1, 2, 3, null));
        read.Circles.ShouldBe(new Dictionary<ulong, CirclePosition> { [5] = new(6, null) }, ignoreOrder: true);
    }

    [Fact]
    public void Cursor_without_removal_position_is_read()
    {
        var old = new byte[1 + (4 * sizeof(long)) + (2 * sizeof(long))];
        (old[0], old[8], old[16], old[24], old[32], old[40], old[48]) = (2, 1, 2, 3, 4, 5, 6);
        var read = SyncCursor.Parse(Base64Url.EncodeToString(old)).ShouldNotBeNull();
        (read.Inbox, read.Contacts, read.Feed, read.Xela).ShouldBe((1, 2, 3, 4));
        read.Circles.ShouldBe(new Dictionary<ulong, CirclePosition> { [5] = new(6, null) }, ignoreOrder: true);
    }

    [Fact]
    public void Malformed_cursor_is_null()
    {
        var good = new SyncCursor(1, 2, 3, 4, new Dictionary<ulong, CirclePosition> { [5] = new(6, null) }).ToString();
        foreach (var bad in (string[])[
            "", "A", "x", "====", "not a cursor", "🌅", good + "A", good + "AAAA", good[..^4], good[1..], "{}", new string('A', 8192),
            new string('_', 57)])
            SyncCursor.Parse(bad).ShouldBeNull(bad);
        var bytes = Base64Url.DecodeFromChars(good);
        foreach (var (at, value) in ((int, byte)[])[(0, 0), (0, 4), (1, 0x80), (9, 0xFF), (17, 0x80), (25, 0x80), (41, 0x80)])
        {
            var changed = (byte[])bytes.Clone();
            changed[at] = value;
            SyncCursor.Parse(Base64Url.EncodeToString(changed)).ShouldBeNull($"byte {at}: another form, or a place before the beginning");
        }
        var random = new Random(1);
        for (var i = 0; i < 5000; i++)
        {
            var noise = new byte[random.Next(0, 80)];
            random.NextBytes(noise);
            // It never throws, and writes again what it accepts.
            if (SyncCursor.Parse(Base64Url.EncodeToString(noise)) is { } taken) SyncCursor.Parse(taken.ToString()).ShouldNotBeNull();
        }
    }
}
