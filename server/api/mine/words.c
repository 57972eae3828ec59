/* What an attendee says of a meeting: words, what became of it, an address for the other side. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "document.h"
#include "handlers.h"
#include "mine_steps.h"
#include "store_talk.h"
#include "talk_rules.h"

/* The meeting, in a state that lets `talk` be said. */
static enum parvis_status read_meeting(struct mine_command *command, struct store *store,
                                       enum talk talk, struct store_meeting *meeting)
{
    enum parvis_status status = mine_meeting(command, store, meeting);
    if (status != PARVIS_OK)
        return status;
    return talk_may(talk, meeting->state, command->company != 0)
               ? PARVIS_OK
               : mine_refuse(command, "mine.not_now");
}

/* ---- words ---- */

static enum parvis_status move(struct store *store, struct store_meeting *meeting, enum talk talk,
                               int64_t now, struct store_change_list *changes)
{
    enum meeting_state to = talk_follows(talk, meeting->state);
    if (to == meeting->state)
        return PARVIS_OK;
    meeting->state = to;
    meeting->state_at = now;
    return store_meeting_put(store, meeting, changes);
}

/* Held and not held are one side's answer to one question: the last counts. */
static enum parvis_status take_opposite_back(struct mine_command *command, struct store *store,
                                             enum talk talk, struct store_change_list *changes)
{
    if (talk != TALK_HELD && talk != TALK_NOT_HELD)
        return PARVIS_OK;
    return store_word_take_back(store, command->steering.id, command->company != 0,
                                talk_name(talk == TALK_HELD ? TALK_NOT_HELD : TALK_HELD), changes);
}

/* A colleague of the buyer's takes the meeting over, if they are free then. */
static enum parvis_status hand_over(struct mine_command *command, struct store *store,
                                    struct store_meeting *meeting,
                                    struct store_change_list *changes)
{
    struct meeting_view view;
    int64_t mine = 0, theirs = -1;
    enum parvis_status status = meeting_view_load(store, &view);
    for (size_t i = 0; i < view.buyer_count && status == PARVIS_OK; i++) {
        if (view.buyers[i].id == command->person)
            mine = view.buyers[i].organisation;
        if (view.buyers[i].id == command->other)
            theirs = view.buyers[i].organisation;
    }
    if (status == PARVIS_OK && (!mine || mine != theirs))
        status = steering_unknown(&command->steering, "person");
    meeting->buyer = command->other;
    if (status == PARVIS_OK)
        status = meeting_check_steered(&command->steering, &view, meeting);
    if (status == PARVIS_CONFLICT) /* the rule's own words name third parties */
        status = mine_refuse(command, "mine.colleague_busy");
    meeting_view_clear(&view);
    return status == PARVIS_OK ? store_meeting_put(store, meeting, changes) : status;
}

static enum parvis_status run_word(struct commit_command *head, struct store *store, int64_t now,
                                   struct store_change_list *changes)
{
    struct mine_command *command = (struct mine_command *)head;
    struct store_meeting meeting;
    enum talk talk = (enum talk)command->steering.state;
    bool again;
    enum parvis_status status = mine_begin(command, store, now, &again);
    if (status != PARVIS_OK || again)
        return status;
    status = read_meeting(command, store, talk, &meeting);
    if (status == PARVIS_OK)
        status = take_opposite_back(command, store, talk, changes);
    struct store_word word = {.meeting = command->steering.id,
                              .person = command->person,
                              .by_company = command->company != 0,
                              .kind = talk_name(talk),
                              .minutes = talk == TALK_LATE ? command->number : 0,
                              .at = now};
    if (status == PARVIS_OK)
        status = store_word_put(store, &word, changes);
    if (status == PARVIS_OK && command->other)
        return hand_over(command, store, &meeting, changes);
    return status == PARVIS_OK ? move(store, &meeting, talk, now, changes) : status;
}

void api_post_mine_word(struct http_request *request, void *data)
{
    struct order {
        const char *kind;
        int64_t minutes, person;
    } order = {NULL, 5, 0};
    static const struct json_field fields[] = {
        {"kind", JSON_TEXT, offsetof(struct order, kind), true, 1, 16},
        {"minutes", JSON_INTEGER, offsetof(struct order, minutes), false, 1, 60},
        {"person", JSON_INTEGER, offsetof(struct order, person), false, 1, INT64_MAX},
    };
    enum talk talk;
    if (!api_read_body(request, fields, sizeof fields / sizeof *fields, &order))
        return;
    if (!talk_parse_word(order.kind, &talk)) {
        http_refuse(request, 422, "invalid_field", "kind is no word of a meeting", "kind");
        return;
    }
    struct mine_command *command = mine_command_new(data, request, run_word);
    if (!command || !mine_read_id(command))
        return;
    command->steering.state = (int)talk;
    command->number = order.minutes;
    command->other = talk == TALK_COLLEAGUE ? order.person : 0;
    api_command_submit(command);
}

/* ---- what became of it ---- */

static enum parvis_status run_outcome(struct commit_command *head, struct store *store, int64_t now,
                                      struct store_change_list *changes)
{
    struct mine_command *command = (struct mine_command *)head;
    struct store_meeting meeting;
    bool again;
    enum parvis_status status = mine_begin(command, store, now, &again);
    if (status != PARVIS_OK || again)
        return status;
    status = read_meeting(command, store, TALK_OUTCOME, &meeting);
    return status == PARVIS_OK ? store_outcome_put(store, meeting.id, command->company != 0,
                                                   command->number, command->word, now, changes)
                               : status;
}

static bool is_follow_up(const char *word)
{
    static const char *const words[] = {"none", "talk", "quote", "trial", "contract"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i], word) == 0)
            return true;
    return false;
}

void api_post_mine_outcome(struct http_request *request, void *data)
{
    struct order {
        int64_t useful;
        const char *follow_up;
    } order = {0, NULL};
    static const struct json_field fields[] = {
        {"useful", JSON_INTEGER, offsetof(struct order, useful), true, 0, 2},
        {"follow_up", JSON_TEXT, offsetof(struct order, follow_up), true, 1, 15},
    };
    if (!api_read_body(request, fields, 2, &order))
        return;
    if (!is_follow_up(order.follow_up)) {
        http_refuse(request, 422, "invalid_field",
                    "follow_up must be none, talk, quote, trial or contract", "follow_up");
        return;
    }
    struct mine_command *command = mine_command_new(data, request, run_outcome);
    if (!command || !mine_read_id(command))
        return;
    command->number = order.useful;
    snprintf(command->word, sizeof command->word, "%s", order.follow_up);
    api_command_submit(command);
}

/* ---- addresses ---- */

static enum parvis_status run_contact(struct commit_command *head, struct store *store, int64_t now,
                                      struct store_change_list *changes)
{
    struct mine_command *command = (struct mine_command *)head;
    struct store_meeting meeting;
    bool again;
    enum parvis_status status = mine_begin(command, store, now, &again);
    if (status != PARVIS_OK || again)
        return status;
    /* What was given may be taken back whatever became of the meeting. */
    status = command->flag ? read_meeting(command, store, TALK_CONTACT, &meeting)
                           : mine_meeting(command, store, &meeting);
    return status == PARVIS_OK
               ? store_contact_put(store, meeting.id, command->person, command->flag, now, changes)
               : status;
}

void api_post_mine_contact(struct http_request *request, void *data)
{
    struct {
        bool give;
    } order = {false};
    static const struct json_field fields[] = {{"give", JSON_BOOLEAN, 0, true, 0, 0}};
    if (!api_read_body(request, fields, 1, &order))
        return;
    struct mine_command *command = mine_command_new(data, request, run_contact);
    if (!command || !mine_read_id(command))
        return;
    command->flag = order.give;
    api_command_submit(command);
}
