-- Journals and outbox. Times are milliseconds since 1970, UTC.
CREATE TABLE journal (
    stream  TEXT    NOT NULL,
    seq     INTEGER NOT NULL,
    at      INTEGER NOT NULL,
    op      TEXT,
    type    TEXT    NOT NULL,
    payload BLOB    NOT NULL,
    expires INTEGER,
    PRIMARY KEY (stream, seq)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX journal_op ON journal (stream, op) WHERE op IS NOT NULL;
CREATE INDEX journal_expires ON journal (expires) WHERE expires IS NOT NULL;
CREATE TABLE outbox (
    owner   TEXT    NOT NULL,
    id      TEXT    NOT NULL,
    version INTEGER NOT NULL,
    kind    TEXT    NOT NULL,
    payload BLOB    NOT NULL,
    due     INTEGER NOT NULL,
    PRIMARY KEY (owner, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX outbox_due ON outbox (due);
