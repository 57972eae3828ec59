/* SPDX-License-Identifier: EUPL-1.2 */
/* The states of the day's rows, as values and as words. Inside the programs a state is a value;
 * only the database's file and JSON have the word. */
#ifndef PARVIS_STATES_H
#define PARVIS_STATES_H

#include <stdbool.h>

/* A meeting; domain/meeting_rules.h has the moves. */
enum meeting_state {
    MEETING_PLANNED,
    MEETING_CALLED,
    MEETING_RUNNING,
    MEETING_DONE,
    MEETING_NO_SHOW,
    MEETING_CANCELLED,
};
#define MEETING_STATES 6

/* "planned", "called", …; static storage. */
const char *meeting_state_name(enum meeting_state state);
/* False: no such word. */
bool meeting_state_parse(const char *name, enum meeting_state *ret_state);
/* Whether the meeting takes its two sides' time in its slot: in every state but cancelled. */
bool meeting_state_is_held(enum meeting_state state);
/* Whether the meeting is still to come or is running. */
bool meeting_state_is_open(enum meeting_state state);

/* A pitch; domain/pitch.h has the moves. */
enum pitch_state { PITCH_READY, PITCH_ON_STAGE, PITCH_QUESTIONS, PITCH_DONE, PITCH_SKIPPED };
#define PITCH_STATES 5

/* "ready", "on_stage", …; static storage. */
const char *pitch_state_name(enum pitch_state state);
/* False: no such word. */
bool pitch_state_parse(const char *name, enum pitch_state *ret_state);

/* What one attendee asks of another. An open request lapses when nobody answers in time. */
enum request_state {
    REQUEST_OPEN,
    REQUEST_ACCEPTED,
    REQUEST_DECLINED,
    REQUEST_LAPSED,
    REQUEST_WITHDRAWN,
};
#define REQUEST_STATES 5

/* "open", "accepted", …; static storage. */
const char *request_state_name(enum request_state state);
/* False: no such word. */
bool request_state_parse(const char *name, enum request_state *ret_state);

/* What an account of the console may do. */
enum user_role { USER_ORGANISER, USER_HOST, USER_VIEWER };
#define USER_ROLES 3

/* "organiser", "host", "viewer"; static storage. */
const char *user_role_name(enum user_role role);
/* False: no such word. */
bool user_role_parse(const char *name, enum user_role *ret_role);

/* What a kiosk is for. */
enum device_role { DEVICE_DOOR, DEVICE_SCREEN, DEVICE_STAGE, DEVICE_STAND };
#define DEVICE_ROLES 4

/* "door", "screen", …; static storage. */
const char *device_role_name(enum device_role role);
/* False: no such word. */
bool device_role_parse(const char *name, enum device_role *ret_role);

/* What a side wants after a meeting. */
enum follow_up {
    FOLLOW_UP_NONE,
    FOLLOW_UP_TALK,
    FOLLOW_UP_QUOTE,
    FOLLOW_UP_TRIAL,
    FOLLOW_UP_CONTRACT,
};
#define FOLLOW_UPS 5

/* "none", "talk", …; static storage. */
const char *follow_up_name(enum follow_up follow_up);

#endif
