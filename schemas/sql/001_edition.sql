-- SPDX-License-Identifier: EUPL-1.2
-- Parvis's database: one file, one edition (one event day). Instants are milliseconds since
-- 1970-01-01 UTC (columns named …_at, or from_at / to_at); booleans are 0 or 1.
--
-- Facts stand in tables, here; what followers see of a row is written in views.sql.

-- What changed, in commit order. The only thing that read model, screens, kiosks and exports follow.
CREATE TABLE change (
    seq  INTEGER PRIMARY KEY AUTOINCREMENT, -- never reused, grows by one a change
    at   INTEGER NOT NULL,                  -- the server's event clock at commit
    kind TEXT    NOT NULL,                  -- which view gave the body
    id   INTEGER NOT NULL,                  -- the row's id in that kind
    body TEXT                               -- JSON object; NULL: the row is gone
) STRICT;

-- The event day; exactly one row.
CREATE TABLE edition (
    id            INTEGER PRIMARY KEY CHECK (id = 1),
    name          TEXT    NOT NULL,
    date          TEXT    NOT NULL, -- 2017-11-20, in the venue's zone
    timezone      TEXT    NOT NULL, -- IANA name, Europe/Paris
    opens_at      INTEGER NOT NULL,
    closes_at     INTEGER NOT NULL CHECK (closes_at > opens_at),
    doors_min     INTEGER NOT NULL DEFAULT 60 CHECK (doors_min >= 0), -- check-in opens so many minutes before opens_at
    venue         TEXT    NOT NULL,
    languages     TEXT    NOT NULL, -- JSON array, first is the default
    region        TEXT    NOT NULL DEFAULT 'Hauts-de-France', -- applications from elsewhere are put aside
    pitches       INTEGER NOT NULL DEFAULT 9,  -- invariant 3
    kept_min      INTEGER NOT NULL DEFAULT 20,
    kept_max      INTEGER NOT NULL DEFAULT 30,
    slot_min      INTEGER NOT NULL, -- minutes of one meeting
    gap_min       INTEGER NOT NULL, -- minutes between two meetings
    call_min      INTEGER NOT NULL DEFAULT 3, -- meetings are called so many minutes before their slot
    annul_min     INTEGER NOT NULL DEFAULT 10, -- a scan can be annulled so many minutes
    public_key    BLOB    NOT NULL, -- Ed25519, 32 bytes: checks badges
    tag           INTEGER NOT NULL, -- first 24 bits of every serial: tells editions apart
    pitches_published INTEGER NOT NULL DEFAULT 0 -- the running order counts from here on
) STRICT;

-- One entry of the programme: welcome, plenary, pitch, demonstration, lunch, closing, other.
CREATE TABLE session (
    id      INTEGER PRIMARY KEY,
    kind    TEXT    NOT NULL CHECK (kind IN ('welcome','plenary','pitch','demonstration','lunch','closing','other')),
    room    TEXT    NOT NULL,
    from_at INTEGER NOT NULL,
    to_at   INTEGER NOT NULL CHECK (to_at > from_at),
    title   TEXT    NOT NULL DEFAULT '',
    slots         INTEGER, -- pitch: how many pitches it takes
    pitch_min     INTEGER, -- pitch: minutes on stage
    questions_min INTEGER, -- pitch: minutes of the jury's questions
    changeover_min INTEGER, -- pitch: minutes between two
    slot_min      INTEGER, -- demonstration: minutes of one
    seats         INTEGER, -- demonstration: places in the room
    UNIQUE (room, from_at, kind)
) STRICT;

-- A meeting's time unit. id counts 0, 1, … along the day, as the planner numbers slots.
CREATE TABLE slot (
    id      INTEGER PRIMARY KEY CHECK (id >= 0),
    from_at INTEGER NOT NULL UNIQUE,
    to_at   INTEGER NOT NULL CHECK (to_at > from_at)
) STRICT;

-- A company that applied, a public buyer, or another body (press, school, network).
CREATE TABLE organisation (
    id      INTEGER PRIMARY KEY,
    name    TEXT NOT NULL,
    folded  TEXT NOT NULL UNIQUE, -- text_fold(name): how files refer to it
    kind    TEXT NOT NULL CHECK (kind IN ('company','buyer','other')),
    siret   TEXT UNIQUE CHECK (siret IS NULL OR length(siret) = 14),
    segment TEXT NOT NULL DEFAULT '',
    town    TEXT NOT NULL DEFAULT '',
    postcode TEXT NOT NULL DEFAULT '',
    region  TEXT NOT NULL DEFAULT '',
    buyer_type TEXT NOT NULL DEFAULT '' -- État, Collectivité, Autre
) STRICT;

-- A company's application, and what the selection made of it.
CREATE TABLE application (
    organisation_id INTEGER PRIMARY KEY REFERENCES organisation (id),
    received_at INTEGER NOT NULL,
    solution    TEXT    NOT NULL,
    keywords    TEXT    NOT NULL DEFAULT '',
    marketable  INTEGER NOT NULL, -- sold today
    public_fit  INTEGER NOT NULL, -- fit for the public sector
    mark        INTEGER CHECK (mark BETWEEN 0 AND 200), -- committee's mark in tenths, of 20; NULL: not seen
    wants_demonstration INTEGER NOT NULL DEFAULT 0,
    wants_stand INTEGER NOT NULL DEFAULT 1, -- a pitching company takes a stand while there is room
    decision    TEXT CHECK (decision IN ('pitch','stand')), -- NULL: not kept
    constraints TEXT    NOT NULL DEFAULT '', -- free text as the applicant wrote it
    -- what was recognised in it:
    need_amperes    INTEGER NOT NULL DEFAULT 0, -- 0, 16 or 32
    need_screen     INTEGER NOT NULL DEFAULT 0,
    need_step_free  INTEGER NOT NULL DEFAULT 0,
    arrives_at      INTEGER, -- NULL: at opening
    leaves_at       INTEGER, -- NULL: at closing
    pitch_not_before_at INTEGER,
    unrecognised TEXT   NOT NULL DEFAULT '', -- the rest, for the organiser to read
    title TEXT NOT NULL DEFAULT '', first_name TEXT NOT NULL DEFAULT '', last_name TEXT NOT NULL DEFAULT '',
    email TEXT NOT NULL DEFAULT '', phone TEXT NOT NULL DEFAULT '' -- the applicant; personal
) STRICT;

-- What a buyer said it looks for.
CREATE TABLE need (
    id      INTEGER PRIMARY KEY,
    organisation_id INTEGER NOT NULL REFERENCES organisation (id),
    segment TEXT NOT NULL,
    text    TEXT NOT NULL,
    due     TEXT NOT NULL DEFAULT '', -- as written: '1er semestre 2018'
    budget_cents INTEGER, -- euros without tax, in cents; NULL: not said
    UNIQUE (organisation_id, text)
) STRICT;

-- Somebody expected, or who came (walk_in).
CREATE TABLE person (
    id         INTEGER PRIMARY KEY,
    code       TEXT UNIQUE, -- 'P0001' of the organisers' file; NULL for a walk-in
    first_name TEXT NOT NULL,
    last_name  TEXT NOT NULL,
    organisation_id INTEGER REFERENCES organisation (id),
    role       TEXT NOT NULL CHECK (role IN ('buyer','company','visitor','press','speaker','staff')),
    position   TEXT NOT NULL DEFAULT '', -- job title
    email      TEXT NOT NULL DEFAULT '',
    language   TEXT NOT NULL DEFAULT 'fr' CHECK (language IN ('fr','en','nl')),
    accessibility TEXT NOT NULL DEFAULT '', -- what the host should know; sensitive
    contact_consent INTEGER NOT NULL DEFAULT 0,
    arrives_at INTEGER, -- NULL: at opening
    leaves_at  INTEGER, -- NULL: at closing
    jury       INTEGER NOT NULL DEFAULT 0, -- sits in front of every pitch
    walk_in    INTEGER NOT NULL DEFAULT 0,
    erased_at  INTEGER -- personal fields are blank from then on
) STRICT;
CREATE INDEX person_organisation ON person (organisation_id);

-- Who wishes to meet whom. buyer and company are the two ends, whoever asked.
CREATE TABLE wish (
    id       INTEGER PRIMARY KEY,
    buyer_id INTEGER NOT NULL REFERENCES person (id),
    company_id INTEGER NOT NULL REFERENCES organisation (id),
    by_company INTEGER NOT NULL, -- 0: the buyer asked, 1: the company asked
    priority INTEGER NOT NULL CHECK (priority BETWEEN 1 AND 5), -- 5: must
    UNIQUE (buyer_id, company_id, by_company)
) STRICT;

-- A place in the hall, and who has it.
CREATE TABLE stand (
    id      INTEGER PRIMARY KEY,
    code    TEXT    NOT NULL UNIQUE, -- A1
    zone    TEXT    NOT NULL,
    x_cm    INTEGER NOT NULL, -- from the hall's south-west corner
    y_cm    INTEGER NOT NULL,
    amperes INTEGER NOT NULL DEFAULT 0,
    screen  INTEGER NOT NULL DEFAULT 0,
    step_free INTEGER NOT NULL DEFAULT 0,
    company_id INTEGER UNIQUE REFERENCES application (organisation_id) -- one stand a company, one company a stand
) STRICT;

-- The running order. position counts 1, 2, … through the day.
CREATE TABLE pitch (
    id         INTEGER PRIMARY KEY,
    company_id INTEGER NOT NULL UNIQUE REFERENCES application (organisation_id),
    session_id INTEGER NOT NULL REFERENCES session (id),
    position   INTEGER NOT NULL,
    state      TEXT    NOT NULL DEFAULT 'ready' CHECK (state IN ('ready','on_stage','questions','done','skipped')),
    planned_from_at   INTEGER NOT NULL,
    planned_to_at     INTEGER NOT NULL, -- end of the questions
    projected_from_at INTEGER NOT NULL, -- as the day goes; actual time once it began
    projected_to_at   INTEGER NOT NULL,
    started_at   INTEGER, -- on stage
    questions_at INTEGER, -- questions began
    ended_at     INTEGER,
    pitch_ms     INTEGER NOT NULL, -- time on stage it is given, extra minutes included
    questions_ms INTEGER NOT NULL
) STRICT;
-- One pitch on stage at a time.
CREATE UNIQUE INDEX pitch_one_on_stage ON pitch ((1)) WHERE state IN ('on_stage','questions');

-- A company shows its solution in the demonstration room.
CREATE TABLE demonstration (
    id         INTEGER PRIMARY KEY,
    company_id INTEGER NOT NULL UNIQUE REFERENCES application (organisation_id),
    session_id INTEGER NOT NULL REFERENCES session (id),
    from_at    INTEGER NOT NULL,
    to_at      INTEGER NOT NULL,
    seats      INTEGER NOT NULL,
    UNIQUE (session_id, from_at)
) STRICT;

-- A buyer meets a company in a slot. Cancelled meetings keep their row and free their slot.
CREATE TABLE meeting (
    id         INTEGER PRIMARY KEY,
    buyer_id   INTEGER NOT NULL REFERENCES person (id),
    company_id INTEGER NOT NULL REFERENCES application (organisation_id),
    slot_id    INTEGER NOT NULL REFERENCES slot (id),
    place      TEXT    NOT NULL, -- the stand's code, or a table
    weight     INTEGER NOT NULL DEFAULT 1, -- what the plan counted it for
    state      TEXT    NOT NULL DEFAULT 'planned' CHECK (state IN ('planned','called','running','done','no_show','cancelled')),
    state_at   INTEGER NOT NULL -- when it came into that state
) STRICT;
CREATE UNIQUE INDEX meeting_buyer_slot   ON meeting (buyer_id, slot_id)   WHERE state <> 'cancelled';
CREATE UNIQUE INDEX meeting_company_slot ON meeting (company_id, slot_id) WHERE state <> 'cancelled';
CREATE UNIQUE INDEX meeting_pair         ON meeting (buyer_id, company_id) WHERE state <> 'cancelled';

-- A signed token on paper or phone. The serial is the secret-free number that it carries.
CREATE TABLE badge (
    id         INTEGER PRIMARY KEY,
    serial     INTEGER NOT NULL UNIQUE, -- 24 bits of edition tag, 40 random; as a signed 64-bit integer
    person_id  INTEGER NOT NULL REFERENCES person (id),
    signature  BLOB    NOT NULL CHECK (length(signature) = 64), -- Ed25519: the server knows its own badges by comparison
    issued_at  INTEGER NOT NULL,
    revoked_at INTEGER
) STRICT;
CREATE INDEX badge_person ON badge (person_id);

-- Every scan that anybody made, whatever the answer.
CREATE TABLE scan (
    number      INTEGER PRIMARY KEY, -- order of receipt
    id          TEXT    NOT NULL UNIQUE, -- made by the client, so that a scan may be sent again
    digest      BLOB    NOT NULL, -- 16 bytes over what was asked: the same id must ask the same thing
    device_id   INTEGER REFERENCES device (id), -- NULL: a person at the console
    serial      INTEGER, -- NULL: none was readable, or somebody was let in by name
    person_id   INTEGER REFERENCES person (id),
    direction   TEXT    NOT NULL CHECK (direction IN ('in','out')),
    occurred_at INTEGER NOT NULL, -- the device's clock
    received_at INTEGER NOT NULL, -- ours
    status      TEXT    NOT NULL,
    first_at    INTEGER, -- 'already in': the first arrival
    first_place TEXT,
    before_state TEXT,  -- presence before a scan that moved somebody, for its annulment; NULL: it moved nobody
    annulled_at INTEGER
) STRICT;

-- Where a person is. No row: expected, never seen.
CREATE TABLE presence (
    person_id INTEGER PRIMARY KEY REFERENCES person (id),
    state     TEXT    NOT NULL CHECK (state IN ('expected','in','out')), -- expected: again, after an annulment
    first_at  INTEGER NOT NULL, -- first arrival
    place     TEXT    NOT NULL, -- the device or host that saw it
    at        INTEGER NOT NULL, -- last move
    scan      INTEGER NOT NULL REFERENCES scan (number) -- the scan that made it so
) STRICT;

-- A kiosk or screen with its own token.
CREATE TABLE device (
    id         INTEGER PRIMARY KEY,
    name       TEXT    NOT NULL UNIQUE, -- 'Porte A'
    role       TEXT    NOT NULL CHECK (role IN ('door','screen','stage','stand')),
    token_hash BLOB    NOT NULL, -- BLAKE2b-256 of the token
    created_at INTEGER NOT NULL,
    revoked_at INTEGER
) STRICT;

-- Who may sign in to the console.
CREATE TABLE user (
    id       INTEGER PRIMARY KEY,
    name     TEXT NOT NULL UNIQUE,
    role     TEXT NOT NULL CHECK (role IN ('organiser','host','viewer')),
    password_hash TEXT NOT NULL, -- Argon2id, libsodium's string form
    created_at INTEGER NOT NULL,
    revoked_at INTEGER
) STRICT;

-- A signed-in browser. The cookie's secret is stored hashed.
CREATE TABLE sign_in (
    id         INTEGER PRIMARY KEY,
    user_id    INTEGER NOT NULL REFERENCES user (id),
    token_hash BLOB    NOT NULL UNIQUE, -- BLAKE2b-256
    created_at INTEGER NOT NULL, -- real clock: a session's age is not the event's
    expires_at INTEGER NOT NULL,
    revoked_at INTEGER
) STRICT;

-- A line of text on every screen.
CREATE TABLE notice (
    id       INTEGER PRIMARY KEY,
    text_fr  TEXT    NOT NULL,
    text_en  TEXT    NOT NULL,
    until_at INTEGER NOT NULL
) STRICT;

-- A rule that an organiser broke on purpose, and why.
CREATE TABLE override (
    id      INTEGER PRIMARY KEY,
    rule    TEXT    NOT NULL, -- 'selection.pitch_count', …
    subject INTEGER, -- the organisation or row that it concerns, if one
    motive  TEXT    NOT NULL,
    by_user TEXT    NOT NULL,
    at      INTEGER NOT NULL
) STRICT;
