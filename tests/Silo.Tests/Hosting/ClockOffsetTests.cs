using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using XelaConnect.Infrastructure.Hosting;

namespace XelaConnect.Tests.Hosting;

/// <summary><c>Xela:Clock:Offset</c> shifts the domain's clock and leaves Orleans the system's, by which its membership reckons.</summary>
public sealed class ClockOffsetTests : IDisposable
{
    private static readonly TimeSpan Offset = TimeSpan.FromDays(40);

    private readonly TempDirectory data = new("xela-clock-");

    // Once in twenty starts a silo with a shifted clock took itself for a dead one.
    private static int Starts => Environment.GetEnvironmentVariable("CI") == "true" ? 5 : 50;

    public void Dispose() => data.Dispose();

    [Fact]
    public void Offset_shifts_the_domain_clock_only()
    {
        using var host = Build();
        host.Services.GetRequiredKeyedService<TimeProvider>(Clocks.Domain).GetUtcNow()
            .ShouldBeGreaterThan(DateTimeOffset.UtcNow + Offset / 2);
        host.Services.GetRequiredService<TimeProvider>().ShouldBe(TimeProvider.System);
        host.Services.GetRequiredKeyedService<TimeProvider>(TimeProviderNames.Membership).ShouldBe(TimeProvider.System);
    }

    [Fact]
    public async Task Silo_with_a_clock_offset_starts_every_time()
    {
        for (var i = 0; i < Starts; i++)
        {
            using var host = Build();
            await host.StartAsync();
            (await host.Services.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true))
                .Count.ShouldBe(1);
            await host.StopAsync();
        }
    }

    private IHost Build()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = Environments.Development });
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?> { ["Xela:DataDirectory"] = data.Path, ["Xela:Clock:Offset"] = Offset.ToString() });
        builder.Logging.ClearProviders();
        builder.AddEmbeddedXelaSilo(SiloSettings.Read(builder.Configuration, isDevelopment: true, seed: false));
        return builder.Build();
    }
}
