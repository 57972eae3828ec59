/* SPDX-License-Identifier: EUPL-1.2 */
/* The kiosk's states. */
#include "life.h"

#include <assert.h>
#include <string.h>

#include "parvis/clock.h"
#include "parvis/json.h"

#define TO(state) (1u << (state))

/* by enum kiosk_state: the picture of life.h */
static const unsigned moves[KIOSK_STATES] = {
    [KIOSK_CALM] = TO(KIOSK_DESK) | TO(KIOSK_WAITING),
    [KIOSK_DESK] = TO(KIOSK_CALM) | TO(KIOSK_WAITING) | TO(KIOSK_ASKING),
    [KIOSK_WAITING] = TO(KIOSK_ASKING),
    [KIOSK_ASKING] = TO(KIOSK_SHOWING),
    [KIOSK_SHOWING] = TO(KIOSK_CALM) | TO(KIOSK_WAITING),
};

static bool has_passage(enum kiosk_state state)
{
    return state == KIOSK_WAITING || state == KIOSK_ASKING || state == KIOSK_SHOWING;
}

static void forget_showing(struct showing *showing)
{
    welcome_clear(&showing->welcome);
    json_wipe(showing->answer);
    cJSON_Delete(showing->answer);
    explicit_bzero(showing, sizeof *showing);
}

void life_move(struct life *life, enum kiosk_state state)
{
    assert(moves[life->state] & TO(state));
    if (life->state == KIOSK_SHOWING)
        forget_showing(&life->showing);
    if (!has_passage(state) || life->state == KIOSK_SHOWING)
        explicit_bzero(&life->passage, sizeof life->passage);
    life->state = state;
    life->since = clock_monotonic_ms();
    if (has_passage(state) && !life->passage.begun_at)
        life->passage.begun_at = life->since;
}

void life_prolong(struct life *life)
{
    life->since = clock_monotonic_ms();
}

void life_clean_up(struct life *life)
{
    forget_showing(&life->showing);
    explicit_bzero(life, sizeof *life);
}

bool life_has_passage(const struct life *life)
{
    return has_passage(life->state);
}

struct passage *life_passage(struct life *life)
{
    assert(has_passage(life->state));
    return &life->passage;
}

const struct showing *life_shown(const struct life *life)
{
    return life->state == KIOSK_SHOWING ? &life->showing : NULL;
}

struct showing *life_showing(struct life *life)
{
    assert(life->state == KIOSK_SHOWING);
    return &life->showing;
}
