/* SPDX-License-Identifier: EUPL-1.2 */
/* ZPL II, as Zebra's Programming Guide (P1099958) has it. */
#include <stdio.h>
#include <string.h>

#include "print_job.h"

#define DOTS_MM 8 /* 203 dpi */
#define MARGIN 24
#define CODE_MODULES 37 /* of a badge's code: version 5 */

/* Field data between ^FH and ^FS: signs that the printer would read as commands go as hexadecimal,
 * so that no name prints anything but itself. A backslash breaks lines in ^FB. */
static void add_data(struct print_bytes *bytes, const char *text)
{
    print_addf(bytes, "^FH_^FD");
    for (const char *at = text; *at; at++) {
        unsigned char sign = (unsigned char)*at;
        if (sign == '^' || sign == '~' || sign == '_' || sign < ' ')
            print_addf(bytes, "_%02X", sign < ' ' ? ' ' : sign);
        else
            print_add(bytes, sign == '\\' ? "/" : at, 1);
    }
    print_addf(bytes, "^FS\n");
}

/* A text in a block of some lines; the height of it. */
static int add_text(struct print_bytes *bytes, int x, int y, int width, int size, int lines,
                    const char *text)
{
    if (!*text)
        return 0;
    print_addf(bytes, "^FO%d,%d^A0N,%d,%d^FB%d,%d,0,L,0", x, y, size, size, width, lines);
    add_data(bytes, text);
    return size * lines + size / 5;
}

/* Names shrink by their length: the printer's font is about half as wide as high. */
static int name_size(const char *name, int width, int most)
{
    size_t letters = 0;
    for (const char *at = name; *at; at++)
        letters += ((unsigned char)*at & 0xC0) != 0x80;
    int fits = letters > 0 ? (int)((size_t)width * 2 / letters) : most;
    return fits > most ? most : fits < 28 ? 28 : fits;
}

static void add_badge(struct print_bytes *bytes, const struct print_job *job, int width, int height)
{
    char key[48];
    int scale = (height < width ? height : width) / 2 / CODE_MODULES;
    scale = scale < 3 ? 3 : scale > 10 ? 10 : scale;
    int code = scale * CODE_MODULES, text_width = width - code - 3 * MARGIN, y = MARGIN;
    y += add_text(bytes, MARGIN, y, text_width, name_size(job->first_name, text_width, 84), 1,
                  job->first_name);
    y += add_text(bytes, MARGIN, y, text_width, name_size(job->last_name, text_width, 84), 1,
                  job->last_name);
    add_text(bytes, MARGIN, y + 12, text_width, 40, 2, job->organisation);
    snprintf(key, sizeof key, "kiosk.role.%s", job->role);
    if (*job->role)
        add_text(bytes, MARGIN, height - 2 * MARGIN - 36, text_width, 36, 1,
                 text_label(job->language, key));
    /* the printer moves a code down by 10 dots */
    print_addf(bytes, "^FO%d,%d^BQN,2,%d^FDMA,%s^FS\n", width - code - MARGIN,
               (height - code) / 2 - 10, scale, job->code);
}

static int add_slip(struct print_bytes *bytes, const struct print_job *job, int width)
{
    int inside = width - 2 * MARGIN, y = MARGIN;
    y += add_text(bytes, MARGIN, y, inside, 32, 1, job->edition);
    y += add_text(bytes, MARGIN, y, inside, 52, 1, job->first_name);
    y += add_text(bytes, MARGIN, y, inside, 52, 1, job->last_name) + 12;
    for (size_t i = 0; i < job->item_count; i++) {
        const struct print_item *item = &job->items[i];
        add_text(bytes, MARGIN, y, 110, 40, 1, item->time);
        add_text(bytes, MARGIN + 120, y, 170, 40, 1, item->place);
        y += add_text(bytes, MARGIN + 300, y, inside - 300, 32, 2, item->what) + 8;
    }
    if (job->item_count == 0)
        y += add_text(bytes, MARGIN, y, inside, 36, 2,
                      text_label(job->language, "kiosk.print.no_items"));
    return y + MARGIN;
}

enum parvis_status print_zpl(const struct print_job *job, struct print_bytes *ret_bytes)
{
    struct print_bytes body = {0}, all = {0};
    int width = (int)(job->width_mm * DOTS_MM), height = (int)(job->height_mm * DOTS_MM);
    if (strspn(job->code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") != strlen(job->code))
        return PARVIS_INVALID; /* it goes into a command */
    if (job->kind == PRINT_BADGE) {
        add_badge(&body, job, width, height);
    } else {
        int used = add_slip(&body, job, width);
        height = used > height ? used : height;
    }
    print_addf(&all, "^XA^CI28^PW%d^LL%d^LH0,0\n", width, height);
    print_add(&all, body.bytes, body.size);
    print_addf(&all, "^PQ1^XZ\n");
    bool failed = print_bytes_failed(&all) || print_bytes_failed(&body);
    print_bytes_clean_up(&body);
    if (failed) {
        print_bytes_clean_up(&all);
        return PARVIS_NO_MEMORY;
    }
    *ret_bytes = all;
    return PARVIS_OK;
}
