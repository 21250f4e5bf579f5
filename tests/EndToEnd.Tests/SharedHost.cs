
namespace XelaConnect.EndToEnd.Tests;

/// <summary>One host for all tests that leave it as it is; each test brings its own people and circles.</summary>
public sealed class SharedHost : IAsyncLifetime
{
    public const string Name = "one host";

    internal HostProcess Process { get; private set; } = null!;

    public async Task InitializeAsync() => Process = await HostProcess.StartAsync(
        [.. FakeRevenueCat.Settings, ("Xela__Payments__RevenueCat__CreditPacks__coins_100", "100"),
            ("Xela__Mail__WebhookSecret", FakeRevenueCat.Secret)]);

    public async Task DisposeAsync() => await Process.DisposeAsync();
}

[CollectionDefinition(SharedHost.Name)]
public sealed class SharedHostTests : ICollectionFixture<SharedHost>;
