-- SPDX-License-Identifier: EUPL-1.2
-- What the door writes at every scan, checked without a table of its own: SQLite builds a B-tree for
-- an IN of three or more each time that it looks at a CHECK or at a partial index, and so half of a
-- check-in's time. The rules are the same.
CREATE TABLE presence_checked (
    person_id INTEGER PRIMARY KEY REFERENCES person (id),
    state     TEXT    NOT NULL CHECK (state = 'expected' OR state = 'in' OR state = 'out'), -- expected: again, after an annulment
    first_at  INTEGER NOT NULL, -- first arrival
    place     TEXT    NOT NULL, -- the device or host that saw it
    at        INTEGER NOT NULL, -- last move
    scan      INTEGER NOT NULL REFERENCES scan (number) -- the scan that made it so
) STRICT;
INSERT INTO presence_checked SELECT person_id, state, first_at, place, at, scan FROM presence;
DROP TABLE presence;
ALTER TABLE presence_checked RENAME TO presence;

DROP INDEX change_steered;
CREATE INDEX change_steered ON change (kind, id, seq) WHERE kind = 'pitch' OR kind = 'meeting' OR kind = 'stand';
