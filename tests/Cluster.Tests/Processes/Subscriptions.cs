using System.Text.Json;
using Npgsql;

namespace XelaConnect.Cluster.Tests.Processes;

/// <summary>What the store holds of a stream's subscriptions.</summary>
internal static class Subscriptions
{
    public static async Task<IReadOnlyList<string>> OfAsync(NpgsqlDataSource source, string streamNamespace, string key)
    {
        // The provider keys a stream's row by "provider/namespace/key"; its value lists producers and consumers.
        await using var command = source.CreateCommand(
            "SELECT convert_from(PayloadBinary, 'UTF8') FROM OrleansStorage WHERE GrainIdExtensionString LIKE $1 AND PayloadBinary IS "
            + "NOT NULL");
        command.Parameters.AddWithValue($"%{streamNamespace}/{key}");
        var found = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            found.AddRange(JsonDocument.Parse(reader.GetString(0)).RootElement.GetProperty("Consumers").GetProperty("$values")
                .EnumerateArray().Select(Client));
        return found;
    }

    // A consumer's key is "client+observer".
    private static string Client(JsonElement subscription) => subscription.GetProperty("Consumer").GetProperty("Key")
        .GetString()!.Split('+')[0];
}
