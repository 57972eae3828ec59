/* SPDX-License-Identifier: EUPL-1.2 */
/* What a door shows so that the staff's routes open: a proof that somebody there knows the PIN.
 *
 *   question ──▶ answer by the PIN's key (parvis/staff.h) ──▶ proof, good for some minutes
 *
 * The token alone opens none of these routes, so a kiosk that is carried away tells no names. The
 * PIN itself never travels, and nothing that is told here serves to try PINs elsewhere. All of it
 * is in memory alone: after a restart the staff types the PIN again. Loop thread only; times are
 * monotonic ms.
 *
 * Guesses are counted before they are judged, by who guesses: the kiosk that answered right before
 * (it shows its mark), else an address. Five are free, then each wrong one doubles a pause. Whoever
 * guesses with a copied token therefore does not keep the desk waiting; from many addresses
 * together they have STAFF_WRONG_AN_HOUR guesses, and then only kiosks with their mark are
 * heard until the hour is over. All that ends by itself, with a new PIN or a new
 * pairing, or when an organiser lifts the lock. */
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
#define STAFF_WRONG_AN_HOUR 60 /* of 100 million PINs: a year of it finds one in 190 */
#define STAFF_MARK_CHARS 32

struct staff_proofs;

struct staff_proofs *staff_proofs_new(void);         /* NULL: no memory */
void staff_proofs_free(struct staff_proofs *proofs); /* NULL allowed */

/* The question that this door's next answer is to. It stays until it was answered right, so that
 * nobody can take it from under who answers. PARVIS_NO_MEMORY. */
enum parvis_status staff_proofs_ask(struct staff_proofs *proofs, const struct model_device *device,
                                    char ret_question[STAFF_QUESTION_CHARS + 1]) PARVIS_MUST_CHECK;

enum staff_verdict { STAFF_RIGHT, STAFF_WRONG, STAFF_WAIT };

struct staff_guess {
    uint8_t answer[STAFF_MAC_BYTES];
    const char *mark;    /* of an earlier right answer; NULL: none */
    const char *address; /* of who guesses */
};

/* What a right answer earns. */
struct staff_grant {
    char proof[TOKEN_CHARS + 1];
    char mark[STAFF_MARK_CHARS + 1];
};

/* Judges an answer to the door's question; right: fills the grant, and the proof before it ends.
 * Else *ret_wait_ms: how long this guesser has to wait, 0: not at all. STAFF_WAIT: it was not
 * looked at. */
enum staff_verdict staff_proofs_judge(struct staff_proofs *proofs,
                                      const struct model_device *device,
                                      const struct staff_guess *guess, int64_t now,
                                      struct staff_grant *ret_grant, int64_t *ret_wait_ms);

/* Wrong answers at a door, whoever's, with its PIN and its pairing of now, since they were last
 * forgiven. */
struct staff_tries {
    int wrong;
    int64_t since, until; /* the first of them; till when somebody has to wait; 0: none, nobody */
};
struct staff_tries staff_proofs_tries(const struct staff_proofs *proofs,
                                      const struct model_device *device, int64_t now);
/* They are forgotten: everybody has their free tries again, and nobody waits. A proof that was
 * given stays. */
void staff_proofs_forgive(struct staff_proofs *proofs, int64_t device);

/* Whether this is the door's proof, and still good: not after another PIN or another pairing. */
bool staff_proofs_holds(const struct staff_proofs *proofs, const struct model_device *device,
                        const char *proof, int64_t now);

#endif
