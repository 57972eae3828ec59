-- SPDX-License-Identifier: EUPL-1.2
-- What the rest of the program may know of a row: <kind>_body gives its public state as JSON (ids and
-- states, never a personal field), <kind>_directory gives its names for those who may read them. The
-- change log stores bodies alone, so erasing a person needs no rewriting of history.
--
-- These are temporary views, made at each opening: they belong to the program, not to the file, so
-- an untrusted file can bring no code of its own (trusted_schema off). A new form comes with a migration, if
-- only of a comment: an upgrade appends to the log every row that reads otherwise than before.

CREATE TEMP VIEW edition_body AS SELECT id, json_object(
    'id', id, 'name', name, 'date', date, 'timezone', timezone, 'opens_at', opens_at,
    'closes_at', closes_at, 'doors_min', doors_min, 'venue', venue, 'languages', json(languages),
    'slot_min', slot_min, 'gap_min', gap_min, 'call_min', call_min, 'annul_min', annul_min,
    'booking_open', json(iif(booking_open,'true','false')), 'called_names', called_names,
    'public_key', lower(hex(public_key))) AS body FROM edition;
CREATE TEMP VIEW session_body AS SELECT id, json_object(
    'id', id, 'kind', kind, 'room', room, 'from_at', from_at, 'to_at', to_at, 'title', title,
    'slots', slots, 'pitch_min', pitch_min, 'questions_min', questions_min,
    'changeover_min', changeover_min, 'slot_min', slot_min, 'seats', seats) AS body FROM session;
CREATE TEMP VIEW slot_body AS SELECT id, json_object('id', id, 'from_at', from_at, 'to_at', to_at) AS body FROM slot;
CREATE TEMP VIEW organisation_body AS SELECT id, json_object(
    'id', id, 'kind', kind, 'segment', segment, 'buyer_type', buyer_type) AS body FROM organisation;
CREATE TEMP VIEW organisation_directory AS SELECT id, json_object(
    'id', id, 'name', name, 'siret', siret, 'town', town) AS body FROM organisation;
CREATE TEMP VIEW application_body AS SELECT organisation_id AS id, json_object(
    'id', organisation_id, 'received_at', received_at, 'solution', solution, 'keywords', keywords,
    'marketable', json(iif(marketable,'true','false')), 'public_fit', json(iif(public_fit,'true','false')),
    'mark', mark, 'decision', decision, 'need_amperes', need_amperes,
    'need_screen', json(iif(need_screen,'true','false')), 'need_step_free', json(iif(need_step_free,'true','false')),
    'arrives_at', arrives_at, 'leaves_at', leaves_at, 'pitch_not_before_at', pitch_not_before_at,
    'wants_demonstration', json(iif(wants_demonstration,'true','false')),
    'wants_stand', json(iif(wants_stand,'true','false'))) AS body FROM application;
CREATE TEMP VIEW application_directory AS SELECT organisation_id AS id, json_object(
    'id', organisation_id, 'title', title, 'first_name', first_name, 'last_name', last_name,
    'email', email, 'phone', phone, 'constraints', constraints, 'unrecognised', unrecognised) AS body FROM application;
CREATE TEMP VIEW need_body AS SELECT id, json_object('id', id, 'organisation', organisation_id,
    'segment', segment, 'text', text, 'due', due, 'budget_cents', budget_cents) AS body FROM need;
CREATE TEMP VIEW person_body AS SELECT id, json_object('id', id, 'organisation', organisation_id,
    'role', role, 'language', language, 'arrives_at', arrives_at, 'leaves_at', leaves_at,
    'jury', json(iif(jury,'true','false')), 'walk_in', json(iif(walk_in,'true','false')),
    'erased', json(iif(erased_at IS NULL,'false','true'))) AS body FROM person;
-- person_directory is made from the table of the participants' columns (server/kinds/person_columns.c).
CREATE TEMP VIEW wish_body AS SELECT id, json_object('id', id, 'buyer', buyer_id, 'company', company_id,
    'by_company', json(iif(by_company,'true','false')), 'priority', priority) AS body FROM wish;
CREATE TEMP VIEW stand_body AS SELECT id, json_object('id', id, 'code', code, 'zone', zone,
    'x_cm', x_cm, 'y_cm', y_cm, 'amperes', amperes, 'screen', json(iif(screen,'true','false')),
    'step_free', json(iif(step_free,'true','false')), 'company', company_id) AS body FROM stand;
CREATE TEMP VIEW pitch_body AS SELECT id, json_object('id', id, 'company', company_id,
    'session', session_id, 'position', position, 'state', state,
    'planned_from_at', planned_from_at, 'planned_to_at', planned_to_at,
    'projected_from_at', projected_from_at, 'projected_to_at', projected_to_at,
    'started_at', started_at, 'questions_at', questions_at, 'ended_at', ended_at,
    'pitch_ms', pitch_ms, 'questions_ms', questions_ms, 'paused_at', paused_at) AS body FROM pitch;
CREATE TEMP VIEW demonstration_body AS SELECT id, json_object('id', id, 'company', company_id,
    'session', session_id, 'from_at', from_at, 'to_at', to_at, 'seats', seats) AS body FROM demonstration;
CREATE TEMP VIEW meeting_body AS SELECT meeting.id, json_object('id', meeting.id, 'buyer', buyer_id,
    'organisation', person.organisation_id, 'company', company_id, 'slot', slot_id, 'place', place,
    'weight', weight, 'state', state, 'state_at', state_at,
    'locked', json(iif(locked,'true','false'))) AS body
    FROM meeting JOIN person ON person.id = buyer_id;
CREATE TEMP VIEW badge_body AS SELECT id, json_object('id', id, 'serial', printf('%016x', serial),
    'person', person_id, 'issued_at', issued_at, 'revoked_at', revoked_at) AS body FROM badge;
CREATE TEMP VIEW badge_directory AS SELECT id, json_object('id', id,
    'signature', lower(hex(signature))) AS body FROM badge;
-- Scans that moved nobody. One that did is in the log as the presence that it made: one change a scan.
CREATE TEMP VIEW scan_body AS SELECT number AS id, json_object('id', number, 'scan_id', scan.id,
    'device', device_id, 'person', person_id, 'direction', direction, 'occurred_at', occurred_at,
    'received_at', received_at, 'status', status) AS body FROM scan WHERE before_state IS NULL;
CREATE TEMP VIEW presence_body AS SELECT person_id AS id, json_object('id', person_id, 'state', state,
    'first_at', first_at, 'place', place, 'at', at, 'scan', scan) AS body FROM presence;
CREATE TEMP VIEW device_body AS SELECT id, json_object('id', id, 'name', name, 'role', role,
    'shows', shows, 'stand', stand_id, 'leaving', json(iif(leaving,'true','false')), 'language', language,
    'dark', json(iif(dark,'true','false')), 'registers', json(iif(registers,'true','false')),
    'staff', json(iif(staff_key IS NULL,'false','true')), 'created_at', created_at,
    'enrolled_at', enrolled_at, 'revoked_at', revoked_at) AS body FROM device;
CREATE TEMP VIEW device_directory AS SELECT id, json_object('id', id,
    'token_hash', lower(hex(token_hash)), 'staff_salt', lower(hex(coalesce(staff_salt, zeroblob(16)))),
    'staff_key', lower(hex(coalesce(staff_key, zeroblob(32))))) AS body FROM device;
CREATE TEMP VIEW user_body AS SELECT id, json_object('id', id, 'role', role, 'created_at', created_at,
    'revoked_at', revoked_at) AS body FROM user;
CREATE TEMP VIEW user_directory AS SELECT id, json_object('id', id, 'name', name,
    'password_hash', password_hash) AS body FROM user;
CREATE TEMP VIEW sign_in_body AS SELECT id, json_object('id', id, 'user', user_id, 'created_at', created_at,
    'expires_at', expires_at, 'revoked_at', revoked_at) AS body FROM sign_in;
CREATE TEMP VIEW sign_in_directory AS SELECT id, json_object('id', id,
    'token_hash', lower(hex(token_hash))) AS body FROM sign_in;
CREATE TEMP VIEW notice_body AS SELECT id, json_object('id', id, 'fr', text_fr, 'en', text_en,
    'until_at', until_at, 'audience', audience) AS body FROM notice;
CREATE TEMP VIEW override_body AS SELECT id, json_object('id', id, 'rule', rule, 'subject', subject,
    'at', at) AS body FROM override;
CREATE TEMP VIEW override_directory AS SELECT id, json_object('id', id, 'motive', motive,
    'by_user', by_user) AS body FROM override;
CREATE TEMP VIEW audit_body AS SELECT id, json_object('id', id, 'at', at, 'user', user_id,
    'device', device_id, 'action', action, 'kind', kind, 'subject', subject, 'undoes', undoes) AS body
    FROM audit;
CREATE TEMP VIEW scan_exception_body AS SELECT id, json_object('id', id, 'kind', kind, 'scan_id', scan_id,
    'device', device_id, 'device_seq', device_seq, 'occurred_at', occurred_at, 'received_at', received_at,
    'said', said, 'status', status, 'person', person_id, 'first_at', first_at, 'first_place', first_place,
    'reason', reason, 'resolved_at', resolved_at) AS body FROM scan_exception;
CREATE TEMP VIEW link_body AS SELECT id, json_object('id', id, 'person', person_id, 'purpose', purpose,
    'created_at', created_at, 'expires_at', expires_at, 'revoked_at', revoked_at) AS body FROM link;
CREATE TEMP VIEW link_directory AS SELECT id, json_object('id', id,
    'token_hash', lower(hex(token_hash))) AS body FROM link;
CREATE TEMP VIEW phone_body AS SELECT id, json_object('id', id, 'person', person_id,
    'created_at', created_at, 'expires_at', expires_at, 'revoked_at', revoked_at) AS body FROM phone;
CREATE TEMP VIEW phone_directory AS SELECT id, json_object('id', id,
    'token_hash', lower(hex(token_hash))) AS body FROM phone;
CREATE TEMP VIEW word_body AS SELECT id, json_object('id', id, 'meeting', meeting_id,
    'by_company', json(iif(by_company,'true','false')), 'person', person_id, 'kind', kind,
    'minutes', minutes, 'at', at) AS body FROM word;
CREATE TEMP VIEW request_body AS SELECT id, json_object('id', id, 'buyer', buyer_id, 'company', company_id,
    'slot', slot_id, 'by_company', json(iif(by_company,'true','false')), 'person', person_id,
    'must', json(iif(must,'true','false')), 'state', state, 'made_at', made_at,
    'lapses_at', lapses_at, 'state_at', state_at) AS body FROM request;
CREATE TEMP VIEW contact_body AS SELECT id, json_object('id', id, 'meeting', meeting_id,
    'person', person_id, 'given_at', given_at, 'taken_back_at', taken_back_at) AS body FROM contact;
CREATE TEMP VIEW outcome_body AS SELECT id, json_object('id', id, 'meeting', meeting_id,
    'by_company', json(iif(by_company,'true','false')), 'useful', useful, 'follow_up', follow_up,
    'at', at) AS body FROM outcome;
CREATE TEMP VIEW lead_body AS SELECT id, json_object('id', id, 'company', company_id,
    'person', person_id, 'by_person', by_person, 'at', at, 'interest', interest) AS body FROM lead;
CREATE TEMP VIEW lead_directory AS SELECT id, json_object('id', id, 'note', note) AS body FROM lead;
