using System.Data.Common;

namespace XelaConnect.Infrastructure.Storage;

internal sealed class SubscriptionRows(Func<DbConnection> connect) : ISubscriptionRows
{
    private const string Sql = $"""
        SELECT GrainIdExtensionString FROM OrleansStorage
        WHERE ServiceId = '{ClusterIdentity.ServiceId}' AND GrainTypeString = '{StorageSetup.SubscriptionRow}'
          AND GrainIdN0 = 0 AND GrainIdN1 = 0 AND GrainIdExtensionString > @after
        ORDER BY GrainIdExtensionString LIMIT @limit
        """;

    // SQLite's driver blocks its thread.
    public Task<IReadOnlyList<string>> AfterAsync(string after, int limit) => Task.Run<IReadOnlyList<string>>(async () =>
    {
        await using var connection = connect();
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = Sql;
        Add(command, "after", after);
        Add(command, "limit", limit);
        await using var reader = await command.ExecuteReaderAsync();
        var keys = new List<string>();
        while (await reader.ReadAsync()) keys.Add(reader.GetString(0));
        return keys;
    });

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("@" + name, value);
        command.Parameters.Add(parameter);
    }
}
