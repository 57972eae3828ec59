/* SPDX-License-Identifier: EUPL-1.2 */
/* What attendees do from their own phones. The actor is the attendee: `person`, and `company` when
 * they are of a kept company's team; each speaks for that side of a meeting. None of it is noted in
 * the audit trail: it is nobody's steering. */
#ifndef PARVIS_ATTENDEE_OPERATIONS_H
#define PARVIS_ATTENDEE_OPERATIONS_H

#include "operation.h"
#include "talk_rules.h"

#define LEAD_NOTE_CHARS 1000
/* Requests of one person that wait for an answer: nobody floods the hall. */
#define REQUESTS_OPEN_MAX 20

/* A word on a meeting, and what follows from it (talk_rules.h). PARVIS_NOT_FOUND: it is not theirs.
 * Refuses: mine.not_now (the meeting's state does not let it be said), unknown (`person` is no
 * colleague of the buyer's body), mine.colleague_busy. */
struct word_say {
    int64_t meeting;
    enum talk kind;  /* TALK_LATE to TALK_NOT_HELD */
    int64_t minutes; /* TALK_LATE: how many */
    int64_t
        person; /* TALK_COLLEAGUE: who takes the meeting over; 0: somebody without a badge here */
};
extern const struct operation_form word_say_form;

/* What becomes of a meeting, for one side. PARVIS_NOT_FOUND; refuses mine.not_now. */
struct outcome_tell {
    int64_t meeting;
    int64_t useful; /* 0 to 2 */
    enum follow_up follow_up;
};
extern const struct operation_form outcome_tell_form;

/* Gives one's address to the other side of a meeting, or takes it back: that is possible whatever
 * became of the meeting. PARVIS_NOT_FOUND; refuses mine.not_now. */
struct contact_give {
    int64_t meeting;
    bool give;
};
extern const struct operation_form contact_give_form;

/* Asks the other side for a meeting in a slot. It holds no slot until it is accepted, and lapses
 * after half an hour, or when the slot's meetings are called.
 * Refuses: mine.booking_closed, unknown (buyer, company or slot), mine.slot_taken, mine.too_late,
 * mine.request_open (the two have one), mine.too_many_requests. */
struct meeting_ask {
    int64_t with;           /* whom they ask, as the phone names them: a buyer or a company */
    int64_t buyer, company; /* the two ends of it, which the caller has found */
    int64_t slot;
    bool must; /* it matters much to them */
};
extern const struct operation_form meeting_ask_form;

/* What one may answer. */
enum request_answer { ANSWER_ACCEPT, ANSWER_DECLINE, ANSWER_WITHDRAW };

/* Accepts, declines or withdraws a request; accepting it plans the meeting by the rules of all.
 * PARVIS_NOT_FOUND: it is not theirs. Refuses: mine.request_over, mine.not_yours (the one who asked
 * may withdraw alone, the other may not), mine.slot_taken. */
struct request_settle {
    int64_t request;
    enum request_answer answer;
};
extern const struct operation_form request_settle_form;

/* A stand's team notes a visitor who showed a badge. Again: nothing changes. Refuses: no_stand (not
 * of a team; PARVIS_FORBIDDEN). */
struct lead_scan {
    int64_t lead;   /* out */
    int64_t person; /* the visitor */
    int64_t at;     /* when, by a phone that was off the network; 0, or more than a day off: now */
};
extern const struct operation_form lead_scan_form;

/* What the team notes of a visitor. PARVIS_NOT_FOUND: not a lead of theirs. Refuses: no_stand. */
struct lead_note {
    int64_t lead;
    int64_t interest; /* 0 to 3 */
    char note[4 * LEAD_NOTE_CHARS + 1];
};
extern const struct operation_form lead_note_form;

/* An address by which one's calendar can be subscribed to. */
struct calendar_link {
    int64_t person;   /* out */
    uint8_t hash[32]; /* of the secret that the address has */
};
extern const struct operation_form calendar_link_form;

#endif
