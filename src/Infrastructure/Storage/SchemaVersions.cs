namespace XelaConnect.Infrastructure.Storage;

/// <summary>Numbered steps from an empty database to the present schema. A step that was released never changes; what is new goes into a new step at the end.</summary>
/// <param name="Name">What the error message calls this database.</param>
/// <param name="Steps">The SQL of version 1, 2, …</param>
internal sealed record SchemaVersions(string Name, IReadOnlyList<string> Steps)
{
    /// <summary>The steps a database at <paramref name="version"/> still needs, or a refusal when it is ahead of this build.</summary>
    public IEnumerable<string> Missing(long version) =>
        version <= Steps.Count
            ? Steps.Skip((int)version)
            : throw new SchemaTooNewException($"The {Name} has schema version {version}, but this build knows versions up to {Steps.Count}: start a newer build.");
}
