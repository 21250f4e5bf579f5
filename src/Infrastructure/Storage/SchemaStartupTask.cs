namespace XelaConnect.Infrastructure.Storage;

/// <summary>The first step of a silo's start: providers read their statements from the schema in later ones.</summary>
internal sealed class SchemaStartupTask(
    string name, int version, Func<CancellationToken, Task> apply, ILogger<SchemaStartupTask> logger) : ILifecycleParticipant<ISiloLifecycle>
{
    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(SchemaStartupTask), ServiceLifecycleStage.First, ApplyAsync);

    private async Task ApplyAsync(CancellationToken cancellation)
    {
        await apply(cancellation).ConfigureAwait(false);
        StorageLog.SchemaReady(logger, name, version);
    }
}
