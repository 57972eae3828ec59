-- SPDX-License-Identifier: EUPL-1.2
-- Rows of a day in every table, as each version of the schema first could write them: under
-- "-- since NNN" what becomes possible with the migration of that number. A migration that makes a
-- table adds rows of it here (tests say which are missing); one that adds a column may fill it in.
-- Read by tests/unit/store/test_store_migrations.c and tests/contract/lint.test.mjs.

-- since 001
INSERT INTO edition (id, name, date, timezone, opens_at, closes_at, venue, languages, slot_min,
  gap_min, public_key, tag) VALUES (1, 'Essai', '2017-11-20', 'Europe/Paris', 1000, 9000, 'Lille',
  '["fr","en"]', 20, 5, zeroblob(32), 7);
INSERT INTO session (id, kind, room, from_at, to_at, slots, pitch_min) VALUES (1, 'pitch', 'Scène',
  1000, 3000, 9, 5), (2, 'demonstration', 'Salle', 3000, 4000, NULL, NULL);
INSERT INTO slot VALUES (0, 5000, 5500), (1, 6000, 6500);
INSERT INTO organisation (id, name, folded, kind, siret) VALUES (1, 'Mairie', 'mairie', 'buyer',
  NULL), (2, 'A', 'a', 'company', '12345678901234'), (3, 'B', 'b', 'company', NULL);
INSERT INTO application (organisation_id, received_at, solution, marketable, public_fit, mark,
  decision) VALUES (2, 1, 's', 1, 1, 150, 'pitch'), (3, 2, 't', 1, 0, NULL, 'stand');
INSERT INTO need (organisation_id, segment, text) VALUES (1, 'eau', 'une pompe');
INSERT INTO person (id, code, first_name, last_name, organisation_id, role) VALUES (1, 'P1',
  'Éloïse', 'Béghin', 1, 'buyer'), (2, 'P2', 'Paul', 'Maës', 3, 'company'), (3, NULL, 'Zoé', 'Içli',
  NULL, 'visitor');
INSERT INTO wish VALUES (1, 1, 3, 0, 5), (2, 1, 3, 1, 1);
INSERT INTO stand (id, code, zone, x_cm, y_cm, company_id) VALUES (1, 'A1', 'Nord', 1, 2, 3), (2,
  'A2', 'Sud', 3, 4, NULL);
INSERT INTO pitch (id, company_id, session_id, position, planned_from_at, planned_to_at,
  projected_from_at, projected_to_at, pitch_ms, questions_ms) VALUES (1, 2, 1, 1, 1000, 1500, 1000,
  1500, 300, 200);
INSERT INTO demonstration VALUES (1, 3, 2, 3000, 3200, 20);
INSERT INTO meeting (id, buyer_id, company_id, slot_id, place, state, state_at) VALUES (1, 1, 3, 0,
  'A1', 'planned', 1), (2, 1, 3, 1, 'A1', 'cancelled', 2);
INSERT INTO badge VALUES (1, 1, 1, zeroblob(64), 1, NULL), (2, 2, 2, zeroblob(64), 1, 9);
INSERT INTO device (id, name, role, token_hash, created_at) VALUES (1, 'Porte A', 'door',
  zeroblob(32), 40), (2, 'Mur', 'screen', x'00', 50);
INSERT INTO scan (number, id, digest, device_id, serial, person_id, direction, occurred_at,
  received_at, status, before_state) VALUES (1, 'scan-0001', x'00', 1, 1, 1, 'in', 10, 11,
  'admitted', 'expected'), (2, 'scan-0002', x'00', 1, 1, 1, 'in', 12, 13, 'already_in', NULL);
INSERT INTO presence VALUES (1, 'in', 10, 'Porte A', 20, 1);
INSERT INTO user VALUES (1, 'léa', 'host', 'hash', 1, NULL);
INSERT INTO sign_in VALUES (1, 1, x'01', 1, 2, NULL);
INSERT INTO notice (id, text_fr, text_en, until_at) VALUES (1, 'Bonjour', 'Hello', 9);
INSERT INTO override VALUES (1, 'stand.needs', 3, 'motif', 'léa', 1);
INSERT INTO change (at, kind, id, body) VALUES (1, 'edition', 1, '{"id":1}'), (2, 'device', 1,
  '{"id":1,"name":"Porte A"}'), (3, 'meeting', 1, '{"id":1}'), (4, 'notice', 1, '{"id":1}'), (5,
  'notice', 2, '{"id":2}'), (6, 'wish', 7, NULL);

-- since 002
UPDATE scan SET effective_at = received_at;
INSERT INTO scan_exception (id, kind, scan_id, device_id, received_at, reason) VALUES (1, 'refused',
  '', 1, 2, 'sealed does not open');

-- since 003
INSERT INTO link VALUES (1, 1, 'page', zeroblob(32), 1, NULL, NULL);
INSERT INTO phone VALUES (1, 1, zeroblob(32), 1, 2, NULL);
INSERT INTO phone_order VALUES ('order-0001', 1, zeroblob(16), 1);
INSERT INTO word VALUES (1, 1, 0, 1, 'late', 5, 1);
INSERT INTO request VALUES (1, 1, 2, 1, 0, 1, 1, 'open', 1, 2, 1);
INSERT INTO contact VALUES (1, 1, 1, 1, NULL);
INSERT INTO outcome VALUES (1, 1, 0, 2, 'quote', 1);
INSERT INTO lead VALUES (1, 3, 1, 2, 1, 2, 'n');

-- since 004
INSERT INTO audit VALUES (1, 1, 1, NULL, 'meeting.slot', 'meeting', 1, NULL, 1, 1, NULL);
UPDATE meeting SET locked = 1 WHERE id = 1;
UPDATE pitch SET paused_at = 1;
INSERT INTO notice VALUES (2, 'Plus fort', 'Louder', 9, 'stage');

-- since 005
INSERT INTO wish VALUES (3, 1, 2, 0, 0);
INSERT INTO boost VALUES (1, 1, NULL, 20, 'motif', 'léa', 1);

-- since 006
UPDATE device SET enrolled_at = created_at;
UPDATE device SET shows = 'meetings' WHERE id = 2;
INSERT INTO pairing VALUES (2, zeroblob(32), 1, 2, NULL, NULL);

-- since 008
UPDATE edition SET booking_open = 0;

-- since 009
UPDATE device SET registers = 1, staff_salt = zeroblob(16), staff_key = zeroblob(32) WHERE id = 1;

-- since 010
UPDATE edition SET called_names = 'public';
