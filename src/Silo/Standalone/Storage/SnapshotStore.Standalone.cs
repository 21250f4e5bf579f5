using System.Data;
using System.Data.Common;
using System.Globalization;
using Orleans.Storage;
using XelaConnect.Grains.Durability;
using XelaConnect.Silo.Hosting;

namespace XelaConnect.Silo.Storage;

/// <summary>Snapshots in the rows, and by the statements, that Orleans' provider uses in the full build: either build reads what the other wrote.</summary>
internal sealed class SnapshotStore(Func<DbConnection> connect, string read, string write, int concurrency) : ISnapshotStore, IDisposable
{
    // The SQLite driver blocks its thread, so reads and writes leave the grain's turn, and only so many threads of the pool.
    private readonly SemaphoreSlim gate = new(concurrency);

    public Task<StoredSnapshot?> ReadAsync(string name, string key) => RunAsync(read, name, key, command => { }, static async reader =>
        await reader.ReadAsync().ConfigureAwait(false) && !await reader.IsDBNullAsync(0).ConfigureAwait(false)
            ? new StoredSnapshot(SnapshotBytes.Read(reader.GetFieldValue<byte[]>(0)), Version(reader, 1))
            : null);

    public Task<string?> WriteAsync(string name, string key, Snapshot snapshot, string? etag)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return RunAsync(write, name, key, command =>
        {
            Add(command, "PayloadBinary", SnapshotBytes.Write(snapshot).ToArray(), DbType.Binary);
            Add(command, "GrainStateVersion", etag is null ? null : int.Parse(etag, CultureInfo.InvariantCulture), DbType.Int32);
        }, async reader => await reader.ReadAsync().ConfigureAwait(false) && !await reader.IsDBNullAsync(0).ConfigureAwait(false)
            ? Version(reader, 0)
            : throw new InconsistentStateException($"The snapshot {name} of {key} was written by another."));
    }

    public void Dispose() => gate.Dispose();

    private static string? Version(DbDataReader reader, int column) => Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture);

    private static void Add(DbCommand command, string name, object? value, DbType type)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.DbType, parameter.Value) = (name, type, value ?? DBNull.Value);
        command.Parameters.Add(parameter);
    }

    private async Task<T> RunAsync<T>(string statement, string name, string key, Action<DbCommand> more, Func<DbDataReader, Task<T>> answer)
    {
        await gate.WaitAsync().ConfigureAwait(false);
        try
        {
            return await Task.Run(async () =>
            {
                await using var connection = connect();
                await connection.OpenAsync().ConfigureAwait(false);
                await using var command = connection.CreateCommand();
                command.CommandText = statement;
                Add(command, "ServiceId", ClusterIdentity.ServiceId, DbType.String);
                Add(command, "GrainTypeString", name, DbType.String);
                Add(command, "GrainIdN0", 0L, DbType.Int64);
                Add(command, "GrainIdN1", 0L, DbType.Int64);
                // As the full build writes it: there a key that looks like a number would be taken for one.
                Add(command, "GrainIdExtensionString", ":" + key, DbType.String);
                more(command);
                await using var reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
                return await answer(reader).ConfigureAwait(false);
            }).ConfigureAwait(false);
        }
        finally
        {
            gate.Release();
        }
    }
}
