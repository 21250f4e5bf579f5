using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using XelaConnect;
using XelaConnect.Bench.Profiles;
using XelaConnect.Circles;
using XelaConnect.Discovery;
using XelaConnect.EventSourcing;
using XelaConnect.Grains.Profiles;
using XelaConnect.Infrastructure.Hosting;

// Fills a data directory with people, and with circles if a third argument says how many: circles are created by their own grains, and
// their ids go to a file. Of people it stores what their grains would have stored, straight into the journal store, and what discovery
// holds of them through the match shards' own grains, one command a person, as their grains would have sent it. Nothing goes over HTTP.
const int AtOnce = 8192;
var (directory, people) = (args[0], int.Parse(args[1], CultureInfo.InvariantCulture));
var builder = WebApplication.CreateSlimBuilder();
builder.Logging.SetMinimumLevel(LogLevel.Error);
builder.Configuration.AddInMemoryCollection([new("Xela:DataDirectory", directory)]);
builder.AddEmbeddedXelaSilo(SiloSettings.Read(builder.Configuration, isDevelopment: false, seed: false));
await using var host = builder.Build();
host.Urls.Add("http://127.0.0.1:0");
await host.StartAsync();
var (grains, store) = (host.Services.GetRequiredService<IGrainFactory>(), host.Services.GetRequiredService<IJournalStore>());
var at = host.Services.GetRequiredService<TimeProvider>().GetUtcNow();
var generator = new ProfileGenerator(seed: 1, at);
for (var done = 0; done < people; done += AtOnce)
{
    var some = Enumerable.Range(0, Math.Min(AtOnce, people - done)).Select(_ => generator.Next()).ToList();
    await Task.WhenAll(some.Select(StoreAsync).Concat(some.Select(TellAsync)));
}
if (args.Length > 2)
{
    var circles = Enumerable.Range(0, int.Parse(args[2], CultureInfo.InvariantCulture))
        .Select(static i => Ids.Of("circle", string.Create(CultureInfo.InvariantCulture, $"bench/{i}"))).ToList();
    await Parallel.ForEachAsync(circles, new ParallelOptions { MaxDegreeOfParallelism = 256 }, async (id, _) =>
    {
        var profile = new CircleProfile($"Circle {id[^6..]}", CircleCategories.All[0], "A circle to measure by.", null, null, null, []);
        var created = await grains.Circle(id).CreateAsync(new CreateCircle($"bench/{id}", CreatorId: null, profile));
        if (!created.IsOk) throw new InvalidOperationException(created.Fault.Message);
    });
    await File.WriteAllLinesAsync(Path.Combine(directory, "circles.txt"), circles);
}
await host.StopAsync();

async Task StoreAsync(Person person)
{
    List<JournalRow> rows = [];
    UserEvent[] events =
    [
        new UserCreated($"{person.Id}@example.test", person.Name, null, person.Profile.Age, person.Profile.City, false, "XC00000000", null),
        new ProfileUpdated(person.Name, null, person.Profile.Interests, person.Profile.IdentityBadge, person.Profile.Age,
            person.Profile.City, null),
    ];
    foreach (var happened in events)
    {
        var (alias, payload) = UserJournal.User.Events.Encode(happened);
        rows.Add(
            new JournalRow($"{UserJournal.User.Name}/{person.Id}", rows.Count + 1, at, $"{person.Id}/{rows.Count}", alias, payload));
    }
    var stored = await store.AppendAsync(new JournalAppend($"user/{person.Id}", rows, []));
    if (stored.Status != AppendStatus.Stored) throw new InvalidOperationException($"A person was not stored: {stored.Status}.");
}

async Task TellAsync(Person person)
{
    var told = await grains.MatchShard(MatchShards.KeyOf(person.Id))
        .PutAsync(new PutProfile($"tell/{person.Id}", 1, person.Id, person.Profile, person.Tiers, person.BoostedUntil));
    if (!told.IsOk) throw new InvalidOperationException(told.Fault.Message);
}
