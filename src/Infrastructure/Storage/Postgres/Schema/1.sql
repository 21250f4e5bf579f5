-- Journals and outbox. Times are milliseconds since 1970, UTC. Keys compare by bytes, fast and in any locale.
CREATE TABLE journal (
    stream  text   COLLATE "C" NOT NULL,
    seq     bigint NOT NULL,
    at      bigint NOT NULL,
    op      text   COLLATE "C",
    type    text   COLLATE "C" NOT NULL,
    payload bytea  NOT NULL,
    expires bigint,
    PRIMARY KEY (stream, seq)
);
CREATE UNIQUE INDEX journal_op ON journal (stream, op) WHERE op IS NOT NULL;
CREATE INDEX journal_expires ON journal (expires) WHERE expires IS NOT NULL;
CREATE TABLE outbox (
    owner   text   COLLATE "C" NOT NULL,
    id      text   COLLATE "C" NOT NULL,
    version bigint NOT NULL,
    kind    text   COLLATE "C" NOT NULL,
    payload bytea  NOT NULL,
    due     bigint NOT NULL,
    PRIMARY KEY (owner, id)
);
CREATE INDEX outbox_due ON outbox (due);
-- The tables and statements of the ADO.NET providers of Orleans, which read statements by key and fix the names of parameters
-- and columns. Every write is one statement that returns whether it won, so none needs a transaction.
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
INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('ReadFromStorageKey', 'SELECT PayloadBinary, Version FROM OrleansStorage WHERE ServiceId = @ServiceId AND GrainTypeString = @GrainTypeString AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1
    AND GrainIdExtensionString IS NOT DISTINCT FROM @GrainIdExtensionString::text;') ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText;
-- Returns the new version, or nothing to the writer that lost; the provider then throws.
INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('WriteToStorageKey', 'WITH replaced AS (
    UPDATE OrleansStorage SET PayloadBinary = @PayloadBinary, ModifiedOn = now(), Version = Version + 1
    WHERE ServiceId = @ServiceId AND GrainTypeString = @GrainTypeString AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1
    AND GrainIdExtensionString IS NOT DISTINCT FROM @GrainIdExtensionString::text AND Version = @GrainStateVersion::integer
    RETURNING Version
), added AS (
    INSERT INTO OrleansStorage (ServiceId, GrainTypeString, GrainIdN0, GrainIdN1, GrainIdExtensionString, PayloadBinary, ModifiedOn, Version)
    SELECT @ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, @GrainIdExtensionString::text, @PayloadBinary, now(), 1
    WHERE @GrainStateVersion::integer IS NULL
    ON CONFLICT (ServiceId, GrainTypeString, GrainIdN0, GrainIdN1, GrainIdExtensionString) DO NOTHING
    RETURNING Version
)
SELECT Version AS NewGrainStateVersion FROM replaced UNION ALL SELECT Version FROM added;') ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText;
INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('ClearStorageKey', 'UPDATE OrleansStorage SET PayloadBinary = NULL, ModifiedOn = now(), Version = Version + 1
WHERE ServiceId = @ServiceId AND GrainTypeString = @GrainTypeString AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1
    AND GrainIdExtensionString IS NOT DISTINCT FROM @GrainIdExtensionString::text AND Version = @GrainStateVersion::integer
RETURNING Version AS NewGrainStateVersion;') ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText;
-- The outer join returns the version of the table even without such a silo.
INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('MembershipReadRowKey', 'SELECT v.DeploymentId, m.Address, m.Port, m.Generation, m.SiloName, m.HostName, m.Status, m.ProxyPort, m.SuspectTimes, m.StartTime, m.IAmAliveTime, v.Version
FROM OrleansMembershipVersionTable v
LEFT JOIN OrleansMembershipTable m ON m.DeploymentId = v.DeploymentId AND m.Address = @Address AND m.Port = @Port AND m.Generation = @Generation
WHERE v.DeploymentId = @DeploymentId;') ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText;
INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('MembershipReadAllKey', 'SELECT v.DeploymentId, m.Address, m.Port, m.Generation, m.SiloName, m.HostName, m.Status, m.ProxyPort, m.SuspectTimes, m.StartTime, m.IAmAliveTime, v.Version
FROM OrleansMembershipVersionTable v LEFT JOIN OrleansMembershipTable m ON m.DeploymentId = v.DeploymentId
WHERE v.DeploymentId = @DeploymentId;') ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText;
INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('GatewaysQueryKey', 'SELECT Address, ProxyPort, Generation FROM OrleansMembershipTable WHERE DeploymentId = @DeploymentId AND Status = @Status AND ProxyPort > 0;') ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText;
INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('InsertMembershipVersionKey', 'WITH added AS (INSERT INTO OrleansMembershipVersionTable (DeploymentId) VALUES (@DeploymentId) ON CONFLICT DO NOTHING RETURNING 1)
SELECT count(*) > 0 FROM added;') ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText;
-- The version row is the lock and the fence: a writer that finds another version changes nothing.
INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('InsertMembershipKey', 'WITH moved AS (
    UPDATE OrleansMembershipVersionTable SET Version = Version + 1, Timestamp = now()
    WHERE DeploymentId = @DeploymentId AND Version = @Version AND NOT EXISTS (SELECT 1 FROM OrleansMembershipTable WHERE DeploymentId = @DeploymentId AND Address = @Address AND Port = @Port AND Generation = @Generation)
    RETURNING 1
), added AS (
    INSERT INTO OrleansMembershipTable (DeploymentId, Address, Port, Generation, SiloName, HostName, Status, ProxyPort, StartTime, IAmAliveTime)
    SELECT @DeploymentId, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime FROM moved
    RETURNING 1
)
SELECT count(*) > 0 FROM added;') ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText;
INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('UpdateMembershipKey', 'WITH moved AS (
    UPDATE OrleansMembershipVersionTable SET Version = Version + 1, Timestamp = now()
    WHERE DeploymentId = @DeploymentId AND Version = @Version AND EXISTS (SELECT 1 FROM OrleansMembershipTable WHERE DeploymentId = @DeploymentId AND Address = @Address AND Port = @Port AND Generation = @Generation)
    RETURNING 1
), changed AS (
    UPDATE OrleansMembershipTable SET Status = @Status, SuspectTimes = @SuspectTimes, IAmAliveTime = @IAmAliveTime
    WHERE DeploymentId = @DeploymentId AND Address = @Address AND Port = @Port AND Generation = @Generation AND (SELECT count(*) FROM moved) > 0
    RETURNING 1
)
SELECT count(*) > 0 FROM changed;') ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText;
INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('UpdateIAmAlivetimeKey', 'UPDATE OrleansMembershipTable SET IAmAliveTime = @IAmAliveTime WHERE DeploymentId = @DeploymentId AND Address = @Address AND Port = @Port AND Generation = @Generation;') ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText;
INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('DeleteMembershipTableEntriesKey', 'WITH silos AS (DELETE FROM OrleansMembershipTable WHERE DeploymentId = @DeploymentId)
DELETE FROM OrleansMembershipVersionTable WHERE DeploymentId = @DeploymentId;') ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText;
-- 3 is SiloStatus.Active: only the protocol declares an active silo dead.
INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('CleanupDefunctSiloEntriesKey', 'DELETE FROM OrleansMembershipTable WHERE DeploymentId = @DeploymentId AND IAmAliveTime < @IAmAliveTime AND Status <> 3;') ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText;
