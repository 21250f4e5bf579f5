using System.Text;

namespace XelaConnect.EventSourcing;

/// <summary>
/// Deletes all rows of a grain, or rewrites those that mention somebody. A call does a portion, ends at any point
/// without harm, and may be repeated; the activation ends with the first row, so that none shows an outdated state.
/// </summary>
internal sealed class JournalErasure<TState, TEvent>(
    JournalDefinition<TState, TEvent> definition, IJournalStore store, JournalStreams<TState, TEvent> streams,
    SnapshotWriter<TState, TEvent> snapshot, string owner, Func<StorageUnavailableException, Task> close)
    where TState : class where TEvent : class
{
    /// <summary>
    /// Newest rows first: what is left replays, also after a crash. Without rows nobody reads the snapshot, which
    /// follows. Waits until the outbox is delivered; dead letters are deleted.
    /// </summary>
    public async Task<ErasedPortion> DeleteAsync()
    {
        if (!await CloseDeliveredAsync("What is stored of this grain is being deleted.")) return new(0, More: true);
        var (deleted, limit) = (0L, definition.Sizes.ErasedRows);
        for (var i = streams.Count - 1; i >= 0; i--)
        {
            while (await store.DeleteNewestAsync(streams.NameOf(i), limit) is > 0 and var rows)
                if ((deleted += rows) >= limit) return new(deleted, More: true);
        }
        await store.DeleteOwnerAsync(owner, streams.NameOf(0));
        if (definition.Snapshot is not null) await snapshot.DeleteAsync();
        return new(deleted, More: false);
    }

    /// <summary>
    /// Rewrites a portion of a stream after a seq. <paramref name="by"/> is as long as <paramref name="text"/>; both are
    /// ASCII. Waits until messages with the text are delivered. The snapshot is deleted before rows are rewritten, so that
    /// no activation replays only what follows it; that of a read model is rewritten, since it cannot be rebuilt.
    /// </summary>
    public async Task<Rewritten> RewriteAsync(
        string text, string by, int subStream, long afterSeq, long lastSeq, int window)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(by.Length, text.Length);
        if ((subStream, afterSeq) is (0, 0) && !await IsDeliveredAsync(text)) return new(0, subStream, afterSeq, More: true);
        var (upTo, limit) = (Math.Min(lastSeq, afterSeq + window), definition.Sizes.ErasedRows);
        var stream = streams.NameOf(subStream);
        var read = subStream == 0 && definition.RedactsEveryMainRow
            ? await store.ReadAfterAsync(stream, afterSeq, limit)
            : await store.ReadMentionsAsync(stream, text, afterSeq, upTo, limit);
        var rows = read.Select(row => (Before: row, After: Rewrite(subStream, row, text, by)))
            .Where(static row => IsChanged(row.Before, row.After)).Select(static row => row.After).ToList();
        if (rows.Count > 0) await CloseAsync();
        if (definition.CoveredRowsKept is not null)
            await snapshot.RewriteAsync(stored => Rewrite(stored, text, by), CloseAsync);
        else if (definition.Snapshot is not null && (rows.Count > 0 || await snapshot.MentionsAsync(text)))
        {
            await CloseAsync();
            await snapshot.DeleteAsync();
        }
        if (rows.Count > 0) await store.RewriteAsync(rows);
        var seq = read.Count == limit ? read[^1].Seq : upTo;
        if (seq < lastSeq) return new(rows.Count, subStream, seq, More: true);
        return subStream + 1 < streams.Count
            ? new(rows.Count, subStream + 1, 0, More: true)
            : new(rows.Count, subStream, seq, More: false);
    }

    /// <summary>
    /// Gives the grain's rows to another key, all at once. The snapshot follows from them. Waits like a deletion.
    /// </summary>
    public async Task<ErasedPortion> RenameAsync(string key)
    {
        if (!await CloseDeliveredAsync("This grain is being renamed.")) return new(0, More: true);
        var renamed = new JournalStreams<TState, TEvent>(definition, store, key);
        var rows = await store.RenameAsync(
            [.. Enumerable.Range(0, streams.Count).Select(i => (streams.NameOf(i), renamed.NameOf(i)))]);
        await store.DeleteOwnerAsync(owner, streams.NameOf(0));
        if (definition.Snapshot is not null) await snapshot.DeleteAsync();
        return new(rows, More: false);
    }

    /// <summary>False while the outbox has messages to deliver.</summary>
    private async Task<bool> CloseDeliveredAsync(string reason)
    {
        if ((await store.LoadAsync(owner, [])).OutboxEntries.Count > 0) return false;
        await close(new StorageUnavailableException(reason));
        // A commit that was under way may have added some.
        return (await store.LoadAsync(owner, [])).OutboxEntries.Count == 0;
    }

    /// <summary>Dead letters with a text are deleted. False while other messages with it wait.</summary>
    private async Task<bool> IsDeliveredAsync(string text)
    {
        await store.DeleteDeadLettersAsync(owner, text);
        var bytes = Encoding.ASCII.GetBytes(text);
        return !(await store.LoadAsync(owner, [])).OutboxEntries.Any(entry =>
            entry.Payload.Span.IndexOf(bytes) >= 0 || entry.Id.Contains(text, StringComparison.Ordinal));
    }

    private Task CloseAsync() => close(new StorageUnavailableException("Rows of this grain are being rewritten."));

    /// <summary>The same instance when nothing changes.</summary>
    private Snapshot Rewrite(Snapshot stored, string text, string by)
    {
        var bytes = stored.State;
        if (definition.RedactedState is { } redact && snapshot.Decode(stored) is var state
            && redact(state, text) is var redacted && !ReferenceEquals(redacted, state))
            bytes = JsonSerializer.SerializeToUtf8Bytes(redacted, definition.Snapshot!);
        bytes = Replaced(bytes, text, by);
        return bytes.Span.SequenceEqual(stored.State.Span) ? stored : stored with { State = bytes };
    }

    /// <summary>A row without words of the person keeps its form, whichever version wrote it.</summary>
    private JournalRow Rewrite(int subStream, JournalRow row, string text, string by)
    {
        if (definition.Redacted is { } redact && streams.Decode(subStream, row).Event is var happened
            && redact(happened, text) is var redacted && !ReferenceEquals(redacted, happened))
        {
            var (alias, payload) = definition.Events.Encode(redacted);
            row = row with { Type = alias, Payload = payload };
        }
        return row with
        {
            Op = row.Op?.Replace(text, by, StringComparison.Ordinal), Payload = Replaced(row.Payload, text, by),
        };
    }

    private static bool IsChanged(JournalRow before, JournalRow after) => before.Op != after.Op
        || before.Type != after.Type || !before.Payload.Span.SequenceEqual(after.Payload.Span);

    private static byte[] Replaced(ReadOnlyMemory<byte> payload, string text, string by)
    {
        var bytes = payload.ToArray();
        var (from, to) = (Encoding.ASCII.GetBytes(text), Encoding.ASCII.GetBytes(by));
        var rest = bytes.AsSpan();
        while (rest.IndexOf(from) is >= 0 and var at)
        {
            to.CopyTo(rest[at..]);
            rest = rest[(at + to.Length)..];
        }
        return bytes;
    }
}

/// <summary>Implemented by every event-sourced grain: what a person who leaves had stored goes (ADR 0064).</summary>
[Alias("durability.erasable")]
public interface IErasable : IGrainWithStringKey
{
    /// <summary>Deletes all that is stored of the grain, a portion with each call.</summary>
    [Alias("DeleteStored")] Task<ErasedPortion> DeleteStoredAsync();
    /// <summary>Gives all that is stored of the grain to another key of its kind.</summary>
    [Alias("RenameStored")] Task<ErasedPortion> RenameStoredAsync(string key);
    /// <summary>Replaces a text, and words of whom it names, in a portion of a stream after a seq.</summary>
    [Alias("RewriteStored")] Task<Rewritten> RewriteStoredAsync(string text, string by, int subStream, long afterSeq);
}

/// <summary>How many rows a call erased, and whether to call again.</summary>
[GenerateSerializer, Immutable, Alias("durability.erased-portion.v1")]
public sealed record ErasedPortion([property: Id(0)] long Rows, [property: Id(1)] bool More);

/// <summary>How many rows a call rewrote, and where to go on.</summary>
[GenerateSerializer, Immutable, Alias("durability.rewritten.v1")]
public sealed record Rewritten(
    [property: Id(0)] long Rows, [property: Id(1)] int SubStream, [property: Id(2)] long AfterSeq,
    [property: Id(3)] bool More);
