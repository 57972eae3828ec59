/* SPDX-License-Identifier: EUPL-1.2 */
/* `decode MODULE (fast|thorough) PICTURE.pgm…`: the kiosk's own reader over pictures; a line of
 * JSON each: the codes, and the milliseconds of reading alone. */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "devices/reader/reader.h"

static double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1000 + (double)now.tv_nsec / 1e6;
}

static int read_pgm(const char *path, struct picture *picture)
{
    int width, height, most;
    FILE *file = fopen(path, "rb");
    if (!file || fscanf(file, "P5 %d %d %d", &width, &height, &most) != 3 || most != 255)
        return 0;
    fgetc(file);
    picture->luma = realloc(picture->luma, (size_t)width * (size_t)height);
    picture->width = width;
    picture->height = height;
    size_t got = fread(picture->luma, 1, (size_t)width * (size_t)height, file);
    fclose(file);
    return got == (size_t)width * (size_t)height;
}

int main(int argc, char **argv)
{
    static struct reader_codes codes;
    struct picture picture = {0};
    struct reader *reader;
    void *module = argc > 3 ? dlopen(argv[1], RTLD_NOW) : NULL;
    reader_new_fn *make = module ? (reader_new_fn *)dlsym(module, "reader_new") : NULL;
    reader_read_fn *look = module ? (reader_read_fn *)dlsym(module, "reader_read") : NULL;
    if (!make || !look || make(&reader) != PARVIS_OK)
        return 1;
    for (int i = 3; i < argc; i++) {
        if (!read_pgm(argv[i], &picture))
            return 1;
        double from = now_ms();
        look(reader, &picture, strcmp(argv[2], "thorough") == 0, &codes);
        printf("{\"ms\":%.3f,\"text\":\"%s\"}\n", now_ms() - from,
               codes.count > 0 ? codes.texts[0] : "");
    }
    return 0;
}
