using System.Net;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;

namespace XelaConnect.EndToEnd.Tests.Operations;

/// <summary>What an operator can put right stops the start with one sentence and exit code 1.</summary>
public sealed class StartFailureTests : IDisposable
{
    private readonly TempDirectory data = new("xela-start-");

    public void Dispose() => data.Dispose();

    [Theory]
    [InlineData("Xela__Limits__Enabled", "perhaps", "Xela:Limits:Enabled must be true or false, not \"perhaps\".")]
    [InlineData("Xela__Silo__Prot", "1", "Xela:Silo:Prot is not a setting of this version.")]
    [InlineData("Xela__Clock__Offset", "1.00:00:00", "Xela:Clock:Offset is for the Development environment only.")]
    [InlineData("Xela__DataDirectory", "/proc/1/no", "Xela:DataDirectory (/proc/1/no) must be a directory this process can write to.")]
    [InlineData("Xela__Telemetry__TraceRatio", "2", "Xela:Telemetry:TraceRatio must be a number from 0 to 1 such as 0.7, not \"2\".")]
    public async Task Invalid_setting_fails_the_start_with_one_sentence(string key, string value, string sentence) =>
        (await EndAsync("http://127.0.0.1:0", (key, value))).ShouldBe((1, sentence));

    [Fact]
    public async Task Port_in_use_fails_the_start_with_one_sentence()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}";
        (await EndAsync(address)).ShouldBe((1, $"--urls: this process cannot listen on {address} (Address already in use)."));
    }

    [Fact]
    public async Task Metrics_port_in_use_fails_the_start_with_one_sentence()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}";
        var (code, line) = await EndAsync("http://127.0.0.1:0", ("Xela__Metrics__Url", address));
        (code, line.StartsWith($"Xela:Metrics:Url: this process cannot listen on {address}/ (", StringComparison.Ordinal),
            line.Contains('\n', StringComparison.Ordinal)).ShouldBe((1, true, false), line);
    }

    [Fact]
    public async Task Newer_schema_fails_the_start_unchanged()
    {
        await using (var host = await HostProcess.StartAsync())
        {
            await host.KillAsync();
            foreach (var file in Directory.GetFiles(host.Data)) File.Copy(file, Path.Combine(data.Path, Path.GetFileName(file)));
        }
        Execute("UPDATE schema_version SET version = 9");

        (await EndAsync("http://127.0.0.1:0"))
            .ShouldBe((1, "The journal database has schema version 9, but this build knows versions up to 3: start a newer build."));
        Execute("SELECT version FROM schema_version").ShouldBe(9L);
    }

    [Fact]
    public async Task Data_directory_in_use_fails_the_start_with_one_sentence()
    {
        await using var host = await HostProcess.StartAsync();
        var (code, line) = await EndAsync("http://127.0.0.1:0", ("Xela__DataDirectory", host.Data));
        (code, line.StartsWith($"Xela:DataDirectory ({host.Data}) is in use by another host", StringComparison.Ordinal))
            .ShouldBe((1, true), line);
    }

    /// <summary>Starts the host and returns its exit code and all that it wrote.</summary>
    private async Task<(int Code, string Lines)> EndAsync(string address, params (string Key, string? Value)[] settings)
    {
        var lines = new List<string>();
        var all = new Dictionary<string, string?>(
            StringComparer.Ordinal) {
            ["ASPNETCORE_ENVIRONMENT"] = "Production", ["Xela__Metrics__Url"] = "off", ["Xela__DataDirectory"] = data.Path,
            ["Logging__LogLevel__Default"] = "Warning" };
        foreach (var (key, value) in settings) all[key] = value;
        // The key is not what this is about.
        all["OPENAI_API_KEY"] = "sk-test";
        var process = ChildProcess.StartWeb("XelaConnect.ApiHost.dll", data.Path, address, all, line =>
        {
            lock (lines) lines.Add(line);
        });
        try
        {
            var code = await process.WaitForExitAsync().WaitAsync(Until.Patience);
            lock (lines) return (code, string.Join('\n', lines));
        }
        finally
        {
            await process.KillAsync();
        }
    }

    private object? Execute(string sql)
    {
        using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = Path.Combine(data.Path, "xela.db"), Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
