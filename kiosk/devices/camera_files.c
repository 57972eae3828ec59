/* SPDX-License-Identifier: EUPL-1.2 */
/* Pictures from files, as a camera would give them. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cairo.h>

#include "camera_source.h"
#include "parvis/clock.h"

#define IN_VIEW_MS 500 /* of each picture of a folder */
#define TURN_MS 40
#define FILE_BYTES_MAX (32 << 20)

static void wait_until(int64_t due)
{
    int64_t left = due - clock_monotonic_ms();
    struct timespec pause = {.tv_sec = left / 1000, .tv_nsec = left % 1000 * 1000000};
    if (left > 0)
        nanosleep(&pause, NULL);
}

/* ---- still pictures ---- */

struct stills {
    struct camera_source source; /* first */
    char *folder;                /* "" when the names are paths */
    struct dirent **entries;     /* NULL: one picture, whose path is `folder` */
    int count, next;
    struct picture current;
    int64_t until;
};

static bool has_ending(const char *name, const char *ending)
{
    size_t length = strlen(name), tail = strlen(ending);
    return length > tail && strcasecmp(name + length - tail, ending) == 0;
}

static int is_picture(const struct dirent *entry)
{
    const char *name = entry->d_name;
    return has_ending(name, ".png") || has_ending(name, ".jpg") || has_ending(name, ".jpeg");
}

/* Rec. 601 luma, as cameras give it. */
static enum parvis_status read_png(const char *path, struct picture *picture)
{
    cairo_surface_t *surface = cairo_image_surface_create_from_png(path);
    enum parvis_status status = PARVIS_INVALID;
    if (cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS &&
        picture_resize(picture, cairo_image_surface_get_width(surface),
                       cairo_image_surface_get_height(surface))) {
        const uint8_t *from = cairo_image_surface_get_data(surface);
        int stride = cairo_image_surface_get_stride(surface);
        cairo_format_t format = cairo_image_surface_get_format(surface);
        for (int y = 0; y < picture->height && format != CAIRO_FORMAT_A8; y++)
            for (int x = 0; x < picture->width; x++) {
                uint32_t pixel;
                memcpy(&pixel, from + (ptrdiff_t)y * stride + 4 * (ptrdiff_t)x, sizeof pixel);
                picture->luma[(size_t)y * (size_t)picture->width + (size_t)x] =
                    (uint8_t)(((pixel >> 16 & 255) * 77 + (pixel >> 8 & 255) * 150 +
                               (pixel & 255) * 29) >>
                              8);
            }
        status = format == CAIRO_FORMAT_A8 ? PARVIS_INVALID : PARVIS_OK;
    }
    cairo_surface_destroy(surface);
    return status;
}

static enum parvis_status read_jpeg(const struct stills *stills, const char *path,
                                    struct picture *picture)
{
    struct stat about;
    FILE *file = fopen(path, "re");
    enum parvis_status status = PARVIS_INVALID;
    if (file && fstat(fileno(file), &about) == 0 && about.st_size > 0 &&
        about.st_size < FILE_BYTES_MAX) {
        uint8_t *bytes = malloc((size_t)about.st_size);
        if (bytes && fread(bytes, 1, (size_t)about.st_size, file) == (size_t)about.st_size)
            status = stills->source.module->jpeg(bytes, (size_t)about.st_size, picture);
        free(bytes);
    }
    if (file)
        fclose(file);
    return status;
}

static enum parvis_status read_still(struct stills *stills)
{
    char path[4096];
    const char *name = stills->entries ? stills->entries[stills->next]->d_name : "";
    snprintf(path, sizeof path, "%s%s%s", stills->folder, *name ? "/" : "", name);
    stills->next++;
    stills->until = clock_monotonic_ms() + IN_VIEW_MS;
    return has_ending(path, ".png") ? read_png(path, &stills->current)
                                    : read_jpeg(stills, path, &stills->current);
}

static enum parvis_status stills_next(struct camera_source *source, struct picture *picture)
{
    struct stills *stills = (struct stills *)source;
    int64_t now = clock_monotonic_ms();
    if (now >= stills->until) {
        if (stills->next == stills->count)
            return PARVIS_NOT_FOUND;
        enum parvis_status status = read_still(stills);
        if (status != PARVIS_OK) {
            stills->until = now;
            return status;
        }
    } else {
        wait_until(now + TURN_MS);
    }
    if (!picture_resize(picture, stills->current.width, stills->current.height))
        return PARVIS_NO_MEMORY;
    memcpy(picture->luma, stills->current.luma, (size_t)picture->width * (size_t)picture->height);
    return PARVIS_OK;
}

static void stills_free(struct camera_source *source)
{
    struct stills *stills = (struct stills *)source;
    for (int i = 0; stills->entries && i < stills->count; i++)
        free(stills->entries[i]);
    free(stills->entries);
    free(stills->folder);
    free(stills->current.luma);
    free(stills);
}

static enum parvis_status open_stills(const char *path, bool is_folder,
                                      const struct reader_module *module,
                                      struct camera_source **ret_source)
{
    static const struct camera_source_operations operations = {.next = stills_next,
                                                               .free = stills_free};
    struct stills *stills = calloc(1, sizeof *stills);
    if (!stills)
        return PARVIS_NO_MEMORY;
    stills->source = (struct camera_source){.operations = &operations, .module = module};
    stills->folder = strdup(path);
    stills->count = is_folder ? scandir(path, &stills->entries, is_picture, alphasort) : 1;
    if (!stills->folder || stills->count < 0) {
        stills->count = 0;
        stills_free(&stills->source);
        return PARVIS_IO;
    }
    *ret_source = &stills->source;
    return PARVIS_OK;
}

/* ---- YUV4MPEG2: a header of letters, then frames with planar luma first ---- */

struct y4m {
    struct camera_source source; /* first */
    int fd;
    bool is_file;
    int width, height;
    size_t chroma_bytes; /* after each frame's luma */
    int64_t frame_ms, due;
    uint8_t *chroma;
};

/* PARVIS_NOT_FOUND: the end, before the first byte or after. */
static enum parvis_status read_fully(const struct y4m *y4m, void *to, size_t size)
{
    size_t have = 0;
    while (have < size) {
        struct pollfd waited = {.fd = y4m->fd, .events = POLLIN};
        if (poll(&waited, 1, SOURCE_WAIT_MS) != 1)
            return PARVIS_IO;
        ssize_t got = read(y4m->fd, (uint8_t *)to + have, size - have);
        if (got == 0)
            return PARVIS_NOT_FOUND;
        if (got < 0 && errno != EAGAIN && errno != EINTR)
            return PARVIS_IO;
        have += got > 0 ? (size_t)got : 0;
    }
    return PARVIS_OK;
}

static enum parvis_status read_line(const struct y4m *y4m, char *line, size_t size)
{
    for (size_t length = 0; length + 1 < size; length++) {
        enum parvis_status status = read_fully(y4m, line + length, 1);
        if (status != PARVIS_OK)
            return status;
        if (line[length] == '\n') {
            line[length] = '\0';
            return PARVIS_OK;
        }
    }
    return PARVIS_CORRUPT;
}

/* "C420jpeg", "C422", "C444", "Cmono"; none: 4:2:0. */
static size_t chroma_size(const char *header, size_t width, size_t height)
{
    const char *tag = strstr(header, " C");
    if (tag && strncmp(tag, " Cmono", 6) == 0)
        return 0;
    if (tag && strncmp(tag, " C444", 5) == 0)
        return 2 * width * height;
    if (tag && strncmp(tag, " C422", 5) == 0)
        return 2 * ((width + 1) / 2) * height;
    return 2 * ((width + 1) / 2) * ((height + 1) / 2);
}

static long number_after(const char *header, const char *tag, long otherwise)
{
    const char *at = strstr(header, tag);
    return at ? strtol(at + strlen(tag), NULL, 10) : otherwise;
}

static enum parvis_status read_header(struct y4m *y4m)
{
    char header[256];
    enum parvis_status status = read_line(y4m, header, sizeof header);
    if (status != PARVIS_OK)
        return status;
    const char *rate = strstr(header, " F");
    long width = number_after(header, " W", 0), height = number_after(header, " H", 0);
    long frames = number_after(header, " F", 25);
    const char *colon = rate ? strchr(rate, ':') : NULL;
    long seconds = colon ? strtol(colon + 1, NULL, 10) : 1;
    if (strncmp(header, "YUV4MPEG2 ", 10) != 0 || width < 1 || height < 1 || width > 4096 ||
        height > 4096 || frames < 1 || seconds < 1)
        return PARVIS_CORRUPT; /* no film at all: no next picture would be better */
    y4m->width = (int)width;
    y4m->height = (int)height;
    y4m->frame_ms = 1000 * seconds / frames;
    y4m->chroma_bytes = chroma_size(header, (size_t)width, (size_t)height);
    y4m->chroma = malloc(y4m->chroma_bytes + 1);
    return y4m->chroma ? PARVIS_OK : PARVIS_NO_MEMORY;
}

static enum parvis_status y4m_next(struct camera_source *source, struct picture *picture)
{
    struct y4m *y4m = (struct y4m *)source;
    char line[256];
    enum parvis_status status = y4m->width ? PARVIS_OK : read_header(y4m);
    if (status == PARVIS_OK)
        status = read_line(y4m, line, sizeof line);
    if (status == PARVIS_OK && strncmp(line, "FRAME", 5) != 0)
        status = PARVIS_IO; /* out of step: nothing after it can be trusted */
    if (status == PARVIS_OK && !picture_resize(picture, y4m->width, y4m->height))
        status = PARVIS_NO_MEMORY;
    if (status == PARVIS_OK)
        status = read_fully(y4m, picture->luma, (size_t)y4m->width * (size_t)y4m->height);
    if (status == PARVIS_OK)
        status = read_fully(y4m, y4m->chroma, y4m->chroma_bytes);
    if (status == PARVIS_NOT_FOUND && !y4m->is_file)
        return PARVIS_IO; /* whoever wrote into the pipe is gone: pulled out */
    if (status != PARVIS_OK)
        return status;
    wait_until(y4m->due);
    y4m->due = clock_monotonic_ms() + y4m->frame_ms;
    return PARVIS_OK;
}

static void y4m_free(struct camera_source *source)
{
    struct y4m *y4m = (struct y4m *)source;
    close(y4m->fd);
    free(y4m->chroma);
    free(y4m);
}

static enum parvis_status open_y4m(const char *path, bool is_file,
                                   const struct reader_module *module,
                                   struct camera_source **ret_source)
{
    static const struct camera_source_operations operations = {.next = y4m_next, .free = y4m_free};
    struct y4m *y4m = calloc(1, sizeof *y4m);
    if (!y4m)
        return PARVIS_NO_MEMORY;
    *y4m = (struct y4m){.source = {.operations = &operations, .module = module},
                        .fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC),
                        .is_file = is_file};
    if (y4m->fd < 0) {
        free(y4m);
        return PARVIS_IO;
    }
    *ret_source = &y4m->source;
    return PARVIS_OK;
}

/* ---- either ---- */

enum parvis_status camera_files_open(const char *path, const struct reader_module *module,
                                     struct camera_source **ret_source)
{
    struct stat about;
    if (stat(path, &about) != 0)
        return PARVIS_NOT_FOUND;
    if (S_ISDIR(about.st_mode))
        return open_stills(path, true, module, ret_source);
    if (has_ending(path, ".png") || has_ending(path, ".jpg") || has_ending(path, ".jpeg"))
        return open_stills(path, false, module, ret_source);
    return open_y4m(path, S_ISREG(about.st_mode), module, ret_source);
}
