namespace XelaConnect.Infrastructure.Storage.Sqlite;

internal sealed class SqliteSubscriptionRows(string connectionString) : ISubscriptionRows
{
    private const string Sql = $"""
        SELECT GrainIdExtensionString FROM OrleansStorage
        WHERE ServiceId = '{ClusterIdentity.ServiceId}' AND GrainTypeString = '{StorageSetup.SubscriptionRow}' 
          AND GrainIdN0 = 0 AND GrainIdN1 = 0 AND GrainIdExtensionString > $after
        ORDER BY GrainIdExtensionString LIMIT $limit
        """;

    // The driver blocks its thread.
    public Task<IReadOnlyList<string>> AfterAsync(string after, int limit) => Task.Run<IReadOnlyList<string>>(() =>
    {
        using var connection = new SqliteConnection(connectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = Sql;
        command.Parameters.AddWithValue("$after", after);
        command.Parameters.AddWithValue("$limit", limit);
        using var reader = command.ExecuteReader();
        var keys = new List<string>();
        while (reader.Read()) keys.Add(reader.GetString(0));
        return keys;
    });
}
