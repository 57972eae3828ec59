/* SPDX-License-Identifier: EUPL-1.2 */
/* Limits on which several parts of Parvis must agree. A limit of one part alone stands in its own
 * header. Both programs include this one; JSON Schemas and documentation that name these numbers
 * are compared with it by a test (tests/contract/lint.test.mjs). */
#ifndef PARVIS_LIMITS_H
#define PARVIS_LIMITS_H

/* Meeting slots of one edition. The planner keeps a set of slots in the bits of a 64-bit word. What
 * makes slots (edition.json, the console's grid) refuses more; an edition of an earlier version
 * that has more is served as it is, and only planning refuses it. */
#define SLOTS_MAX 64

/* Companies that pitch in one edition, and places on stage in all of its sessions. The best running
 * order is searched exactly: the time doubles with each company, and 16 take half a second. What
 * sets them (edition.json, the console's settings) refuses more; an edition of an earlier version
 * that has more is served as it is, and only planning its running order refuses it. */
#define PITCHES_MAX 16
#define STAGE_SLOTS_MAX 24

#endif
