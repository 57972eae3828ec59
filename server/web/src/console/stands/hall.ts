// SPDX-License-Identifier: EUPL-1.2
// The hall to scale: where things stand on the plan, in centimetres, and how segments are told
// apart without colour. Pure.
import type { StandNeeds } from '../../../generated/schemas.ts';
import type { Organisation, Stand } from '../../event/types.ts';

/** A stand's footprint. The files give its place alone: three metres, less the partition. */
export const width_cm = 290,
  depth_cm = 300;
/** Round the outermost stands, and above each zone for its name. */
const margin_cm = 110,
  name_cm = 70;

export interface Zone {
  name: string;
  x: number;
  y: number;
  width: number;
  height: number;
}
export interface Hall {
  width: number;
  height: number;
  zones: Zone[];
  at: (stand: Stand) => { x: number; y: number };
}

export const byCode = (stands: Iterable<Stand>): Stand[] =>
  [...stands].sort((a, b) => a.code.localeCompare(b.code, 'fr', { numeric: true }));

/** x and y grow to the east and to the south, as a screen's do; stands know y from the south. */
export function hallOf(stands: readonly Stand[]): Hall {
  const xs = stands.map(({ x_cm }) => x_cm),
    ys = stands.map(({ y_cm }) => y_cm);
  const west = Math.min(...xs) - width_cm / 2 - margin_cm,
    north = Math.max(...ys) + depth_cm / 2 + margin_cm;
  const at = ({ x_cm, y_cm }: Stand) => ({
    x: x_cm - width_cm / 2 - west,
    y: north - y_cm - depth_cm / 2,
  });
  const zones = new Map<string, Zone>();
  for (const stand of stands) {
    const { x, y } = at(stand),
      known = zones.get(stand.zone);
    const left = Math.min(x - 30, known?.x ?? Infinity),
      top = Math.min(y - name_cm, known?.y ?? Infinity);
    const right = Math.max(x + width_cm + 30, known ? known.x + known.width : 0),
      bottom = Math.max(y + depth_cm + 30, known ? known.y + known.height : 0);
    zones.set(stand.zone, {
      name: stand.zone,
      x: left,
      y: top,
      width: right - left,
      height: bottom - top,
    });
  }
  return {
    width: Math.max(...xs) + width_cm / 2 + margin_cm - west,
    height: north - Math.min(...ys) + depth_cm / 2 + margin_cm,
    zones: [...zones.values()],
    at,
  };
}

/**
 * The stand that an arrow key goes to: the nearest whose direction is nearer to the key's than to
 * another's.
 */
export function neighbour(
  stands: readonly Stand[],
  from: Stand,
  dx: number,
  dy: number,
): Stand | undefined {
  let best: Stand | undefined,
    least = Infinity;
  for (const stand of stands) {
    const along = (stand.x_cm - from.x_cm) * dx - (stand.y_cm - from.y_cm) * dy;
    const aside = Math.abs((stand.x_cm - from.x_cm) * dy) + Math.abs((stand.y_cm - from.y_cm) * dx);
    if (along <= 0 || aside > along * 2) continue;
    const far = along + 2 * aside;
    if (far < least) [best, least] = [stand, far];
  }
  return best;
}

export const colours = 6,
  patterns = 6;
export interface Segment {
  name: string;
  colour: number;
  pattern: number;
}
/**
 * Each segment has a colour and a pattern of its own; they are dealt by name, so that they stay.
 */
export function segmentsOf(organisations: Iterable<Organisation>): Map<string, Segment> {
  const names = [
    ...new Set(
      [...organisations].filter(({ kind }) => kind === 'company').map(({ segment }) => segment),
    ),
  ]
    .filter(Boolean)
    .sort((a, b) => a.localeCompare(b, 'fr'));
  return new Map(
    names.map((name, index) => [
      name,
      {
        name,
        colour: (index % colours) + 1,
        pattern: (index + Math.floor(index / colours)) % patterns,
      },
    ]),
  );
}

export type Needs = StandNeeds['companies'][number];
export type Need = 'power' | 'screen' | 'step_free';
/** What a stand offers and its company needs: met, lacking, or offered to nobody in particular. */
export function needState(
  stand: Stand,
  needs: Needs | undefined,
  need: Need,
): { offered: boolean; needed: boolean } {
  if (need === 'power')
    return {
      offered: stand.amperes > 0 && stand.amperes >= (needs?.amperes ?? 0),
      needed: (needs?.amperes ?? 0) > 0,
    };
  return { offered: stand[need], needed: needs?.[need] ?? false };
}
