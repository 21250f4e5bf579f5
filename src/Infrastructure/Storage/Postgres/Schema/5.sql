-- The journal in 64 partitions by the hash of the stream, while silos of the version before go on. A trigger keeps the new table in
-- step from here on.
CREATE TABLE IF NOT EXISTS journal_parts (LIKE journal, CONSTRAINT journal_parts_pkey PRIMARY KEY (stream, seq)) PARTITION BY HASH (stream);
CREATE UNIQUE INDEX IF NOT EXISTS journal_parts_op ON journal_parts (stream, op) WHERE op IS NOT NULL;
CREATE INDEX IF NOT EXISTS journal_parts_expires ON journal_parts (expires) WHERE expires IS NOT NULL;
-- Space of deleted rows is free again when a twentieth of a partition is deleted.
DO $$ BEGIN
    FOR part IN 0..63 LOOP
        EXECUTE format('CREATE TABLE IF NOT EXISTS journal_%s PARTITION OF journal_parts FOR VALUES WITH (MODULUS 64, REMAINDER %s)
            WITH (autovacuum_vacuum_scale_factor = 0.05)', lpad(part::text, 2, '0'), part);
    END LOOP;
END $$;
CREATE TABLE IF NOT EXISTS journal_copied (only_row integer PRIMARY KEY CHECK (only_row = 1), stream text COLLATE "C" NOT NULL, seq bigint NOT NULL);
INSERT INTO journal_copied VALUES (1, '', 0) ON CONFLICT DO NOTHING;
CREATE OR REPLACE FUNCTION journal_copy() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO journal_parts VALUES (NEW.*);
    ELSE
        DELETE FROM journal_parts WHERE stream = OLD.stream AND seq = OLD.seq;
    END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER journal_copy AFTER INSERT OR DELETE ON journal FOR EACH ROW EXECUTE FUNCTION journal_copy();
-- copy: repeated until it changes nothing, each time in a transaction of its own. The lock holds back a delete until the copy is
-- committed, so that the trigger finds it.
WITH portion AS (
    SELECT stream, seq, at, op, type, payload, expires FROM journal
    WHERE (stream, seq) > ((SELECT stream FROM journal_copied), (SELECT seq FROM journal_copied))
    ORDER BY stream, seq LIMIT $1 FOR KEY SHARE
), copied AS (
    INSERT INTO journal_parts SELECT * FROM portion ON CONFLICT DO NOTHING
)
UPDATE journal_copied SET stream = last.stream, seq = last.seq
FROM (SELECT stream, seq FROM portion ORDER BY stream DESC, seq DESC LIMIT 1) AS last;
-- finish: writers wait from the lock to the commit. The server analyzes partitions by itself, but not the table of all.
ANALYZE journal_parts;
LOCK TABLE journal IN ACCESS EXCLUSIVE MODE;
DROP TABLE journal;
DROP FUNCTION journal_copy();
DROP TABLE journal_copied;
ALTER TABLE journal_parts RENAME TO journal;
ALTER INDEX journal_parts_pkey RENAME TO journal_pkey;
ALTER INDEX journal_parts_op RENAME TO journal_op;
ALTER INDEX journal_parts_expires RENAME TO journal_expires;
