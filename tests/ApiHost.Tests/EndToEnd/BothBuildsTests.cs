using System.Net;
using Microsoft.Data.Sqlite;
using Shouldly;
using Xunit;

namespace XelaConnect.ApiHost.Tests.EndToEnd;

/// <summary>One database, opened by the full build, by the standalone build, and by the full build again.</summary>
public sealed class BothBuildsTests
{
    private const int Posts = 20;

    /// <summary>Comings and goings, each an event: more than a snapshot waits for.</summary>
    private const int Visits = 115;

    [BothBuildsFact]
    public async Task A_database_goes_from_one_build_to_the_other_and_back()
    {
        await using var host = await HostProcess.StartAsync();
        await StartAsync(host, BothBuildsFactAttribute.Full);
        var ada = await Person.SignUpAsync(host);
        var circle = await ada.CreateCircleAsync();
        var guest = await Person.SignUpAsync(host);
        var first = await PostAsync(ada, circle, "full");
        await VisitAsync(guest, circle);
        var snapshots = await SnapshotsAsync(host);
        snapshots.ShouldBeGreaterThan(0);

        await StartAsync(host, BothBuildsFactAttribute.Standalone);
        (await ada.WholeHistoryAsync(circle)).Count.ShouldBe(Posts);
        (await ada.CirclesJoinedAsync()).ShouldBe([circle]);
        (await ada.TryPostAsync(circle, "full 1", "full-1")).Bytes.ShouldBe(first, "the answer under a key is remembered");
        first = await PostAsync(ada, circle, "standalone");
        await VisitAsync(guest, circle);
        (await SnapshotsAsync(host)).ShouldBeGreaterThan(snapshots);
        (await ada.TryLogInAsync()).ShouldRefuse(HttpStatusCode.ServiceUnavailable, "password_not_checkable");
        var bob = await Person.SignUpAsync(host);

        await StartAsync(host, BothBuildsFactAttribute.Full);
        (await ada.WholeHistoryAsync(circle)).Count.ShouldBe(2 * Posts);
        (await ada.TryPostAsync(circle, "standalone 1", "standalone-1")).Bytes.ShouldBe(first);
        (await ada.TryLogInAsync()).Should(HttpStatusCode.OK);
        (await bob.TryLogInAsync()).Should(HttpStatusCode.OK);
    }

    private static async Task StartAsync(HostProcess host, string program)
    {
        host.Program = program;
        await host.KillAndStartAgainAsync();
    }

    /// <summary>Posts, each under a key of its own; answers the bytes of the first answer.</summary>
    private static async Task<byte[]> PostAsync(Person person, string circle, string by)
    {
        List<byte[]> answers = [];
        for (var i = 1; i <= Posts; i++) answers.Add((await person.TryPostAsync(circle, $"{by} {i}", $"{by}-{i}")).Should(HttpStatusCode.Created).Bytes);
        return answers[0];
    }

    private static async Task VisitAsync(Person guest, string circle)
    {
        for (var i = 0; i < Visits; i++)
        {
            await guest.JoinAsync(circle);
            await guest.LeaveAsync(circle);
        }
    }

    /// <summary>How often snapshots have been written.</summary>
    private static async Task<long> SnapshotsAsync(HostProcess host)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(host.Data, "orleans.db")};Mode=ReadOnly");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT coalesce(sum(Version), 0) FROM OrleansStorage WHERE GrainTypeString LIKE 'circles.%'";
        return (long)(await command.ExecuteScalarAsync())!;
    }
}

/// <summary>Needs both builds of these tests, with the hosts beside them.</summary>
public sealed class BothBuildsFactAttribute : FactAttribute
{
    private const string Host = "XelaConnect.ApiHost.dll";
    private const string StandalonePart = "/bin/standalone/";

    public BothBuildsFactAttribute() => Skip = Array.Find([Full, Standalone], program => !File.Exists(program)) is { } missing ? $"The other build is not there: {missing}" : null;

    /// <summary>The host of the full build.</summary>
    public static string Full { get; } = Path.Combine(Here.Replace(StandalonePart, "/bin/", StringComparison.Ordinal), Host);

    /// <summary>The host of the standalone build.</summary>
    public static string Standalone { get; } = Path.Combine(Here.Contains(StandalonePart, StringComparison.Ordinal) ? Here : Here.Replace("/bin/", StandalonePart, StringComparison.Ordinal), Host);

    private static string Here => AppContext.BaseDirectory.Replace('\\', '/');
}
