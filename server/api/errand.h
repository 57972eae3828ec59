/* SPDX-License-Identifier: EUPL-1.2 */
/* Runs a `parvis` command in a child process, for work that the server should not hold in its own
 * memory: typesetting, reading an organiser's files. Input and output pass through unnamed
 * files. */
#ifndef PARVIS_API_ERRAND_H
#define PARVIS_API_ERRAND_H

#include <stddef.h>

#include "parvis/status.h"

#define ERRAND_ARGUMENTS_MAX 24
#define ERRAND_INPUT 3 /* the child's descriptor of the input; its output is standard output */

/* Runs `parvis` with `arguments` (NULL-ended, without the program's name), `input` on descriptor
 * ERRAND_INPUT (NULL: none). PARVIS_OK: the child exited; *ret_code is its exit status and
 * *ret_output its output, NUL-ended, malloc'd, *ret_size bytes. PARVIS_IO: it could not run, was
 * killed by a signal, or wrote more than `output_max` bytes. PARVIS_NO_MEMORY: for its output.
 * Blocks: never call it on the loop. */
enum parvis_status errand_run(const char *const *arguments, const char *input, size_t input_size,
                              size_t output_max, int *ret_code, char **ret_output,
                              size_t *ret_size) PARVIS_MUST_CHECK;

#endif
