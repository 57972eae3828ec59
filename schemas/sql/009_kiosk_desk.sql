-- SPDX-License-Identifier: EUPL-1.2
-- What a door does for people without a badge.

ALTER TABLE device ADD COLUMN registers  INTEGER NOT NULL DEFAULT 0 CHECK (registers IN (0,1)); -- visitors register themselves at it
ALTER TABLE device ADD COLUMN staff_salt BLOB CHECK (length(staff_salt) = 16); -- of the staff's PIN; NULL: nobody searches people at it
ALTER TABLE device ADD COLUMN staff_key  BLOB CHECK (length(staff_key) = 32);  -- Argon2id of that PIN: seals the names that it keeps

-- The log's last body of a row is the row's own: devices of before say the new things too.
INSERT INTO change (at, kind, id, body)
    SELECT (SELECT coalesce(max(at), 0) FROM change), 'device', id, json_object('id', id, 'name', name, 'role', role,
        'shows', shows, 'stand', stand_id, 'leaving', json(iif(leaving,'true','false')), 'language', language,
        'dark', json(iif(dark,'true','false')), 'registers', json('false'), 'staff', json('false'),
        'created_at', created_at, 'enrolled_at', enrolled_at, 'revoked_at', revoked_at)
    FROM device;
