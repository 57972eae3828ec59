/* The handlers that routes.c names, one line each; docs/api.md says what each does. */
#ifndef PARVIS_API_HANDLERS_H
#define PARVIS_API_HANDLERS_H

#include "http.h"

/* api_session.c */
http_handler_fn api_post_session, api_delete_session, api_get_me;
/* api_sessions.c */
http_handler_fn api_get_sessions, api_delete_session_of;
/* api_read.c */
http_handler_fn api_get_agenda, api_get_pitches, api_get_stands, api_get_demonstrations,
    api_get_meetings, api_get_status, api_get_health, api_get_metrics, api_get_asset;
/* api_called.c */
http_handler_fn api_get_called, api_get_stand_meetings;
/* api_feed.c */
http_handler_fn api_get_feed;
/* api_arrivals.c */
http_handler_fn api_get_arrivals;
/* api_agendas.c */
http_handler_fn api_get_agendas;
/* api_options.c */
http_handler_fn api_get_buyers, api_get_meeting_options, api_get_candidates;
/* api_audit.c, undo.c */
http_handler_fn api_get_audit, api_post_undo;
/* planning.c */
http_handler_fn api_get_plan, api_post_plan, api_delete_plan, api_post_plan_acceptance;
/* api_people.c */
http_handler_fn api_get_people, api_get_person, api_get_person_agenda, api_get_person_badge,
    api_post_person, api_post_person_badge, api_post_badge_revocation;
/* api_desk.c */
http_handler_fn api_post_person_correction, api_post_person_merge, api_post_person_erasure;
/* api_check_in.c */
http_handler_fn api_post_check_ins, api_post_annulment;
/* api_exceptions.c */
http_handler_fn api_get_exceptions, api_post_exception_resolution;
/* api_roster.c */
http_handler_fn api_get_roster;
/* api_pitches.c, api_meetings.c, api_stands.c, api_notices.c: steering */
http_handler_fn api_post_pitch_next, api_post_pitch_state, api_post_pitch_time, api_post_pitch_swap,
    api_post_pitch_pause;
http_handler_fn api_post_meeting, api_post_meeting_state, api_post_meeting_slot,
    api_post_meeting_lock;
http_handler_fn api_post_stand_company, api_post_stand_swap, api_get_stand_fits, api_post_notice,
    api_delete_notice;
/* api_selection.c, api_users.c */
http_handler_fn api_get_selection, api_post_decisions;
http_handler_fn api_get_users, api_post_user, api_post_user_password, api_post_user_role,
    api_post_user_revocation;
/* api_settings.c, api_grid.c, api_demonstrations.c */
http_handler_fn api_post_grid;
http_handler_fn api_post_booking, api_get_settings, api_post_settings, api_post_programme_session;
http_handler_fn api_get_demonstration_slots, api_post_demonstration, api_post_demonstration_seats,
    api_delete_demonstration;
/* api_import.c */
http_handler_fn api_post_import;
/* api_stand_plan.c */
http_handler_fn api_get_stand_needs, api_get_stand_options, api_get_stand_proposal,
    api_post_stand_allocation;
/* api_kiosks.c: the console's side; api_pairing.c: codes; api_kiosk_own.c: the kiosk's own side */
http_handler_fn api_get_kiosks, api_post_kiosk_settings, api_post_kiosk_command,
    api_get_kiosk_picture, api_post_kiosk_pin, api_post_kiosk_revocation;
http_handler_fn api_post_kiosk, api_post_pairing, api_post_enrolment;
http_handler_fn api_post_heartbeat, api_post_picture;
/* kiosks/staff.c */
http_handler_fn api_post_staff_question, api_post_staff_proof;
/* api_mine.c, api_talk.c, api_requests.c: an attendee's phone */
http_handler_fn api_post_phone, api_delete_phone, api_get_mine, api_get_mine_feed,
    api_post_person_link;
http_handler_fn api_post_mine_word, api_post_mine_outcome, api_post_mine_contact;
/* api_self.c, api_leads.c */
http_handler_fn api_get_mine_data, api_post_mine_erasure, api_post_mine_calendar,
    api_get_mine_contact, api_post_kiosk_visitor, api_post_mine_lead, api_post_mine_lead_note,
    api_get_mine_leads;
/* api_export.c */
http_handler_fn api_get_export, api_get_room_calendar, api_get_calendar, api_get_mine_calendar;
http_handler_fn api_get_mine_free, api_post_mine_request, api_post_mine_answer;

#endif
