/* SPDX-License-Identifier: EUPL-1.2 */
/* The commands of `parvis`. Each has a file in this folder that exports command_<name>; main.c
 * chooses it by its name. argv[0] is the command's name, options follow as getopt_long reads them.
 * A command returns the process's exit status: 0 done, 1 refused or failed (the reason is on
 * standard error), 2 wrong arguments (the reason, and a hint at --help).
 *
 * Options of every command: --data DIR (default: $PARVIS_DATA, else ./parvis-data) and --help. The
 * operator's language is the environment's (text_language_from_environment). The help of a command
 * is the catalogue's "command.<name>.help"; its line in `parvis --help` is "command.<name>.summary"
 * (lib/catalogue/command_<name>.json). */
#ifndef PARVIS_COMMAND_H
#define PARVIS_COMMAND_H

#include <stdbool.h>
#include <stdio.h>

#include "parvis/status.h"
#include "parvis/text.h"
#include "store.h"

struct option; /* getopt.h */

int command_init(int argc, char **argv);      /* makes an edition from edition.json */
int command_import(int argc, char **argv);    /* reads the organisers' files */
int command_selection(int argc, char **argv); /* shows the funnel, decides, overrides */
int command_plan(int argc, char **argv);      /* stands, demonstrations, running order, meetings */
int command_wishes(int argc, char **argv);    /* the weights of wishes, explained */
int command_badges(int argc, char **argv);    /* issues, draws, revokes */
int command_agendas(int argc, char **argv);   /* people's agendas on paper */
int command_links(int argc, char **argv);     /* personal links for the guests' phones */
int command_user(int argc, char **argv);      /* who may sign in */
int command_kiosk(int argc, char **argv);     /* devices and their tokens */
int command_certificate(int argc, char **argv); /* a private certificate for serve */
int command_serve(int argc, char **argv);       /* the server */
int command_status(int argc, char **argv);      /* the state of the day */
int command_backup(int argc, char **argv);      /* a consistent copy */
int command_verify(int argc, char **argv);      /* the invariants and the file's integrity */

/* ---- shared by the commands (command.c) ---- */

/* The edition's directory: `option` (the value of --data, or NULL), else $PARVIS_DATA, else
 * "parvis-data". Borrowed. */
const char *command_directory(const char *option);

/* Opens the edition's database for a command, and sets the process's zone to the venue's. NULL: it
 * failed; the reason and the remedy were printed on standard error. */
struct store *command_open(const char *directory);

/* Prints the help of the command on standard output; returns 0. */
int command_help(const char *name);
/* getopt_long, with its errors (unknown option, missing value) in the operator's language. Returns
 * '?' for both; -1 at the end; 'h' for "-h". */
int command_option(int argc, char **argv, const struct option *longs);
/* Reads the options of a command that takes only --data, and `operands` arguments, which begin at
 * argv[optind]. *ret_directory: as command_directory. Returns -1: go on; else the command's exit
 * status, after printing the help or the error. */
int command_read_data(int argc, char **argv, int operands, const char **ret_directory);
/* Prints on standard error that the last option of command_option or its value is wrong, or (after
 * -1) the arguments, unless that was printed already; then the command's usage. Returns 2. */
int command_misused(const char *name);

/* Prints the catalogue's message with its arguments (name, value, …, NULL) and a newline. */
void command_say(FILE *stream, const char *key, ...) __attribute__((sentinel));

/* Prints "parvis: <message>" on standard error, for a command that failed; returns 1. */
int command_fail(const char *key, ...) __attribute__((sentinel));

/* The reason of a failure in the operator's language: a clause without a full stop. Static
 * storage. */
const char *command_reason(enum parvis_status status);
/* command_fail for a failure without a message of its own: says that nothing was changed, and
 * why. */
int command_failed(enum parvis_status status);
/* The same for a file that cannot be read (`status`: import_load's), with the remedy. */
int command_unreadable(const char *path, enum parvis_status status);
/* The same for a file that could not be written; deletes the partial file. */
int command_unwritable(const char *path);

/* Reads an option's value as a whole number from min to max; false: it is not one. */
bool command_number(const char *text, long min, long max, long *ret_value);

/* Prints a text, and spaces up to `width` characters, at least one. printf would count bytes. */
void command_print_padded(const char *text, int width);

#endif
