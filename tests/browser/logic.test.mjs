// SPDX-License-Identifier: EUPL-1.2
// The pages' rules without a browser: what a change does to the agenda, who is on stage, how late,
// and how times are written.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const web = fileURLToPath(new URL('../../server/web/', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'parvis-web-'));
after(() => rmSync(folder, { recursive: true, force: true }));

async function load(name) {
  const esbuild = createRequire(`${web}package.json`)('esbuild');
  const outfile = join(folder, `${name}.mjs`);
  await esbuild.build({
    entryPoints: [`${web}src/event/${name}.ts`],
    bundle: true,
    format: 'esm',
    outfile,
    logLevel: 'error',
  });
  return import(pathToFileURL(outfile));
}
const { applyChange, emptyRows, rowsOf, withNames } = await load('agenda');
const {
  lateMinutes,
  meetingsNow,
  nextPitches,
  noticesNow,
  onStage,
  pitchTimes,
  runningOrder,
  standOf,
} = await load('stage');
const { countdown, duration, hourMinute, longDate } = await load('time');
const { fold } = await load('fold');

const ten = Date.parse('2017-11-20T10:00:00+01:00');
const minute = 60_000;
const pitch = (id, more = {}) => ({
  id,
  company: id,
  session: 1,
  position: id,
  state: 'ready',
  planned_from_at: ten + (id - 1) * 15 * minute,
  planned_to_at: ten + (id - 1) * 15 * minute + 13 * minute,
  projected_from_at: ten + (id - 1) * 15 * minute,
  projected_to_at: ten + (id - 1) * 15 * minute + 13 * minute,
  started_at: null,
  questions_at: null,
  ended_at: null,
  pitch_ms: 8 * minute,
  questions_ms: 5 * minute,
  ...more,
});
const agenda = (more = {}) => ({
  seq: 10,
  clock_offset_ms: 0,
  edition: { id: 1, name: 'Édition', timezone: 'Europe/Paris' },
  organisations: [1, 2, 3].map((id) => ({
    id,
    kind: 'company',
    name: `Société ${id}`,
    segment: '',
    town: '',
    buyer_type: '',
  })),
  sessions: [],
  slots: [],
  pitches: [pitch(1), pitch(2), pitch(3)],
  stands: [{ id: 1, code: 'A1', company: 2 }],
  demonstrations: [],
  meetings: [],
  notices: [],
  ...more,
});
const change = (seq, kind, id, body) => ({ seq, at: ten, kind, id, body });

describe('a change in the agenda', () => {
  test('puts the whole new row in place, and leaves the old maps as they were', () => {
    const before = rowsOf(agenda());
    const { rows, stale } = applyChange(
      before,
      change(11, 'pitch', 2, pitch(2, { state: 'skipped' })),
    );
    assert.equal(rows.pitch.get(2).state, 'skipped');
    assert.equal(before.pitch.get(2).state, 'ready');
    assert.equal(rows.seq, 11);
    assert.equal(stale, false);
  });
  test('without a body removes the row', () => {
    assert.equal(applyChange(rowsOf(agenda()), change(11, 'stand', 1, null)).rows.stand.size, 0);
  });
  test('that was seen already does nothing', () => {
    const rows = rowsOf(agenda());
    assert.equal(applyChange(rows, change(10, 'pitch', 1, null)).rows, rows);
  });
  test('of a kind that the page does not keep only moves the number', () => {
    const { rows, stale } = applyChange(rowsOf(agenda()), change(11, 'presence', 4, { id: 4 }));
    assert.deepEqual([rows.seq, stale], [11, false]);
  });
  test('of an organisation asks for the names again', () => {
    assert.equal(
      applyChange(rowsOf(agenda()), change(11, 'organisation', 1, { id: 1 })).stale,
      true,
    );
  });
  test('that names somebody unknown asks for the names, if the hall may know them', () => {
    const meeting = (state) => ({
      id: 5,
      buyer: 1,
      organisation: 99,
      company: 1,
      slot: 0,
      place: 'A1',
      weight: 1,
      state,
      state_at: ten,
    });
    assert.equal(
      applyChange(rowsOf(agenda()), change(11, 'meeting', 5, meeting('called'))).stale,
      true,
    );
    assert.equal(
      applyChange(rowsOf(agenda()), change(11, 'meeting', 5, meeting('planned'))).stale,
      false,
    );
  });
  test('fresh names do not undo what the feed has moved', () => {
    const moved = applyChange(
      rowsOf(agenda()),
      change(11, 'pitch', 1, pitch(1, { state: 'done' })),
    ).rows;
    const named = withNames(moved, agenda({ organisations: [{ id: 1, name: 'Autre' }] }));
    assert.equal(named.organisation.get(1).name, 'Autre');
    assert.equal(named.pitch.get(1).state, 'done');
  });
});

describe('the stage', () => {
  const with1 = (more) => rowsOf(agenda({ pitches: [pitch(1, more), pitch(2), pitch(3)] }));
  test('is empty before the first pitch', () => assert.equal(onStage(rowsOf(agenda()), ten), null));
  test('counts the pitch down, then the questions', () => {
    const speaking = onStage(with1({ state: 'on_stage', started_at: ten }), ten + 3 * minute);
    assert.deepEqual(
      [speaking.phase, speaking.left_ms, speaking.part],
      ['on_stage', 5 * minute, 3 / 8],
    );
    const asked = onStage(
      with1({ state: 'questions', started_at: ten, questions_at: ten + 8 * minute }),
      ten + 9 * minute,
    );
    assert.deepEqual([asked.phase, asked.left_ms], ['questions', 4 * minute]);
  });
  test('counts below zero in over-time', () => {
    assert.equal(
      onStage(with1({ state: 'on_stage', started_at: ten }), ten + 9 * minute).left_ms,
      -minute,
    );
  });
  test('lists what is ready by its projected time, and the order by its plan', () => {
    const rows = rowsOf(
      agenda({
        pitches: [
          pitch(3),
          pitch(2, { state: 'done' }),
          pitch(1, { projected_from_at: ten + 90 * minute }),
        ],
      }),
    );
    assert.deepEqual(
      nextPitches(rows).map(({ id }) => id),
      [3, 1],
    );
    assert.deepEqual(
      runningOrder(rows).map(({ id }) => id),
      [1, 2, 3],
    );
  });
});

describe('being late', () => {
  test('is nothing on time, and nothing when early', () => {
    assert.equal(lateMinutes(rowsOf(agenda()), ten - 5 * minute), 0);
    const early = pitch(1, { projected_from_at: ten - 5 * minute });
    assert.equal(lateMinutes(rowsOf(agenda({ pitches: [early] })), ten - 6 * minute), 0);
  });
  test('grows while the next one does not begin', () => {
    assert.equal(lateMinutes(rowsOf(agenda()), ten + 4 * minute), 4);
  });
  test('is what the pitch on stage will end with', () => {
    const late = pitch(1, {
      state: 'on_stage',
      started_at: ten + 4 * minute,
      projected_to_at: ten + 17 * minute,
    });
    assert.equal(lateMinutes(rowsOf(agenda({ pitches: [late, pitch(2)] })), ten + 5 * minute), 4);
    assert.equal(
      lateMinutes(rowsOf(agenda({ pitches: [late, pitch(2)] })), ten + 14 * minute),
      6,
      'two minutes over',
    );
  });
  test('in questions that are too long is measured against the plan', () => {
    const asked = pitch(1, { state: 'questions', started_at: ten, questions_at: ten + 8 * minute });
    assert.equal(lateMinutes(rowsOf(agenda({ pitches: [asked] })), ten + 16 * minute), 3);
  });
  test('strikes the plan out from a whole minute on', () => {
    assert.equal(pitchTimes(pitch(1, { projected_from_at: ten + 59_000 })).moved, false);
    assert.equal(pitchTimes(pitch(1, { projected_from_at: ten + 60_000 })).moved, true);
    assert.equal(
      pitchTimes(pitch(1, { state: 'done', started_at: ten + 3 * minute })).from_at,
      ten + 3 * minute,
    );
  });
});

describe('the hall', () => {
  test('calls meetings in the order of the stands', () => {
    const meeting = (id, place, state) => ({
      id,
      buyer: 1,
      organisation: 1,
      company: 1,
      slot: 0,
      place,
      weight: 1,
      state,
      state_at: ten,
    });
    const rows = rowsOf(
      agenda({
        meetings: [
          meeting(1, 'A10', 'called'),
          meeting(2, 'A2', 'running'),
          meeting(3, 'A1', 'done'),
        ],
      }),
    );
    assert.deepEqual(
      meetingsNow(rows).map(({ place }) => place),
      ['A2', 'A10'],
    );
  });
  test('shows a notice until its time', () => {
    const rows = rowsOf(agenda({ notices: [{ id: 1, fr: 'a', en: 'a', until_at: ten }] }));
    assert.equal(noticesNow(rows, ten - 1).length, 1);
    assert.equal(noticesNow(rows, ten).length, 0);
  });
  test('knows a company’s stand', () =>
    assert.deepEqual([standOf(rowsOf(agenda()), 2), standOf(emptyRows(), 2)], ['A1', '']));
});

describe('times', () => {
  test('are the venue’s, in winter and in summer', () => {
    assert.equal(hourMinute(ten, 'Europe/Paris'), '10:00');
    assert.equal(hourMinute(Date.parse('2017-07-20T22:30:00Z'), 'Europe/Paris'), '00:30');
  });
  test('count down to 0:00 and then up', () => {
    const written = [
      [61_000, '1:01'],
      [60_000, '1:00'],
      [59_001, '1:00'],
      [1, '0:01'],
      [0, '0:00'],
      [-999, '0:00'],
      [-1000, '+0:01'],
      [-61_500, '+1:01'],
    ];
    for (const [left, text] of written) assert.equal(countdown(left), text, String(left));
  });
  test('and dates are in the reader’s language', () => {
    assert.equal(longDate(ten, 'Europe/Paris', 'fr'), 'lundi 20 novembre 2017');
    assert.match(longDate(ten, 'Europe/Paris', 'en'), /^Monday,? 20 November 2017$/);
  });
  test('spans are in minutes, then in hours', () => {
    assert.deepEqual(
      [4, 60, 125].map((minutes) => duration(minutes).replace(/\u00a0/g, ' ')),
      ['4 min', '1 h 00', '2 h 05'],
    );
  });
  test('search forgives accents', () => assert.equal(fold('Éclabat ŒUVRE'), 'eclabat oeuvre'));
});
