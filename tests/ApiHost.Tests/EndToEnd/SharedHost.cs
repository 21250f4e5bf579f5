using Xunit;

namespace XelaConnect.ApiHost.Tests.EndToEnd;

/// <summary>One host for all tests that leave it as it is; each test brings its own people and circles.</summary>
public sealed class SharedHost : IAsyncLifetime
{
    public const string Name = "one host";

    /// <summary>What RevenueCat proves itself with.</summary>
    public const string RevenueCatSecret = "a secret of this test and of nothing else";

    internal HostProcess Process { get; private set; } = null!;

    public async Task InitializeAsync() => Process = await HostProcess.StartAsync(
        ("Xela__Payments__RevenueCat__WebhookSecret", RevenueCatSecret), ("Xela__Payments__RevenueCat__CreditPacks__coins_100", "100"));

    public async Task DisposeAsync() => await Process.DisposeAsync();
}

[CollectionDefinition(SharedHost.Name)]
public sealed class SharedHostTests : ICollectionFixture<SharedHost>;
