/* SPDX-License-Identifier: EUPL-1.2 */
/* ESC/POS, as Epson's command reference has it (reference.epson-biz.com/modules/ref_escpos). */
#include <iconv.h>
#include <stdio.h>
#include <string.h>

#include "print_job.h"

#define ADD(bytes, ...)                                                                            \
    do {                                                                                           \
        const uint8_t command[] = {__VA_ARGS__};                                                   \
        print_add(bytes, command, sizeof command);                                                 \
    } while (0)

#define ESC 0x1B
#define GS 0x1D
#define CODE_PAGE_1252 16
#define MODULE_DOTS 6

enum size { SIZE_PLAIN = 0x00, SIZE_TALL = 0x01, SIZE_LARGE = 0x11 };

/* A text in the printer's code page. What it does not have goes as the nearest letters (iconv), and
 * control characters as blanks: no name is a command. */
static void add_text(struct print_bytes *bytes, const char *text)
{
    iconv_t to = iconv_open("CP1252//TRANSLIT", "UTF-8");
    if (to == (iconv_t)-1) /* this system has no tables: the letters that all share */
        to = iconv_open("ASCII//TRANSLIT", "UTF-8");
    char *in = (char *)text, out[512], *at = out;
    size_t in_left = strlen(text), out_left = sizeof out;
    while (to != (iconv_t)-1 && in_left > 0 && out_left > 0)
        if (iconv(to, &in, &in_left, &at, &out_left) == (size_t)-1 && in_left > 0) {
            *at++ = '?';
            out_left--;
            do { /* past the whole letter that it does not know */
                in++;
                in_left--;
            } while (in_left > 0 && ((unsigned char)*in & 0xC0) == 0x80);
        }
    if (to != (iconv_t)-1)
        iconv_close(to);
    for (char *sign = out; sign < at; sign++)
        if ((unsigned char)*sign < ' ' || *sign == 0x7F)
            *sign = ' ';
    print_add(bytes, out, (size_t)(at - out));
    explicit_bzero(out, sizeof out);
}

static void add_line(struct print_bytes *bytes, enum size size, bool bold, const char *text)
{
    if (!*text)
        return;
    ADD(bytes, GS, '!', (uint8_t)size, ESC, 'E', bold);
    add_text(bytes, text);
    ADD(bytes, '\n', GS, '!', 0, ESC, 'E', 0);
}

/* GS ( k, functions 165, 167, 169, 180 and 181: model 2, module size, level M, the data, print. */
static void add_code(struct print_bytes *bytes, const char *code)
{
    size_t length = strlen(code) + 3;
    ADD(bytes, GS, '(', 'k', 4, 0, 49, 65, 50, 0);
    ADD(bytes, GS, '(', 'k', 3, 0, 49, 67, MODULE_DOTS);
    ADD(bytes, GS, '(', 'k', 3, 0, 49, 69, 49);
    ADD(bytes, GS, '(', 'k', (uint8_t)(length & 255), (uint8_t)(length >> 8), 49, 80, 48);
    print_add(bytes, code, strlen(code));
    ADD(bytes, GS, '(', 'k', 3, 0, 49, 81, 48);
}

static void add_badge(struct print_bytes *bytes, const struct print_job *job)
{
    char key[48];
    ADD(bytes, ESC, 'a', 1); /* centred */
    add_line(bytes, SIZE_PLAIN, false, job->edition);
    add_line(bytes, SIZE_LARGE, true, job->first_name);
    add_line(bytes, SIZE_LARGE, true, job->last_name);
    add_line(bytes, SIZE_TALL, false, job->organisation);
    snprintf(key, sizeof key, "kiosk.role.%s", job->role);
    if (*job->role)
        add_line(bytes, SIZE_PLAIN, false, text_label(job->language, key));
    ADD(bytes, '\n');
    add_code(bytes, job->code);
}

static void add_slip(struct print_bytes *bytes, const struct print_job *job)
{
    add_line(bytes, SIZE_PLAIN, false, job->edition);
    add_line(bytes, SIZE_LARGE, true, job->first_name);
    add_line(bytes, SIZE_LARGE, true, job->last_name);
    ADD(bytes, '\n');
    for (size_t i = 0; i < job->item_count; i++) {
        char line[300];
        snprintf(line, sizeof line, "%s  %s", job->items[i].time, job->items[i].place);
        add_line(bytes, SIZE_TALL, true, line);
        add_line(bytes, SIZE_PLAIN, false, job->items[i].what);
    }
    if (job->item_count == 0)
        add_line(bytes, SIZE_PLAIN, false, text_label(job->language, "kiosk.print.no_items"));
}

enum parvis_status print_escpos(const struct print_job *job, struct print_bytes *ret_bytes)
{
    struct print_bytes bytes = {0};
    ADD(&bytes, ESC, '@', ESC, 't', CODE_PAGE_1252);
    if (job->kind == PRINT_BADGE)
        add_badge(&bytes, job);
    else
        add_slip(&bytes, job);
    ADD(&bytes, '\n', GS, 'V', 66, 0); /* feed to the knife, cut */
    if (print_bytes_failed(&bytes)) {
        print_bytes_clean_up(&bytes);
        return PARVIS_NO_MEMORY;
    }
    *ret_bytes = bytes;
    return PARVIS_OK;
}
