/* SPDX-License-Identifier: EUPL-1.2 */
/* The camera, on a thread of its own. */
#include "camera.h"

#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "camera_source.h"
#include "parvis/clock.h"
#include "parvis/log.h"
#include "parvis/module.h"
#include "preview.h"

#define REOPEN_MS 1000  /* after a failure */
#define THOROUGH_MS 300 /* between two looks with ZBar, which takes some 100 ms */
#define PREVIEW_MS 80   /* between two previews: the eye takes it for moving */
#define PUZZLED_MS 1500 /* a code that does not read for so long needs an advice */
#define PUZZLED_KEPT_MS 2500
#define SEEN_CODES_MAX 4 /* codes that wait while the loop is busy elsewhere */

struct seen_codes {
    size_t count;
    char texts[SEEN_CODES_MAX][READER_CODE_CHARS_MAX + 1];
};

struct camera {
    char *path;
    struct reader_module module;
    pthread_t thread;
    int event; /* eventfd by which the thread wakes the loop */
    /* shared, under the mutex */
    pthread_mutex_t mutex;
    pthread_cond_t stopping;
    bool stop;
    enum camera_state state;
    struct seen_codes codes; /* seen and not told yet */
    bool puzzled;
    struct camera_preview preview;
    /* the loop's own */
    enum camera_state told_state;
    bool told_puzzled;
    struct camera_preview told_preview;
    struct seen_codes told_codes;
};

/* What the thread alone knows. */
struct watch {
    struct reader *reader;
    struct picture picture;
    struct reader_codes codes;
    int64_t thorough_at, preview_at;
    int64_t damaged_since, damaged_last; /* 0: no such code is in view */
    bool failure_told;
};

/* ---- the thread ---- */

static void tell(struct camera *camera)
{
    const uint64_t one = 1;
    if (write(camera->event, &one, sizeof one) < 0 && errno != EAGAIN)
        log_error("kiosk", "camera: %s", strerror(errno));
}

static void set_state(struct camera *camera, enum camera_state state)
{
    pthread_mutex_lock(&camera->mutex);
    bool other = camera->state != state;
    camera->state = state;
    if (state != CAMERA_SEES) {
        camera->preview.width = 0;
        camera->puzzled = false;
    }
    pthread_mutex_unlock(&camera->mutex);
    if (other)
        tell(camera);
}

/* Every n-th pixel of every n-th row, mirrored: people find their hands as in a mirror. */
static void make_preview(const struct picture *picture, struct camera_preview *preview)
{
    int step = 1;
    while (picture->width / step > PREVIEW_WIDTH_MAX || picture->height / step > PREVIEW_HEIGHT_MAX)
        step++;
    preview->width = picture->width / step;
    preview->height = picture->height / step;
    for (int y = 0; y < preview->height; y++) {
        const uint8_t *row = picture->luma + (size_t)(y * step) * (size_t)picture->width;
        uint8_t *to = preview->luma + (size_t)y * (size_t)preview->width;
        for (int x = 0; x < preview->width; x++)
            to[preview->width - 1 - x] = row[x * step];
    }
}

/* Counts only a code that stays in view and cannot be read, not those that come and go. */
static bool is_puzzling(struct watch *watch, int64_t now)
{
    if (watch->codes.count > 0)
        watch->damaged_since = 0;
    else if (watch->codes.damaged) {
        if (watch->damaged_since == 0)
            watch->damaged_since = now;
        watch->damaged_last = now;
    } else if (now - watch->damaged_last > PUZZLED_KEPT_MS)
        watch->damaged_since = 0;
    return watch->damaged_since > 0 && now - watch->damaged_since > PUZZLED_MS;
}

/* Adds what was seen to what the loop has not taken yet: a loop that is late misses nobody. */
static void remember(struct seen_codes *kept, const struct reader_codes *seen)
{
    for (size_t i = 0; i < seen->count; i++) {
        bool known = false;
        for (size_t k = 0; k < kept->count; k++)
            known = known || strcmp(kept->texts[k], seen->texts[i]) == 0;
        if (!known && kept->count < SEEN_CODES_MAX)
            memcpy(kept->texts[kept->count++], seen->texts[i], sizeof seen->texts[i]);
    }
}

static void publish(struct camera *camera, struct watch *watch, int64_t now)
{
    bool preview = now >= watch->preview_at, puzzled = is_puzzling(watch, now);
    pthread_mutex_lock(&camera->mutex);
    remember(&camera->codes, &watch->codes);
    if (preview)
        make_preview(&watch->picture, &camera->preview);
    bool other = preview || watch->codes.count > 0 || puzzled != camera->puzzled ||
                 camera->state != CAMERA_SEES;
    camera->puzzled = puzzled;
    camera->state = CAMERA_SEES;
    pthread_mutex_unlock(&camera->mutex);
    if (preview)
        watch->preview_at = now + PREVIEW_MS;
    if (other)
        tell(camera);
}

static void look_at_picture(struct camera *camera, struct watch *watch)
{
    int64_t now = clock_monotonic_ms();
    bool thorough = now >= watch->thorough_at;
    camera->module.read(watch->reader, &watch->picture, thorough, &watch->codes);
    if (thorough)
        watch->thorough_at = clock_monotonic_ms() + THOROUGH_MS;
    publish(camera, watch, now);
}

static bool is_stopping(struct camera *camera)
{
    pthread_mutex_lock(&camera->mutex);
    bool stop = camera->stop;
    pthread_mutex_unlock(&camera->mutex);
    return stop;
}

static enum parvis_status open_source(const struct camera *camera,
                                      struct camera_source **ret_source)
{
    struct stat about;
    bool device = stat(camera->path, &about) == 0 && S_ISCHR(about.st_mode);
    return device ? camera_v4l2_open(camera->path, &camera->module, ret_source)
                  : camera_files_open(camera->path, &camera->module, ret_source);
}

/* Takes pictures until there are no more; returns why. */
static enum parvis_status watch_source(struct camera *camera, struct watch *watch,
                                       struct camera_source *source)
{
    while (!is_stopping(camera)) {
        enum parvis_status status = source->operations->next(source, &watch->picture);
        if (status == PARVIS_OK) {
            if (watch->failure_told)
                log_info("kiosk", "camera %s is back", camera->path);
            watch->failure_told = false;
            look_at_picture(camera, watch);
        } else if (status != PARVIS_BUSY && status != PARVIS_INVALID) {
            return status;
        }
    }
    return PARVIS_CANCELLED;
}

static void note_failure(struct camera *camera, struct watch *watch, enum parvis_status status)
{
    if (!watch->failure_told)
        log_warning("kiosk", "camera %s: %s", camera->path, parvis_status_name(status));
    watch->failure_told = true;
    set_state(camera, CAMERA_FAILED);
}

static void pause_unless_stopping(struct camera *camera)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += REOPEN_MS / 1000;
    pthread_mutex_lock(&camera->mutex);
    if (!camera->stop)
        pthread_cond_timedwait(&camera->stopping, &camera->mutex, &until);
    pthread_mutex_unlock(&camera->mutex);
}

static void *run(void *user)
{
    struct camera *camera = user;
    struct watch watch = {0};
    enum parvis_status status = camera->module.new(&watch.reader);
    while (status == PARVIS_OK && !is_stopping(camera)) {
        struct camera_source *source = NULL;
        enum parvis_status how = open_source(camera, &source);
        if (how == PARVIS_OK) {
            how = watch_source(camera, &watch, source);
            source->operations->free(source);
        }
        if (how == PARVIS_NOT_FOUND && source) {
            set_state(camera, CAMERA_OVER);
            break;
        }
        if (how != PARVIS_CANCELLED) {
            note_failure(camera, &watch, how);
            pause_unless_stopping(camera);
        }
    }
    camera->module.free(watch.reader);
    free(watch.picture.luma);
    explicit_bzero(&watch, sizeof watch);
    return NULL;
}

/* ---- the loop's side ---- */

static bool load(struct reader_module *module)
{
    void *handle = module_load("parvis-camera.so");
    if (!handle)
        return false;
    module->new = (reader_new_fn *)dlsym(handle, "reader_new");
    module->free = (reader_free_fn *)dlsym(handle, "reader_free");
    module->read = (reader_read_fn *)dlsym(handle, "reader_read");
    module->jpeg = (reader_jpeg_fn *)dlsym(handle, "reader_jpeg");
    return module->new && module->free && module->read && module->jpeg;
}

enum parvis_status camera_new(const char *path, struct camera **ret_camera)
{
    pthread_condattr_t monotonic;
    struct camera *camera = calloc(1, sizeof *camera);
    if (!camera)
        return PARVIS_NO_MEMORY;
    if (!load(&camera->module)) {
        free(camera);
        return PARVIS_NOT_FOUND;
    }
    camera->path = strdup(path);
    camera->event = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    pthread_mutex_init(&camera->mutex, NULL);
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&camera->stopping, &monotonic);
    pthread_condattr_destroy(&monotonic);
    if (!camera->path || camera->event < 0 ||
        pthread_create(&camera->thread, NULL, run, camera) != 0) {
        if (camera->event >= 0)
            close(camera->event);
        free(camera->path);
        free(camera);
        return PARVIS_NO_MEMORY;
    }
    *ret_camera = camera;
    return PARVIS_OK;
}

void camera_free(struct camera *camera)
{
    if (!camera)
        return;
    pthread_mutex_lock(&camera->mutex);
    camera->stop = true;
    pthread_cond_signal(&camera->stopping);
    pthread_mutex_unlock(&camera->mutex);
    pthread_join(camera->thread, NULL);
    pthread_cond_destroy(&camera->stopping);
    pthread_mutex_destroy(&camera->mutex);
    close(camera->event);
    free(camera->path);
    explicit_bzero(camera, sizeof *camera); /* faces and badges */
    free(camera);
}

int camera_fd(const struct camera *camera)
{
    return camera->event;
}

bool camera_turn(struct camera *camera, const struct scanner_events *events, void *user)
{
    uint64_t count;
    if (read(camera->event, &count, sizeof count) != sizeof count)
        return false;
    pthread_mutex_lock(&camera->mutex);
    camera->told_codes = camera->codes;
    camera->codes.count = 0;
    camera->told_state = camera->state;
    camera->told_puzzled = camera->puzzled;
    camera->told_preview = camera->preview;
    pthread_mutex_unlock(&camera->mutex);
    for (size_t i = 0; i < camera->told_codes.count; i++)
        events->code(camera->told_codes.texts[i], user);
    explicit_bzero(&camera->told_codes, sizeof camera->told_codes);
    return true;
}

enum camera_state camera_state(const struct camera *camera)
{
    return camera->told_state;
}

bool camera_is_puzzled(const struct camera *camera)
{
    return camera->told_puzzled;
}

const struct camera_preview *camera_preview(const struct camera *camera)
{
    return &camera->told_preview;
}
