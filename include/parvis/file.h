/* SPDX-License-Identifier: EUPL-1.2 */
/* Small files of a program's own that are replaced as a whole, so that a reader, or a start after a
 * power cut, finds the old text or the new one and never a part of either. */
#ifndef PARVIS_FILE_H
#define PARVIS_FILE_H

#include <stdbool.h>

#include "parvis/status.h"

/* Writes `text` in the place of `<directory>/<name>`, for its owner alone (0600), and on the disk
 * when it returns. PARVIS_IO with the reason in the log, which calls the writer `subsystem`; the
 * file of before is then still there. */
enum parvis_status file_replace(const char *subsystem, const char *directory, const char *name,
                                const char *text) PARVIS_MUST_CHECK;

/* Puts the names of a directory's files on the disk: a new file, or the end of one, is only as
 * durable as its name. False: errno says why not. */
bool file_sync_directory(const char *directory);

#endif
