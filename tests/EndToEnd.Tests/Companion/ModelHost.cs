
namespace XelaConnect.EndToEnd.Tests.Companion;

/// <summary>A host that speaks through a model on the loopback, for the tests of one class. They run one after another.</summary>
public sealed class ModelHost : IAsyncLifetime
{
    internal FakeModel Model { get; private set; } = null!;

    internal HostProcess Host { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Model = await FakeModel.StartAsync();
        Host = await HostProcess.StartAsync(Model.Settings);
    }

    public async Task DisposeAsync()
    {
        await Host.DisposeAsync();
        await Model.DisposeAsync();
    }
}
