/* The kiosk's screens, each a function of what is known and of the event's time: the same input
 * gives the same picture. */
#ifndef PARVIS_KIOSK_SCREENS_H
#define PARVIS_KIOSK_SCREENS_H

#include "agenda.h"
#include "canvas.h"
#include "parvis/text.h"

/* What every screen is drawn from. Borrowed. */
struct screen_state {
    const struct agenda *agenda;
    enum text_language language;
    int64_t now; /* event clock, ms */
    bool online;
    int64_t offline_ms; /* how long the server has been gone */
    const char *place;  /* the kiosk's own name; "" if none */
    bool leaving;       /* an exit door */
};

/* The answer to a scan, as the door shows it. Texts are borrowed. */
struct screen_answer {
    bool green;
    bool waiting; /* not answered yet: the server is asked again and again */
    const char *status;
    const char *first_name, *last_name, *organisation, *role;
    const char *say, *say_second; /* in the person's language, and in another */
};

void screen_check_in_idle(struct canvas *canvas, const struct screen_state *state);
void screen_check_in_answer(struct canvas *canvas, const struct screen_state *state,
                            const struct screen_answer *answer);
void screen_agenda(struct canvas *canvas, const struct screen_state *state);

/* The bar at the top: title, clock, and quietly how long the server has been gone. */
double screen_header(struct canvas *canvas, const struct screen_state *state);

#endif
