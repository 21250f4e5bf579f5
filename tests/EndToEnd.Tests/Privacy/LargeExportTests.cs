using System.Net.Http.Headers;
using System.Text;
using Microsoft.Data.Sqlite;
using XelaConnect.Relationships;
using Xunit.Abstractions;

namespace XelaConnect.EndToEnd.Tests.Privacy;

/// <summary>An export of many messages, of 220 MiB, is never in memory as a whole.</summary>
public sealed class LargeExportTests(ITestOutputHelper output)
{
    private const int Messages = 100_000;
    private const long MaxGrowth = 200L << 20;
    private static readonly string[] Formats = ["json", "zip"];

    [Fact]
    public async Task Export_of_100_000_messages_needs_flat_memory()
    {
        await using var host = await HostProcess.StartAsync();
        var ada = await Person.SignUpAsync(host);
        var ben = await Person.SignUpAsync(host, "Ben");
        await ada.ConnectWithAsync(ben);
        await ada.SendMessageAsync(ben, "the first");
        await host.KillAsync();
        await AddMessagesAsync(host.JournalFile, Pair.Of(ada.Id, ben.Id), ada.Id);
        await host.StartAgainAsync();
        // The first export of a process loads code.
        foreach (var format in Formats) await DownloadAsync(host, ben, format);

        var before = host.Memory;
        foreach (var format in Formats)
        {
            var (bytes, peak) = await DownloadAsync(host, ada, format);
            output.WriteLine($"{format}: {bytes / 1024:N0} KiB, memory {before >> 20} MiB before, {peak >> 20} MiB at most");
            bytes.ShouldBeGreaterThan(format == "json" ? Messages * 2_000L : Messages * 4L);
            (peak - before).ShouldBeLessThan(MaxGrowth, format);
        }
    }

    /// <summary>Not by a caller, whose replies are in memory and compared with the contract.</summary>
    private static async Task<(long Bytes, long Peak)> DownloadAsync(HostProcess host, Person person, string format)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = Until.Patience };
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(host.Address, $"/api/users/me/export?format={format}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", person.Token);
        using var response = (await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead)).EnsureSuccessStatusCode();
        await using var body = await response.Content.ReadAsStreamAsync();
        var (bytes, peak, buffer) = (0L, 0L, new byte[64 * 1024]);
        for (int read, part = 0; (read = await body.ReadAsync(buffer)) > 0; bytes += read)
            if (part++ % 16 == 0) peak = Math.Max(peak, host.Memory);
        return (bytes, peak);
    }

    /// <summary>As the host stores them.</summary>
    private static async Task AddMessagesAsync(string file, Pair pair, string senderId)
    {
        var text = new StringBuilder().Insert(0, "hello dear friend ", 110).ToString();
        await using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var insert = connection.CreateCommand();
        insert.CommandText = """
            INSERT INTO journal (stream, seq, at, op, type, payload)
            VALUES ($stream, $seq, 1750000000000, $op, $type, $payload)
            """;
        foreach (var name in (string[])["$stream", "$seq", "$op", "$type", "$payload"])
            insert.Parameters.Add(new SqliteParameter { ParameterName = name });
        insert.Parameters["$stream"].Value = $"connections.pair/{pair.Key}/messages";
        insert.Parameters["$type"].Value = "conversations.message-sent.v1";
        var isLow = pair.Low == senderId;
        for (var seq = 2; seq <= Messages + 1; seq++)
        {
            insert.Parameters["$seq"].Value = seq;
            insert.Parameters["$op"].Value = $"added/{seq}";
            var (low, high) = isLow ? (seq, 0) : (0, seq);
            insert.Parameters["$payload"].Value = Encoding.UTF8.GetBytes(
                $$"""{"id":"msg-{{seq:x32}}","sender_id":"{{senderId}}","content":"{{text}}","low_count":{{low}},"high_count":{{high}}}""");
            await insert.ExecuteNonQueryAsync();
        }
        await transaction.CommitAsync();
    }
}
