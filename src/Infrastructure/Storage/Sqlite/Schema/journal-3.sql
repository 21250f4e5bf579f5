-- Snapshots of read models whose covered rows are dropped, since a backup consists of this file alone.
CREATE TABLE cover (
    stream TEXT    PRIMARY KEY,
    seq    INTEGER NOT NULL,
    state  BLOB    NOT NULL
) STRICT;
