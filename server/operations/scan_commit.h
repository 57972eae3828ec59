/* SPDX-License-Identifier: EUPL-1.2 */
/* One scan of a check_in order. */
#ifndef PARVIS_SCAN_COMMIT_H
#define PARVIS_SCAN_COMMIT_H

#include "check_in_operations.h"

/* Judges a scan, merges it with what came before it and after it, and writes it. A status of the
 * store's alone: it refuses nothing. */
enum parvis_status scan_commit(struct operation *operation,
                               struct check_in_scan *scan) PARVIS_MUST_CHECK;
/* Parks a scan that cannot be taken in, if it is one that is kept (check_in_operations.h). */
enum parvis_status scan_park(struct operation *operation,
                             const struct check_in_scan *scan) PARVIS_MUST_CHECK;

#endif
