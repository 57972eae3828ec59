/* SPDX-License-Identifier: EUPL-1.2 */
/* The kiosk's command line. */
#ifndef PARVIS_KIOSK_CONFIG_H
#define PARVIS_KIOSK_CONFIG_H

#include <stdbool.h>
#include <stdint.h>

#include "devices.h"
#include "parvis/kiosk_screen.h"
#include "parvis/text.h"

struct identity;

struct config {
    enum kiosk_screen screen;
    const char *server;         /* without a slash at the end */
    const char *ca_file;        /* NULL: the system's */
    const char *state;          /* the directory of what it keeps; NULL: nothing is kept */
    bool run;                   /* parvis-kiosk run: the pairing code decided what it is */
    struct identity *identity;  /* with `run`: what the server said; NULL: as typed here */
    const uint8_t *fingerprint; /* of the server's certificate, 32 bytes; NULL: by `ca_file` */
    const uint8_t *key;         /* of that certificate's public key, 32 bytes; NULL: unknown */
    const char *output;         /* "window", "drm", "drm:/dev/dri/card1", "png:DIR" */
    const char *place;          /* the kiosk's name, shown small */
    char token[64];             /* "" : none */
    int width, height;          /* 0: the output's own */
    int turned;                 /* degrees, as in output.h */
    enum text_language language;
    bool from_stdin, once, leaving;
    bool no_controls;    /* keys work, but are not shown */
    bool report;         /* writes each answer as a line of JSON to standard output */
    bool still;          /* nothing on the screen moves or blinks but clocks */
    const char *stand;   /* the stand's code; "" if none */
    int warn_s, alert_s; /* the speaker's time turns amber, then red */
    int hold_ms;         /* how long an answer stays on the screen */
    struct device_config devices;
};

/* Reads the command line into *config. Returns -1 when the kiosk is to start; otherwise the exit
 * status, after the help or a message that says what is wrong. */
int config_read(struct config *config, int argc, char **argv);

#endif
