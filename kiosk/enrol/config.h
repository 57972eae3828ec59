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
    bool run;                   /* to be what the pairing code said: `screen` and others are its */
    struct identity *identity;  /* whose it is, with `run`; NULL: the command line's */
    const uint8_t *fingerprint; /* of the server's certificate, 32 bytes; NULL: by `ca_file` */
    const uint8_t *key;         /* of that certificate's public key, 32 bytes; NULL */
    const char *output;         /* "window", "drm", "drm:/dev/dri/card1", "png:DIR" */
    const char *place;          /* shown small: the kiosk's name */
    char token[64];             /* "" : none */
    int width, height;          /* 0: the output's own */
    int turned;                 /* degrees, as in output.h */
    enum text_language language;
    bool from_stdin, once, leaving;
    bool no_controls;    /* keys work, but are not shown */
    bool report;         /* one JSON line an answer on standard output */
    bool still;          /* nothing moves or blinks but clocks */
    const char *stand;   /* the stand's code; "" if none */
    int warn_s, alert_s; /* the speaker's time turns amber, then red */
    int hold_ms;         /* how long an answer stays */
    struct device_config devices;
};

/* Reads the command line into *config. Returns -1 to go on, or the exit status after help, or after
 * a message on what is wrong. */
int config_read(struct config *config, int argc, char **argv);

#endif
