/* SPDX-License-Identifier: EUPL-1.2 */
/* The kiosk's command line. */
#include "config.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

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

/* A number from `min` to `max` up to `end`, where *text is left. */
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

/* "1920x1080" */
static bool read_size(const char *text, int *width, int *height)
{
    return read_number(&text, 320, 7680, 'x', width) && read_number(&text, 320, 7680, '\0', height);
}

static bool read_turn(const char *text, int *ret_turned)
{
    int turned;
    if (!read_number(&text, 0, 270, '\0', &turned) || turned % 90 != 0)
        return false;
    *ret_turned = turned;
    return true;
}

/* One line: the token. Not on the command line, where everybody on the machine could read it. */
static bool read_token(const char *path, char *token, size_t size)
{
    FILE *file = fopen(path, "re");
    bool read = file && fgets(token, (int)size, file);
    if (file)
        fclose(file);
    if (read)
        token[strcspn(token, "\r\n ")] = '\0';
    return read && *token;
}

static bool is_server(const char *text)
{
    return strncmp(text, "http://", 7) == 0 || strncmp(text, "https://", 8) == 0;
}

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

/* "90x55", millimetres */
static bool read_label(struct device_config *devices, const char *text)
{
    int width, height;
    if (!read_number(&text, 30, 300, 'x', &width) || !read_number(&text, 20, 600, '\0', &height))
        return false;
    devices->label_width_mm = width;
    devices->label_height_mm = height;
    return true;
}

/* -1: taken. */
static int take_device_option(struct device_config *devices, int option)
{
    switch (option) {
    case 'r':
        if (devices->scanner_count == SCANNERS_MAX)
            return misused("kiosk.error.scanners", optarg);
        devices->scanners[devices->scanner_count++] = optarg;
        return -1;
    case 'C':
        devices->camera = optarg;
        return -1;
    case 'T':
        devices->panel = optarg;
        return -1;
    case 'P':
        devices->printer = optarg;
        return -1;
    case 'k':
        devices->print = strcmp(optarg, "badge") == 0 ? PRINT_BADGE : PRINT_SLIP;
        return devices->print == PRINT_BADGE || strcmp(optarg, "slip") == 0
                   ? -1
                   : misused("kiosk.error.print", optarg);
    case 'L':
        return read_label(devices, optarg) ? -1 : misused("kiosk.error.label", optarg);
    default:
        return misused("kiosk.error.usage", NULL);
    }
}

/* -1: taken. */
static int take_option(struct config *config, int option)
{
    switch (option) {
    case 's':
        config->server = optarg;
        return is_server(optarg) ? -1 : misused("kiosk.error.server", optarg);
    case 't':
        return read_token(optarg, config->token, sizeof config->token)
                   ? -1
                   : misused("kiosk.error.token", optarg);
    case 'c':
        config->ca_file = optarg;
        return -1;
    case 'o':
        config->output = optarg;
        return -1;
    case 'z':
        return read_size(optarg, &config->width, &config->height)
                   ? -1
                   : misused("kiosk.error.size", optarg);
    case 'u':
        return read_turn(optarg, &config->turned) ? -1 : misused("kiosk.error.turned", optarg);
    case 'l':
        config->language = text_language_of(optarg);
        return -1;
    case 'p':
        config->place = optarg;
        return -1;
    case 'i':
        config->from_stdin = true;
        config->report = true;
        return -1;
    case '1':
        config->once = true;
        return -1;
    case 'x':
        config->leaving = true;
        return -1;
    case 'm': {
        const char *text = optarg;
        return read_number(&text, 0, 600000, '\0', &config->hold_ms)
                   ? -1
                   : misused("kiosk.error.usage", NULL);
    }
    case 'A':
        config->stand = optarg;
        return -1;
    case 'q':
        config->still = true;
        return -1;
    case 'w': {
        const char *text = optarg;
        bool read = read_number(&text, 0, 3600, ',', &config->warn_s) &&
                    read_number(&text, 0, config->warn_s, '\0', &config->alert_s);
        return read ? -1 : misused("kiosk.error.warn", optarg);
    }
    case 'n':
        config->no_controls = true;
        return -1;
    case 'R':
        config->report = true;
        return -1;
    case 'S':
        config->state = optarg;
        return -1;
    case 'V':
        printf("parvis-kiosk %s\n", parvis_version());
        return 0;
    case 'h':
        print_help();
        return 0;
    default:
        return take_device_option(&config->devices, option);
    }
}

/* Where a door keeps its journal unless --state says it: systemd's directory, or the user's. */
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
    static const struct option longs[] = {
        {"server", required_argument, NULL, 's'},
        {"token-file", required_argument, NULL, 't'},
        {"ca", required_argument, NULL, 'c'},
        {"output", required_argument, NULL, 'o'},
        {"size", required_argument, NULL, 'z'},
        {"lang", required_argument, NULL, 'l'},
        {"place", required_argument, NULL, 'p'},
        {"stdin", no_argument, NULL, 'i'},
        {"once", no_argument, NULL, '1'},
        {"exit", no_argument, NULL, 'x'},
        {"hold-ms", required_argument, NULL, 'm'},
        {"state", required_argument, NULL, 'S'},
        {"stand", required_argument, NULL, 'A'},
        {"still", no_argument, NULL, 'q'},
        {"warn", required_argument, NULL, 'w'},
        {"report", no_argument, NULL, 'R'},
        {"scanner", required_argument, NULL, 'r'},
        {"camera", required_argument, NULL, 'C'},
        {"printer", required_argument, NULL, 'P'},
        {"print", required_argument, NULL, 'k'},
        {"label", required_argument, NULL, 'L'},
        {"no-controls", no_argument, NULL, 'n'},
        {"turned", required_argument, NULL, 'u'},
        {"touch", required_argument, NULL, 'T'},
        {"help", no_argument, NULL, 'h'},
        {"version", no_argument, NULL, 'V'},
        {NULL, 0, NULL, 0},
    };
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
    for (int option; (option = getopt_long(argc, argv, "h", longs, NULL)) != -1;) {
        int result = take_option(config, option);
        if (result >= 0)
            return result;
    }
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
