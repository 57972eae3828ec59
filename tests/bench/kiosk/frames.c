/* SPDX-License-Identifier: EUPL-1.2 */
/* `frames AGENDA.json WIDTH HEIGHT COUNT`: draws the hall's agenda over and over while its clock
 * moves, a frame each second of the event, and a change of the feed comes every five; a line of
 * JSON with frames a second, milliseconds, and the memory (RSS) after 1,000 frames and at the end.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "agenda.h"
#include "parvis/clock.h"
#include "screens.h"

static double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1000 + (double)now.tv_nsec / 1e6;
}

static int by_size(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

static long rss_kib(void)
{
    long pages = 0;
    FILE *file = fopen("/proc/self/statm", "re");
    if (!file || fscanf(file, "%*d %ld", &pages) != 1)
        exit(1);
    fclose(file);
    return pages * (sysconf(_SC_PAGESIZE) / 1024);
}

/* One of a day's changes: a line on the screens, in the place of an older one. */
static void change(struct agenda *agenda, int number)
{
    char json[256];
    bool names;
    snprintf(json, sizeof json,
             "{\"seq\":%d,\"kind\":\"notice\",\"id\":%d,\"body\":{\"id\":%d,\"fr\":\"Avis %d\","
             "\"en\":\"Notice %d\",\"until_at\":4102444800000,\"audience\":\"all\"}}",
             10000 + number, number % 20 + 1, number % 20 + 1, number, number);
    if (agenda_apply(agenda, json, &names) != PARVIS_OK)
        exit(1);
}

static struct agenda *read_agenda(const char *path)
{
    static char text[1 << 20];
    struct agenda *agenda = NULL;
    FILE *file = fopen(path, "re");
    if (!file || fread(text, 1, sizeof text - 1, file) == 0 || agenda_new(&agenda) != PARVIS_OK ||
        agenda_replace(agenda, text) != PARVIS_OK)
        exit(1);
    fclose(file);
    return agenda;
}

int main(int argc, char **argv)
{
    struct canvas canvas;
    if (argc != 5)
        return 1;
    int count = atoi(argv[4]);
    double *took = calloc((size_t)count, sizeof *took);
    struct agenda *agenda = read_agenda(argv[1]);
    long settled_kib = 0;
    struct screen_state state = {.agenda = agenda, .online = true, .place = "", .stand = ""};
    if (!took || clock_set_zone("Europe/Paris") != PARVIS_OK ||
        clock_parse_local("2017-11-20", "10:20:01", &state.now) != PARVIS_OK ||
        !canvas_init(&canvas, atoi(argv[2]), atoi(argv[3])))
        return 1;
    screen_agenda(&canvas, &state); /* fonts are loaded once */
    double from = now_ms();
    for (int i = 0; i < count; i++, state.now += 1000) {
        if (i % 5 == 4)
            change(agenda, i / 5);
        if (i == 1000)
            settled_kib = rss_kib();
        double begin = now_ms();
        screen_agenda(&canvas, &state);
        cairo_surface_flush(canvas.surface);
        took[i] = now_ms() - begin;
    }
    double all = now_ms() - from;
    qsort(took, (size_t)count, sizeof *took, by_size);
    printf("{\"per_second\":%.1f,\"p50_ms\":%.3f,\"p95_ms\":%.3f,\"settled_kib\":%ld,"
           "\"end_kib\":%ld}\n",
           count * 1000 / all, took[count / 2], took[count * 95 / 100], settled_kib, rss_kib());
    return 0;
}
