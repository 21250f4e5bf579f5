using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Metadata;
using XelaConnect.Infrastructure.Hosting;

namespace XelaConnect.Tests.Hosting;

/// <summary>What a silo keeps in memory ends when it is not used, and earlier when memory is short.</summary>
public sealed class ActivationCollectionTests : IDisposable
{
    private readonly TempDirectory data = new("xela-collection-");

    public void Dispose() => data.Dispose();

    [Theory]
    [InlineData("idempotency", 2)]
    [InlineData("payment-intent", 2)]
    [InlineData("google-sign-in", 2)]
    [InlineData("video-rooms", 2)]
    [InlineData("session", 5)]
    public void Short_lived_activation_is_collected_within_minutes(string grainType, int minutes)
    {
        using var host = Build(cluster: false);
        var grains = host.Services.GetRequiredService<IClusterManifestProvider>().LocalGrainManifest.Grains;
        var age = grains[GrainType.Create(grainType)].Properties
            .GetValueOrDefault(WellKnownGrainTypeProperties.IdleDeactivationPeriod).ShouldNotBeNull();
        TimeSpan.Parse(age, CultureInfo.InvariantCulture).ShouldBe(TimeSpan.FromMinutes(minutes));
    }

    [Theory]
    [InlineData("presence")]
    [InlineData("presence-host")]
    [InlineData("live-queue")]
    [InlineData("companion")]
    [InlineData("idempotency")]
    [InlineData("presence-shard")]
    public void Activation_that_keeps_more_than_is_stored_does_not_move(string grainType)
    {
        using var host = Build(cluster: true);
        var grains = host.Services.GetRequiredService<IClusterManifestProvider>().LocalGrainManifest.Grains;
        grains[GrainType.Create(grainType)].Properties.ShouldContainKey(WellKnownGrainTypeProperties.Immovable);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Silo_sheds_activations_under_memory_pressure(bool cluster)
    {
        using var host = Build(cluster);
        var options = host.Services.GetRequiredService<IOptions<GrainCollectionOptions>>().Value;
        options.EnableActivationSheddingOnMemoryPressure.ShouldBeTrue();
        (options.MemoryUsageLimitPercentage, options.MemoryUsageTargetPercentage).ShouldBe((80, 70));
    }

    private IHost Build(bool cluster)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection([new("Xela:DataDirectory", data.Path)]);
        var settings = SiloSettings.Read(builder.Configuration, isDevelopment: true, seed: false);
        builder.UseOrleans(silo => _ = cluster
            ? silo.UseXelaCluster(settings with { Postgres = "Host=127.0.0.1;Database=none" })
            : silo.UseXelaEmbedded(settings));
        return builder.Build();
    }
}
