/* What the stand routes share: rows in the form of the rules, a rule that is held or broken with a
 * motive, a stand that is given, and the meetings that follow their company. Writer's thread. */
#ifndef PARVIS_API_STAND_STEPS_H
#define PARVIS_API_STAND_STEPS_H

#include "stands.h"
#include "steering.h"

/* The rows as stands_meet takes them; texts are borrowed from the row. */
struct stand_company stand_company_of(const struct store_kept *row);
struct stand_place stand_place_of(const struct store_place *row);
/* By id; NULL: none. */
struct store_place *stand_find(struct day *day, int64_t id);

/* Needs are hard, unless the command's motive says otherwise: then the override is recorded. */
enum parvis_status stand_check_needs(struct steering_command *command, struct store *store,
                                     const struct store_kept *company,
                                     const struct store_place *place, int64_t now,
                                     struct store_change_list *changes) PARVIS_MUST_CHECK;
/* A company that does not pitch and loses its stand would be nowhere (invariant 2): the same.
 * `company` 0: nobody. */
enum parvis_status stand_check_left(struct steering_command *command, struct store *store,
                                    const struct day *day, int64_t company, int64_t now,
                                    struct store_change_list *changes) PARVIS_MUST_CHECK;
/* Writes who has the stand, here and in the database. `company` 0: nobody. */
enum parvis_status stand_give(struct store *store, struct store_place *place, int64_t company,
                              struct store_change_list *changes) PARVIS_MUST_CHECK;
/* The meetings that are to come, or run, follow their company to its stand. */
enum parvis_status stand_move_meetings(struct store *store, const struct day *day, int64_t company,
                                       struct store_change_list *changes) PARVIS_MUST_CHECK;

#endif
