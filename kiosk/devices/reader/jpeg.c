/* SPDX-License-Identifier: EUPL-1.2 */
/* The luma of JPEG pictures. */
#include <setjmp.h>
#include <stdio.h>

#include <jpeglib.h>

#include "reader.h"

/* libjpeg's errors come back here instead of ending the process. */
struct failure {
    struct jpeg_error_mgr manager; /* first */
    jmp_buf back;
};

static void on_error(j_common_ptr jpeg)
{
    longjmp(((struct failure *)jpeg->err)->back, 1);
}

static void on_message(j_common_ptr jpeg, int level)
{
    if (level < 0) /* torn data: counted, never printed */
        jpeg->err->num_warnings++;
}

static bool read_lines(struct jpeg_decompress_struct *jpeg, struct picture *picture)
{
    jpeg_read_header(jpeg, TRUE);
    jpeg->out_color_space = JCS_GRAYSCALE; /* the colours are not even decoded */
    if (!picture_resize(picture, (int)jpeg->image_width, (int)jpeg->image_height))
        return false;
    jpeg_start_decompress(jpeg);
    while (jpeg->output_scanline < jpeg->output_height) {
        JSAMPROW row = picture->luma + (size_t)jpeg->output_scanline * jpeg->output_width;
        jpeg_read_scanlines(jpeg, &row, 1);
    }
    return jpeg_finish_decompress(jpeg) && jpeg->err->num_warnings == 0;
}

enum parvis_status reader_jpeg(const uint8_t *bytes, size_t size, struct picture *picture)
{
    struct jpeg_decompress_struct jpeg;
    struct failure failure;
    volatile bool read = false; /* kept over longjmp */
    jpeg.err = jpeg_std_error(&failure.manager);
    failure.manager.error_exit = on_error;
    failure.manager.emit_message = on_message;
    if (setjmp(failure.back) == 0) {
        jpeg_create_decompress(&jpeg);
        jpeg_mem_src(&jpeg, bytes, size);
        read = read_lines(&jpeg, picture);
    }
    jpeg_destroy_decompress(&jpeg);
    return read ? PARVIS_OK : PARVIS_INVALID;
}
