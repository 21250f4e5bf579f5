namespace XelaConnect.Infrastructure.Storage.Postgres;

/// <summary>The journal of a cluster: a few pipelines write, a pool reads.</summary>
internal sealed class PostgresJournalStore : IJournalStore, IAsyncDisposable
{
    private const string Mention = "(position($4 IN payload) > 0 OR position($4 IN convert_to(op, 'UTF8')) > 0)";
    private const string DeadMention = "(position($2 IN payload) > 0 OR position($2 IN convert_to(id, 'UTF8')) > 0)";
    private readonly NpgsqlDataSource writes;
    private readonly NpgsqlDataSource reads;
    private readonly PostgresPipeline[] pipelines;

    public PostgresJournalStore(
        string connectionString, ILogger<PostgresJournalStore> logger, PostgresJournalOptions? options = null)
    {
        options ??= new PostgresJournalOptions();
        // Two pools, so that many reads cannot keep a pipeline from reconnecting.
        writes = Source(connectionString, options, options.Pipelines);
        reads = Source(connectionString, options, options.Readers);
        pipelines = [.. Enumerable.Range(0, options.Pipelines).Select(_ => new PostgresPipeline(writes, options, logger))];
    }

    public Task<AppendResult> AppendAsync(JournalAppend append) =>
        append.Rows.Count + append.OutboxEntries.Count == 0
            ? Task.FromResult(AppendResult.Stored)
            : PipelineOf(append.Owner).Enqueue(new PostgresWork(append.Owner, append.Rows, append.OutboxEntries, []));

    public async Task<LoadedJournal> LoadAsync(string owner, IReadOnlyList<StreamTail> tails)
    {
        await using var batch = reads.CreateBatch();
        // One statement for all tails, so they are of one moment. The outbox follows, so that it holds the messages of
        // these rows.
        if (tails.Count > 0)
        {
            var command = new NpgsqlBatchCommand(PostgresStatements.Tails(tails.Count));
            foreach (var tail in tails)
            {
                command.Parameters.Add(new() { Value = tail.Stream });
                command.Parameters.Add(new() { Value = tail.Rows });
            }
            batch.BatchCommands.Add(command);
        }
        batch.BatchCommands.Add(new NpgsqlBatchCommand(JournalSql.Outbox) { Parameters = { new() { Value = owner } } });
        await using var reader = await batch.ExecuteReaderAsync().ConfigureAwait(false);
        var rows = tails.Select(_ => new List<JournalRow>()).ToArray();
        if (tails.Count > 0)
        {
            while (await reader.ReadAsync().ConfigureAwait(false)) rows[reader.GetInt32(7)].Add(JournalSql.ReadRow(reader));
            await reader.NextResultAsync().ConfigureAwait(false);
        }
        var entries = new List<OutboxEntry>();
        while (await reader.ReadAsync().ConfigureAwait(false))
            entries.Add(JournalSql.ReadEntry(reader));
        return new LoadedJournal(rows, entries);
    }

    public async Task<IReadOnlyList<JournalRow>> ReadAfterAsync(string stream, long afterSeq, int limit) =>
        await ReadAsync(JournalSql.ReadRow, JournalSql.After, stream, afterSeq, limit).ConfigureAwait(false);

    public async Task<IReadOnlyList<JournalRow>> ReadBeforeAsync(string stream, long beforeSeq, int limit)
    {
        var rows = await ReadAsync(JournalSql.ReadRow, JournalSql.Before, stream, beforeSeq, limit).ConfigureAwait(false);
        rows.Reverse();
        return rows;
    }

    public async Task<IReadOnlyList<JournalRow>> ReadMentionsAsync(
        string stream, string text, long afterSeq, long upToSeq, int limit) => await ReadAsync(
        JournalSql.ReadRow, $"{JournalSql.Mentions} AND {Mention} ORDER BY seq LIMIT $5",
        stream, afterSeq, upToSeq, Encoding.UTF8.GetBytes(text), limit).ConfigureAwait(false);

    public async Task<IReadOnlyList<JournalRow>> FindOperationAsync(IReadOnlyList<string> streams, string op)
    {
        var rows = await ReadAsync(
            JournalSql.ReadRow, PostgresStatements.Operation(streams.Count), [op, .. streams]).ConfigureAwait(false);

        // After a gap of expired rows the rows belong to another operation.
        var found = new List<JournalRow>(rows.Count);
        foreach (var row in rows)
            if (row.Op is not null || (found is [.., var last] && last.Stream == row.Stream && last.Seq + 1 == row.Seq))
                found.Add(row);

        return found;
    }

    public Task AcknowledgeAsync(string owner, IReadOnlyList<OutboxAcknowledgement> acknowledgements) =>
        acknowledgements.Count == 0
            ? Task.CompletedTask
            : PipelineOf(owner).Enqueue(new PostgresWork(owner, [], [], acknowledgements));

    public async Task<IReadOnlyList<OutboxEntry>> ReadOutboxAsync(string owner, DateTimeOffset dueBefore, int limit) =>
        await ReadAsync(JournalSql.ReadEntry, JournalSql.DueOutbox, owner, dueBefore.ToUnixTimeMilliseconds(), limit)
            .ConfigureAwait(false);

    public Task PostponeAsync(string owner, IReadOnlyList<OutboxPostponement> postponements) =>
        PipelineOf(owner).Enqueue(new PostgresWork(owner, [], [], [], postponements));

    public async Task<IReadOnlyList<OutboxPosition>> ReadOverdueAsync(
        int shard, DateTimeOffset dueBefore, OutboxPosition? after, int limit) => await ReadAsync(
        JournalSql.ReadPosition, JournalSql.Overdue, JournalSql.OverdueArguments(shard, dueBefore, after, limit))
        .ConfigureAwait(false);

    public async Task<IReadOnlyList<DeadLetter>> ReadDeadLettersAsync(DeadLetterPosition? before, int limit) => await ReadAsync(
        JournalSql.ReadDeadLetter, JournalSql.DeadLetters, JournalSql.DeadLettersArguments(before, limit)).ConfigureAwait(false);

    public async Task<DeadLetterTotals> CountDeadLettersAsync() =>
        (await ReadAsync(JournalSql.ReadTotals, JournalSql.CountDeadLetters).ConfigureAwait(false))[0];

    public async Task<StreamSearch> FindStreamsAsync(string prefix, string text, RowPosition after, int limit) =>
        JournalSql.SearchOf(await ReadAsync(
            JournalSql.ReadSearched, $"{JournalSql.Search}{Mention}{JournalSql.Searched}",
            JournalSql.SearchArguments(prefix, text, after, limit)).ConfigureAwait(false), limit);

    public async Task DeleteDeadLettersAsync(string owner, string text)
    {
        await using var command = Command(
            $"{JournalSql.DeleteDeadLetters}{DeadMention}", owner, Encoding.UTF8.GetBytes(text));
        await command.ExecuteNonQueryAsync().ConfigureAwait(false);
    }

    public async Task<bool> ReviveAsync(string owner, string id, DateTimeOffset due)
    {
        await using var command = Command(JournalSql.Revive, owner, id, due.ToUnixTimeMilliseconds());
        return await command.ExecuteNonQueryAsync().ConfigureAwait(false) > 0;
    }

    public async Task<int> DropCoveredAsync(string stream, Snapshot snapshot, long upToSeq, int limit)
    {
        await using var command = Command(JournalSql.DropCovered, stream, upToSeq, limit);
        return await command.ExecuteNonQueryAsync().ConfigureAwait(false);
    }

    /// <summary>Snapshots are in the same database, so a backup has both of one moment.</summary>
    public Task<Snapshot?> ReadCoverAsync(string stream) => Task.FromResult<Snapshot?>(null);

    public Task RewriteCoverAsync(string stream, Snapshot snapshot) => Task.CompletedTask;

    public async Task EraseAsync(string stream, long upToSeq)
    {
        await using var command = Command(JournalSql.Erase, stream, upToSeq);
        await command.ExecuteNonQueryAsync().ConfigureAwait(false);
    }

    public async Task RewriteAsync(IReadOnlyList<JournalRow> rows)
    {
        await using var batch = reads.CreateBatch();
        foreach (var row in rows)
            batch.BatchCommands.Add(new NpgsqlBatchCommand(JournalSql.Rewrite)
            {
                Parameters =
                {
                    new() { Value = row.Stream }, new() { Value = row.Seq }, PostgresStatements.Text(row.Op),
                    new() { Value = row.Type }, new() { Value = row.Payload.ToArray() },
                },
            });
        await batch.ExecuteNonQueryAsync().ConfigureAwait(false);
    }

    public async Task<int> RenameAsync(IReadOnlyList<(string From, string To)> streams)
    {
        await using var batch = reads.CreateBatch();
        foreach (var (from, to) in streams)
            batch.BatchCommands.Add(new NpgsqlBatchCommand(JournalSql.Rename)
            {
                Parameters = { new() { Value = from }, new() { Value = to } },
            });
        return await batch.ExecuteNonQueryAsync().ConfigureAwait(false);
    }

    public async Task<int> DeleteNewestAsync(string stream, int limit)
    {
        await using var command = Command(JournalSql.DeleteNewest, stream, limit);
        return await command.ExecuteNonQueryAsync().ConfigureAwait(false);
    }

    /// <summary>Covers are snapshots here, which the owner deletes.</summary>
    public async Task DeleteOwnerAsync(string owner, string stream)
    {
        await using var command = Command(JournalSql.DeleteOutbox, owner);
        await command.ExecuteNonQueryAsync().ConfigureAwait(false);
    }

    public async Task<int> DeleteExpiredAsync(DateTimeOffset now, int limit)
    {
        var (before, deleted) = (now.ToUnixTimeMilliseconds(), 0);
        while (deleted < limit)
        {
            var left = limit - deleted;
            var partitions = await ReadAsync(static reader => reader.GetString(0), PostgresStatements.ExpiredPartitions, before, left)
                .ConfigureAwait(false);
            if (partitions.Count == 0) break;
            await using var batch = reads.CreateBatch();
            foreach (var partition in partitions)
                batch.BatchCommands.Add(new NpgsqlBatchCommand(PostgresStatements.DeleteExpired(partition))
                {
                    Parameters = { new() { Value = before }, new() { Value = left / partitions.Count } },
                });
            var rows = await batch.ExecuteNonQueryAsync().ConfigureAwait(false);
            // Another silo deletes them.
            if (rows == 0) break;
            deleted += rows;
        }
        return deleted;
    }

    public async Task<bool> IsReachableAsync(CancellationToken cancellation)
    {
        try
        {
            await using var command = Command("SELECT 1 FROM schema_version");
            return await command.ExecuteScalarAsync(cancellation).ConfigureAwait(false) is not null;
        }
        catch (Exception) { return false; }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var pipeline in pipelines) await pipeline.DisposeAsync().ConfigureAwait(false);
        await writes.DisposeAsync().ConfigureAwait(false);
        await reads.DisposeAsync().ConfigureAwait(false);
    }

    private static NpgsqlDataSource Source(string connectionString, PostgresJournalOptions options, int connections)
    {
        var limited = PostgresConnections.Limited(connectionString, connections);
        limited.CommandTimeout = (int)options.CommandTimeout.TotalSeconds;
        // Expired rows are deleted by a statement for each partition.
        (limited.MaxAutoPrepare, limited.AutoPrepareMinUsages) = (128, 2);
        return NpgsqlDataSource.Create(limited);
    }

    private PostgresPipeline PipelineOf(string owner) =>
        pipelines[(uint)owner.GetHashCode(StringComparison.Ordinal) % (uint)pipelines.Length];

    private async Task<List<T>> ReadAsync<T>(Func<NpgsqlDataReader, T> read, string sql, params object[] arguments)
    {
        await using var command = Command(sql, arguments);
        await using var reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
        var rows = new List<T>();
        while (await reader.ReadAsync().ConfigureAwait(false)) rows.Add(read(reader));
        return rows;
    }

    private NpgsqlCommand Command(string sql, params object[] arguments)
    {
        var command = reads.CreateCommand(sql);
        foreach (var argument in arguments) command.Parameters.Add(new NpgsqlParameter { Value = argument });
        return command;
    }
}

internal sealed record PostgresJournalOptions
{
    /// <summary>Connections that write. The appends of a grain use the same one, so they stay in order.</summary>
    public int Pipelines { get; init; } = 3;
    public int MaxRowsInGroup { get; init; } = 2_000;
    public int Readers { get; init; } = 6;
    /// <summary>After this time the outcome of a statement counts as unknown.</summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(15);
}
