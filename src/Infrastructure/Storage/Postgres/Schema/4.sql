-- Outbox recovery: by shard of the owner (0 to 15), failed messages later and later, dead letters apart. Silos of the version
-- before go on during an upgrade: what they add is in shard 0, and they retry dead letters, too.
ALTER TABLE outbox
    ADD COLUMN shard integer NOT NULL DEFAULT 0,
    ADD COLUMN failures integer NOT NULL DEFAULT 0,
    ADD COLUMN error text,
    ADD COLUMN dead bigint;
DROP INDEX outbox_due;
CREATE INDEX outbox_due ON outbox (shard, due, owner, id) WHERE dead IS NULL;
CREATE INDEX outbox_dead ON outbox (dead) WHERE dead IS NOT NULL;
