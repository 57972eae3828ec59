/* SPDX-License-Identifier: EUPL-1.2 */
/* The ways to reach a printer. Only the printer's thread calls them, so they may wait. */
#ifndef PARVIS_KIOSK_PRINT_WAY_H
#define PARVIS_KIOSK_PRINT_WAY_H

#include <stddef.h>

#include "printer.h"

#ifdef __cplusplus
extern "C" {
#endif

#define WAY_CONNECT_MS 3000
#define WAY_ANSWER_MS 1500 /* to the question for its state; many printers never answer it */
#define WAY_SEND_MS 10000
#define WAY_JOB_MS 20000 /* until CUPS says that a job is printed */

/* Asks a printer over TCP for its state, in its own language ('~HS', or DLE EOT), then sends
 * `bytes` if it can print. Without bytes it only asks. PRINTER_READY: the bytes were sent. */
enum printer_state way_socket_zpl(const char *host, const char *port,
                                  const struct print_bytes *bytes);
enum printer_state way_socket_escpos(const char *host, const char *port,
                                     const struct print_bytes *bytes);

/* The function of the module parvis-cups.so. `server`: "" for the system's own. PRINTER_READY: with
 * bytes, CUPS has printed them; without, the queue takes jobs. */
typedef enum printer_state way_cups_fn(const char *server, const char *queue,
                                       const struct print_bytes *bytes, double width_mm,
                                       double height_mm);
way_cups_fn way_cups;

#ifdef __cplusplus
}
#endif
#endif
