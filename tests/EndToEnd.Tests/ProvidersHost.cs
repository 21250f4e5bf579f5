namespace XelaConnect.EndToEnd.Tests;

/// <summary>One host whose providers are fakes, for tests that leave it as it is; each test brings its own people.</summary>
public sealed class ProvidersHost : IAsyncLifetime
{
    public const string Name = "one host with providers";

    internal FakeGoogle Google { get; private set; } = null!;

    internal FakeDaily Daily { get; private set; } = null!;

    internal FakeStripe Stripe { get; private set; } = null!;

    internal HostProcess Process { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        (Google, Daily, Stripe) = (await FakeGoogle.StartAsync(), await FakeDaily.StartAsync(), await FakeStripe.StartAsync());
        Process = await HostProcess.StartAsync([.. Google.Settings, .. Daily.Settings, .. Stripe.Settings]);
    }

    public async Task DisposeAsync()
    {
        await Process.DisposeAsync();
        await Google.DisposeAsync();
        await Daily.DisposeAsync();
        await Stripe.DisposeAsync();
    }
}

[CollectionDefinition(ProvidersHost.Name)]
public sealed class ProvidersHostTests : ICollectionFixture<ProvidersHost>;
