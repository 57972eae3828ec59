/* SPDX-License-Identifier: EUPL-1.2 */
/* A V4L2 capture device (the kernel's Documentation/userspace-api/media/v4l): mapped buffers that
 * go round between the driver and us. */
#include <errno.h>
#include <fcntl.h>
#include <linux/videodev2.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "camera_source.h"
#include "parvis/log.h"

#define BUFFERS 3 /* one is filled, one is full, one is read */
#define WIDTH 1280
#define HEIGHT 720

/* The best first: luma alone; then compressed before raw, as USB 2 carries only ten raw frames of
 * this size a second. */
static const uint32_t formats[] = {V4L2_PIX_FMT_GREY, V4L2_PIX_FMT_MJPEG,  V4L2_PIX_FMT_JPEG,
                                   V4L2_PIX_FMT_NV12, V4L2_PIX_FMT_YUV420, V4L2_PIX_FMT_YUYV};
#define FORMATS (sizeof formats / sizeof *formats)

struct v4l2 {
    struct camera_source source; /* first */
    int fd;
    bool streaming;
    struct v4l2_pix_format format;
    struct {
        void *bytes; /* mapped */
        size_t size;
    } buffers[BUFFERS];
    uint32_t buffer_count;
};

/* ---- the system's calls ---- */

static int control(const struct v4l2 *v4l2, unsigned long request, void *argument)
{
    int result;
    do
        result = ioctl(v4l2->fd, request, argument);
    while (result < 0 && errno == EINTR);
    return result;
}

/* Whether the driver has a picture within so many ms. */
static bool wait_for_picture(const struct v4l2 *v4l2, int wait_ms)
{
    struct pollfd waited = {.fd = v4l2->fd, .events = POLLIN};
    return poll(&waited, 1, wait_ms) > 0 && !(waited.revents & (POLLERR | POLLNVAL));
}

/* ---- setting it up ---- */

static bool is_camera(struct v4l2 *v4l2)
{
    struct v4l2_capability about = {0};
    if (control(v4l2, VIDIOC_QUERYCAP, &about) != 0)
        return false;
    uint32_t can =
        about.capabilities & V4L2_CAP_DEVICE_CAPS ? about.device_caps : about.capabilities;
    return can & V4L2_CAP_VIDEO_CAPTURE && can & V4L2_CAP_STREAMING;
}

static size_t rank_of(uint32_t pixel_format)
{
    size_t rank = 0;
    while (rank < FORMATS && formats[rank] != pixel_format)
        rank++;
    return rank;
}

/* The best of the formats that the camera offers; FORMATS: it offers none of ours. */
static size_t best_format(struct v4l2 *v4l2)
{
    size_t best = FORMATS;
    for (uint32_t index = 0;; index++) {
        struct v4l2_fmtdesc offered = {.index = index, .type = V4L2_BUF_TYPE_VIDEO_CAPTURE};
        if (control(v4l2, VIDIOC_ENUM_FMT, &offered) != 0)
            return best;
        size_t rank = rank_of(offered.pixelformat);
        best = rank < best ? rank : best;
    }
}

/* Asks for our size; the driver answers with the nearest that it has. */
static bool set_format(struct v4l2 *v4l2)
{
    size_t best = best_format(v4l2);
    if (best == FORMATS)
        return false;
    struct v4l2_format wanted = {.type = V4L2_BUF_TYPE_VIDEO_CAPTURE,
                                 .fmt.pix = {.width = WIDTH,
                                             .height = HEIGHT,
                                             .pixelformat = formats[best],
                                             .field = V4L2_FIELD_NONE}};
    if (control(v4l2, VIDIOC_S_FMT, &wanted) != 0)
        return false;
    v4l2->format = wanted.fmt.pix;
    return rank_of(v4l2->format.pixelformat) < FORMATS;
}

static bool queue(struct v4l2 *v4l2, uint32_t index)
{
    struct v4l2_buffer buffer = {
        .type = V4L2_BUF_TYPE_VIDEO_CAPTURE, .memory = V4L2_MEMORY_MMAP, .index = index};
    return control(v4l2, VIDIOC_QBUF, &buffer) == 0;
}

static bool map_buffer(struct v4l2 *v4l2, uint32_t index)
{
    struct v4l2_buffer buffer = {
        .type = V4L2_BUF_TYPE_VIDEO_CAPTURE, .memory = V4L2_MEMORY_MMAP, .index = index};
    if (control(v4l2, VIDIOC_QUERYBUF, &buffer) != 0)
        return false;
    void *bytes =
        mmap(NULL, buffer.length, PROT_READ | PROT_WRITE, MAP_SHARED, v4l2->fd, buffer.m.offset);
    if (bytes == MAP_FAILED)
        return false;
    v4l2->buffers[index].bytes = bytes;
    v4l2->buffers[index].size = buffer.length;
    return true;
}

static bool start_stream(struct v4l2 *v4l2)
{
    int type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    struct v4l2_requestbuffers request = {
        .count = BUFFERS, .type = V4L2_BUF_TYPE_VIDEO_CAPTURE, .memory = V4L2_MEMORY_MMAP};
    if (control(v4l2, VIDIOC_REQBUFS, &request) != 0 || request.count == 0)
        return false;
    v4l2->buffer_count = request.count < BUFFERS ? request.count : BUFFERS;
    for (uint32_t i = 0; i < v4l2->buffer_count; i++)
        if (!map_buffer(v4l2, i) || !queue(v4l2, i))
            return false;
    v4l2->streaming = control(v4l2, VIDIOC_STREAMON, &type) == 0;
    return v4l2->streaming;
}

/* ---- pictures ---- */

/* Luma that lies in rows: of its own, or every second byte. */
static enum parvis_status copy_luma(const struct v4l2 *v4l2, const uint8_t *bytes, size_t used,
                                    struct picture *picture)
{
    size_t step = v4l2->format.pixelformat == V4L2_PIX_FMT_YUYV ? 2 : 1;
    size_t width = v4l2->format.width, height = v4l2->format.height;
    size_t stride = v4l2->format.bytesperline ? v4l2->format.bytesperline : width * step;
    if (stride < width * step || used < stride * (height - 1) + width * step)
        return PARVIS_INVALID; /* cut short on the wire */
    if (!picture_resize(picture, (int)width, (int)height))
        return PARVIS_NO_MEMORY;
    for (size_t y = 0; y < height; y++) {
        const uint8_t *row = bytes + y * stride;
        uint8_t *to = picture->luma + y * width;
        if (step == 1)
            memcpy(to, row, width);
        else
            for (size_t x = 0; x < width; x++)
                to[x] = row[2 * x];
    }
    return PARVIS_OK;
}

static enum parvis_status take_buffer(struct v4l2 *v4l2, const struct v4l2_buffer *buffer,
                                      struct picture *picture)
{
    const uint8_t *bytes = v4l2->buffers[buffer->index].bytes;
    uint32_t format = v4l2->format.pixelformat;
    if (buffer->flags & V4L2_BUF_FLAG_ERROR || buffer->bytesused == 0 ||
        buffer->bytesused > v4l2->buffers[buffer->index].size)
        return PARVIS_INVALID;
    if (format == V4L2_PIX_FMT_MJPEG || format == V4L2_PIX_FMT_JPEG)
        return v4l2->source.module->jpeg(bytes, buffer->bytesused, picture);
    return copy_luma(v4l2, bytes, buffer->bytesused, picture);
}

static enum parvis_status v4l2_next(struct camera_source *source, struct picture *picture)
{
    struct v4l2 *v4l2 = (struct v4l2 *)source;
    struct v4l2_buffer buffer = {.type = V4L2_BUF_TYPE_VIDEO_CAPTURE, .memory = V4L2_MEMORY_MMAP};
    if (!wait_for_picture(v4l2, SOURCE_WAIT_MS))
        return PARVIS_IO;
    if (control(v4l2, VIDIOC_DQBUF, &buffer) != 0)
        return errno == EAGAIN ? PARVIS_BUSY : PARVIS_IO;
    if (buffer.index >= v4l2->buffer_count)
        return PARVIS_IO;
    enum parvis_status status = take_buffer(v4l2, &buffer, picture);
    return queue(v4l2, buffer.index) ? status : PARVIS_IO;
}

static void v4l2_free(struct camera_source *source)
{
    struct v4l2 *v4l2 = (struct v4l2 *)source;
    int type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    if (v4l2->streaming)
        control(v4l2, VIDIOC_STREAMOFF, &type);
    for (uint32_t i = 0; i < BUFFERS; i++)
        if (v4l2->buffers[i].bytes)
            munmap(v4l2->buffers[i].bytes, v4l2->buffers[i].size);
    close(v4l2->fd);
    free(v4l2);
}

enum parvis_status camera_v4l2_open(const char *path, const struct reader_module *module,
                                    struct camera_source **ret_source)
{
    static const struct camera_source_operations operations = {.next = v4l2_next,
                                                               .free = v4l2_free};
    int fd = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        return errno == ENOENT || errno == ENODEV || errno == ENXIO ? PARVIS_NOT_FOUND : PARVIS_IO;
    struct v4l2 *v4l2 = calloc(1, sizeof *v4l2);
    if (!v4l2) {
        close(fd);
        return PARVIS_NO_MEMORY;
    }
    *v4l2 = (struct v4l2){.source = {.operations = &operations, .module = module}, .fd = fd};
    enum parvis_status status = PARVIS_OK;
    errno = 0;
    if (!is_camera(v4l2))
        status = PARVIS_INVALID;
    else if (!set_format(v4l2))
        status = errno == EBUSY ? PARVIS_BUSY : PARVIS_INVALID;
    else if (!start_stream(v4l2))
        status = errno == EBUSY ? PARVIS_BUSY : PARVIS_IO;
    if (status != PARVIS_OK) {
        v4l2_free(&v4l2->source);
        return status;
    }
    *ret_source = &v4l2->source;
    return PARVIS_OK;
}
