// SPDX-License-Identifier: EUPL-1.2
// The stands: the plan, who is without one, the chosen stand, and what would be better.
import { useEffect, useRef } from 'preact/hooks';
import { nameOf, now, rows, zone } from '../../event/live.ts';
import { hourMinute } from '../../event/time.ts';
import type { Organisation } from '../../event/types.ts';
import { user } from '../session.ts';
import { Override } from '../override.tsx';
import { Button } from '../parts.tsx';
import { Icon } from '../../parts/icons.tsx';
import { say } from '../../parts/text.ts';
import { dragged, followDrags, lands, over, takes } from './drag.ts';
import { chosen, followNeeds, homeless, needs, segments, whyNot } from './moves.ts';
import { Panel } from './panel.tsx';
import { Plan, segmentOf, Swatch } from './plan.tsx';
import { ProposeButton, Proposal, proposal } from './proposal.tsx';
import { certain } from '../../parts/certain.ts';

/** A company without a stand, to be taken from here to one. */
function Waiting({ company }: { company: Organisation }) {
  const item = useRef<HTMLLIElement>(null);
  useEffect(() => takes(certain(item.current), company.id), [company.id]);
  const segment = segmentOf(company.id),
    pitches = needs.value.get(company.id)?.pitches;
  return (
    <li ref={item} class={`waiting ${dragged.value === company.id ? 'home' : ''}`}>
      {segment && <Swatch segment={segment} />}
      <span>{company.name}</span>
      {pitches ? (
        <span class="small muted">{say('pitches_only')}</span>
      ) : (
        <span class="state no_show">{say('nowhere')}</span>
      )}
    </li>
  );
}

/** Who has no stand; dropping a company here frees the one that it had. */
function Tray() {
  const box = useRef<HTMLElement>(null);
  useEffect(() => lands(certain(box.current), 'tray'), []);
  return (
    <section
      ref={box}
      class={`card tray ${over.value === 'tray' ? 'target' : ''}`}
      aria-labelledby="tray"
    >
      <h3 id="tray">
        {say('without_stand')} <span class="pill quiet">{homeless.value.length}</span>
      </h3>
      {homeless.value.length === 0 ? (
        <p class="muted">{say('all_housed')}</p>
      ) : (
        <ul class="waiting-list">
          {homeless.value.map((company) => (
            <Waiting key={company.id} company={company} />
          ))}
        </ul>
      )}
      <p class="muted small unprinted">{say('tray_hint')}</p>
    </section>
  );
}

function Legend() {
  return (
    <ul class="stand-legend" aria-label={say('legend')}>
      {[...segments.value.values()].map((segment) => (
        <li key={segment.name}>
          <Swatch segment={segment} />
          {segment.name}
        </li>
      ))}
      <li>
        <Icon name="power" />
        {say('legend.power')}
      </li>
      <li>
        <Icon name="device" />
        {say('has_screen')}
      </li>
      <li>
        <Icon name="access" />
        {say('step_free')}
      </li>
      <li>
        <span class="lacking">
          <Icon name="missed" />
        </span>
        {say('legend.lacking')}
      </li>
    </ul>
  );
}

/** What dropping here would do, said while it is dragged. */
function Told() {
  const company = dragged.value,
    place = typeof over.value === 'number' ? rows.value.stand.get(over.value) : undefined;
  if (company === null)
    return (
      <p class="stand-told muted" role="status">
        {say('stands_keys')}
      </p>
    );
  if (!place || place.company === company)
    return (
      <p class="stand-told" role="status">
        <strong>{nameOf(company)}</strong>
      </p>
    );
  const why = whyNot(company, place);
  return (
    <p class={`stand-told ${why ? 'problem' : ''}`} role="status">
      <strong>{place.code}</strong>{' '}
      {why ??
        (place.company === null
          ? say('can_go')
          : say('would_swap', { name: nameOf(place.company) }))}
    </p>
  );
}

export function Stands() {
  useEffect(followNeeds, []);
  useEffect(followDrags, []);
  const stand = chosen.value === null ? undefined : rows.value.stand.get(chosen.value);
  const taken = [...rows.value.stand.values()].filter(({ company }) => company !== null).length;
  const may = user.value?.role !== 'viewer';
  return (
    <div class="with-panel stands-view print">
      <section aria-labelledby="stands-title">
        <div class="strip">
          <h2 id="stands-title">
            {say('stands')}{' '}
            <span class="pill quiet">
              {say('stands_taken', { taken, all: rows.value.stand.size })}
            </span>
          </h2>
          <p class="printed small">
            {rows.value.edition?.name} · {rows.value.edition?.date} ·{' '}
            {hourMinute(now.value, zone())}
          </p>
          <div class="actions unprinted">
            {may && !proposal.value && <ProposeButton />}
            <Button icon="print" onClick={() => print()}>
              {say('print_plan')}
            </Button>
          </div>
        </div>
        <Proposal />
        <Plan />
        <Told />
        <Legend />
      </section>
      <div class="stack side">
        {stand && <Panel key={stand.id} stand={stand} />}
        <Tray />
      </div>
      <Override />
    </div>
  );
}
