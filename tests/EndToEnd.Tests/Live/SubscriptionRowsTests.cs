using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Data.Sqlite;

namespace XelaConnect.EndToEnd.Tests.Live;

/// <summary>Live use leaves a row in the store for each stream with a subscriber, and no other.</summary>
public sealed class SubscriptionRowsTests
{
    private const int Rounds = 6;

    [Fact]
    public async Task Rejected_watch_leaves_no_subscription_row()
    {
        await using var host = await HostProcess.StartAsync();
        var ada = await Person.SignUpAsync(host);
        var foreign = await (await Person.SignUpAsync(host, "Ben")).CreateCircleAsync();
        await using var device = await ada.ConnectAsync();
        for (var i = 0; i < 100; i++)
            (await Should.ThrowAsync<HubException>(() => device.WatchAsync($"circle-made-up-{i}")))
                .Message.ShouldContain("circle_not_found: ");
        (await Should.ThrowAsync<HubException>(() => device.WatchAsync(foreign))).Message.ShouldContain("not_a_member: ");

        (await RowsAsync(host, subscribed: true)).ShouldHaveSingleItem().ShouldStartWith("live/host/host-");
        (await RowsAsync(host)).ShouldNotContain(row => row.Contains("made-up", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Many_people_need_one_subscription_row()
    {
        await using var host = await HostProcess.StartAsync();
        var devices = new List<LiveClient>();
        var circle = "";
        for (var i = 0; i < 5; i++)
        {
            var person = await Person.SignUpAsync(host, $"Person {i}");
            if (i == 0) circle = await person.CreateCircleAsync();
            else await person.JoinAsync(circle);
            devices.Add(await person.ConnectAsync());
            devices.Add(await person.ConnectAsync());
            await devices[^1].WatchAsync(circle);
        }

        (await RowsAsync(host, subscribed: true)).Count.ShouldBe(2, "the circle's, and the host's");
        foreach (var device in devices) await device.DisposeAsync();
        await Until.TrueAsync(async () => (await RowsAsync(host, subscribed: true)).Count == 1);
    }

    [Fact]
    public async Task Random_use_leaves_only_rows_of_current_subscribers()
    {
        var random = new Random(20260115);
        await using var host = await HostProcess.StartAsync(("ASPNETCORE_ENVIRONMENT", "Development"));
        var (people, circles) = (new List<Person>(), new List<string>());
        for (var i = 0; i < 6; i++)
        {
            people.Add(await Person.SignUpAsync(host, $"Person {i}"));
            circles.Add(await people[i].CreateCircleAsync());
        }
        foreach (var person in people) await person.JoinAsync(circles[0]);
        for (var round = 1; round <= Rounds; round++)
        {
            var devices = new List<LiveClient>();
            for (var step = 0; step < 60; step++)
            {
                var who = random.Next(people.Count);
                switch (random.Next(6))
                {
                    case 0 when devices.Count < 10: devices.Add(await people[who].ConnectAsync()); break;
                    case 1 when devices.Count > 0:
                        await IgnoringRefusalsAsync(
                            () => devices[random.Next(devices.Count)].WatchAsync(circles[random.Next(circles.Count)])); break;
                    case 2 when devices.Count > 0:
                        await IgnoringRefusalsAsync(
                            () => devices[random.Next(devices.Count)].WatchAsync($"circle-none-{random.Next()}")); break;
                    case 3 when devices.Count > 0:
                        await devices[random.Next(devices.Count)].UnwatchAsync(circles[random.Next(circles.Count)]); break;
                    case 4 when devices.Count > 0:
                        var leaving = random.Next(devices.Count);
                        await devices[leaving].DisposeAsync();
                        devices.RemoveAt(leaving);
                        break;
                    default: await people[who].PostToCircleAsync(circles[random.Next(2) == 0 ? 0 : who], "on we go"); break;
                }
            }
            (await RowsAsync(host, subscribed: true)).Count.ShouldBeLessThanOrEqualTo(1 + circles.Count);
            // The next part of the day begins with a crash.
            await host.KillAndStartAgainAsync(
                ("Xela__Clock__Offset", TimeSpan.FromHours(round * 24 / Rounds).ToString("c", CultureInfo.InvariantCulture)));
            foreach (var device in devices) await device.DisposeAsync();
        }
        await using var last = await people[0].ConnectAsync();
        await last.WatchAsync(circles[0]);

        IReadOnlyList<string> rows = [];
        await Until.TrueAsync(async () => (rows = await RowsAsync(host)).Count == 2, () => string.Join('\n', rows));
        rows[0].ShouldBe($"live/circle/{circles[0]}");
        rows[1].ShouldStartWith("live/host/host-");
    }

    private static async Task IgnoringRefusalsAsync(Func<Task> call)
    {
        try { await call(); }
        catch (HubException) { /* not a member, or no such circle */ }
    }

    /// <summary>Streams that have a row: those with a subscriber, or also those with a publication within the last half hour.</summary>
    private static async Task<IReadOnlyList<string>> RowsAsync(HostProcess host, bool subscribed = false)
    {
        await using var connection = new SqliteConnection(
            $"Data Source={Path.Combine(host.Data, "orleans.db")};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT GrainIdExtensionString, PayloadBinary FROM OrleansStorage WHERE GrainTypeString = 'PubSubRendezvousGrain' ORDER BY "
            + "GrainIdExtensionString";
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            if (!subscribed || JsonDocument.Parse((byte[])reader[1]).RootElement.GetProperty("Consumers").GetProperty("$values")
                .GetArrayLength() > 0) rows.Add(reader.GetString(0));
        return rows;
    }
}
