-- Only dead silos are removed (6 is SiloStatus.Dead). Orleans 10.4 keeps the newest dead silos by the last change of their rows:
-- their start, their last heartbeat or the last vote against them. A joining silo may be older than all of that and must keep
-- its row.
INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('CleanupDefunctSiloEntriesKey', 'DELETE FROM OrleansMembershipTable
WHERE DeploymentId = @DeploymentId AND Status = 6 AND greatest(StartTime, IAmAliveTime,
    (SELECT max(split_part(vote, '','', 2)::timestamptz) FROM unnest(string_to_array(SuspectTimes, ''|'')) AS vote)) < @IAmAliveTime;') ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText;
