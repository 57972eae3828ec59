/* What the steering routes share: a command that speaks the language of who asked, and the one way
 * to refuse it with a reason of the rules. */
#ifndef PARVIS_API_STEERING_H
#define PARVIS_API_STEERING_H

#include "api.h"
#include "day.h"

struct steering_command {
    struct api_command command;  /* first */
    enum text_language language; /* of refusals: the request's Accept-Language */
    const char *kind;            /* of the row that is answered: "pitch", … */
    int64_t id, other;           /* rows of the request; `id` is the one that is answered */
    int64_t slot;                /* meetings: when */
    int state, minutes;          /* what is asked */
    char *motive;                /* owned; NULL: none was given */
    char by_user[64];            /* who breaks the rule */
    char *fr, *en;               /* owned: a notice */
    commit_run_fn *run;          /* steering.c's: what is run, when noting wraps it */
};

/* Gives the command its name in the audit trail, and runs `run` so that the row that it answers is
 * the one that is noted. */
void steering_note(struct steering_command *command, const char *action);

/* A command for the request, answered with `{"<kind>": <row as the model has it>}`. NULL: the
 * request was answered. */
struct steering_command *steering_new(struct api *api, struct http_request *request,
                                      const char *kind, commit_run_fn *run);
/* The same with a larger struct, whose first member is the steering_command. */
struct steering_command *steering_new_sized(struct api *api, struct http_request *request,
                                            const char *kind, commit_run_fn *run, size_t size);
/* The path's :id into command->id; answers 404, frees the command and returns false when it is not
 * one. */
bool steering_read_id(struct steering_command *command);
/* Frees a command that will not be submitted (its request was answered). */
void steering_drop(struct steering_command *command);
/* In `run`: refuses with 409 and the reason; the code is the key with '_' for '.'. */
enum parvis_status steering_refuse(struct steering_command *command, const struct reason *reason);
/* In `run`: a member of the body names nothing that exists: 422. */
enum parvis_status steering_unknown(struct steering_command *command, const char *field);

#endif
