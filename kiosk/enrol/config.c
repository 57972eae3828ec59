/* SPDX-License-Identifier: EUPL-1.2 */
/* The kiosk's command line. */
#include "config.h"

#include <errno.h>
#include <getopt.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "parvis/units.h"
#include "parvis/version.h"

#define HOLD_MS_DEFAULT 3500

static int misused(const char *key, const char *value)
{
    char *message =
        text_sayf(text_language_from_environment(), key, "value", value ? value : "", NULL);
    fprintf(stderr, "parvis-kiosk: %s\n", message);
    free(message);
    return 2;
}

/* Reads a number from `min` to `max` that ends at the character `end`; *text is left there. */
static bool read_number(const char **text, long min, long max, char end, int *ret_value)
{
    char *after;
    long value = strtol(*text, &after, 10);
    if (after == *text || *after != end || value < min || value > max)
        return false;
    *ret_value = (int)value;
    *text = after + (end != '\0');
    return true;
}

/* ---- the values of options; false: the value is not valid ---- */

static bool take_server(struct config *config, const char *text)
{
    config->server = text;
    return strncmp(text, "http://", 7) == 0 || strncmp(text, "https://", 8) == 0;
}

/* One line: the token. Not on the command line, where everybody on the machine could read it. */
static bool take_token(struct config *config, const char *path)
{
    FILE *file = fopen(path, "re");
    bool read = file && fgets(config->token, sizeof config->token, file);
    if (file)
        fclose(file);
    if (read)
        config->token[strcspn(config->token, "\r\n ")] = '\0';
    return read && *config->token;
}

/* "1920x1080" */
static bool take_size(struct config *config, const char *text)
{
    return read_number(&text, 320, 7680, 'x', &config->width) &&
           read_number(&text, 320, 7680, '\0', &config->height);
}

static bool take_turn(struct config *config, const char *text)
{
    return read_number(&text, 0, 270, '\0', &config->turned) && config->turned % 90 == 0;
}

static bool take_language(struct config *config, const char *text)
{
    config->language = text_language_of(text);
    return true;
}

static bool take_hold(struct config *config, const char *text)
{
    return read_number(&text, 0, 10 * MINUTE_MS, '\0', &config->hold_ms);
}

/* "120,30": amber, then red */
static bool take_warning(struct config *config, const char *text)
{
    return read_number(&text, 0, 3600, ',', &config->warn_s) &&
           read_number(&text, 0, config->warn_s, '\0', &config->alert_s);
}

static bool take_scanner(struct config *config, const char *path)
{
    struct device_config *devices = &config->devices;
    if (devices->scanner_count == SCANNERS_MAX)
        return false;
    devices->scanners[devices->scanner_count++] = path;
    return true;
}

static bool take_print(struct config *config, const char *word)
{
    bool badge = strcmp(word, "badge") == 0;
    config->devices.print = badge ? PRINT_BADGE : PRINT_SLIP;
    return badge || strcmp(word, "slip") == 0;
}

/* "90x55", millimetres */
static bool take_label(struct config *config, const char *text)
{
    int width, height;
    if (!read_number(&text, 30, 300, 'x', &width) || !read_number(&text, 20, 600, '\0', &height))
        return false;
    config->devices.label_width_mm = width;
    config->devices.label_height_mm = height;
    return true;
}

/* ---- the options ---- */

/* A line a screen, as help has them. */
static void print_help(void)
{
    char key[48], screens[2048] = "";
    size_t used = 0;
    enum text_language language = text_language_from_environment();
    for (size_t i = 0; i < SCREEN_COUNT && used < sizeof screens; i++) {
        const char *word = kiosk_screen_word((enum kiosk_screen)i);
        snprintf(key, sizeof key, "kiosk.screen.%s", word);
        used += (size_t)snprintf(screens + used, sizeof screens - used, "%-10s %s\n", word,
                                 text_label(language, key));
    }
    char *help = text_sayf(language, "kiosk.help", "screens", screens, NULL);
    fputs(help, stdout);
    free(help);
}

static void print_version(void)
{
    printf("parvis-kiosk %s\n", parvis_version());
}

/* What an option does: one of TEXT, FLAG, VALUE and PRINT. */
static const struct choice {
    const char *name;
    enum {
        TEXT,  /* the text is kept */
        FLAG,  /* a bool becomes true */
        VALUE, /* the text is read by `take` */
        PRINT, /* `print`, and nothing more is done */
    } form;
    size_t offset; /* in struct config: of the const char * or the bool */
    bool (*take)(struct config *config, const char *text);
    const char *fault; /* key of the message when `take` refuses the value */
    void (*print)(void);
} choices[] = {
#define AT(member) offsetof(struct config, member)
    {"server", VALUE, 0, take_server, "kiosk.error.server", NULL},
    {"token-file", VALUE, 0, take_token, "kiosk.error.token", NULL},
    {"ca", TEXT, AT(ca_file), NULL, NULL, NULL},
    {"output", TEXT, AT(output), NULL, NULL, NULL},
    {"size", VALUE, 0, take_size, "kiosk.error.size", NULL},
    {"turned", VALUE, 0, take_turn, "kiosk.error.turned", NULL},
    {"lang", VALUE, 0, take_language, NULL, NULL},
    {"place", TEXT, AT(place), NULL, NULL, NULL},
    {"stand", TEXT, AT(stand), NULL, NULL, NULL},
    {"state", TEXT, AT(state), NULL, NULL, NULL},
    {"stdin", FLAG, AT(from_stdin), NULL, NULL, NULL},
    {"report", FLAG, AT(report), NULL, NULL, NULL},
    {"once", FLAG, AT(once), NULL, NULL, NULL},
    {"exit", FLAG, AT(leaving), NULL, NULL, NULL},
    {"still", FLAG, AT(still), NULL, NULL, NULL},
    {"no-controls", FLAG, AT(no_controls), NULL, NULL, NULL},
    {"hold-ms", VALUE, 0, take_hold, "kiosk.error.usage", NULL},
    {"warn", VALUE, 0, take_warning, "kiosk.error.warn", NULL},
    {"scanner", VALUE, 0, take_scanner, "kiosk.error.scanners", NULL},
    {"camera", TEXT, AT(devices.camera), NULL, NULL, NULL},
    {"touch", TEXT, AT(devices.panel), NULL, NULL, NULL},
    {"printer", TEXT, AT(devices.printer), NULL, NULL, NULL},
    {"print", VALUE, 0, take_print, "kiosk.error.print", NULL},
    {"label", VALUE, 0, take_label, "kiosk.error.label", NULL},
    {"help", PRINT, 0, NULL, NULL, print_help},
    {"version", PRINT, 0, NULL, NULL, print_version},
#undef AT
};
#define CHOICES (sizeof choices / sizeof *choices)
#define FIRST 256 /* what getopt returns for choices[0]: no letter */

/* -1: taken; else the exit status. */
static int take_choice(struct config *config, const struct choice *choice)
{
    char *target = (char *)config + choice->offset;
    switch (choice->form) {
    case TEXT:
        memcpy(target, &optarg, sizeof optarg);
        return -1;
    case FLAG:
        *(bool *)target = true;
        return -1;
    case VALUE:
        return choice->take(config, optarg) ? -1 : misused(choice->fault, optarg);
    case PRINT:
        choice->print();
        return 0;
    }
    return -1;
}

/* -1: all are taken; else the exit status. */
static int take_options(struct config *config, int argc, char **argv)
{
    struct option longs[CHOICES + 1] = {0};
    for (size_t i = 0; i < CHOICES; i++) {
        bool has_value = choices[i].form == TEXT || choices[i].form == VALUE;
        longs[i] = (struct option){.name = choices[i].name,
                                   .has_arg = has_value ? required_argument : no_argument,
                                   .val = FIRST + (int)i};
    }
    for (int option; (option = getopt_long(argc, argv, "h", longs, NULL)) != -1;) {
        if (option == 'h') {
            print_help();
            return 0;
        }
        int result = option < FIRST ? misused("kiosk.error.usage", NULL)
                                    : take_choice(config, &choices[option - FIRST]);
        if (result >= 0)
            return result;
    }
    config->report |= config->from_stdin; /* a program that types scans reads the answers */
    return -1;
}

/* The directory of a door without --state: systemd's, or the user's. */
static const char *default_state(void)
{
    static char path[4096];
    const char *given = getenv("STATE_DIRECTORY"), *base = getenv("XDG_STATE_HOME");
    const char *home = getenv("HOME");
    if (given && *given)
        return given;
    if (base && *base) {
        snprintf(path, sizeof path, "%s/parvis-kiosk", base);
    } else {
        snprintf(path, sizeof path, "%s/.local", home ? home : "");
        mkdir(path, 0700); /* one that is there already is right */
        snprintf(path, sizeof path, "%s/.local/state", home ? home : "");
        mkdir(path, 0700);
        snprintf(path, sizeof path, "%s/.local/state/parvis-kiosk", home ? home : "");
    }
    return path;
}

int config_read(struct config *config, int argc, char **argv)
{
    const char *token = getenv("PARVIS_KIOSK_TOKEN");
    *config = (struct config){.server = "http://127.0.0.1:8017",
                              .output = "window",
                              .place = "",
                              .stand = "",
                              .warn_s = 120,
                              .alert_s = 30,
                              .language = text_language_from_environment(),
                              .hold_ms = HOLD_MS_DEFAULT,
                              .devices = {.label_width_mm = 90, .label_height_mm = 55}};
    if (token)
        snprintf(config->token, sizeof config->token, "%s", token);
    int result = take_options(config, argc, argv);
    if (result >= 0)
        return result;
    config->run = optind + 1 == argc && strcmp(argv[optind], "run") == 0;
    if (config->run)
        return config->state ? -1 : misused("kiosk.error.run_state", NULL);
    if (optind + 1 != argc || !kiosk_screen_find(argv[optind], &config->screen))
        return misused("kiosk.error.usage", NULL);
    if (config->screen == SCREEN_STAND && !*config->stand)
        return misused("kiosk.error.stand", NULL);
    if (config->screen == SCREEN_CHECK_IN && !config->state)
        config->state = default_state();
    if (config->screen == SCREEN_CHECK_IN && !*config->token)
        return misused("kiosk.error.no_token", NULL);
    return -1;
}
