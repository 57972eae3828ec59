-- SPDX-License-Identifier: EUPL-1.2
-- Kiosks that keep a journal of their own scans and send it when they can.

-- What a scan of a journal says beside what every scan says.
ALTER TABLE scan ADD COLUMN effective_at INTEGER; -- when it counts as having happened (docs/offline.md); never NULL
ALTER TABLE scan ADD COLUMN device_at  INTEGER; -- the device's own clock, not corrected; NULL: not told
ALTER TABLE scan ADD COLUMN journal    TEXT;    -- which journal of the device, 16 hexadecimal digits; NULL: of none
ALTER TABLE scan ADD COLUMN device_seq INTEGER; -- its place in that journal: 1, 2, … without a gap
ALTER TABLE scan ADD COLUMN said       TEXT;    -- what the kiosk told the person by itself; NULL: it asked
UPDATE scan SET effective_at = received_at;
CREATE UNIQUE INDEX scan_journal ON scan (device_id, journal, device_seq) WHERE journal IS NOT NULL;
CREATE INDEX scan_person ON scan (person_id, effective_at) WHERE person_id IS NOT NULL;

-- A scan that somebody should look at. It never stops the ones behind it.
CREATE TABLE scan_exception (
    id          INTEGER PRIMARY KEY,
    kind        TEXT    NOT NULL CHECK (kind IN ('twice','contradicted','refused')),
    scan        INTEGER UNIQUE REFERENCES scan (number), -- NULL: it could not be taken in (refused)
    scan_id     TEXT    NOT NULL, -- '' when even that could not be read
    device_id   INTEGER REFERENCES device (id), -- NULL: a person at the console
    journal     TEXT    NOT NULL DEFAULT '',
    device_seq  INTEGER NOT NULL DEFAULT 0,
    occurred_at INTEGER, -- the kiosk's corrected time; NULL: not readable
    received_at INTEGER NOT NULL,
    said        TEXT,    -- what the kiosk told the person
    status      TEXT,    -- what it was found to be; NULL: refused
    person_id   INTEGER REFERENCES person (id),
    first_at    INTEGER, -- twice: the arrival that counts
    first_place TEXT,
    reason      TEXT    NOT NULL DEFAULT '', -- refused: which member, and why; English
    resolved_at INTEGER,
    resolved_by TEXT,
    UNIQUE (device_id, journal, device_seq, scan_id),
    CHECK ((kind = 'refused') = (scan IS NULL))
) STRICT;
