// SPDX-License-Identifier: EUPL-1.2
// The set of photographs: every disturbance alone, in steps from easy to hopeless, then together.
// Each step has badges of its own; disturbances and noise are the same at each run.
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { drawBadge, takePhotograph } from '../../harness/photos.mjs';

const steps = {
  size: [320, 240, 180, 140, 110, 90, 75].map((size) => ({ size })),
  rotation: [8, 17, 26, 35, 45, 77, 133].map((turn) => ({ turn })),
  perspective: [0.05, 0.1, 0.15, 0.2, 0.25, 0.3].map((lean) => ({ lean })),
  blur: [1, 1.5, 2, 2.5, 3, 3.5].map((blur) => ({ blur })),
  'low light': [0.5, 0.3, 0.2, 0.12, 0.08, 0.05].map((light) => ({ light, noise: 0.15 })),
  'low contrast': [0.6, 0.4, 0.25, 0.15, 0.1, 0.06].map((contrast) => ({ contrast, noise: 0.1 })),
  glare: [0.15, 0.25, 0.35, 0.45].map((glare) => ({ glare })),
  together: [
    [12, 0.05, 0.8, 0.6],
    [22, 0.1, 1.2, 0.5],
    [33, 0.12, 1.5, 0.4],
    [41, 0.15, 2, 0.3],
    [55, 0.2, 2.2, 0.25],
  ].map(([turn, lean, blur, light]) => ({
    turn,
    lean,
    blur,
    light,
    contrast: 0.7,
    noise: 0.2,
    size: 220,
  })),
};

/** Takes the photographs, of this edition's badges; [{ kind, path, text }]. */
export function takePhotographs(edition, folder, each) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const badges = [...edition.badges];
  const set = [];
  let next = 0;
  for (const [kind, ways] of Object.entries(steps))
    for (const [step, how] of ways.entries())
      for (let i = 0; i < each; i++) {
        const [code, text] = badges[next++ % badges.length];
        const path = join(folder, `${kind.replace(' ', '-')}-${step}-${i}.pgm`);
        const drawn = join(folder, `${code}.png`);
        if (!existsSync(drawn)) drawBadge(edition.folder, code, drawn);
        takePhotograph(drawn, path, { ...how, seed: next });
        set.push({ kind, path, text });
      }
  return set;
}
