// SPDX-License-Identifier: EUPL-1.2
// The chosen stand: what it has, who has it, and every move by button.
import { useEffect, useState } from 'preact/hooks';
import { nameOf, rows } from '../../event/live.ts';
import type { Stand } from '../../event/types.ts';
import { read, user } from '../session.ts';
import { companies } from '../data.ts';
import { Button } from '../parts.tsx';
import { Icon, type IconName } from '../../parts/icons.tsx';
import { language, say } from '../../parts/text.ts';
import { byCode, needState, type Need } from './hall.ts';
import { askOptions, chosen, free, give, needs, options, standOf, swap, whyNot } from './moves.ts';
import { Swatch, segmentOf } from './plan.tsx';

function Offer({
  stand,
  need,
  icon,
  text,
}: {
  stand: Stand;
  need: Need;
  icon: IconName;
  text: string;
}) {
  const { offered, needed } = needState(
    stand,
    stand.company === null ? undefined : needs.value.get(stand.company),
    need,
  );
  return (
    <li class={needed && !offered ? 'lacking' : undefined}>
      <Icon name={icon} />
      {text}
      {needed && (
        <span class={`state ${offered ? 'running' : 'no_show'}`}>
          {say(offered ? 'need_met' : 'need_unmet')}
        </span>
      )}
    </li>
  );
}

/** Whom a free stand would not suit: company → why, in the reader's language. */
function useReasons(stand: Stand): ReadonlyMap<number, string> {
  const spoken = language.value;
  const [reasons, setReasons] = useState<ReadonlyMap<number, string>>(new Map());
  useEffect(() => {
    let current = true;
    if (stand.company === null)
      read<{ companies: { company: number; reason: string | null }[] }>(
        `/api/stands/${stand.id}/fits`,
      ).then(
        ({ companies: all }) =>
          current &&
          setReasons(
            new Map(
              all.flatMap(({ company, reason }) =>
                reason === null ? [] : [[company, reason] as const],
              ),
            ),
          ),
        () => undefined,
      );
    return () => void (current = false);
  }, [stand.id, stand.company, spoken]);
  return reasons;
}

function GiveIt({ stand }: { stand: Stand }) {
  const [company, setCompany] = useState('');
  const reasons = useReasons(stand);
  const option = ({ id, name }: { id: number; name: string }) => (
    <option key={id} value={id}>
      {name}
      {reasons.has(id) ? ` — ${say('unfit')}` : ''}
    </option>
  );
  return (
    <>
      <div class="row">
        <label class="field">
          <span>{say('give_to')}</span>
          <select value={company} onChange={(event) => setCompany(event.currentTarget.value)}>
            <option value="">{say('choose')}</option>
            <optgroup label={say('without_stand')}>
              {companies.value.filter(({ id }) => !standOf(id)).map(option)}
            </optgroup>
            <optgroup label={say('moves_here')}>
              {companies.value.filter(({ id }) => standOf(id)).map(option)}
            </optgroup>
          </select>
        </label>
        <Button
          icon="check"
          tone="primary"
          off={!company}
          onClick={() => void give(stand, Number(company))}
        >
          {say('give')}
        </Button>
      </div>
      <p class="problem" role="status">
        {reasons.get(Number(company)) ?? ''}
      </p>
    </>
  );
}

function MoveIt({ stand, company }: { stand: Stand; company: number }) {
  const [other, setOther] = useState('');
  const spoken = language.value;
  const { seq } = rows.value;
  useEffect(() => void askOptions(company), [company, stand.id, seq, spoken]);
  const others = byCode([...rows.value.stand.values()].filter(({ id }) => id !== stand.id));
  const target = others.find(({ id }) => String(id) === other);
  const option = (place: Stand) => (
    <option key={place.id} value={place.id}>
      {place.code}
      {place.company === null ? '' : ` · ${nameOf(place.company)}`}
      {whyNot(company, place) ? ` — ${say('unfit')}` : ''}
    </option>
  );
  return (
    <>
      <div class="row">
        <label class="field">
          <span>{say('move_or_swap')}</span>
          <select value={other} onChange={(event) => setOther(event.currentTarget.value)}>
            <option value="">{say('choose')}</option>
            <optgroup label={say('free_stands')}>
              {others.filter((place) => place.company === null).map(option)}
            </optgroup>
            <optgroup label={say('swap_with')}>
              {others.filter((place) => place.company !== null).map(option)}
            </optgroup>
          </select>
        </label>
        <Button
          icon="swap"
          off={!target}
          onClick={() =>
            target &&
            void swap(stand, target).then((done) => {
              if (done) {
                chosen.value = target.id;
                setOther('');
              }
            })
          }
        >
          {say(target && target.company === null ? 'move' : 'swap')}
        </Button>
      </div>
      <p class="problem" role="status">
        {(target && options.value && whyNot(company, target)) || ''}
      </p>
      <div class="actions">
        <Button icon="cross" onClick={() => void free(stand)}>
          {say('free_it')}
        </Button>
      </div>
    </>
  );
}

export function Panel({ stand }: { stand: Stand }) {
  const segment = segmentOf(stand.company);
  const may = user.value?.role !== 'viewer';
  const close = () => {
    chosen.value = null;
    requestAnimationFrame(() => document.getElementById(`stand-${stand.id}`)?.focus());
  };
  return (
    // Escape closes it from anything inside; nothing is operated on the section itself.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      id="stand-panel"
      class="card"
      tabIndex={-1}
      aria-labelledby="stand-title"
      onKeyDown={(event) => event.key === 'Escape' && close()}
    >
      <div class="strip">
        <h3 id="stand-title" class="big">
          {say('stand')} {stand.code}
        </h3>
        <button type="button" class="bare" aria-label={say('close')} onClick={close}>
          <Icon name="cross" />
        </button>
      </div>
      <p class="small muted">{stand.zone}</p>
      {stand.company === null ? (
        <p>{say('free')}</p>
      ) : (
        <p>
          <strong>{nameOf(stand.company)}</strong>
          {segment && (
            <span class="segment">
              <Swatch segment={segment} />
              {segment.name}
            </span>
          )}
        </p>
      )}
      <ul class="needs-list">
        <Offer
          stand={stand}
          need="power"
          icon="power"
          text={stand.amperes ? `${stand.amperes} A` : say('no_power')}
        />
        <Offer
          stand={stand}
          need="screen"
          icon="device"
          text={say(stand.screen ? 'has_screen' : 'no_screen')}
        />
        <Offer
          stand={stand}
          need="step_free"
          icon="access"
          text={say(stand.step_free ? 'step_free' : 'steps')}
        />
      </ul>
      {may &&
        (stand.company === null ? (
          <GiveIt stand={stand} />
        ) : (
          <MoveIt key={stand.id} stand={stand} company={stand.company} />
        ))}
    </section>
  );
}
