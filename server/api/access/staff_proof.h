/* SPDX-License-Identifier: EUPL-1.2 */
/* The proof by which a door may call the staff's routes: somebody at the door knows the PIN.
 *
 *   question ──▶ answer by the PIN's key (parvis/staff.h) ──▶ proof, good for some minutes
 *
 * The kiosk's token alone opens none of these routes, so that a stolen kiosk gives no names away.
 * The PIN itself is never sent, and nothing sent here helps to guess PINs elsewhere. All of it is
 * in memory alone: after a restart the staff types the PIN again. Loop thread only; times are
 * monotonic ms.
 *
 * Guesses are counted before they are judged, for each guesser: a kiosk that answered right before
 * (it shows its mark), else an address. Five wrong ones are free; after that each wrong one doubles
 * a pause. So an attacker with a copied token does not make the desk wait. All addresses together
 * have STAFF_WRONG_AN_HOUR wrong guesses; after them only kiosks with their mark may answer until
 * the hour is over. Every pause ends with time, with a new PIN or pairing, or when an organiser
 * lifts the lock. */
#ifndef PARVIS_API_STAFF_PROOF_H
#define PARVIS_API_STAFF_PROOF_H

#include <stdbool.h>
#include <stdint.h>

#include "model.h"
#include "parvis/staff.h"
#include "parvis/units.h"
#include "token.h"

#define STAFF_PROOF_MS (5 * MINUTE_MS) /* one person at the desk, with their new badge */
#define STAFF_FREE_TRIES 5
#define STAFF_PAUSE_MS (30 * SECOND_MS) /* after them; doubled with each further wrong one */
#define STAFF_PAUSE_MS_MAX (15 * MINUTE_MS)
#define STAFF_WRONG_AN_HOUR 60 /* of 100 million PINs: a year of guesses finds 1 PIN in 190 */
#define STAFF_MARK_CHARS 32

struct staff_proofs;

struct staff_proofs *staff_proofs_new(void);         /* NULL: no memory */
void staff_proofs_free(struct staff_proofs *proofs); /* NULL allowed */

/* Gives the question that this door has to answer next. It stays the same until it was answered
 * right, so that nobody can replace it while somebody else is answering. PARVIS_NO_MEMORY. */
enum parvis_status staff_proofs_ask(struct staff_proofs *proofs, const struct model_device *device,
                                    char ret_question[STAFF_QUESTION_CHARS + 1]) PARVIS_MUST_CHECK;

enum staff_verdict { STAFF_RIGHT, STAFF_WRONG, STAFF_WAIT };

struct staff_guess {
    uint8_t answer[STAFF_MAC_BYTES];
    const char *mark;    /* of an earlier right answer; NULL: none */
    const char *address; /* of the guesser */
};

/* What a right answer earns. */
struct staff_grant {
    char proof[TOKEN_CHARS + 1];
    char mark[STAFF_MARK_CHARS + 1];
};

/* Judges an answer to the door's question. STAFF_RIGHT: fills the grant; the door's earlier proof
 * ends. Otherwise *ret_wait_ms says how long this guesser has to wait (0: not at all); STAFF_WAIT:
 * the answer was not looked at. */
enum staff_verdict staff_proofs_judge(struct staff_proofs *proofs,
                                      const struct model_device *device,
                                      const struct staff_guess *guess, int64_t now,
                                      struct staff_grant *ret_grant, int64_t *ret_wait_ms);

/* Wrong answers at a door by all guessers, to its present PIN and pairing, since they were last
 * forgiven. */
struct staff_tries {
    int wrong;
    int64_t since, until; /* when the first was; until when a guesser has to wait; 0: none */
};
struct staff_tries staff_proofs_tries(const struct staff_proofs *proofs,
                                      const struct model_device *device, int64_t now);
/* Forgets the wrong answers: every guesser has the free tries again, and none has to wait. Proofs
 * that were given stay good. */
void staff_proofs_forgive(struct staff_proofs *proofs, int64_t device);

/* Whether this is the door's proof and still good. A new PIN or a new pairing ends it. */
bool staff_proofs_holds(const struct staff_proofs *proofs, const struct model_device *device,
                        const char *proof, int64_t now);

#endif
