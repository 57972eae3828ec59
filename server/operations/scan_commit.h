/* SPDX-License-Identifier: EUPL-1.2 */
/* Steps of check_in for one scan. */
#ifndef PARVIS_SCAN_COMMIT_H
#define PARVIS_SCAN_COMMIT_H

#include "check_in_operations.h"

/* Judges a scan, merges it with the person's other scans, and writes it. Refuses nothing: fails
 * with the store's status alone. */
enum parvis_status scan_commit(struct operation *operation,
                               struct check_in_scan *scan) PARVIS_MUST_CHECK;
/* Parks a scan that cannot be taken in, if check_in_operations.h says that it is kept. */
enum parvis_status scan_park(struct operation *operation,
                             const struct check_in_scan *scan) PARVIS_MUST_CHECK;

#endif
