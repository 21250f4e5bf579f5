namespace XelaConnect.Infrastructure.Storage.Postgres;

internal sealed class PostgresSubscriptionRows(string connectionString) : ISubscriptionRows
{
    private const string Sql = $"""
        SELECT GrainIdExtensionString FROM OrleansStorage
        WHERE ServiceId = '{ClusterIdentity.ServiceId}' AND GrainTypeString = '{StorageSetup.SubscriptionRow}' 
          AND GrainIdN0 = 0 AND GrainIdN1 = 0 AND GrainIdExtensionString > $1
        ORDER BY GrainIdExtensionString LIMIT $2
        """;

    public async Task<IReadOnlyList<string>> AfterAsync(string after, int limit)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync().ConfigureAwait(false);
        await using var command = new NpgsqlCommand(Sql, connection);
        command.Parameters.AddWithValue(after);
        command.Parameters.AddWithValue(limit);
        await using var reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
        var keys = new List<string>();
        while (await reader.ReadAsync().ConfigureAwait(false)) keys.Add(reader.GetString(0));
        return keys;
    }
}
