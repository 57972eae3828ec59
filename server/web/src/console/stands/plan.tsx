// SPDX-License-Identifier: EUPL-1.2
// The floor plan: drawn to scale in SVG, with a button on every stand. One of them is in the tab
// order and arrow keys go between them; Shift and an arrow key change two stands' companies.
import { useEffect, useRef } from 'preact/hooks';
import { nameOf, rows } from '../../event/live.ts';
import type { Stand } from '../../event/types.ts';
import { Icon, type IconName } from '../../parts/icons.tsx';
import { say } from '../../parts/text.ts';
import { dragged, lands, over, takes } from './drag.ts';
import {
  byCode,
  depth_cm,
  hallOf,
  needState,
  neighbour,
  width_cm,
  type Hall,
  type Need,
  type Segment,
} from './hall.ts';
import { chosen, needs, segments, swap, whyNot } from './moves.ts';
import { proposal } from './proposal.tsx';
import { certain } from '../../parts/certain.ts';

export const segmentOf = (company: number | null): Segment | undefined =>
  company === null
    ? undefined
    : segments.value.get(rows.value.organisation.get(company)?.segment ?? '');

/** Patterns of 24 cm: they hold in print and for those who see no colours. */
const drawn = [
  'M0 0H24V24H0z',
  'M0 24L24 0M-6 6L6 -6M18 30L30 18',
  'M3 3h9v9h-9zM15 15h9v9h-9z',
  'M0 6H24M0 18H24',
  'M0 0L24 24M-6 18L6 30M18 -6L30 6',
  'M6 0V24M18 0V24',
];
const filled = new Set([0, 2]);

export function Patterns() {
  return (
    <defs>
      {[...segments.value.values()].map(({ name, colour, pattern }) => (
        <pattern
          key={name}
          id={`segment-${colour}-${pattern}`}
          width="24"
          height="24"
          patternUnits="userSpaceOnUse"
          class={`tint-${colour}`}
        >
          <path
            d={drawn[pattern]}
            fill={filled.has(pattern) ? 'currentColor' : 'none'}
            stroke={filled.has(pattern) ? 'none' : 'currentColor'}
            stroke-width="7"
          />
        </pattern>
      ))}
    </defs>
  );
}

const paint = (segment: Segment) => `url(#segment-${segment.colour}-${segment.pattern})`;

/** A small square of a segment's look. */
export function Swatch({ segment }: { segment: Segment }) {
  return (
    <svg class={`swatch tint-${segment.colour}`} viewBox="0 0 48 48" aria-hidden="true">
      <rect
        x="2"
        y="2"
        width="44"
        height="44"
        fill={paint(segment)}
        stroke="currentColor"
        stroke-width="4"
      />
    </svg>
  );
}

const gives: { need: Need; icon: IconName }[] = [
  { need: 'power', icon: 'power' },
  { need: 'screen', icon: 'device' },
  { need: 'step_free', icon: 'access' },
];

function Offers({ stand }: { stand: Stand }) {
  const wanted = stand.company === null ? undefined : needs.value.get(stand.company);
  return (
    <span class="offers" aria-hidden="true">
      {gives.map(({ need, icon }) => {
        const { offered, needed } = needState(stand, wanted, need);
        if (!offered && !needed) return null;
        return (
          <span key={need} class={!offered ? 'lacking' : needed ? 'needed' : undefined}>
            <Icon name={icon} />
            {need === 'power' && (stand.amperes || wanted?.amperes)}
          </span>
        );
      })}
    </span>
  );
}

/** What else the picture shows of a stand, in words. */
function inWords(stand: Stand): string {
  const wanted = stand.company === null ? undefined : needs.value.get(stand.company);
  const offered = [
    stand.amperes ? `${stand.amperes} A` : say('no_power'),
    say(stand.screen ? 'has_screen' : 'no_screen'),
    say(stand.step_free ? 'step_free' : 'steps'),
  ].join(', ');
  const lacking = gives
    .filter(({ need }) => {
      const state = needState(stand, wanted, need);
      return state.needed && !state.offered;
    })
    .map(({ need }) => say(`lacks.${need}`));
  const segment =
    stand.company === null ? '' : `${rows.value.organisation.get(stand.company)?.segment ?? ''}. `;
  return `. ${stand.zone}. ${segment}${offered}${lacking.length ? `. ${say('lacking')} ${lacking.join(', ')}` : ''}`;
}

function Place({
  stand,
  hall,
  current,
  onKey,
}: {
  stand: Stand;
  hall: Hall;
  current: boolean;
  onKey: (event: KeyboardEvent, stand: Stand) => void;
}) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => takes(certain(button.current), stand.company), [stand.company]);
  useEffect(() => lands(certain(button.current), stand.id), [stand.id]);
  const { x, y } = hall.at(stand);
  const moving = dragged.value;
  const why = moving === null || moving === stand.company ? undefined : whyNot(moving, stand);
  const coming = proposal.value?.found.moves.find((move) => move.stand === stand.id);
  const marks = [
    stand.company === null ? 'free' : 'taken',
    chosen.value === stand.id && 'chosen',
    moving !== null && moving === stand.company && 'home',
    why === null && 'can',
    typeof why === 'string' && 'cannot',
    over.value === stand.id && 'target',
    coming && 'changes',
  ];
  const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(3)}%`;
  return (
    <button
      ref={button}
      type="button"
      id={`stand-${stand.id}`}
      class={`place ${marks.filter(Boolean).join(' ')}`}
      tabIndex={current ? 0 : -1}
      aria-pressed={chosen.value === stand.id}
      style={{
        left: percent(x, hall.width),
        top: percent(y, hall.height),
        width: percent(width_cm, hall.width),
        height: percent(depth_cm, hall.height),
      }}
      onClick={() => {
        chosen.value = stand.id;
        requestAnimationFrame(() => document.getElementById('stand-panel')?.focus());
      }}
      onKeyDown={(event) => onKey(event, stand)}
    >
      <span class="place-head">
        <span class="code">{stand.code}</span> <Offers stand={stand} />
      </span>
      {coming ? (
        <span class="names">
          <s>{coming.before === null ? say('free') : nameOf(coming.before)}</s>
          <strong>{coming.after === null ? say('free') : nameOf(coming.after)}</strong>
        </span>
      ) : (
        <span class="names" lang="fr">
          {stand.company === null ? say('free') : nameOf(stand.company)}
        </span>
      )}
      <span class="unseen">{inWords(stand)}</span>
    </button>
  );
}

/** What the buttons stand on. */
function Ground({ stands, hall }: { stands: readonly Stand[]; hall: Hall }) {
  return (
    <svg viewBox={`0 0 ${hall.width} ${hall.height}`} aria-hidden="true">
      <Patterns />
      <rect class="wall" x="8" y="8" width={hall.width - 16} height={hall.height - 16} rx="20" />
      {hall.zones.map((zone) => (
        <g key={zone.name} class="zone">
          <rect x={zone.x} y={zone.y} width={zone.width} height={zone.height} rx="24" />
          <text x={zone.x + 30} y={zone.y + 48}>
            {zone.name}
          </text>
        </g>
      ))}
      {stands.map((stand) => {
        const { x, y } = hall.at(stand),
          segment = segmentOf(stand.company);
        return (
          <g key={stand.id} class={stand.company === null ? 'foot empty' : 'foot'}>
            <rect x={x} y={y} width={width_cm} height={depth_cm} rx="12" />
            {segment && (
              <rect
                class={`band tint-${segment.colour}`}
                x={x}
                y={y}
                width="26"
                height={depth_cm}
                rx="12"
                fill={paint(segment)}
                stroke="currentColor"
              />
            )}
          </g>
        );
      })}
      <g class="scale">
        <path d={`M ${hall.width - 560} ${hall.height - 40} v -16 h 500 v 16`} />
        <text x={hall.width - 310} y={hall.height - 66} text-anchor="middle">
          5 m
        </text>
      </g>
    </svg>
  );
}

const keys: Record<string, [number, number]> = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};

export function Plan() {
  const stands = byCode(rows.value.stand.values());
  if (stands.length === 0) return <p class="muted">{say('no_stands')}</p>;
  const hall = hallOf(stands);
  const current = stands.find(({ id }) => id === chosen.value)?.id ?? certain(stands[0]).id;
  const onKey = (event: KeyboardEvent, stand: Stand) => {
    const way = keys[event.key];
    const next = way && neighbour(stands, stand, ...way);
    if (!next) return;
    event.preventDefault();
    const focus = () => document.getElementById(`stand-${next.id}`)?.focus();
    if (!event.shiftKey) {
      chosen.value = next.id;
      focus();
    } else if (stand.company !== null)
      void swap(stand, next).then((done) => {
        if (done) {
          chosen.value = next.id;
          focus();
        }
      });
  };
  return (
    <div class="scroll hall-box" role="group" aria-label={say('plan')}>
      <div class="hall" style={{ '--ratio': (hall.width / hall.height).toFixed(4) }}>
        <Ground stands={stands} hall={hall} />
        {stands.map((stand) => (
          <Place
            key={stand.id}
            stand={stand}
            hall={hall}
            current={stand.id === current}
            onKey={onKey}
          />
        ))}
      </div>
    </div>
  );
}
