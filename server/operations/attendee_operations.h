/* SPDX-License-Identifier: EUPL-1.2 */
/* What attendees do from their own phones. The actor is the attendee: `person`, and `company` for a
 * member of a kept company's team. An attendee speaks for their own side of a meeting. The audit
 * trail notes none of it: it records what the organisers' side did. */
#ifndef PARVIS_ATTENDEE_OPERATIONS_H
#define PARVIS_ATTENDEE_OPERATIONS_H

#include "operation.h"
#include "talk_rules.h"

#define LEAD_NOTE_CHARS 1000
/* Requests of one person that may wait for an answer at once, so that nobody floods the hall. */
#define REQUESTS_OPEN_MAX 20

/* Says a word on a meeting, with its effect on the meeting (talk_rules.h). PARVIS_NOT_FOUND: the
 * meeting is not the actor's.
 * Refuses: mine.not_now (the meeting's state does not let it be said), unknown (`person` is no
 * colleague of the buyer's body), mine.colleague_busy. */
struct word_say {
    int64_t meeting;
    enum talk kind;  /* TALK_LATE to TALK_NOT_HELD */
    int64_t minutes; /* TALK_LATE: how many */
    int64_t person;  /* TALK_COLLEAGUE: the colleague who takes over; 0: one without a badge */
};
extern const struct operation_form word_say_form;

/* Keeps one side's opinion of a meeting. PARVIS_NOT_FOUND: the meeting is not the actor's. Refuses:
 * mine.not_now. */
struct outcome_tell {
    int64_t meeting;
    int64_t useful; /* 0 to 2 */
    enum follow_up follow_up;
};
extern const struct operation_form outcome_tell_form;

/* Gives the actor's address to the other side of a meeting, or takes it back; taking back is always
 * possible. PARVIS_NOT_FOUND: the meeting is not the actor's. Refuses: mine.not_now. */
struct contact_give {
    int64_t meeting;
    bool give;
};
extern const struct operation_form contact_give_form;

/* Asks the other side for a meeting in a slot. The request reserves no slot until it is accepted;
 * it lapses after half an hour, or when the slot's meetings are called.
 * Refuses: mine.booking_closed, unknown (buyer, company or slot), mine.slot_taken, mine.too_late,
 * mine.request_open (the two have one), mine.too_many_requests. */
struct meeting_ask {
    int64_t with;           /* the other side's id, as the phone sent it: a buyer or a company */
    int64_t buyer, company; /* the two sides, found by the caller */
    int64_t slot;
    bool must; /* the meeting is important to the actor */
};
extern const struct operation_form meeting_ask_form;

/* The answers to a request. */
enum request_answer { ANSWER_ACCEPT, ANSWER_DECLINE, ANSWER_WITHDRAW };

/* Accepts, declines or withdraws a request; accepting plans the meeting, under the rules for every
 * meeting. PARVIS_NOT_FOUND: the request is not the actor's. Refuses: mine.request_over,
 * mine.not_yours (the asking side may only withdraw, the other side may not), mine.slot_taken. */
struct request_settle {
    int64_t request;
    enum request_answer answer;
};
extern const struct operation_form request_settle_form;

/* A member of a stand's team notes a visitor who showed a badge; noting the same visitor again
 * changes nothing. Refuses: no_stand (the actor is in no team; PARVIS_FORBIDDEN). */
struct lead_scan {
    int64_t lead;   /* out */
    int64_t person; /* the visitor */
    int64_t at;     /* when, for a phone that was off the network; 0, or over a day away: now */
};
extern const struct operation_form lead_scan_form;

/* Keeps the team's note on a visitor. PARVIS_NOT_FOUND: the lead is another team's. Refuses:
 * no_stand. */
struct lead_note {
    int64_t lead;
    int64_t interest; /* 0 to 3 */
    char note[4 * LEAD_NOTE_CHARS + 1];
};
extern const struct operation_form lead_note_form;

/* Makes an address at which the actor's calendar can be subscribed to. Refuses nothing. */
struct calendar_link {
    int64_t person;   /* out */
    uint8_t hash[32]; /* of the secret in the address */
};
extern const struct operation_form calendar_link_form;

#endif
