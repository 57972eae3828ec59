// SPDX-License-Identifier: EUPL-1.2
// The selection: from what was received to the pitches and the stands, and why one was put aside.
import { useEffect, useState } from 'preact/hooks';
import type { Selection as Selected } from '../../generated/schemas.ts';
import { onChange } from '../event/live.ts';
import { fold } from '../event/fold.ts';
import { read, user, refused } from './session.ts';
import { deed, Override } from './override.tsx';
import { Button } from './parts.tsx';
import { Icon } from '../parts/icons.tsx';
import { count, language, say } from '../parts/text.ts';

type Application = Selected['applications'][number];
type State = Application['state'];
type Phase = keyof Selected['funnel'];

const states: State[] = [
  'pitch',
  'stand',
  'not_kept',
  'waiting',
  'not_marketable',
  'not_public_fit',
  'outside_region',
];
const sayMark = (mark: number | null) =>
  mark === null
    ? '–'
    : (mark / 10).toLocaleString(language.value === 'fr' ? 'fr-FR' : 'en-GB', {
        minimumFractionDigits: 1,
      });

/** One step down, as long as what is left; beside it, who went and why. */
function Step({
  phase,
  part,
  of,
  gone,
}: {
  phase: string;
  part: number;
  of: number;
  gone: string[];
}) {
  return (
    <li class="step">
      <strong class="step-count">{part}</strong>
      <div>
        <p>{say(`funnel.${phase}`)}</p>
        <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
          <rect class="whole" width="100" height="10" />
          <rect class="part" width={of ? (100 * part) / of : 0} height="10" />
        </svg>
        {gone.length > 0 && (
          <ul class="gone">
            {gone.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        )}
      </div>
    </li>
  );
}

function Funnel({ found }: { found: Selected }) {
  const { funnel, limits } = found;
  const went = (names: Phase[]) =>
    names
      .filter((name) => funnel[name] > 0)
      .map((name) => `− ${funnel[name]} ${say(`funnel.${name}`, { region: limits.region })}`);
  const unkept = funnel.seen - funnel.kept;
  return (
    <section class="card" aria-labelledby="funnel">
      <h2 id="funnel">
        <Icon name="funnel" />
        {say('funnel')}
      </h2>
      <ol class="funnel">
        <Step
          phase="received"
          part={funnel.received}
          of={funnel.received}
          gone={went(['not_marketable', 'not_public_fit', 'outside_region'])}
        />
        <Step phase="passed" part={funnel.passed} of={funnel.received} gone={went(['unmarked'])} />
        <Step
          phase="seen"
          part={funnel.seen}
          of={funnel.received}
          gone={unkept > 0 ? [`− ${unkept} ${say('funnel.not_kept')}`] : []}
        />
        <Step phase="kept" part={funnel.kept} of={funnel.received} gone={[]} />
      </ol>
      <dl class="tiles">
        <div class="tile called">
          <dt>{say('funnel.pitch')}</dt>
          <dd>
            {funnel.pitch} <small>{say('funnel.wanted', { wanted: limits.pitches })}</small>
          </dd>
        </div>
        <div class="tile">
          <dt>{say('funnel.stand')}</dt>
          <dd>{funnel.stand}</dd>
        </div>
        <div class="tile">
          <dt>{say('funnel.kept')}</dt>
          <dd>
            {funnel.kept}{' '}
            <small>{say('funnel.between', { min: limits.kept_min, max: limits.kept_max })}</small>
          </dd>
        </div>
      </dl>
    </section>
  );
}

type Decision = 'pitch' | 'stand' | null;
const decisionOf = ({ state }: Application): Decision =>
  state === 'pitch' || state === 'stand' ? state : null;
/** What was chosen on the page and waits, else what is in force; null is a decision as well. */
function decisionNow(one: Application, pending: ReadonlyMap<number, Decision>): Decision {
  const chosen = pending.get(one.company);
  return chosen === undefined ? decisionOf(one) : chosen;
}

/** Decisions that are chosen and not yet in force, with what they come to. */
function Pending({
  found,
  pending,
  onDone,
}: {
  found: Selected;
  pending: ReadonlyMap<number, Decision>;
  onDone: () => void;
}) {
  if (pending.size === 0) return null;
  const after = found.applications.map((one) => decisionNow(one, pending));
  const pitches = after.filter((one) => one === 'pitch').length,
    kept = after.filter(Boolean).length;
  const { limits } = found;
  const wrong = pitches !== limits.pitches || kept < limits.kept_min || kept > limits.kept_max;
  const apply = () =>
    void deed(
      '/api/selection/decisions',
      { decisions: [...pending].map(([company, decision]) => ({ company, decision })) },
      count('decided', pending.size),
      onDone,
    );
  return (
    <div class="card pending" role="group" aria-label={say('decisions_pending')}>
      <p>
        <strong>{count('decisions_waiting', pending.size)}</strong>{' '}
        <span class={wrong ? 'problem' : 'muted'}>
          {say('decisions_come_to', {
            pitches,
            wanted: limits.pitches,
            kept,
            min: limits.kept_min,
            max: limits.kept_max,
          })}
        </span>
      </p>
      <div class="actions">
        <Button icon="check" tone="primary" onClick={apply}>
          {say('decide_now')}
        </Button>
        <Button icon="cross" onClick={onDone}>
          {say('plan_discard')}
        </Button>
      </div>
    </div>
  );
}

function Row({
  one,
  chosen,
  onChoose,
}: {
  one: Application;
  chosen: Decision;
  onChoose: (decision: Decision) => void;
}) {
  const present = decisionOf(one),
    tone = one.state === 'pitch' ? 'called' : one.state === 'stand' ? 'running' : '';
  return (
    <tr class={chosen === present ? undefined : 'changes'}>
      <td>{sayMark(one.mark)}</td>
      <th scope="row">
        {one.name}
        <br />
        <span class="muted small">{one.segment}</span>
      </th>
      <td>{one.town}</td>
      <td>
        <span class={`state ${tone}`}>{say(`selection.${one.state}`)}</span>
      </td>
      {user.value?.role === 'organiser' && (
        <td>
          <select
            aria-label={say('decision_of', { name: one.name })}
            value={chosen ?? ''}
            onChange={(event) => onChoose((event.currentTarget.value || null) as Decision)}
          >
            <option value="">{say('selection.not_kept')}</option>
            <option value="pitch">{say('selection.pitch')}</option>
            <option value="stand">{say('selection.stand')}</option>
          </select>
        </td>
      )}
    </tr>
  );
}

function Applications({
  found,
  pending,
  onPending,
}: {
  found: Selected;
  pending: ReadonlyMap<number, Decision>;
  onPending: (next: ReadonlyMap<number, Decision>) => void;
}) {
  const [state, setState] = useState<State | ''>('');
  const [query, setQuery] = useState('');
  const wanted = fold(query);
  const shown = found.applications.filter(
    (one) =>
      (!state || one.state === state) &&
      fold(`${one.name} ${one.segment} ${one.town} ${one.siret}`).includes(wanted),
  );
  const choose = (one: Application, decision: Decision) => {
    const next = new Map(pending);
    if (decision === decisionOf(one)) next.delete(one.company);
    else next.set(one.company, decision);
    onPending(next);
  };
  return (
    <section class="card" aria-labelledby="applications">
      <div class="strip">
        <h2 id="applications">
          {say('applications')} <span class="pill quiet">{shown.length}</span>
        </h2>
        <div class="row">
          <label class="field">
            <span>{say('filter_state')}</span>
            <select
              value={state}
              onChange={(event) => setState(event.currentTarget.value as State | '')}
            >
              <option value="">{say('all_of_them')}</option>
              {states.map((name) => (
                <option key={name} value={name}>
                  {say(`selection.${name}`)}
                </option>
              ))}
            </select>
          </label>
          <label class="field">
            <span>{say('filter_text')}</span>
            <input
              type="search"
              value={query}
              onInput={(event) => setQuery(event.currentTarget.value)}
            />
          </label>
        </div>
      </div>
      <div class="scroll flat" tabIndex={0} role="group" aria-label={say('applications')}>
        <table class="figures findings">
          <thead>
            <tr>
              <th scope="col">{say('mark')}</th>
              <th scope="col">{say('company')}</th>
              <th scope="col">{say('town')}</th>
              <th scope="col">{say('state')}</th>
              {user.value?.role === 'organiser' && <th scope="col">{say('decision')}</th>}
            </tr>
          </thead>
          <tbody>
            {shown.map((one) => (
              <Row
                key={one.company}
                one={one}
                chosen={decisionNow(one, pending)}
                onChoose={(decision) => choose(one, decision)}
              />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

export function Selection() {
  const [found, setFound] = useState<Selected | null>(null);
  const [pending, setPending] = useState<ReadonlyMap<number, Decision>>(new Map());
  const load = () => read<Selected>('/api/selection').then(setFound, refused);
  useEffect(() => {
    let soon: ReturnType<typeof setTimeout> | undefined;
    void load();
    const stop = onChange((change) => {
      if (change && change.kind !== 'application' && change.kind !== 'edition') return;
      clearTimeout(soon);
      soon = setTimeout(() => void load(), 200);
    });
    return () => {
      stop();
      clearTimeout(soon);
    };
  }, []);
  if (!found)
    return (
      <p class="muted" role="status">
        {say('loading')}
      </p>
    );
  return (
    <>
      <Funnel found={found} />
      <Pending found={found} pending={pending} onDone={() => setPending(new Map())} />
      <Applications found={found} pending={pending} onPending={setPending} />
      <Override />
    </>
  );
}
