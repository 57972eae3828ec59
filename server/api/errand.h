/* SPDX-License-Identifier: EUPL-1.2 */
/* A command of `parvis` in a process of its own, for what the server should not carry in its
 * memory: a text engine, an organiser's files. Its input and output are files without a name. */
#ifndef PARVIS_API_ERRAND_H
#define PARVIS_API_ERRAND_H

#include <stddef.h>

#include "parvis/status.h"

#define ERRAND_ARGUMENTS_MAX 24
#define ERRAND_INPUT 3 /* the child's descriptor of the input; its output is standard output */

/* Runs `parvis` with `arguments` (NULL-ended, without the program's name), `input` on descriptor
 * ERRAND_INPUT (NULL: none). PARVIS_OK: it ended by itself; *ret_code is its exit status and
 * *ret_output what it wrote, NUL-ended, malloc'd. PARVIS_IO otherwise. Blocks: never on the loop.
 * `output_max`: more is PARVIS_IO. */
enum parvis_status errand_run(const char *const *arguments, const char *input, size_t input_size,
                              size_t output_max, int *ret_code, char **ret_output,
                              size_t *ret_size) PARVIS_MUST_CHECK;

#endif
