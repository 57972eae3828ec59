// The floor plan to scale, and the chosen stand: give it, free it, swap it.
import { useEffect, useState } from 'preact/hooks';
import { signal } from '@preact/signals';
import { nameOf, rows } from '../event/live.ts';
import type { Stand } from '../event/types.ts';
import { act, read } from './session.ts';
import { companies } from './data.ts';
import { Button } from './parts.tsx';
import { Icon } from '../parts/icons.tsx';
import { language, say } from '../parts/text.ts';

/** A stand's footprint on the plan, centimetres. */
const width_cm = 290, depth_cm = 260;
const chosen = signal<number | null>(null);

function Place({ stand, north_cm }: { stand: Stand; north_cm: number }) {
  const x = stand.x_cm - width_cm / 2, y = north_cm - stand.y_cm - depth_cm / 2;
  const lines = splitName(stand.company === null ? say('free') : nameOf(stand.company));
  const choose = () => {
    chosen.value = stand.id;
    requestAnimationFrame(() => document.getElementById('stand-panel')?.focus());
  };
  return (
    <g role="button" tabindex={0} id={`stand-${stand.id}`} class={`place ${stand.company === null ? 'free' : 'taken'} ${chosen.value === stand.id ? 'chosen' : ''}`}
      onClick={choose}
      onKeyDown={(event) => {
        if (event.key === 'Enter' || event.key === ' ') {
          event.preventDefault();
          choose();
        }
      }}>
      <rect x={x} y={y} width={width_cm} height={depth_cm} rx="14" />
      <text class="code" x={x + 16} y={y + 54}>{stand.code} </text>
      {lines.map((line, index) => <text key={index} class="name" x={x + 16} y={y + 112 + 38 * index}>{line} </text>)}
      <text class="gives" x={x + 16} y={y + depth_cm - 18}>{[stand.amperes ? `${stand.amperes} A` : '', stand.screen ? say('screen') : '', stand.step_free ? say('step_free_short') : ''].filter(Boolean).join(' · ')}</text>
    </g>
  );
}

/** At most three lines of about 15 letters: what a stand on the plan has room for. */
function splitName(name: string): string[] {
  const lines: string[] = [''];
  for (const word of name.replace(/-/g, '-\u200b').split(/[ \u200b]/)) {
    const last = lines[lines.length - 1]!;
    if (last && (last + word).length > 13) lines.push(word);
    else lines[lines.length - 1] = last ? `${last}${last.endsWith('-') ? '' : ' '}${word}` : word;
  }
  return lines.slice(0, 3).map((line) => (line.length > 15 ? `${line.slice(0, 14)}…` : line));
}

function Plan() {
  const stands = [...rows.value.stand.values()].sort((a, b) => a.code.localeCompare(b.code, 'fr', { numeric: true }));
  const east_cm = Math.max(0, ...stands.map(({ x_cm }) => x_cm)) + width_cm / 2 + 60;
  const north_cm = Math.max(0, ...stands.map(({ y_cm }) => y_cm)) + depth_cm / 2 + 110;
  const south_cm = Math.min(0, ...stands.map(({ y_cm }) => y_cm - depth_cm / 2));
  const zones = new Map<string, Stand>();
  for (const stand of stands) if (!zones.has(stand.zone)) zones.set(stand.zone, stand);
  return (
    <div class="scroll plan print" role="region" aria-label={say('plan')}>
      <svg viewBox={`0 0 ${east_cm} ${north_cm - south_cm}`}>
        {[...zones].map(([zone, stand]) => <text key={zone} class="zone" x={stand.x_cm - width_cm / 2} y={north_cm - stand.y_cm - depth_cm / 2 - 26}>{zone}</text>)}
        <g class="scale" aria-hidden="true"><path d={`M ${east_cm - 560} ${north_cm - south_cm - 40} v -16 h 500 v 16`} /><text x={east_cm - 310} y={north_cm - south_cm - 66} text-anchor="middle">5 m</text></g>
        {stands.map((stand) => <Place key={stand.id} stand={stand} north_cm={north_cm} />)}
      </svg>
    </div>
  );
}

/** Two companies change places in one go; a free stand is a place like another. */
const swap = (a: Stand, b: Stand, motive: string): Promise<boolean> =>
  act('/api/stands/swap', { a: a.id, b: b.id, ...(motive ? { motive } : {}) }, say('stands_swapped', { a: a.code, b: b.code }));

/** Whom a stand would not suit: company → why, in the reader's language. */
function useReasons(stand: Stand): ReadonlyMap<number, string> {
  const [reasons, setReasons] = useState<ReadonlyMap<number, string>>(new Map());
  useEffect(() => {
    let current = true;
    read<{ companies: { company: number; reason: string | null }[] }>(`/api/stands/${stand.id}/fits`).then(
      ({ companies: all }) => current && setReasons(new Map(all.flatMap(({ company, reason }) => (reason === null ? [] : [[company, reason] as const])))), () => undefined);
    return () => void (current = false);
  }, [stand.id, language.value]);
  return reasons;
}

function Panel({ stand }: { stand: Stand }) {
  const [motive, setMotive] = useState('');
  const housed = new Set([...rows.value.stand.values()].map(({ company }) => company));
  const without = companies.value.filter(({ id }) => !housed.has(id));
  const others = [...rows.value.stand.values()].filter(({ id }) => id !== stand.id).sort((a, b) => a.code.localeCompare(b.code, 'fr', { numeric: true }));
  const [company, setCompany] = useState('');
  const [other, setOther] = useState('');
  const why = motive.trim() ? { motive: motive.trim() } : {};
  const give = (id: number | null) => void act(`/api/stands/${stand.id}/company`, { company: id, ...why },
    id === null ? say('freed', { stand: stand.code }) : say('given', { stand: stand.code, name: nameOf(id) }));
  const reasons = useReasons(stand);
  const unfit = (id: number) => (reasons.has(id) ? ` — ${say('unfit')}` : '');
  const swapped = others.find(({ id }) => String(id) === other);
  return (
    <section id="stand-panel" class="card panel" tabIndex={-1} aria-labelledby="stand-title">
      <h3 id="stand-title" class="big">{say('stand')} {stand.code}</h3>
      <p>{stand.company === null ? say('free') : <strong>{nameOf(stand.company)}</strong>}</p>
      <ul class="needs-list">
        <li><Icon name="power" />{stand.amperes ? `${stand.amperes} A` : say('no_power')}</li>
        <li><Icon name="device" />{say(stand.screen ? 'has_screen' : 'no_screen')}</li>
        <li><Icon name="access" />{say(stand.step_free ? 'step_free' : 'steps')}</li>
      </ul>
      {stand.company !== null && <div class="actions"><Button icon="cross" onClick={() => give(null)}>{say('free_it')}</Button></div>}
      {stand.company === null && (
        <div class="row"><label class="field"><span>{say('give_to')}</span><select value={company} onChange={(event) => setCompany(event.currentTarget.value)}>
          <option value="">{say('choose')}</option>
          {without.length > 0 && <optgroup label={say('without_stand')}>{without.map(({ id, name }) => <option key={id} value={id}>{name}{unfit(id)}</option>)}</optgroup>}
          <optgroup label={say('moves_here')}>{companies.value.filter(({ id }) => housed.has(id)).map(({ id, name }) => <option key={id} value={id}>{name}{unfit(id)}</option>)}</optgroup>
        </select></label>
        <Button icon="check" tone="primary" off={!company} onClick={() => give(Number(company))}>{say('give')}</Button></div>
      )}
      {stand.company !== null && (
        <div class="row"><label class="field"><span>{say('swap_with')}</span><select value={other} onChange={(event) => setOther(event.currentTarget.value)}>
          <option value="">{say('choose')}</option>{others.map(({ id, code, company: there }) => <option key={id} value={id}>{code} · {there === null ? say('free') : `${nameOf(there)}${unfit(there)}`}</option>)}</select></label>
        <Button icon="swap" off={!swapped} onClick={() => swapped && void swap(stand, swapped, motive.trim())}>{say('swap')}</Button></div>
      )}
      <p class="problem" role="status">{reasons.get(Number(company)) ?? (swapped?.company != null ? reasons.get(swapped.company) : undefined) ?? ''}</p>
      <label class="field"><span>{say('motive')}</span><input value={motive} maxLength={200} onInput={(event) => setMotive(event.currentTarget.value)} /></label>
      <p class="muted small">{say('motive_hint')}</p>
      <Button icon="cross" onClick={() => { const id = stand.id; chosen.value = null; requestAnimationFrame(() => document.getElementById(`stand-${id}`)?.focus()); }}>{say('close')}</Button>
    </section>
  );
}

export function Stands() {
  const stand = chosen.value === null ? undefined : rows.value.stand.get(chosen.value);
  return (
    <div class="with-panel">
      <section aria-labelledby="stands-title"><div class="strip"><h2 id="stands-title">{say('stands')}</h2><Button icon="print" onClick={() => print()}>{say('print_plan')}</Button></div><Plan /></section>
      {stand ? <Panel key={stand.id} stand={stand} /> : <p class="muted">{say('stands_hint')}</p>}
    </div>
  );
}
