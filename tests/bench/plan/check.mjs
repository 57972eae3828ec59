// SPDX-License-Identifier: EUPL-1.2
// The referee: every plan of everybody passes here, and its figures are counted here, from its
// meetings alone. Written from the rules (docs/planner.md); shares nothing with any planner.

/** `faults`: the rules that the meetings break, in words. `instance` as readInstance gives it. */
export function check(instance, meetings) {
  const { slots, tables, wishes, participants } = instance;
  const faults = [],
    held = new Map(),
    days = new Map(participants.map(({ id }) => [id, []]));
  const running = new Array(slots).fill(0);
  for (const { wish, slot } of meetings) {
    if (!(wish in wishes) || !(slot >= 0 && slot < slots)) {
      faults.push(`wish ${wish} in slot ${slot} is out of range`);
      continue;
    }
    const { a, b, slots: own, fixed } = wishes[wish];
    if (held.has(wish)) faults.push(`wish ${wish} is held twice`);
    if (!own.includes(slot) || (fixed !== null && fixed !== slot))
      faults.push(`wish ${wish} may not be in slot ${slot}`);
    held.set(wish, slot);
    running[slot]++;
    days.get(a).push(slot);
    days.get(b).push(slot);
  }
  running.forEach((count, slot) => {
    if (tables && count > tables)
      faults.push(`slot ${slot} has ${count} meetings for ${tables} tables`);
  });
  wishes.forEach(({ fixed, after }, wish) => {
    if (!held.has(wish) && (instance.all || fixed !== null))
      faults.push(`wish ${wish} is not held`);
    for (const before of after)
      if (held.has(wish) && !(held.get(before) < held.get(wish)))
        faults.push(`wish ${wish} is not after wish ${before}`);
  });
  const counts = participants.map((person) => day(instance, person, days.get(person.id), faults));
  const breaks = counts.map((count) => count.breaks);
  if (instance.fairness !== null && Math.max(...breaks) - Math.min(...breaks) > instance.fairness)
    faults.push(`breaks differ by ${Math.max(...breaks) - Math.min(...breaks)}`);
  const sum = (values) => values.reduce((total, value) => total + value, 0);
  return {
    faults,
    held: held.size,
    weight: sum([...held.keys()].map((wish) => wishes[wish].weight)),
    moved: instance.previous.filter(({ wish, slot }) => held.get(wish) !== slot).length,
    breaks: sum(breaks),
    idle: sum(counts.map((count) => count.idle)),
  };
}

/** One participant's day: its rules, its breaks, its idle slots inside them. */
function day(instance, { id, off, parallel, max }, list, faults) {
  const busy = new Map();
  for (const slot of list) busy.set(slot, (busy.get(slot) ?? 0) + 1);
  for (const [slot, count] of busy) {
    if (off.includes(slot)) faults.push(`${id} is off in slot ${slot}`);
    if (count > parallel) faults.push(`${id} has ${count} meetings in slot ${slot}`);
  }
  if (list.length > max) faults.push(`${id} has ${list.length} meetings`);
  const times = [...busy.keys()].sort((a, b) => a - b);
  let breaks = 0,
    idle = 0;
  for (let i = 1; i < times.length; i++) {
    let free = 0;
    for (let slot = times[i - 1] + 1; slot < times[i]; slot++)
      free += instance.off_breaks || !off.includes(slot);
    breaks += free > 0;
    idle += free;
  }
  return { breaks, idle };
}
