/* SPDX-License-Identifier: EUPL-1.2 */
/* The day's programme for the rules: sessions, slots, kept companies, stands, the running order and
 * demonstrations. Lists are malloc'd arrays that the caller frees; texts inside are copies. Every
 * function that writes also records the change (store_record). All run inside the caller's
 * transaction. */
#ifndef PARVIS_STORE_DAY_H
#define PARVIS_STORE_DAY_H

#include "parvis/states.h"
#include "store.h"

#define STORE_NAME_CHARS 128
#define STORE_CODE_CHARS 16

/* A session. A figure that its kind does not have is 0. */
struct store_day_session {
    int64_t id, from_at, to_at;
    char kind[16];
    int slots, pitch_min, questions_min, changeover_min, slot_min, seats;
};
/* By time. */
enum parvis_status store_day_sessions(struct store *store, struct store_day_session **ret_rows,
                                      size_t *ret_count) PARVIS_MUST_CHECK;

struct store_day_slot {
    int64_t id, from_at, to_at;
};
enum parvis_status store_day_slots(struct store *store, struct store_day_slot **ret_rows,
                                   size_t *ret_count) PARVIS_MUST_CHECK;

/* A kept company. Instants 0: not given. */
struct store_kept {
    int64_t id;
    char name[STORE_NAME_CHARS], segment[64];
    bool pitches, wants_demonstration, wants_stand, need_screen, need_step_free;
    int mark, need_amperes;
    int64_t arrives_at, leaves_at, not_before_at;
};
/* Best mark first, then by name. */
enum parvis_status store_kept_companies(struct store *store, struct store_kept **ret_rows,
                                        size_t *ret_count) PARVIS_MUST_CHECK;

struct store_place {
    int64_t id, x_cm, y_cm;
    char code[STORE_CODE_CHARS], zone[64];
    int amperes;
    bool screen, step_free;
    int64_t company; /* 0: free */
};
/* By code. */
enum parvis_status store_places(struct store *store, struct store_place **ret_rows,
                                size_t *ret_count) PARVIS_MUST_CHECK;
/* Gives a stand to a company, or frees it (company 0). A company must first leave the stand that it
 * has. */
enum parvis_status store_place_give(struct store *store, int64_t id, int64_t company,
                                    struct store_change_list *changes) PARVIS_MUST_CHECK;

/* One row of the running order. Instants 0: not yet. */
struct store_pitch {
    int64_t id, company, session, position;
    enum pitch_state state;
    int64_t planned_from_at, planned_to_at, projected_from_at, projected_to_at;
    int64_t started_at, questions_at, ended_at, pitch_ms, questions_ms;
    int64_t paused_at; /* 0: it runs */
};
/* By position. */
enum parvis_status store_pitches(struct store *store, struct store_pitch **ret_rows,
                                 size_t *ret_count) PARVIS_MUST_CHECK;
/* Writes all columns of a pitch. Id 0: adds it and sets its id. */
enum parvis_status store_pitch_put(struct store *store, struct store_pitch *pitch,
                                   struct store_change_list *changes) PARVIS_MUST_CHECK;
enum parvis_status store_pitch_delete(struct store *store, int64_t id,
                                      struct store_change_list *changes) PARVIS_MUST_CHECK;
/* Publishes the running order: from now on invariant 3 holds for it. */
enum parvis_status store_pitches_publish(struct store *store) PARVIS_MUST_CHECK;

struct store_demonstration {
    int64_t id, company, session, from_at, to_at;
    int seats;
};
/* By time. */
enum parvis_status store_demonstrations(struct store *store, struct store_demonstration **ret_rows,
                                        size_t *ret_count) PARVIS_MUST_CHECK;
enum parvis_status store_demonstration_add(struct store *store,
                                           struct store_demonstration *demonstration,
                                           struct store_change_list *changes) PARVIS_MUST_CHECK;
enum parvis_status store_demonstration_delete(struct store *store, int64_t id,
                                              struct store_change_list *changes) PARVIS_MUST_CHECK;

/* Adds a notice for every screen (audience "all") or for the stage's timers ("stage"). */
enum parvis_status store_notice_add(struct store *store, const char *fr, const char *en,
                                    const char *audience, int64_t until_at,
                                    struct store_change_list *changes,
                                    int64_t *ret_id) PARVIS_MUST_CHECK;
/* PARVIS_NOT_FOUND. */
enum parvis_status store_notice_delete(struct store *store, int64_t id,
                                       struct store_change_list *changes) PARVIS_MUST_CHECK;

#endif
