/* SPDX-License-Identifier: EUPL-1.2 */
/* What is printed for a person at the door, and the forms in which it is sent: commands for label
 * printers (ZPL) or receipt printers (ESC/POS), or a PDF page for CUPS. */
#ifndef PARVIS_KIOSK_PRINT_JOB_H
#define PARVIS_KIOSK_PRINT_JOB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "parvis/status.h"
#include "parvis/text.h"

#define PRINT_ITEMS_MAX 16
#define PRINT_BYTES_MAX (256 * 1024)

enum print_kind {
    PRINT_SLIP,  /* the person's day */
    PRINT_BADGE, /* name, organisation, role and the badge's code */
};

/* Texts are borrowed, UTF-8, "" where there is none. */
struct print_job {
    enum print_kind kind;
    enum text_language language;
    const char *edition; /* the event's name */
    const char *first_name, *last_name, *organisation, *role;
    const char *code; /* the badge's own text */
    struct print_item {
        char time[6]; /* "09:30" */
        const char *place, *what;
    } items[PRINT_ITEMS_MAX];
    size_t item_count;
    double width_mm, height_mm; /* of the label; a slip is as long as its entries need */
};

/* The bytes that go to a printer. The caller's, zero-initialised. */
struct print_bytes {
    uint8_t *bytes; /* malloc'd */
    size_t size, capacity;
};

/* Wipes the bytes, which hold names, and frees them. */
void print_bytes_clean_up(struct print_bytes *bytes);
/* Add at the end. When that does not fit into PRINT_BYTES_MAX or memory, print_bytes_failed tells
 * afterwards. */
void print_add(struct print_bytes *bytes, const void *data, size_t size);
void print_addf(struct print_bytes *bytes, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
bool print_bytes_failed(const struct print_bytes *bytes);

/* Zebra's ZPL II at 203 dpi: UTF-8 (^CI28), the code by the printer's own ^BQ. */
enum parvis_status print_zpl(const struct print_job *job,
                             struct print_bytes *ret_bytes) PARVIS_MUST_CHECK;
/* Epson's ESC/POS: Windows-1252 (ESC t 16), the code by the printer's own GS ( k, then a cut. */
enum parvis_status print_escpos(const struct print_job *job,
                                struct print_bytes *ret_bytes) PARVIS_MUST_CHECK;
/* A PDF of one page, as large as the label or the slip. */
enum parvis_status print_pdf(const struct print_job *job,
                             struct print_bytes *ret_bytes) PARVIS_MUST_CHECK;

#endif
