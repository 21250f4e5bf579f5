-- Outbox recovery: by shard of the owner (0 to 15), failed messages later and later, dead letters apart.
ALTER TABLE outbox ADD COLUMN shard INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN failures INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN error TEXT;
ALTER TABLE outbox ADD COLUMN dead INTEGER;
DROP INDEX outbox_due;
CREATE INDEX outbox_due ON outbox (shard, due, owner, id) WHERE dead IS NULL;
CREATE INDEX outbox_dead ON outbox (dead) WHERE dead IS NOT NULL;
