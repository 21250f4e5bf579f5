namespace XelaConnect.Infrastructure.Storage;

/// <summary>
/// Numbered steps from an empty database to the current schema. A released step never changes; a change is a new step
/// at the end.
/// </summary>
/// <param name="Name">The name of the database in messages.</param>
/// <param name="Steps">The SQL of version 1, 2, …</param>
internal sealed record SchemaVersions(string Name, IReadOnlyList<string> Steps)
{
    /// <summary>The steps that a database at <paramref name="version"/> lacks.</summary>
    /// <exception cref="SchemaTooNewException">A newer build wrote it.</exception>
    public IEnumerable<string> Missing(long version) =>
        version <= Steps.Count
            ? Steps.Skip((int)version)
            : throw new SchemaTooNewException(
                $"The {Name} has schema version {version}, but this build knows versions up to {Steps.Count}: start a newer build.");
}

/// <summary>A newer build wrote the database, so this one does not start.</summary>
internal sealed class SchemaTooNewException(string message) : StartException(message);
