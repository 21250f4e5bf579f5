namespace XelaConnect.Infrastructure.Storage.Postgres;

/// <summary>
/// The tables and statements of Orleans' ADO.NET providers on PostgreSQL, which fix the names of parameters and
/// columns. Every write is one statement that returns whether it won, so none needs a transaction.
/// </summary>
internal static class PostgresOrleansSchema
{
    private const string Key = """
        ServiceId = @ServiceId AND GrainTypeString = @GrainTypeString AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1
            AND GrainIdExtensionString IS NOT DISTINCT FROM @GrainIdExtensionString::text
        """;

    public const string Read = $"""
        SELECT PayloadBinary, Version FROM OrleansStorage WHERE {Key};
        """;

    /// <summary>Returns the new version, or nothing to the writer that lost; the provider then throws.</summary>
    public const string Write = $"""
        WITH replaced AS (
            UPDATE OrleansStorage SET PayloadBinary = @PayloadBinary, ModifiedOn = now(), Version = Version + 1
            WHERE {Key} AND Version = @GrainStateVersion::integer
            RETURNING Version
        ), added AS (
            INSERT INTO OrleansStorage (ServiceId, GrainTypeString, GrainIdN0, GrainIdN1, GrainIdExtensionString, PayloadBinary, ModifiedOn, Version)
            SELECT @ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, @GrainIdExtensionString::text, @PayloadBinary, now(), 1
            WHERE @GrainStateVersion::integer IS NULL
            ON CONFLICT (ServiceId, GrainTypeString, GrainIdN0, GrainIdN1, GrainIdExtensionString) DO NOTHING
            RETURNING Version
        )
        SELECT Version AS NewGrainStateVersion FROM replaced UNION ALL SELECT Version FROM added;
        """;

    private const string Clear = $"""
        UPDATE OrleansStorage SET PayloadBinary = NULL, ModifiedOn = now(), Version = Version + 1
        WHERE {Key} AND Version = @GrainStateVersion::integer
        RETURNING Version AS NewGrainStateVersion;
        """;

    private const string Delete = $"""
        DELETE FROM OrleansStorage
        WHERE {Key} AND Version = @GrainStateVersion::integer
        RETURNING Version + 1 AS NewGrainStateVersion;
        """;

    private const string Silo = "DeploymentId = @DeploymentId AND Address = @Address AND Port = @Port AND Generation = @Generation";

    private const string SiloColumns = """
        v.DeploymentId, m.Address, m.Port, m.Generation, m.SiloName, m.HostName, m.Status, m.ProxyPort, m.SuspectTimes, m.StartTime, m.IAmAliveTime, v.Version
        """;

    // The outer join returns the version of the table even without such a silo.
    private const string ReadSilo = $"""
        SELECT {SiloColumns}
        FROM OrleansMembershipVersionTable v
        LEFT JOIN OrleansMembershipTable m ON m.DeploymentId = v.DeploymentId AND m.Address = @Address AND m.Port = @Port AND m.Generation = @Generation
        WHERE v.DeploymentId = @DeploymentId;
        """;

    private const string ReadSilos = $"""
        SELECT {SiloColumns}
        FROM OrleansMembershipVersionTable v LEFT JOIN OrleansMembershipTable m ON m.DeploymentId = v.DeploymentId
        WHERE v.DeploymentId = @DeploymentId;
        """;

    private const string ReadGateways = """
        SELECT Address, ProxyPort, Generation FROM OrleansMembershipTable WHERE DeploymentId = @DeploymentId AND Status = @Status AND ProxyPort > 0;
        """;

    private const string AddVersion = """
        WITH added AS (INSERT INTO OrleansMembershipVersionTable (DeploymentId) VALUES (@DeploymentId) ON CONFLICT DO NOTHING RETURNING 1)
        SELECT count(*) > 0 FROM added;
        """;

    // The version row is the lock and the fence: a writer that finds another version changes nothing.
    private const string AddSilo = $"""
        WITH moved AS (
            UPDATE OrleansMembershipVersionTable SET Version = Version + 1, Timestamp = now()
            WHERE DeploymentId = @DeploymentId AND Version = @Version AND NOT EXISTS (SELECT 1 FROM OrleansMembershipTable WHERE {Silo})
            RETURNING 1
        ), added AS (
            INSERT INTO OrleansMembershipTable (DeploymentId, Address, Port, Generation, SiloName, HostName, Status, ProxyPort, StartTime, IAmAliveTime)
            SELECT @DeploymentId, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime FROM moved
            RETURNING 1
        )
        SELECT count(*) > 0 FROM added;
        """;

    private const string ChangeSilo = $"""
        WITH moved AS (
            UPDATE OrleansMembershipVersionTable SET Version = Version + 1, Timestamp = now()
            WHERE DeploymentId = @DeploymentId AND Version = @Version AND EXISTS (SELECT 1 FROM OrleansMembershipTable WHERE {Silo})
            RETURNING 1
        ), changed AS (
            UPDATE OrleansMembershipTable SET Status = @Status, SuspectTimes = @SuspectTimes, IAmAliveTime = @IAmAliveTime
            WHERE {Silo} AND (SELECT count(*) FROM moved) > 0
            RETURNING 1
        )
        SELECT count(*) > 0 FROM changed;
        """;

    private const string Alive = $"""
        UPDATE OrleansMembershipTable SET IAmAliveTime = @IAmAliveTime WHERE {Silo};
        """;

    private const string DeleteCluster = """
        WITH silos AS (DELETE FROM OrleansMembershipTable WHERE DeploymentId = @DeploymentId)
        DELETE FROM OrleansMembershipVersionTable WHERE DeploymentId = @DeploymentId;
        """;

    // 3 is SiloStatus.Active: only the protocol declares an active silo dead.
    private const string DeleteDefunct = """
        DELETE FROM OrleansMembershipTable WHERE DeploymentId = @DeploymentId AND IAmAliveTime < @IAmAliveTime AND Status <> 3;
        """;

    // 6 is SiloStatus.Dead. Orleans 10.4 keeps the newest dead silos by the last change of their rows: their start,
    // their last heartbeat or the last vote against them. A joining silo may be older than all of that and must keep
    // its row.
    private const string DeleteDead = """
        DELETE FROM OrleansMembershipTable
        WHERE DeploymentId = @DeploymentId AND Status = 6 AND greatest(StartTime, IAmAliveTime,
            (SELECT max(split_part(vote, ',', 2)::timestamptz) FROM unnest(string_to_array(SuspectTimes, '|')) AS vote)) < @IAmAliveTime;
        """;

    /// <summary>Version 2: only dead silos are removed from the membership table.</summary>
    public static readonly string DeleteDeadSql = OrleansQueries.Insert("CleanupDefunctSiloEntriesKey", DeleteDead);

    /// <summary>Version 3: a stream without publishers and subscribers keeps no row.</summary>
    public static readonly string DeleteClearedSql = $"""
        {OrleansQueries.Insert("DeleteStorageKey", Delete)}
        DELETE FROM OrleansStorage WHERE PayloadBinary IS NULL;
        """;

    /// <summary>Version 1: the tables of Orleans.</summary>
    public static readonly string Sql = $"""
        CREATE TABLE OrleansQuery (QueryKey text PRIMARY KEY, QueryText text NOT NULL);
        CREATE TABLE OrleansStorage (
            ServiceId              text        COLLATE "C" NOT NULL,
            GrainTypeString        text        COLLATE "C" NOT NULL,
            GrainIdN0              bigint      NOT NULL,
            GrainIdN1              bigint      NOT NULL,
            GrainIdExtensionString text        COLLATE "C",
            Version                integer     NOT NULL,
            ModifiedOn             timestamptz NOT NULL,
            PayloadBinary          bytea
        );
        CREATE UNIQUE INDEX OrleansStorage_Key ON OrleansStorage (ServiceId, GrainTypeString, GrainIdN0, GrainIdN1, GrainIdExtensionString) NULLS NOT DISTINCT;
        CREATE TABLE OrleansMembershipVersionTable (
            DeploymentId text        COLLATE "C" PRIMARY KEY,
            Timestamp    timestamptz NOT NULL DEFAULT now(),
            Version      integer     NOT NULL DEFAULT 0
        );
        CREATE TABLE OrleansMembershipTable (
            DeploymentId text        COLLATE "C" NOT NULL,
            Address      text        COLLATE "C" NOT NULL,
            Port         integer     NOT NULL,
            Generation   integer     NOT NULL,
            SiloName     text        NOT NULL,
            HostName     text        NOT NULL,
            Status       integer     NOT NULL,
            ProxyPort    integer,
            SuspectTimes text,
            StartTime    timestamptz NOT NULL,
            IAmAliveTime timestamptz NOT NULL,
            PRIMARY KEY (DeploymentId, Address, Port, Generation)
        );
        {OrleansQueries.Insert("ReadFromStorageKey", Read)}
        {OrleansQueries.Insert("WriteToStorageKey", Write)}
        {OrleansQueries.Insert("ClearStorageKey", Clear)}
        {OrleansQueries.Insert("MembershipReadRowKey", ReadSilo)}
        {OrleansQueries.Insert("MembershipReadAllKey", ReadSilos)}
        {OrleansQueries.Insert("GatewaysQueryKey", ReadGateways)}
        {OrleansQueries.Insert("InsertMembershipVersionKey", AddVersion)}
        {OrleansQueries.Insert("InsertMembershipKey", AddSilo)}
        {OrleansQueries.Insert("UpdateMembershipKey", ChangeSilo)}
        {OrleansQueries.Insert("UpdateIAmAlivetimeKey", Alive)}
        {OrleansQueries.Insert("DeleteMembershipTableEntriesKey", DeleteCluster)}
        {OrleansQueries.Insert("CleanupDefunctSiloEntriesKey", DeleteDefunct)}
        """;
}
