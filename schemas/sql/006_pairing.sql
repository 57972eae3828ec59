-- SPDX-License-Identifier: EUPL-1.2
-- Kiosks are set up by showing them a code, and steered from the console.

-- What a kiosk shows and does, beside its role. It follows these as they change.
ALTER TABLE device ADD COLUMN shows    TEXT    NOT NULL DEFAULT 'agenda' CHECK (shows IN ('agenda','meetings')); -- a hall screen (role 'screen')
ALTER TABLE device ADD COLUMN stand_id INTEGER REFERENCES stand (id); -- whose kiosk it is (role 'stand'); NULL: nobody's yet
ALTER TABLE device ADD COLUMN leaving  INTEGER NOT NULL DEFAULT 0 CHECK (leaving IN (0,1)); -- an exit (role 'door'): scans are departures
ALTER TABLE device ADD COLUMN language TEXT    NOT NULL DEFAULT 'fr' CHECK (language IN ('fr','en')); -- of its screen
ALTER TABLE device ADD COLUMN dark     INTEGER NOT NULL DEFAULT 0 CHECK (dark IN (0,1)); -- its screen is black for the night
ALTER TABLE device ADD COLUMN enrolled_at INTEGER; -- when it took its present token; NULL: it waits for its code, and its token's hash is nobody's
UPDATE device SET enrolled_at = created_at;

-- A code that makes a box one of the devices: used once, within some minutes, and known by its hash alone.
CREATE TABLE pairing (
    device_id   INTEGER PRIMARY KEY REFERENCES device (id), -- one code a device: a new one takes the place of the last
    secret_hash BLOB    NOT NULL UNIQUE CHECK (length(secret_hash) = 32), -- BLAKE2b-256
    made_at     INTEGER NOT NULL, -- event clock
    expires_at  INTEGER NOT NULL CHECK (expires_at > made_at),
    used_at     INTEGER,
    nonce_hash  BLOB CHECK (length(nonce_hash) = 32), -- who used it: the same box may ask again when the answer was lost
    CHECK ((used_at IS NULL) = (nonce_hash IS NULL))
) STRICT;

-- The log's last body of a row is the row's own: devices of before say the new things too.
INSERT INTO change (at, kind, id, body)
    SELECT (SELECT coalesce(max(at), 0) FROM change), 'device', id, json_object('id', id, 'name', name, 'role', role,
        'shows', shows, 'stand', stand_id, 'leaving', json('false'), 'language', language,
        'dark', json('false'), 'created_at', created_at, 'enrolled_at', enrolled_at, 'revoked_at', revoked_at)
    FROM device;
