/* SPDX-License-Identifier: EUPL-1.2 */
/* States and their words. */
#include "parvis/states.h"

#include <stddef.h>
#include <string.h>

static const char *const meeting_words[MEETING_STATES] = {
    [MEETING_PLANNED] = "planned", [MEETING_CALLED] = "called",   [MEETING_RUNNING] = "running",
    [MEETING_DONE] = "done",       [MEETING_NO_SHOW] = "no_show", [MEETING_CANCELLED] = "cancelled",
};
static const char *const pitch_words[PITCH_STATES] = {
    [PITCH_READY] = "ready", [PITCH_ON_STAGE] = "on_stage", [PITCH_QUESTIONS] = "questions",
    [PITCH_DONE] = "done",   [PITCH_SKIPPED] = "skipped",
};
static const char *const request_words[REQUEST_STATES] = {
    [REQUEST_OPEN] = "open",     [REQUEST_ACCEPTED] = "accepted",   [REQUEST_DECLINED] = "declined",
    [REQUEST_LAPSED] = "lapsed", [REQUEST_WITHDRAWN] = "withdrawn",
};

static const char *const role_words[USER_ROLES] = {
    [USER_ORGANISER] = "organiser", [USER_HOST] = "host", [USER_VIEWER] = "viewer"};
static const char *const device_words[DEVICE_ROLES] = {
    [DEVICE_DOOR] = "door",
    [DEVICE_SCREEN] = "screen",
    [DEVICE_STAGE] = "stage",
    [DEVICE_STAND] = "stand",
};
static const char *const follow_up_words[FOLLOW_UPS] = {
    [FOLLOW_UP_NONE] = "none",         [FOLLOW_UP_TALK] = "talk",   [FOLLOW_UP_QUOTE] = "quote",
    [FOLLOW_UP_CONTRACT] = "contract", [FOLLOW_UP_TRIAL] = "trial",
};

/* The word's place in its list; -1: it is not there. */
static int find(const char *const *words, int count, const char *word)
{
    for (int i = 0; i < count; i++)
        if (strcmp(words[i], word) == 0)
            return i;
    return -1;
}

const char *meeting_state_name(enum meeting_state state)
{
    return meeting_words[state];
}

bool meeting_state_parse(const char *name, enum meeting_state *ret_state)
{
    int place = find(meeting_words, MEETING_STATES, name);
    if (place >= 0)
        *ret_state = (enum meeting_state)place;
    return place >= 0;
}

bool meeting_state_is_held(enum meeting_state state)
{
    return state != MEETING_CANCELLED;
}

bool meeting_state_is_open(enum meeting_state state)
{
    return state == MEETING_PLANNED || state == MEETING_CALLED || state == MEETING_RUNNING;
}

const char *pitch_state_name(enum pitch_state state)
{
    return pitch_words[state];
}

bool pitch_state_parse(const char *name, enum pitch_state *ret_state)
{
    int place = find(pitch_words, PITCH_STATES, name);
    if (place >= 0)
        *ret_state = (enum pitch_state)place;
    return place >= 0;
}

const char *request_state_name(enum request_state state)
{
    return request_words[state];
}

bool request_state_parse(const char *name, enum request_state *ret_state)
{
    int place = find(request_words, REQUEST_STATES, name);
    if (place >= 0)
        *ret_state = (enum request_state)place;
    return place >= 0;
}

const char *follow_up_name(enum follow_up follow_up)
{
    return follow_up_words[follow_up];
}

const char *device_role_name(enum device_role role)
{
    return device_words[role];
}

bool device_role_parse(const char *name, enum device_role *ret_role)
{
    int place = find(device_words, DEVICE_ROLES, name);
    if (place >= 0)
        *ret_role = (enum device_role)place;
    return place >= 0;
}

const char *user_role_name(enum user_role role)
{
    return role_words[role];
}

bool user_role_parse(const char *name, enum user_role *ret_role)
{
    int place = find(role_words, USER_ROLES, name);
    if (place >= 0)
        *ret_role = (enum user_role)place;
    return place >= 0;
}
