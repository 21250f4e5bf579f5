namespace XelaConnect.Infrastructure.Storage;

/// <summary>The SQL of version 1, 2, … A released step never changes; a change is a new step at the end.</summary>
internal sealed record SchemaVersions(string Name, IReadOnlyList<string> Steps)
{
    /// <summary>Reads the embedded files prefix-1.sql, prefix-2.sql, …</summary>
    public static SchemaVersions Embedded(string name, string prefix)
    {
        var steps = new List<string>();
        while (typeof(SchemaVersions).Assembly.GetManifestResourceStream($"{prefix}-{steps.Count + 1}.sql") is { } file)
        {
            using var reader = new StreamReader(file);
            steps.Add(reader.ReadToEnd());
        }
        return new SchemaVersions(name, steps);
    }

    /// <summary>
    /// None where a newer build changed the database so that this one still works with it (<paramref name="oldest"/>:
    /// the oldest version whose build does); throws for any other newer one.
    /// </summary>
    public IEnumerable<string> Missing(long version, long? oldest = null) =>
        version <= Steps.Count ? Steps.Skip((int)version)
        : oldest <= Steps.Count ? []
        : throw new SchemaTooNewException($"The {Name} has schema version {version}, "
            + $"but this build knows versions up to {Steps.Count}: start a newer build.");
}

internal sealed class SchemaTooNewException(string message) : StartException(message);

/// <summary>The first step of a silo's start: providers read their statements from the schema in later ones.</summary>
internal sealed class SchemaStartupTask(
    SchemaVersions schema, Func<CancellationToken, Task> apply, ILogger<SchemaStartupTask> logger)
    : ILifecycleParticipant<ISiloLifecycle>
{
    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(SchemaStartupTask), ServiceLifecycleStage.First, ApplyAsync);

    private async Task ApplyAsync(CancellationToken cancellation)
    {
        await apply(cancellation).ConfigureAwait(false);
        StorageLog.SchemaReady(logger, schema.Name, schema.Steps.Count);
    }
}
