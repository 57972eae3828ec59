-- SPDX-License-Identifier: EUPL-1.2
-- Who changed what, and how it is undone.

-- A meeting that a host wants to stay where it is, whatever is planned again.
ALTER TABLE meeting ADD COLUMN locked INTEGER NOT NULL DEFAULT 0 CHECK (locked IN (0, 1));

-- Who did what. What it changed is in the change log, from from_seq to to_seq; what was there before is
-- in the log too. No name and no personal field stands here: erasing a person leaves nothing behind.
CREATE TABLE audit (
    id        INTEGER PRIMARY KEY,
    at        INTEGER NOT NULL, -- event clock
    user_id   INTEGER REFERENCES user (id),   -- who; NULL: a device
    device_id INTEGER REFERENCES device (id), -- which; NULL: a user
    action    TEXT    NOT NULL, -- 'pitch.state', 'meeting.slot', …: what was asked for
    kind      TEXT    NOT NULL, -- the row that it was about
    subject   INTEGER NOT NULL,
    scan      TEXT,             -- the scan's id of a check-in at the console
    from_seq  INTEGER NOT NULL, -- the changes that it made
    to_seq    INTEGER NOT NULL CHECK (to_seq >= from_seq),
    undoes    INTEGER UNIQUE REFERENCES audit (id) -- it took this one back; nothing is taken back twice
) STRICT;

-- What a steered row was before. Check-ins write none of these kinds: the door does not pay for it.
CREATE INDEX change_steered ON change (kind, id, seq) WHERE kind IN ('pitch', 'meeting', 'stand');

-- A pitch that stands still: its time does not run from then on. NULL: it runs.
ALTER TABLE pitch ADD COLUMN paused_at INTEGER;
-- A line for the speaker alone, on the stage's timers.
ALTER TABLE notice ADD COLUMN audience TEXT NOT NULL DEFAULT 'all' CHECK (audience IN ('all', 'stage'));
