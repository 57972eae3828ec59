/* SPDX-License-Identifier: EUPL-1.2 */
/* `parvis plan --instance`: runs the planner alone, on a file (docs/planner.md). */
#ifndef PARVIS_PLAN_INSTANCE_H
#define PARVIS_PLAN_INSTANCE_H

/* Takes --instance IN.json, --out OUT.json, --seconds S, --seed N, --progress; returns the exit
 * status. */
int command_plan_instance(int argc, char **argv);

#endif
