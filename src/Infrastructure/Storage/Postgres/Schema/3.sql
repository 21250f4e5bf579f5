-- A stream without publishers and subscribers keeps no row.
INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('DeleteStorageKey', 'DELETE FROM OrleansStorage
WHERE ServiceId = @ServiceId AND GrainTypeString = @GrainTypeString AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1
    AND GrainIdExtensionString IS NOT DISTINCT FROM @GrainIdExtensionString::text AND Version = @GrainStateVersion::integer
RETURNING Version + 1 AS NewGrainStateVersion;') ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText;
DELETE FROM OrleansStorage WHERE PayloadBinary IS NULL;
