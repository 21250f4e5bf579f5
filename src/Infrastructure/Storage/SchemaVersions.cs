namespace XelaConnect.Infrastructure.Storage;

/// <summary>The SQL of version 1, 2, … A released step never changes; a change is a new step at the end.</summary>
internal sealed record SchemaVersions(string Name, IReadOnlyList<string> Steps)
{
    /// <summary>Throws where a newer build wrote the database.</summary>
    public IEnumerable<string> Missing(long version) =>
        version <= Steps.Count
            ? Steps.Skip((int)version)
            : throw new SchemaTooNewException(
                $"The {Name} has schema version {version}, but this build knows versions up to {Steps.Count}: start a newer build.");
}

internal sealed class SchemaTooNewException(string message) : StartException(message);
