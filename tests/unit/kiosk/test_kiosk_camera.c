/* SPDX-License-Identifier: EUPL-1.2 */
/* The camera: a driver that does all that the V4L2 interface allows, files, and what the person is
 * told about a code that does not read. */
#include <errno.h>
#include <fcntl.h>
#include <linux/videodev2.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <qrencode.h>

#include "camera.h"
#include "camera_source.h"
#include "harness.h"
#include "parvis/clock.h"
#include "preview.h"

#define WIDTH 64
#define HEIGHT 48

/* ---- a driver: some calls fail on demand. The linker leads the camera's system calls here
 * (--wrap); those for other files go on to the system. ---- */

#define DRIVER_FD 100

int __real_open(const char *path, int flags, ...);
int __real_close(int fd);
int __real_ioctl(int fd, unsigned long request, ...);
void *__real_mmap(void *address, size_t size, int rights, int flags, int fd, off_t offset);
int __real_munmap(void *address, size_t size);
int __real_poll(struct pollfd *waited, nfds_t count, int wait_ms);

static struct {
    uint32_t offered[3], pixel_format, stride;
    uint32_t fill; /* bytes used of the next buffer */
    uint32_t flags;
    bool gone, hangs, streaming, not_ready;
    int calls_until_failure; /* -1: never */
    int open, mapped, queued;
    uint8_t memory[3][2 * (WIDTH + 16) * HEIGHT];
} driver;

static bool fails(void)
{
    if (driver.calls_until_failure < 0)
        return false;
    return driver.calls_until_failure-- == 0;
}

int __wrap_open(const char *path, int flags, ...)
{
    va_list more;
    va_start(more, flags);
    int mode = flags & O_CREAT ? va_arg(more, int) : 0;
    va_end(more);
    if (strcmp(path, "camera") != 0 && strcmp(path, "none") != 0)
        return __real_open(path, flags, mode);
    if (strcmp(path, "none") == 0 || fails()) {
        errno = ENOENT;
        return -1;
    }
    driver.open++;
    return DRIVER_FD;
}

int __wrap_close(int fd)
{
    if (fd != DRIVER_FD)
        return __real_close(fd);
    driver.open--;
    return 0;
}

static int enumerate(struct v4l2_fmtdesc *wanted)
{
    if (wanted->index >= 3 || !driver.offered[wanted->index]) {
        errno = EINVAL;
        return -1;
    }
    wanted->pixelformat = driver.offered[wanted->index];
    return 0;
}

static int dequeue(struct v4l2_buffer *buffer)
{
    if (driver.gone || driver.not_ready) {
        errno = driver.gone ? ENODEV : EAGAIN;
        return -1;
    }
    ck_assert(driver.streaming);
    buffer->index = 0;
    buffer->bytesused = driver.fill;
    buffer->flags = driver.flags;
    driver.queued--;
    return 0;
}

static int drive(unsigned long request, void *argument)
{
    if (fails()) {
        errno = EBUSY;
        return -1;
    }
    switch (request) {
    case VIDIOC_QUERYCAP:
        *(struct v4l2_capability *)argument =
            (struct v4l2_capability){.capabilities = V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_STREAMING};
        return 0;
    case VIDIOC_ENUM_FMT:
        return enumerate(argument);
    case VIDIOC_S_FMT: {
        struct v4l2_pix_format *format = &((struct v4l2_format *)argument)->fmt.pix;
        driver.pixel_format = format->pixelformat;
        format->width = WIDTH; /* the driver's own idea */
        format->height = HEIGHT;
        format->bytesperline = driver.stride;
        return 0;
    }
    case VIDIOC_REQBUFS:
        return 0;
    case VIDIOC_QUERYBUF: {
        struct v4l2_buffer *buffer = argument;
        buffer->length = sizeof driver.memory[0];
        buffer->m.offset = buffer->index;
        return 0;
    }
    case VIDIOC_QBUF:
        driver.queued++;
        return 0;
    case VIDIOC_DQBUF:
        return dequeue(argument);
    default:
        ck_assert(request == VIDIOC_STREAMON || request == VIDIOC_STREAMOFF);
        driver.streaming = request == VIDIOC_STREAMON;
        return 0;
    }
}

int __wrap_ioctl(int fd, unsigned long request, ...)
{
    va_list more;
    va_start(more, request);
    void *argument = va_arg(more, void *);
    va_end(more);
    return fd == DRIVER_FD ? drive(request, argument) : __real_ioctl(fd, request, argument);
}

void *__wrap_mmap(void *address, size_t size, int rights, int flags, int fd, off_t offset)
{
    if (fd != DRIVER_FD)
        return __real_mmap(address, size, rights, flags, fd, offset);
    if (fails())
        return MAP_FAILED;
    driver.mapped++;
    return driver.memory[offset];
}

int __wrap_munmap(void *address, size_t size)
{
    bool ours = (uint8_t *)address >= driver.memory[0] && (uint8_t *)address <= driver.memory[2];
    if (!ours)
        return __real_munmap(address, size);
    driver.mapped--;
    return 0;
}

int __wrap_poll(struct pollfd *waited, nfds_t count, int wait_ms)
{
    if (count != 1 || waited->fd != DRIVER_FD)
        return __real_poll(waited, count, wait_ms);
    ck_assert_int_gt(wait_ms, 0);
    waited->revents = driver.hangs ? 0 : POLLIN;
    return driver.hangs ? 0 : 1;
}

static enum parvis_status jpeg_stub(const uint8_t *bytes, size_t size, struct picture *picture)
{
    if (size < 4 || bytes[0] != 0xFF)
        return PARVIS_INVALID;
    return picture_resize(picture, 1, 1) ? PARVIS_OK : PARVIS_NO_MEMORY;
}

static const struct reader_module module = {.jpeg = jpeg_stub};

static void reset(uint32_t first, uint32_t second)
{
    memset(&driver, 0, sizeof driver);
    driver.offered[0] = first;
    driver.offered[1] = second;
    driver.calls_until_failure = -1;
}

static void assert_nothing_is_held(void)
{
    ck_assert_int_eq(driver.open, 0);
    ck_assert_int_eq(driver.mapped, 0);
    ck_assert(!driver.streaming);
}

/* ---- the driver's stories ---- */

START_TEST(luma_is_taken_out_of_every_format)
{
    static const struct {
        uint32_t format, stride;
        int step;
    } cases[] = {{V4L2_PIX_FMT_GREY, WIDTH, 1},
                 {V4L2_PIX_FMT_GREY, WIDTH + 16, 1},
                 {V4L2_PIX_FMT_NV12, WIDTH, 1},
                 {V4L2_PIX_FMT_YUYV, 2 * WIDTH, 2},
                 {V4L2_PIX_FMT_YUYV, 2 * (WIDTH + 16), 2}};
    struct picture picture = {0};
    struct camera_source *source = NULL;
    reset(cases[_i].format, 0);
    driver.stride = cases[_i].stride;
    for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++)
            driver.memory[0][(uint32_t)y * driver.stride + (uint32_t)(x * cases[_i].step)] =
                (uint8_t)(x + 2 * y);
    driver.fill = driver.stride * HEIGHT;
    ck_assert_int_eq(camera_v4l2_open("camera", &module, &source), PARVIS_OK);
    ck_assert_int_eq(driver.queued, 3);
    for (int turn = 0; turn < 10; turn++)
        ck_assert_int_eq(source->operations->next(source, &picture), PARVIS_OK);
    ck_assert_int_eq(driver.queued, 3); /* every buffer went back */
    ck_assert_int_eq(picture.width, WIDTH);
    for (int i = 0; i < WIDTH * HEIGHT; i++)
        ck_assert_int_eq(picture.luma[i], (uint8_t)(i % WIDTH + 2 * (i / WIDTH)));
    source->operations->free(source);
    free(picture.luma);
    assert_nothing_is_held();
}
END_TEST

START_TEST(the_best_format_is_chosen)
{
    struct camera_source *source = NULL;
    reset(V4L2_PIX_FMT_YUYV, V4L2_PIX_FMT_MJPEG);
    ck_assert_int_eq(camera_v4l2_open("camera", &module, &source), PARVIS_OK);
    ck_assert_int_eq(driver.pixel_format, V4L2_PIX_FMT_MJPEG);
    source->operations->free(source);
    reset(V4L2_PIX_FMT_H264, 0);
    ck_assert_int_eq(camera_v4l2_open("camera", &module, &source), PARVIS_INVALID);
    ck_assert_int_eq(camera_v4l2_open("none", &module, &source), PARVIS_NOT_FOUND);
    assert_nothing_is_held();
}
END_TEST

START_TEST(torn_pictures_are_passed_over)
{
    struct picture picture = {0};
    struct camera_source *source = NULL;
    reset(V4L2_PIX_FMT_YUYV, 0);
    driver.stride = 2 * WIDTH;
    driver.fill = driver.stride * HEIGHT;
    ck_assert_int_eq(camera_v4l2_open("camera", &module, &source), PARVIS_OK);
    driver.fill -= 1;
    ck_assert_int_eq(source->operations->next(source, &picture), PARVIS_INVALID);
    driver.fill = sizeof driver.memory[0] + 1; /* more than the buffer has */
    ck_assert_int_eq(source->operations->next(source, &picture), PARVIS_INVALID);
    driver.fill = driver.stride * HEIGHT;
    driver.flags = V4L2_BUF_FLAG_ERROR;
    ck_assert_int_eq(source->operations->next(source, &picture), PARVIS_INVALID);
    driver.flags = 0;
    driver.not_ready = true;
    ck_assert_int_eq(source->operations->next(source, &picture), PARVIS_BUSY);
    driver.not_ready = false;
    ck_assert_int_eq(source->operations->next(source, &picture), PARVIS_OK);
    driver.hangs = true;
    ck_assert_int_eq(source->operations->next(source, &picture), PARVIS_IO);
    driver.hangs = false;
    driver.gone = true;
    ck_assert_int_eq(source->operations->next(source, &picture), PARVIS_IO);
    source->operations->free(source);
    free(picture.luma);
    assert_nothing_is_held();
}
END_TEST

START_TEST(whichever_call_fails_nothing_is_left_open)
{
    struct camera_source *source = NULL;
    for (int nth = 0;; nth++) {
        ck_assert_int_lt(nth, 100);
        reset(V4L2_PIX_FMT_GREY, 0);
        driver.stride = WIDTH;
        driver.calls_until_failure = nth;
        if (camera_v4l2_open("camera", &module, &source) == PARVIS_OK)
            break;
        assert_nothing_is_held();
    }
    source->operations->free(source);
    assert_nothing_is_held();
}
END_TEST

/* ---- the whole camera, over a film ---- */

#define SCALE 6

/* A frame with a code; `spoilt` modules of its middle are white. */
static uint8_t *draw(const char *text, int spoilt, int *ret_side)
{
    QRcode *code = QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
    ck_assert(code != NULL);
    int side = (code->width + 8) * SCALE;
    uint8_t *luma = malloc((size_t)(side * side));
    memset(luma, 255, (size_t)(side * side));
    for (int y = 0; y < code->width * SCALE; y++)
        for (int x = 0; x < code->width * SCALE; x++) {
            int row = y / SCALE, column = x / SCALE;
            bool hidden = row >= 9 && column >= 9 && column < 9 + spoilt && row < 9 + spoilt;
            if (code->data[row * code->width + column] & 1 && !hidden)
                luma[(y + 4 * SCALE) * side + x + 4 * SCALE] = 0;
        }
    QRcode_free(code);
    *ret_side = side;
    return luma;
}

static void write_frames(FILE *film, const uint8_t *luma, int side, int frames)
{
    for (int i = 0; i < frames; i++) {
        fputs("FRAME\n", film);
        fwrite(luma, 1, (size_t)(side * side), film);
    }
}

static void write_film(const char *path, const char *text, int spoilt, int frames)
{
    int side;
    uint8_t *luma = draw(text, spoilt, &side);
    FILE *file = fopen(path, "we");
    fprintf(file, "YUV4MPEG2 W%d H%d F20:1 Cmono\n", side, side);
    write_frames(file, luma, side, frames);
    fclose(file);
    free(luma);
}

static char seen[256];
static int seen_count;

static void note_code(const char *text, void *user)
{
    (void)user;
    snprintf(seen, sizeof seen, "%s", text);
    seen_count++;
}

/* Plays a film to its end; whether the camera was puzzled in between. */
static bool watch_film(const char *path, enum camera_state *ret_state, bool *ret_preview)
{
    const struct scanner_events events = {.code = note_code};
    struct camera *camera = NULL;
    bool puzzled = false;
    int64_t until = clock_monotonic_ms() + 30000;
    seen_count = 0;
    ck_assert_int_eq(camera_new(path, &camera), PARVIS_OK);
    do {
        struct pollfd waited = {.fd = camera_fd(camera), .events = POLLIN};
        poll(&waited, 1, 100);
        camera_turn(camera, &events, NULL);
        puzzled = puzzled || camera_is_puzzled(camera);
        *ret_preview = *ret_preview || camera_preview(camera)->width > 0;
        *ret_state = camera_state(camera);
        ck_assert_int_lt(clock_monotonic_ms(), until);
    } while (*ret_state == CAMERA_OPENING || *ret_state == CAMERA_SEES);
    camera_free(camera);
    return puzzled;
}

static void temporary(char path[64])
{
    snprintf(path, 64, "/tmp/parvis-camera-%d.y4m", (int)getpid());
}

START_TEST(a_film_gives_its_code_and_a_preview)
{
    char path[64];
    enum camera_state state;
    bool preview = false;
    temporary(path);
    write_film(path, "AEVKQ3N2CLW7", 0, 20);
    ck_assert(!watch_film(path, &state, &preview));
    ck_assert_int_eq(state, CAMERA_OVER);
    ck_assert(preview);
    ck_assert_int_gt(seen_count, 0);
    ck_assert_str_eq(seen, "AEVKQ3N2CLW7");
    unlink(path);
}
END_TEST

static char told[256];

static void add_code(const char *text, void *user)
{
    size_t length = strlen(told);
    (void)user;
    snprintf(told + length, sizeof told - length, "%s ", text);
}

START_TEST(codes_that_pass_while_the_loop_is_busy_are_told_once_each)
{
    const struct scanner_events events = {.code = add_code};
    struct camera *camera = NULL;
    char path[64];
    int side;
    temporary(path);
    ck_assert_int_eq(mkfifo(path, 0600), 0);
    ck_assert_int_eq(camera_new(path, &camera), PARVIS_OK);
    uint8_t *first = draw("AEVKQ3N2CLW7", 0, &side), *second = draw("CLW7AEVKQ3N2", 0, &side);
    uint8_t *table = calloc((size_t)side, (size_t)side);
    FILE *film = fopen(path, "we"); /* waits for the camera */
    fprintf(film, "YUV4MPEG2 W%d H%d F20:1 Cmono\n", side, side);
    write_frames(film, first, side, 10);
    write_frames(film, second, side, 10);
    /* More than a pipe holds: when it is written, what comes before was looked at. */
    write_frames(film, table, side, 2 + (1 << 17) / (side * side));
    fclose(film);
    ck_assert(camera_turn(camera, &events, NULL));
    ck_assert_str_eq(told, "AEVKQ3N2CLW7 CLW7AEVKQ3N2 ");
    camera_free(camera);
    free(table);
    free(second);
    free(first);
    unlink(path);
}
END_TEST

START_TEST(a_code_that_stays_and_does_not_read_gets_an_advice)
{
    char path[64];
    enum camera_state state;
    bool preview = false;
    temporary(path);
    write_film(path, "AEVKQ3N2CLW7AEVKQ3N2CLW7AEVKQ3N2CLW7AEVKQ3N2CLW7", 15, 60);
    ck_assert(watch_film(path, &state, &preview));
    ck_assert_int_eq(seen_count, 0);
    unlink(path);
}
END_TEST

START_TEST(a_camera_that_is_not_there_has_failed_and_stops_at_once)
{
    enum camera_state state;
    bool preview = false;
    int64_t begin = clock_monotonic_ms();
    watch_film("/dev/video-none", &state, &preview);
    ck_assert_int_eq(state, CAMERA_FAILED);
    ck_assert(!preview);
    ck_assert_int_lt(clock_monotonic_ms() - begin, 5000);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("kiosk camera");
    TCase *device = tcase_create("device");
    tcase_add_loop_test(device, luma_is_taken_out_of_every_format, 0, 5);
    tcase_add_test(device, the_best_format_is_chosen);
    tcase_add_test(device, torn_pictures_are_passed_over);
    tcase_add_test(device, whichever_call_fails_nothing_is_left_open);
    suite_add_tcase(suite, device);
    TCase *film = tcase_create("film");
    tcase_add_test(film, a_film_gives_its_code_and_a_preview);
    tcase_add_test(film, codes_that_pass_while_the_loop_is_busy_are_told_once_each);
    tcase_add_test(film, a_code_that_stays_and_does_not_read_gets_an_advice);
    tcase_add_test(film, a_camera_that_is_not_there_has_failed_and_stops_at_once);
    suite_add_tcase(suite, film);
    return test_run(suite);
}
