// SPDX-License-Identifier: EUPL-1.2
// The exact model for the peers: one yes or no a (wish, slot). An integer program as LP text for
// CBC and HiGHS, facts for clingo (breaks.lp has the rules).
// Where every wish is held (`all`) the breaks are what is minimised, else the weight is maximised,
// and at the same weight what stays of the plan in force.

/** For each wish its slots in which both ends are there. */
export function places({ wishes, participants }) {
  const off = new Map(participants.map((p) => [p.id, new Set(p.off)]));
  return wishes.map(({ a, b, slots, fixed }) =>
    (fixed === null ? slots : [fixed].filter((t) => slots.includes(t))).filter(
      (t) => !off.get(a).has(t) && !off.get(b).has(t),
    ),
  );
}

/**
 * For each participant its wishes, and the slots that count in its day: those next to each other
 * make no break.
 */
function people(instance) {
  const of = new Map(
    instance.participants.map((p) => [
      p.id,
      {
        ...p,
        wishes: [],
        day: [...Array(instance.slots).keys()].filter(
          (t) => instance.off_breaks || !p.off.includes(t),
        ),
      },
    ]),
  );
  instance.wishes.forEach(({ a, b }, i) => [a, b].forEach((end) => of.get(end).wishes.push(i)));
  return [...of.values()];
}

const joined = (terms) => terms.join(' + ');

/** Rows that hold a meeting to its slots, participants and tables to their room. */
function* rules(instance, may) {
  const kept = may.map((slots) => new Set(slots));
  for (const [i, { fixed, after }] of instance.wishes.entries()) {
    const all = may[i].map((t) => `x${i}_${t}`);
    if (all.length) yield `${joined(all)} ${instance.all || fixed !== null ? '=' : '<='} 1`;
    else if (instance.all || fixed !== null) throw new Error(`wish ${i} has no slot`);
    for (const k of after)
      for (const t of may[i])
        yield `${[`x${i}_${t}`, ...may[k].filter((s) => s < t).map((s) => `x${k}_${s}`)].join(' - ')} <= 0`;
  }
  for (const { wishes, parallel, max } of people(instance)) {
    const cells = [];
    for (let t = 0; t < instance.slots; t++) {
      const here = wishes.filter((i) => kept[i].has(t)).map((i) => `x${i}_${t}`);
      cells.push(...here);
      if (here.length > parallel) yield `${joined(here)} <= ${parallel}`;
    }
    if (wishes.length > max) yield `${joined(cells)} <= ${max}`;
  }
  for (let t = 0; instance.tables && t < instance.slots; t++) {
    const here = instance.wishes.flatMap((_, i) => (kept[i].has(t) ? [`x${i}_${t}`] : []));
    if (here.length > instance.tables) yield `${joined(here)} <= ${instance.tables}`;
  }
}

/**
 * A day begins as often as it has breaks, and once more: y is "busy", z "busy, and not in the slot
 * before".
 */
function* daysOf(instance, may) {
  const kept = may.map((slots) => new Set(slots));
  for (const [p, { wishes, parallel, day }] of people(instance).entries()) {
    if (!wishes.length) continue;
    for (const [k, t] of day.entries()) {
      const here = wishes.filter((i) => kept[i].has(t)).map((i) => `x${i}_${t}`);
      const y = `y${p}_${t}`,
        z = `z${p}_${t}`,
        before = k > 0 ? `y${p}_${day[k - 1]}` : null;
      if (!here.length) yield `${y} = 0`;
      else if (parallel === 1) yield `${joined(here)} - ${y} = 0`;
      else {
        yield `${joined(here)} - ${parallel} ${y} <= 0`;
        yield `${joined(here)} - ${y} >= 0`;
      }
      yield `${z} - ${y} <= 0`;
      yield before ? `${z} - ${y} + ${before} >= 0` : `${z} - ${y} = 0`;
      if (before) yield `${z} + ${before} <= 1`;
    }
    if (instance.fairness !== null) {
      const starts = joined(day.map((t) => `z${p}_${t}`));
      yield `${starts} - least >= 1`;
      yield `${starts} - least <= ${instance.fairness + 1}`;
    }
  }
}

/** How many participants meet somebody at all. */
const busyCount = (instance) => people(instance).filter(({ wishes }) => wishes.length).length;

function* objective(instance, may) {
  if (instance.all) {
    for (const [p, { wishes, day }] of people(instance).entries())
      if (wishes.length) for (const t of day) yield `z${p}_${t}`;
    return;
  }
  const scale = instance.previous.length + 1;
  const stays = new Map(instance.previous.map(({ wish, slot }) => [wish, slot]));
  for (const [i, { weight }] of instance.wishes.entries())
    for (const t of may[i]) yield `${weight * scale + (stays.get(i) === t)} x${i}_${t}`;
}

/**
 * The pieces of the LP text, to be written one after the other: a large one is tens of megabytes.
 */
export function* linearProgram(instance) {
  const may = places(instance),
    names = [];
  may.forEach((slots, i) => slots.forEach((t) => names.push(`x${i}_${t}`)));
  yield instance.all ? 'Minimize\n obj:' : 'Maximize\n obj:';
  let first = true;
  for (const term of objective(instance, may)) {
    yield `${first ? '' : '\n +'} ${term}`;
    first = false;
  }
  yield '\nSubject To\n';
  let row = 0;
  const write = (text) => ` r${row++}: ${text.replace(/((?:\S+ ){60})/g, '$1\n ')}\n`;
  for (const text of rules(instance, may)) yield write(text);
  if (instance.all) {
    for (const text of daysOf(instance, may)) yield write(text);
    for (const [p, { wishes, day }] of people(instance).entries())
      if (wishes.length) for (const t of day) names.push(`y${p}_${t}`, `z${p}_${t}`);
    if (instance.fairness !== null) {
      if (busyCount(instance) < instance.participants.length) yield write('least = 0');
      yield `Bounds\n 0 <= least <= ${instance.slots}\nGenerals\n least\n`;
    }
  }
  yield 'Binaries\n';
  for (let i = 0; i < names.length; i += 12) yield ` ${names.slice(i, i + 12).join(' ')}\n`;
  yield 'End\n';
}

/** What breaks.lp is asked about. */
export function* facts(instance) {
  const may = places(instance);
  yield `slot(0..${instance.slots - 1}).\n`;
  if (instance.tables) yield `tables(${instance.tables}).\n`;
  if (instance.fairness !== null) yield `fairness(${instance.fairness}).\n`;
  const all = people(instance);
  const index = new Map(all.map(({ id }, p) => [id, p]));
  for (const [p, { wishes, parallel, max, day }] of all.entries()) {
    yield `person(${p}). parallel(${p},${parallel}). wishes(${p},${wishes.length}).`;
    if (max < wishes.length) yield ` max(${p},${max}).`;
    if (day.length) yield ` first(${p},${day[0]}).`;
    for (let k = 1; k < day.length; k++) yield ` next(${p},${day[k - 1]},${day[k]}).`;
    yield '\n';
  }
  for (const [i, { a, b, after }] of instance.wishes.entries()) {
    yield `wish(${i}). end(${i},${index.get(a)}). end(${i},${index.get(b)}).`;
    for (const t of may[i]) yield ` may(${i},${t}).`;
    for (const k of after) yield ` after(${i},${k}).`;
    yield '\n';
  }
}
