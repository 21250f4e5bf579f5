namespace XelaConnect.Infrastructure.Storage.Sqlite;

/// <summary>
/// The statements of Orleans' persistence, which fixes the names of parameters and columns. Its hash parameters are not
/// needed: a unique index over the whole key finds the row, and lets one of two first writes win.
/// </summary>
internal static class SqliteOrleansSchema
{
    // NULLs of a unique index differ in SQLite, so a key without extension is stored as ''. No grain key is empty.
    private const string Key = """
        ServiceId = @ServiceId AND GrainTypeString = @GrainTypeString AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1
            AND GrainIdExtensionString = coalesce(@GrainIdExtensionString, '')
        """;

    public const string Read = $"""
        SELECT PayloadBinary, Version FROM OrleansStorage WHERE {Key};
        """;

    /// <summary>Returns the new version, or nothing to the writer that lost; the provider then throws.</summary>
    public const string Write = $"""
        INSERT INTO OrleansStorage (ServiceId, GrainTypeString, GrainIdN0, GrainIdN1, GrainIdExtensionString, PayloadBinary, ModifiedOn, Version)
        SELECT @ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, coalesce(@GrainIdExtensionString, ''), @PayloadBinary, CAST(unixepoch('subsec') * 1000 AS INTEGER), 1
        WHERE @GrainStateVersion IS NULL OR EXISTS (SELECT 1 FROM OrleansStorage WHERE {Key})
        ON CONFLICT (ServiceId, GrainTypeString, GrainIdN0, GrainIdN1, GrainIdExtensionString) DO UPDATE
            SET PayloadBinary = excluded.PayloadBinary, ModifiedOn = excluded.ModifiedOn, Version = Version + 1
            WHERE Version = @GrainStateVersion
        RETURNING Version AS NewGrainStateVersion;
        """;

    private const string Clear = $"""
        UPDATE OrleansStorage SET PayloadBinary = NULL, ModifiedOn = CAST(unixepoch('subsec') * 1000 AS INTEGER), Version = Version + 1
        WHERE {Key} AND Version = @GrainStateVersion
        RETURNING Version AS NewGrainStateVersion;
        """;

    private const string Delete = $"""
        DELETE FROM OrleansStorage
        WHERE {Key} AND Version = @GrainStateVersion
        RETURNING Version + 1 AS NewGrainStateVersion;
        """;

    public static readonly SchemaVersions Versions = new("snapshot database", [
        $"""
        CREATE TABLE OrleansQuery (QueryKey TEXT PRIMARY KEY, QueryText TEXT NOT NULL) STRICT;
        CREATE TABLE OrleansStorage (
            ServiceId              TEXT    NOT NULL,
            GrainTypeString        TEXT    NOT NULL,
            GrainIdN0              INTEGER NOT NULL,
            GrainIdN1              INTEGER NOT NULL,
            GrainIdExtensionString TEXT    NOT NULL,
            Version                INTEGER NOT NULL,
            ModifiedOn             INTEGER NOT NULL,
            PayloadBinary          BLOB
        ) STRICT;
        CREATE UNIQUE INDEX OrleansStorage_Key ON OrleansStorage (ServiceId, GrainTypeString, GrainIdN0, GrainIdN1, GrainIdExtensionString);
        {OrleansQueries.Insert("ReadFromStorageKey", Read)}
        {OrleansQueries.Insert("WriteToStorageKey", Write)}
        {OrleansQueries.Insert("ClearStorageKey", Clear)}
        """,
        // A stream without subscribers left an empty row.
        $"""
        {OrleansQueries.Insert("DeleteStorageKey", Delete)}
        DELETE FROM OrleansStorage WHERE PayloadBinary IS NULL;
        """,
    ]);
}
