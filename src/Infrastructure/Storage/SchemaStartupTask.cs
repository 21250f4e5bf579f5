namespace XelaConnect.Infrastructure.Storage;

/// <summary>Applies the schema as the very first step of a silo's start: the storage and membership providers read their statements from it in later ones.</summary>
internal sealed class SchemaStartupTask(string name, int version, Func<CancellationToken, Task> apply, ILogger<SchemaStartupTask> logger) : ILifecycleParticipant<ISiloLifecycle>
{
    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(nameof(SchemaStartupTask), ServiceLifecycleStage.First, async cancellation =>
    {
        await apply(cancellation).ConfigureAwait(false);
        StorageLog.SchemaReady(logger, name, version);
    });
}
