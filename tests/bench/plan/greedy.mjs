// SPDX-License-Identifier: EUPL-1.2
// First come, first served, as people plan today: each wish in its turn, in the first slot in which
// both are free.

/** Meetings [{ wish, slot }] of an instance as it is in its file; fixed wishes come first. */
export function inTurn(instance) {
  const people = new Map(
    instance.participants.map((p) => [
      p.id,
      {
        off: new Set(p.off ?? []),
        parallel: p.parallel ?? 1,
        left: p.max ?? Infinity,
        busy: new Map(),
      },
    ]),
  );
  const tables = new Map(),
    held = new Map();
  const room = (person, slot) =>
    person.left > 0 && !person.off.has(slot) && (person.busy.get(slot) ?? 0) < person.parallel;
  const turn = instance.wishes.map((wish, i) => ({ ...wish, i }));
  turn.sort((a, b) => (a.fixed == null) - (b.fixed == null) || a.i - b.i);
  for (const { a, b, i, slots, fixed, after } of turn) {
    const ends = [people.get(a), people.get(b)];
    const first = Math.max(0, ...(after ?? []).map((k) => (held.get(k) ?? Infinity) + 1));
    for (let slot = first; slot < instance.slots; slot++) {
      const own = fixed == null ? !slots?.length || slots.includes(slot) : slot === fixed;
      if (
        !own ||
        (tables.get(slot) ?? 0) >= (instance.tables || Infinity) ||
        !ends.every((end) => room(end, slot))
      )
        continue;
      for (const end of ends) {
        end.left--;
        end.busy.set(slot, (end.busy.get(slot) ?? 0) + 1);
      }
      tables.set(slot, (tables.get(slot) ?? 0) + 1);
      held.set(i, slot);
      break;
    }
  }
  return [...held].map(([wish, slot]) => ({ wish, slot }));
}
