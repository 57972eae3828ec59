/* `frames AGENDA.json WIDTH HEIGHT COUNT`: draws the hall's agenda over and over while its clock
 * moves, a frame each second of the event; a line of JSON with frames a second and milliseconds. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

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
    struct screen_state state = {
        .agenda = read_agenda(argv[1]), .online = true, .place = "", .stand = ""};
    if (!took || clock_set_zone("Europe/Paris") != PARVIS_OK ||
        clock_parse_local("2017-11-20", "10:20:01", &state.now) != PARVIS_OK ||
        !canvas_init(&canvas, atoi(argv[2]), atoi(argv[3])))
        return 1;
    screen_agenda(&canvas, &state); /* fonts are loaded once */
    double from = now_ms();
    for (int i = 0; i < count; i++, state.now += 1000) {
        double begin = now_ms();
        screen_agenda(&canvas, &state);
        cairo_surface_flush(canvas.surface);
        took[i] = now_ms() - begin;
    }
    double all = now_ms() - from;
    qsort(took, (size_t)count, sizeof *took, by_size);
    printf("{\"per_second\":%.1f,\"p50_ms\":%.3f,\"p95_ms\":%.3f}\n", count * 1000 / all,
           took[count / 2], took[count * 95 / 100]);
    return 0;
}
