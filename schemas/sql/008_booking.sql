-- SPDX-License-Identifier: EUPL-1.2
-- Guests ask one another for meetings until an organiser closes the booking.
ALTER TABLE edition ADD COLUMN booking_open INTEGER NOT NULL DEFAULT 1 CHECK (booking_open IN (0, 1));

-- The log's last body of a row is the row's own: the edition of before says the new thing too.
INSERT INTO change (at, kind, id, body)
    SELECT (SELECT coalesce(max(at), 0) FROM change), 'edition', id, json_object(
        'id', id, 'name', name, 'date', date, 'timezone', timezone, 'opens_at', opens_at,
        'closes_at', closes_at, 'doors_min', doors_min, 'venue', venue, 'languages', json(languages),
        'slot_min', slot_min, 'gap_min', gap_min, 'call_min', call_min, 'annul_min', annul_min,
        'booking_open', json('true'), 'public_key', lower(hex(public_key)))
    FROM edition;
