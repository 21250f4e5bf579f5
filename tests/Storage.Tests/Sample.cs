using System.Text;
using XelaConnect.EventSourcing;

namespace XelaConnect.Storage.Tests;

/// <summary>Rows and effects for tests, as short as the sentence they are in.</summary>
internal static class Sample
{
    public static readonly DateTimeOffset Moment = new(2026, 3, 1, 12, 30, 15, 250, TimeSpan.Zero);

    public static JournalRow Row(string stream, long seq, string? op = null, DateTimeOffset? expires = null, string? text = null) =>
        new(stream, seq, Moment.AddSeconds(seq), op, "tests.event.v1", Encoding.UTF8.GetBytes(text ?? $$"""{"n":{{seq}}}"""), expires);

    public static OutboxEntry OutboxEntry(string id, long version = 1, DateTimeOffset? due = null) =>
        new(id, version, "tests.effect.v1", Encoding.UTF8.GetBytes($$"""{"v":{{version}}}"""), due ?? Moment);

    public static JournalAppend Append(params JournalRow[] rows) => new("grain/" + rows[0].Stream, rows, []);

    public static JournalAppend AppendOf(string owner, params OutboxEntry[] effects) => new(owner, [], effects);

    public static async Task StoreAsync(this IJournalStore journal, params JournalRow[] rows) =>
        (await journal.AppendAsync(Append(rows))).ShouldBe(AppendResult.Stored);

    public static async Task<long[]> SeqsAsync(this IJournalStore journal, string stream) =>
        [.. (await journal.ReadAfterAsync(stream, 0, 100_000)).Select(row => row.Seq)];

    public static async Task<IReadOnlyList<OutboxEntry>> OutboxAsync(this IJournalStore journal, string owner) =>
        (await journal.LoadAsync(owner, [])).OutboxEntries;

    public static string Text(this ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);
}
