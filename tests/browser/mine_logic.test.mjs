// SPDX-License-Identifier: EUPL-1.2
// The phone's rules without a browser: what comes next, the way there, a scanner that types.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const web = fileURLToPath(new URL('../../server/web/', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'parvis-mine-'));
after(() => rmSync(folder, { recursive: true, force: true }));

async function load(name) {
  const esbuild = createRequire(`${web}package.json`)('esbuild');
  const outfile = join(folder, `${name}.mjs`);
  await esbuild.build({
    entryPoints: [`${web}src/mine/${name}.ts`],
    bundle: true,
    format: 'esm',
    outfile,
    logLevel: 'error',
  });
  return import(pathToFileURL(outfile));
}
const { dayOf, nextMeeting, toTell, walkTo } = await load('day');
const { wedge } = await load('wedge');

const minute = 60_000,
  ten = Date.parse('2017-11-20T10:00:00+01:00');
const meeting = (id, from_min, more = {}) => ({
  id,
  from_at: ten + from_min * minute,
  to_at: ten + (from_min + 20) * minute,
  place: `A${id}`,
  state: 'planned',
  may: [],
  outcome: null,
  ...more,
});

describe('what comes next', () => {
  test('is the meeting that runs, before the one that is called, before the rest', () => {
    const day = [
      meeting(3, 50),
      meeting(2, 25, { state: 'called' }),
      meeting(1, 0, { state: 'running' }),
    ];
    assert.equal(nextMeeting(day, ten + 5 * minute).id, 1);
    assert.equal(
      nextMeeting(day, ten + 21 * minute).id,
      2,
      'one that is over is not next, whatever its state',
    );
  });
  test('is nothing when all is done, called off or missed', () => {
    assert.equal(
      nextMeeting(
        [
          meeting(1, 0, { state: 'done' }),
          meeting(2, 25, { state: 'cancelled' }),
          meeting(3, 50, { state: 'no_show' }),
        ],
        ten,
      ),
      null,
    );
  });
  test('questions are asked of the last meeting of which nothing was told', () => {
    const told = { useful: 2, follow_up: 'none' };
    const day = [
      meeting(1, 0, { may: ['outcome'] }),
      meeting(2, 25, { may: ['outcome'] }),
      meeting(3, 50, { may: ['outcome'], outcome: told }),
      meeting(4, 75),
    ];
    assert.deepEqual(
      toTell(day).map(({ id }) => id),
      [2, 1],
    );
  });
});

describe('the day in order', () => {
  test('pitches that follow each other in the jury are one span; a real pause parts them', () => {
    const jury = (from, to) => ({
      kind: 'jury',
      from_at: ten + from * minute,
      to_at: ten + to * minute,
      room: 'Grande scène',
    });
    const day = dayOf([meeting(1, 40)], [jury(15, 28), jury(0, 13), jury(120, 133)]);
    assert.deepEqual(
      day.map(({ at, busy }) => [
        (at - ten) / minute,
        busy ? (busy.to_at - ten) / minute : 'meeting',
      ]),
      [
        [0, 28],
        [40, 'meeting'],
        [120, 133],
      ],
    );
  });
});

describe('the way there', () => {
  const stands = [
    { code: 'A1', zone: 'Nef', x_cm: 0, y_cm: 0 },
    { code: 'A2', zone: 'Verrière', x_cm: 6000, y_cm: 8000 },
    { code: 'A3', zone: 'Nef', x_cm: 100, y_cm: 0 },
  ];
  test('is from the stand of the meeting before, at a walk through a crowd', () => {
    const day = [meeting(1, 0), meeting(2, 25)];
    // 100 m at 0.75 m/s
    assert.deepEqual(walkTo(day[1], day, stands), { zone: 'Verrière', from: 'A1', minutes: 3 });
  });
  test('takes a minute at least; from afar in time only the zone is told', () => {
    const near = [meeting(1, 0), meeting(3, 25)];
    assert.equal(walkTo(near[1], near, stands).minutes, 1);
    const far = [meeting(1, 0), meeting(3, 200)];
    assert.deepEqual(walkTo(far[1], far, stands), { zone: 'Nef', from: '', minutes: null });
  });
  test('does not begin at a meeting that was called off', () => {
    const day = [meeting(1, 0, { state: 'cancelled' }), meeting(2, 25)];
    assert.equal(walkTo(day[1], day, stands).from, '');
  });
});

describe('a scanner that types', () => {
  const badge = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.repeat(4).slice(0, 117);
  const codeOf = (sign) => (/\d/.test(sign) ? `Digit${sign}` : `Key${sign}`);
  const type = (take, text, gap = 5) =>
    [...text].reduce((at, sign) => (take(codeOf(sign), at), at + gap), 1000);
  test('is read by its keys’ places, whatever the layout makes of them', () => {
    const take = wedge();
    const at = type(take, badge);
    assert.equal(take('Enter', at), badge);
    assert.equal(take('Enter', at + 5), null, 'once');
  });
  test('may be slow, wireless, or interrupted: what was typed before is not of the badge', () => {
    const take = wedge();
    assert.equal(take('Enter', type(take, badge, 200)), badge);
    type(take, 'ABC', 5);
    assert.equal(take('Enter', type(take, badge, 5)), badge);
  });
  test('is not a person who types', () => {
    const take = wedge();
    assert.equal(take('Enter', type(take, badge, 600)), null);
    assert.equal(take('Enter', type(take, badge.slice(1))), null, 'nor half a badge');
  });
});
