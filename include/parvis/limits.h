/* SPDX-License-Identifier: EUPL-1.2 */
/* Limits on which several parts of Parvis must agree. A limit of one part alone stands in its own
 * header. Both programs include this one; JSON Schemas and documentation that name these numbers
 * are compared with it by a test (tests/contract/lint.test.mjs). */
#ifndef PARVIS_LIMITS_H
#define PARVIS_LIMITS_H

/* Meeting slots of one edition. The planner keeps a set of slots in the bits of a 64-bit word.
 * edition.json and the console's grid refuse more. An edition of an earlier version may have more:
 * it is served as it is, and only planning refuses it. */
#define SLOTS_MAX 64

/* Companies that pitch in one edition, and places on stage in all of its sessions. The search for
 * the best running order is exact: its time doubles with each company, and 16 take half a second.
 * edition.json and the console's settings refuse more. An edition of an earlier version may have
 * more: it is served as it is, and only planning its running order refuses it. */
#define PITCHES_MAX 16
#define STAGE_SLOTS_MAX 24

#endif
