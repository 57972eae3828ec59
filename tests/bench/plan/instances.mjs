// SPDX-License-Identifier: EUPL-1.2
// What the planner is measured on: made here from seeds, or read from folders. `node instances.mjs
// FOLDER` writes those that are made here as files, for `parvis plan --instance`.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inTurn } from './greedy.mjs';

/** Numbers from a seed (mulberry32): the same instance on every machine. */
function dice(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let z = Math.imul(state ^ (state >>> 15), state | 1);
    z = (z + Math.imul(z ^ (z >>> 7), z | 61)) ^ z;
    return ((z ^ (z >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (bound) => Math.floor(next() * bound);
  return {
    next,
    below,
    chance: (part) => next() < part,
    one: (values) => values[below(values.length)],
  };
}

const range = (from, to) => Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);

/** The slots in which somebody is away: comes late, leaves early, is busy now and then. */
function absences({ next, below, chance }, slots) {
  const late = chance(0.28) ? 1 + below(Math.floor(slots / 3)) : 0;
  const early = chance(0.25) ? 1 + below(Math.floor(slots / 3)) : 0;
  return range(0, slots).filter((t) => t < late || t >= slots - early || next() < 0.04);
}

/** How much buyers want to meet each supplier: a few are famous. */
function fame({ next }, count, most) {
  return range(0, count).map(() => 1 + (most - 1) * next() ** 4);
}

/** `count` different indexes, drawn by their weights. */
function draw({ next }, weights, count) {
  const keys = weights.map((weight, i) => [Math.log(next() || 1e-9) / weight, i]);
  return keys
    .toSorted((a, b) => b[0] - a[0])
    .slice(0, count)
    .map(([, i]) => i)
    .toSorted((a, b) => a - b);
}

/** Buyers, suppliers and weighted wishes; who wants what is not all to be had. */
export function weighted({ seed, buyers, suppliers, slots, wishes, tables = null }) {
  const random = dice(seed);
  const famous = fame(random, suppliers, 6);
  const participants = [
    ...range(0, buyers).map((i) => ({
      id: `b${i}`,
      side: 'buyer',
      off: absences(random, slots),
      max: random.chance(0.4) ? slots : random.one([6, 8, 10]),
    })),
    ...range(0, suppliers).map((i) => ({
      id: `s${i}`,
      side: 'supplier',
      off: absences(random, slots),
      parallel: random.chance(0.15) ? 2 : 1,
    })),
  ];
  const list = range(0, buyers).flatMap((i) => {
    const count = Math.min(suppliers, Math.max(1, Math.round(wishes * (0.5 + random.next()))));
    return draw(random, famous, count).map((s) => ({
      a: `b${i}`,
      b: `s${s}`,
      weight: random.chance(0.015) ? 6 + random.below(5) : random.one([1, 1, 2, 3, 3, 4, 4, 5, 5]),
    }));
  });
  return { slots, tables, participants, wishes: list };
}

/** A plan in force (first come, first served), then two suppliers who leave after the morning. */
export function replanned(options) {
  const instance = weighted(options);
  instance.previous = inTurn(instance);
  const half = range(instance.slots >> 1, instance.slots);
  for (const person of instance.participants.filter(({ side }) => side === 'supplier').slice(0, 2))
    person.off = [...new Set([...person.off, ...half])].toSorted((a, b) => a - b);
  return instance;
}

/**
 * A forum in which every request was accepted. It is made from a timetable, which is forgotten: so
 * there is a plan.
 */
export function forum({
  seed,
  people,
  meetings,
  slots,
  tables,
  away = 0,
  morning = 0,
  noon = Math.ceil(slots * 0.6),
}) {
  const random = dice(seed);
  const popular = fame(random, people, 12);
  const off = range(0, people).map(() => (random.chance(away) ? [random.below(slots)] : []));
  const busy = off.map((list) => new Set(list));
  const full = range(0, slots).map(() => 0),
    met = new Set(),
    wishes = [];
  for (let tries = 0; wishes.length < meetings && tries < 400 * meetings; tries++) {
    const [a, b] = draw(random, popular, 2);
    const part = random.next();
    const own =
      part < morning
        ? range(0, noon)
        : part < morning * 1.05
          ? range(noon, slots)
          : range(0, slots);
    const free = own.filter((t) => full[t] < tables && !busy[a].has(t) && !busy[b].has(t));
    if (met.has(a * people + b) || !free.length) continue;
    const t = random.one(free);
    met.add(a * people + b);
    busy[a].add(t);
    busy[b].add(t);
    full[t]++;
    wishes.push({ a: `p${a}`, b: `p${b}`, ...(own.length < slots && { slots: own }) });
  }
  if (wishes.length < meetings)
    throw new Error(`only ${wishes.length} of ${meetings} meetings found room`);
  return {
    slots,
    tables,
    all: true,
    fairness: 2,
    off_breaks: true,
    participants: off.map((list, i) => ({ id: `p${i}`, off: list })),
    wishes,
  };
}

/** One kind of people, half-days, sequels, fixed meetings, few tables: every rule at once. */
export function mixed({ seed, people, slots, wishes, tables }) {
  const random = dice(seed);
  const popular = fame(random, people, 6);
  const participants = range(0, people).map((i) => ({
    id: `p${i}`,
    off: absences(random, slots),
    max: random.one([4, 6, 8, slots]),
    parallel: random.chance(0.05) ? 2 : 1,
  }));
  const met = new Set(),
    list = [],
    taken = new Set();
  while (list.length < wishes) {
    const [a, b] = draw(random, popular, 2);
    if (met.has(a * people + b)) continue;
    met.add(a * people + b);
    const wish = { a: `p${a}`, b: `p${b}`, weight: random.one([1, 1, 2, 3, 3, 4, 5]) };
    if (random.chance(0.15))
      wish.slots = random.chance(0.5) ? range(0, slots >> 1) : range(slots >> 1, slots);
    if (random.chance(0.05) && list.length) wish.after = [random.below(list.length)];
    const fixed = random.below(slots),
      there = ![a, b].some((i) => participants[i].off.includes(fixed));
    if (
      random.chance(0.02) &&
      there &&
      !wish.slots &&
      !wish.after &&
      !taken.has(a) &&
      !taken.has(b)
    ) {
      wish.fixed = fixed;
      taken.add(a).add(b);
    }
    list.push(wish);
  }
  return { slots, tables, participants, wishes: list };
}

const EVENT = { buyers: 60, suppliers: 28, slots: 14, wishes: 11 };

/** Name → instance, made when it is asked for. */
export const made = {
  'event-60x28x14': () => weighted({ seed: 101, ...EVENT }),
  'event-60x28x14-tables': () => weighted({ seed: 102, ...EVENT, tables: 18 }),
  'event-60x28x14-replanned': () => replanned({ seed: 103, ...EVENT }),
  'mixed-120x900x14': () => mixed({ seed: 107, people: 120, slots: 14, wishes: 900, tables: 30 }),
  'convention-300x60x20': () =>
    weighted({ seed: 104, buyers: 300, suppliers: 60, slots: 20, wishes: 10 }),
  'convention-1500x1500x24': () =>
    weighted({ seed: 105, buyers: 1500, suppliers: 1500, slots: 24, wishes: 17 }),
  'convention-2400x600x24': () =>
    weighted({ seed: 106, buyers: 2400, suppliers: 600, slots: 24, wishes: 11 }),
  'forum-70x154x21': () =>
    forum({ seed: 201, people: 70, meetings: 154, slots: 21, tables: 14, away: 0.3, morning: 0.6 }),
  'forum-78x300x22': () =>
    forum({ seed: 202, people: 78, meetings: 300, slots: 22, tables: 22, away: 0.4, morning: 0.2 }),
  'forum-60x236x10': () =>
    forum({ seed: 203, people: 60, meetings: 236, slots: 10, tables: 25, away: 0.1 }),
  'forum-47x180x10': () => forum({ seed: 204, people: 47, meetings: 180, slots: 10, tables: 19 }),
};

/** Writes the instances into a folder; [{ name, path }]. */
export function writeMade(folder) {
  mkdirSync(folder, { recursive: true });
  return Object.entries(made).map(([name, make]) => {
    const path = join(folder, `${name}.json`);
    writeFileSync(path, JSON.stringify(make()));
    return { name, path };
  });
}

/** The instance files of a folder, in the order of their names; [{ name, path }]. */
export function listFolder(folder) {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .map((name) => ({ name: basename(name, '.json'), path: join(folder, name) }));
}

/** An instance with what may be absent filled in. */
export function readInstance(path) {
  const { wishes, participants, ...rest } = JSON.parse(readFileSync(path, 'utf8'));
  const { slots } = rest;
  return {
    tables: null,
    all: false,
    fairness: null,
    off_breaks: false,
    previous: [],
    ...rest,
    participants: participants.map((p) => ({
      ...p,
      off: p.off ?? [],
      parallel: p.parallel ?? 1,
      max: p.max ?? Infinity,
    })),
    wishes: wishes.map((w) => ({
      ...w,
      weight: w.weight ?? 1,
      after: w.after ?? [],
      fixed: w.fixed ?? null,
      slots: w.slots?.length ? w.slots : range(0, slots),
    })),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (!process.argv[2]) throw new Error('node instances.mjs FOLDER');
  for (const { path } of writeMade(process.argv[2])) console.log(path);
}
