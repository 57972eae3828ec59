-- SPDX-License-Identifier: EUPL-1.2
-- What attendees do from their own phones.

-- A personal link. Its secret is told once, stands behind the # of an address, and is kept hashed.
CREATE TABLE link (
    id         INTEGER PRIMARY KEY,
    person_id  INTEGER NOT NULL REFERENCES person (id),
    -- page: an invitation's, opens as often as one likes; once: shown by a kiosk, opens one phone;
    -- calendar: a subscription's address, reads one person's agenda
    purpose    TEXT    NOT NULL CHECK (purpose IN ('page','once','calendar')),
    token_hash BLOB    NOT NULL UNIQUE CHECK (length(token_hash) = 32), -- BLAKE2b-256
    created_at INTEGER NOT NULL, -- real clock, as the two below
    expires_at INTEGER,          -- NULL: as long as the edition is kept
    revoked_at INTEGER           -- withdrawn; once: used
) STRICT;
CREATE INDEX link_person ON link (person_id);

-- A phone on which somebody opened their link: its cookie, hashed.
CREATE TABLE phone (
    id         INTEGER PRIMARY KEY,
    person_id  INTEGER NOT NULL REFERENCES person (id),
    token_hash BLOB    NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    created_at INTEGER NOT NULL, -- real clock: a session's age is not the event's
    expires_at INTEGER NOT NULL,
    revoked_at INTEGER
) STRICT;
CREATE INDEX phone_person ON phone (person_id);

-- What was done already: a phone that was off the network may send it again.
CREATE TABLE phone_order (
    id        TEXT    PRIMARY KEY CHECK (length(id) BETWEEN 8 AND 64), -- made by the phone
    person_id INTEGER NOT NULL REFERENCES person (id),
    digest    BLOB    NOT NULL CHECK (length(digest) = 16), -- of what was asked: an id asks one thing
    at        INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What one side says of a meeting: the last word of its kind counts.
CREATE TABLE word (
    id         INTEGER PRIMARY KEY,
    meeting_id INTEGER NOT NULL REFERENCES meeting (id),
    by_company INTEGER NOT NULL CHECK (by_company IN (0, 1)), -- which side
    person_id  INTEGER NOT NULL REFERENCES person (id),       -- who of it
    -- cannot: cancelled; colleague: somebody else comes; held, not_held: it took place, or not
    kind       TEXT    NOT NULL CHECK (kind IN ('late','cannot','colleague','held','not_held')),
    minutes    INTEGER CHECK ((kind = 'late') = (minutes IS NOT NULL) AND minutes BETWEEN 1 AND 60),
    at         INTEGER NOT NULL,
    UNIQUE (meeting_id, by_company, kind)
) STRICT;

-- One asks the other for a meeting in a slot. It holds nothing: what was accepted is a meeting.
CREATE TABLE request (
    id         INTEGER PRIMARY KEY,
    buyer_id   INTEGER NOT NULL REFERENCES person (id),
    company_id INTEGER NOT NULL REFERENCES application (organisation_id),
    slot_id    INTEGER NOT NULL REFERENCES slot (id),
    by_company INTEGER NOT NULL CHECK (by_company IN (0, 1)), -- who asks
    person_id  INTEGER NOT NULL REFERENCES person (id),       -- who of it
    must       INTEGER NOT NULL CHECK (must IN (0, 1)),       -- or a wish
    state      TEXT    NOT NULL CHECK (state IN ('open','accepted','declined','lapsed','withdrawn')),
    made_at    INTEGER NOT NULL,
    lapses_at  INTEGER NOT NULL, -- event clock: unanswered by then, it is gone
    state_at   INTEGER NOT NULL
) STRICT;
-- One question at a time between two: what is open is answered before the next.
CREATE UNIQUE INDEX request_open ON request (buyer_id, company_id) WHERE state = 'open';

-- Somebody lets the other side of a meeting have their address. Both must.
CREATE TABLE contact (
    id         INTEGER PRIMARY KEY,
    meeting_id INTEGER NOT NULL REFERENCES meeting (id),
    person_id  INTEGER NOT NULL REFERENCES person (id), -- whose address
    given_at   INTEGER NOT NULL,
    taken_back_at INTEGER, -- NULL: given
    UNIQUE (meeting_id, person_id)
) STRICT;

-- What one side made of a meeting: the observatory's figures come from here.
CREATE TABLE outcome (
    id         INTEGER PRIMARY KEY,
    meeting_id INTEGER NOT NULL REFERENCES meeting (id),
    by_company INTEGER NOT NULL CHECK (by_company IN (0, 1)),
    useful     INTEGER NOT NULL CHECK (useful BETWEEN 0 AND 2), -- no, somewhat, yes
    follow_up  TEXT    NOT NULL CHECK (follow_up IN ('none','talk','quote','trial','contract')),
    at         INTEGER NOT NULL,
    UNIQUE (meeting_id, by_company)
) STRICT;

-- A stand's team scanned a visitor's badge. The note is about a person: personal.
CREATE TABLE lead (
    id         INTEGER PRIMARY KEY,
    company_id INTEGER NOT NULL REFERENCES organisation (id),
    person_id  INTEGER NOT NULL REFERENCES person (id), -- the visitor
    by_person  INTEGER NOT NULL REFERENCES person (id), -- who scanned first
    at         INTEGER NOT NULL, -- first scan
    interest   INTEGER NOT NULL DEFAULT 0 CHECK (interest BETWEEN 0 AND 3), -- 0: not said
    note       TEXT    NOT NULL DEFAULT '',
    UNIQUE (company_id, person_id)
) STRICT;
