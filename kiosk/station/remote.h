/* What the console asks of a kiosk, and what the kiosk says of itself: a heartbeat every quarter of
 * a minute, its name in large letters, a picture of its calm screen, darkness. Words come by the
 * feed ("command", "settings"); the heartbeat's answer repeats the settings, so that a lost word
 * changes nothing for long. */
#ifndef PARVIS_KIOSK_REMOTE_H
#define PARVIS_KIOSK_REMOTE_H

#include <stdbool.h>
#include <stdint.h>

struct kiosk;

/* The caller's; zero-initialised: nothing was asked. Times are monotonic ms. */
struct remote {
    int64_t started_at, heartbeat_at; /* when the next one is due */
    int64_t identify_until;
    bool picture_wanted, dark;
    bool again;           /* to begin anew: another role, or a reload */
    bool revoked;         /* the token is no longer good */
    int64_t last_scan_at; /* event clock; 0: none yet */
    const char *printer;  /* what the last heartbeat said of it; NULL: none was sent */
    bool told_call;       /* the heartbeat under way tells that the desk is called */
};

/* An event of the feed. False: it is none of these. */
bool remote_hear(struct kiosk *kiosk, const char *name, const char *data);
/* The server does not know the token any more. */
void remote_refused(struct kiosk *kiosk);
/* An answer to what remote_turn sent. */
void remote_posted(struct kiosk *kiosk, const char *path, long status, const char *body);
/* Does what is due. Between two draws. */
void remote_turn(struct kiosk *kiosk);
/* Whether the kiosk shows its name now. */
bool remote_is_identifying(const struct kiosk *kiosk);

#endif
