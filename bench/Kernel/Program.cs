using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using XelaConnect;
using XelaConnect.Bench.Kernel;
using XelaConnect.Grains.Hosting;
using XelaConnect.Infrastructure.Storage;

if (args is ["activations", ..])
{
    await Activations.RunAsync(args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1000);
    return;
}

if (args is ["circles", ..])
{
    await Circles.ListAsync(args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 100_000);
    return;
}

if (args is ["members", ..])
{
    await Circles.JoinAsync(args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1_000_000);
    return;
}

// The kernel beside Orleans' JournaledGrain on the same store: one grain, 64 callers that each wait for their own addition, rounds in turn.
const int Callers = 64;
var seconds = args.Length > 0 ? double.Parse(args[0], CultureInfo.InvariantCulture) : 4;
var directory = Directory.CreateTempSubdirectory("xela-kernel-");
var builder = WebApplication.CreateSlimBuilder();
builder.Logging.SetMinimumLevel(LogLevel.Error);
builder.UseOrleans(silo =>
{
    silo.UseLocalhostClustering(siloPort: 21111, gatewayPort: 0);
    silo.UseSqliteStorage(directory.FullName);
    silo.AddCustomStorageBasedLogConsistencyProvider("CustomStorage");
    silo.Services.AddXelaGrains();
    silo.Services.AddSingleton(KernelTally.Definition);
});
await using var host = builder.Build();
host.Urls.Add("http://127.0.0.1:0");
await host.StartAsync();
var grains = host.Services.GetRequiredService<IGrainFactory>();
var time = host.Services.GetRequiredService<TimeProvider>();
try
{
    Console.WriteLine("| round | kernel events/s | p50 ms | p99 ms | JournaledGrain events/s | p50 ms | p99 ms |");
    Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|");
    await MeasureAsync(grains.GetGrain<IKernelTally>("warm"), 2);
    await MeasureAsync(grains.GetGrain<IJournaledTally>("warm"), 2);
    for (var round = 1; round <= 5; round++)
    {
        var kernel = await MeasureAsync(grains.GetGrain<IKernelTally>("one"), seconds);
        var journaled = await MeasureAsync(grains.GetGrain<IJournaledTally>("one"), seconds);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {round} | {kernel.Rate:N0} | {kernel.P50:0.0} | {kernel.P99:0.0} | {journaled.Rate:N0} | {journaled.P50:0.0} | "
            + $"{journaled.P99:0.0} |"));
    }
}
finally
{
    await host.StopAsync();
    directory.Delete(recursive: true);
}

async Task<(double Rate, double P50, double P99)> MeasureAsync(ITally tally, double length)
{
    var latencies = new List<double>[Callers];
    var clock = Stopwatch.StartNew();
    await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
    {
        var mine = latencies[caller] = [];
        while (clock.Elapsed.TotalSeconds < length)
        {
            var began = Stopwatch.GetTimestamp();
            await tally.AddAsync(Ids.NewOperation(time.GetUtcNow()), 1);
            mine.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
    })));
    var elapsed = clock.Elapsed.TotalSeconds;
    var all = latencies.SelectMany(l => l).Order().ToArray();
    return (all.Length / elapsed, all[all.Length / 2], all[(int)(all.Length * 0.99)]);
}
