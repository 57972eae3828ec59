// SPDX-License-Identifier: EUPL-1.2
// The tables of `./dev bench plan`, in Markdown.
import { readFileSync } from 'node:fs';

/**
 * The fewest breaks of published instances, by the names of their files (Bofill, Garcia,
 * Giráldez-Cru and Villaret, JAIR 74, 2022).
 */
const published = JSON.parse(readFileSync(new URL('known.json', import.meta.url), 'utf8'));

const median = (values) => {
  const sorted = values.toSorted((a, b) => a - b),
    half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
};
const brief = (value) =>
  value >= 100
    ? Math.round(value).toString()
    : value >= 10
      ? value.toFixed(1)
      : Number(value.toPrecision(2)).toString();

/** Median, and least … most where they differ to the eye. Times in seconds. */
function spread(values, show = brief) {
  const least = show(Math.min(...values)),
    most = show(Math.max(...values));
  return least === most ? least : `${show(median(values))} (${least} … ${most})`;
}

/** A time that some runs never had: told as such. */
function times(values) {
  const had = values.filter((value) => value != null);
  if (!had.length) return '–';
  return had.length === values.length
    ? spread(had)
    : `${spread(had)}, ${had.length} of ${values.length} runs`;
}

const whole = (value) => Math.round(value).toString();
const planned = (results) => results.filter(({ plan }) => plan);
const figure = (results, name) =>
  spread(
    planned(results).map(({ plan }) => plan[name]),
    whole,
  );

/** "1579 proven, 1.1 s" | "no plan in 15 s" | "not run". */
function peer(results, name, worse) {
  if (!results) return 'not run';
  const with_plan = planned(results);
  if (!with_plan.length) return `no plan in ${brief(results[0].seconds)} s`;
  const proofs = results.map(({ proof }) => proof).filter((proof) => proof != null);
  const value = figure(results, name);
  if (proofs.length === results.length) return `${value} proven, ${spread(proofs)} s`;
  return `${worse ? `**${value}**` : value} after ${brief(with_plan[0].seconds)} s`;
}

/**
 * How many times sooner ours proves the same thing than the fastest peer that does; a word where
 * one of them does not.
 */
function sooner(ours, peers) {
  const proofs = peers
    .filter(Boolean)
    .filter((results) => results.every(({ proof }) => proof != null))
    .map((results) => median(results.map(({ proof }) => proof)));
  if (ours.some((at) => at == null) || !ours.length) return proofs.length ? 'ours not proven' : '–';
  return proofs.length ? Math.min(...proofs) / median(ours) : 'no peer';
}
const ratio = (value) => (typeof value === 'number' ? `${brief(value)} ×` : value);

/**
 * The same for weight. With a plan in force it is proven by who keeps as much of it as the peer
 * that proved the most.
 */
function weightSooner({ instance, results: { parvis, cbc, highs } }) {
  const kept = [cbc, highs]
    .filter(Boolean)
    .flat()
    .filter(({ proof, plan }) => proof != null && plan)
    .map(({ plan }) => plan.moved);
  return sooner(
    parvis.map(({ weightProof, plan }) =>
      instance.previous.length && plan?.moved > Math.min(...kept) ? null : weightProof,
    ),
    [cbc, highs],
  );
}

const breaksSooner = ({ results: { parvis, clingoCores, clingoBounds, cbc, highs } }) =>
  sooner(
    parvis.map(({ breaksProof }) => breaksProof),
    [clingoCores, clingoBounds, cbc, highs],
  );

const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

function weightRow(work) {
  const {
    name,
    instance,
    results: { parvis, cbc, highs, first_come },
  } = work;
  const done = planned(parvis);
  const gaps = done.map(({ plan, bound }) => (100 * (bound - plan.weight)) / Math.max(1, bound));
  const bounds = spread(
      done.map(({ bound }) => bound),
      whole,
    ),
    weight = figure(parvis, 'weight');
  const moved = instance.previous.length
    ? [`; moved ${figure(parvis, 'moved')} (CBC ${cbc ? figure(cbc, 'moved') : '–'})`]
    : [];
  return [
    `${name} (${instance.wishes.length} wishes)`,
    `${weight}${moved}`,
    bounds === weight ? 'the same' : `${bounds}, ${spread(gaps)} % off`,
    `${figure(parvis, 'breaks')}, ${figure(parvis, 'idle')}`,
    times(parvis.map(({ first }) => first)),
    times(parvis.map(({ weightProof }) => weightProof)),
    times(parvis.map(({ best }) => best)),
    peer(cbc, 'weight'),
    peer(highs, 'weight'),
    ratio(weightSooner(work)),
    first_come[0].plan
      ? whole(first_come[0].plan.weight)
      : `breaks rules (${first_come[0].faults[0]})`,
  ];
}

/**
 * The fewest breaks known: published, or found by anybody in this run. Infinity: no plan is known.
 */
const fewestOf = ({ name, results }) =>
  Math.min(
    published[name] ?? Infinity,
    ...Object.values(results)
      .flat()
      .filter(({ plan }) => plan)
      .map(({ plan }) => plan.breaks),
  );

function breaksRow(work) {
  const { name, instance, results } = work;
  const { parvis, parvisSoon, clingoCores, clingoBounds, cbc, highs, first_come } = results;
  const bounds = spread(
    planned(parvis).map(({ breaksBound }) => breaksBound),
    whole,
  );
  const fewest = fewestOf(work);
  return [
    `${name} (${instance.wishes.length} meetings)`,
    Number.isFinite(fewest) ? whole(fewest) : '–',
    planned(parvis).length ? figure(parvis, 'breaks') : 'no plan',
    bounds,
    planned(parvis).length ? figure(parvis, 'idle') : '–',
    planned(parvisSoon).length ? figure(parvisSoon, 'breaks') : 'no plan',
    times(parvis.map(({ first }) => first)),
    times(parvis.map(({ fewest }) => fewest)),
    times(parvis.map(({ breaksProof }) => breaksProof)),
    ...[clingoCores, clingoBounds, cbc, highs].map((peers) => peer(peers, 'breaks')),
    ratio(breaksSooner(work)),
    first_come[0].plan
      ? whole(first_come[0].plan.breaks)
      : `breaks rules (${first_come[0].faults[0]})`,
  ];
}

/** What the planner is to reach, and whether it does: [aim, what was seen, met]. */
function aims(weight, breaks, large) {
  const rows = [],
    add = (what, seen, met) => rows.push([what, seen, met ? 'met' : '**missed**']);
  const ratios = weight
    .filter(({ instance }) => instance.wishes.length <= large)
    .map((work) => [work.name, weightSooner(work)])
    .filter(([, value]) => typeof value === 'number' || value === 'ours not proven');
  const most = ratios.toSorted(([, a], [, b]) => (Number(a) || 0) - (Number(b) || 0))[0];
  if (most)
    add(
      'weight proven 10 times sooner than the fastest peer, up to 10,000 wishes',
      `least: ${ratio(most[1])} (${most[0]})`,
      most[1] >= 10,
    );
  for (const {
    name,
    instance,
    results: { parvis },
  } of weight.filter(({ instance }) => instance.wishes.length > large)) {
    const gap = median(
      planned(parvis).map(({ plan, bound }) => (100 * (bound - plan.weight)) / bound),
    );
    add(
      `${name}, ${instance.participants.length} participants: within 0.1 % of its bound in 10 s`,
      `${brief(gap)} %; first plan after ${times(parvis.map(({ first }) => first))} s, ` +
        `${times(parvis.map(({ firstOwn }) => firstOwn))} s of them planning`,
      gap <= 0.1,
    );
  }
  const late = breaks.filter((work) => {
    const soon = planned(work.results.parvisSoon).map(({ plan }) => plan.breaks);
    return !soon.length || median(soon) > fewestOf(work);
  });
  if (breaks.length)
    add(
      'the fewest breaks known, in a second',
      `${breaks.length - late.length} of ${breaks.length} instances` +
        (late.length ? `; not ${late.map(({ name }) => name).join(', ')}` : ''),
      !late.length,
    );
  return rows;
}

/**
 * The whole text: the machine, how it was run, a table for weight and one for breaks, and what was
 * aimed at.
 */
export function report(measured, { about, settings }) {
  const weight = measured.filter(({ instance }) => !instance.all),
    breaks = measured.filter(({ instance }) => instance.all);
  const parts = [
    `${about.processor}, ${about.cores} cores, Linux ${about.kernel}, ${about.peers}, commit ${about.commit}, load ${about.load_before} before.`,
    `Medians of ${settings.runs} runs of ours, a seed each (least … most), ${settings.our_seconds} s each${settings.large_seconds > settings.our_seconds ? ` (${settings.large_seconds} s for the largest)` : ''}; ` +
      `peers ${settings.peer_seconds} s, once if they take more than 3 s. Seconds from the start of each process, reading included. ` +
      `Every plan passed the referee.${settings.quick ? ' --quick: an indication only.' : ''}`,
  ];
  if (weight.length)
    parts.push(
      '## Weight',
      table(
        [
          'instance',
          'weight',
          'bound',
          'breaks, idle',
          'first plan, s',
          'weight proven, s',
          'best plan, s',
          'CBC, exact model',
          'HiGHS, same model',
          'sooner than the fastest',
          'first come, first served',
        ],
        weight.map(weightRow),
      ),
    );
  if (breaks.length)
    parts.push(
      '## Breaks, every wish held',
      table(
        [
          'instance',
          'fewest known',
          'breaks',
          'at least',
          'idle',
          'breaks in 1 s',
          'first plan, s',
          'fewest breaks, s',
          'proven, s',
          'clingo, cores',
          'clingo, bounds',
          'CBC',
          'HiGHS',
          'sooner than the fastest',
          'first come, first served',
        ],
        breaks.map(breaksRow),
      ),
    );
  parts.push('## Aims', table(['aim', 'seen', ''], aims(weight, breaks, settings.large)));
  return `${parts.join('\n\n')}\n`;
}
