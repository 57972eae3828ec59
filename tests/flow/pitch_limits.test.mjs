// SPDX-License-Identifier: EUPL-1.2
// How many companies may pitch, and how many places the stage may have: as many as the running
// order takes, refused with the reason wherever they are set; an edition of an earlier version that
// has more.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import test, { before } from 'node:test';
import { Client } from '../harness/client.mjs';
import { by_rounds, copyEdition, files, parvis, temporaryFolder } from '../harness/edition.mjs';
import { startServer } from '../harness/server.mjs';

const languages = { en: 'en_GB.UTF-8', fr: 'fr_FR.UTF-8' };
const header = readFileSync(new URL('../../include/parvis/limits.h', import.meta.url), 'utf8');
const limit = (name) => Number(header.match(new RegExp(`#define ${name} (\\d+)`))[1]);
const pitches_max = limit('PITCHES_MAX'),
  places_max = limit('STAGE_SLOTS_MAX');

let scratch;
before(() => (scratch = temporaryFolder('pitch-limits')));

function sql(folder, text) {
  const run = spawnSync('sqlite3', ['-cmd', '.timeout 5000', `${folder}/parvis.db`, text], {
    encoding: 'utf8',
  });
  assert.equal(run.stderr, '');
  return run.stdout.trim();
}

/** An edition.json with so many pitches, and so many places in its two sessions on stage. */
function editionFile(pitches, places) {
  const made = JSON.parse(readFileSync(`${files}edition.json`, 'utf8'));
  const stages = made.sessions.filter(({ kind }) => kind === 'pitch');
  for (const [i, stage] of stages.entries())
    Object.assign(stage, { slots: places[i], pitch_min: 2, questions_min: 1, changeover_min: 0 });
  const path = `${scratch}/edition-${pitches}-${places.join('-')}.json`;
  writeFileSync(path, JSON.stringify({ ...made, pitches }, null, 2));
  return path;
}

/** The command refuses the file in both languages: file, line, member and reason. */
function refuses(folder, command, file, member, words) {
  const place = member.split('.').at(-1).replace(/\[.*/, '');
  const lines = readFileSync(file, 'utf8').split('\n');
  for (const [language, said] of Object.entries(words)) {
    const env = { LANG: languages[language], LC_ALL: languages[language] };
    const run = parvis(folder, [...command, file], { status: 1, env });
    const text = run.stdout + run.stderr;
    assert.match(text, said);
    const line = Number(text.match(/edition-[\d-]+\.json, (?:line|ligne) (\d+)/)[1]);
    assert.ok(lines[line - 1].includes(`"${place}"`), `line ${line} of ${member}`);
    assert.ok(text.includes(member), text);
  }
}

const good = () => editionFile(pitches_max, [12, places_max - 12]);
const bad = () => [
  [
    editionFile(pitches_max + 1, [12, places_max - 12]),
    'pitches',
    { en: /17 companies.*16 at most/, fr: /17 entreprises.*16 au plus/ },
  ],
  [
    editionFile(pitches_max, [12, places_max - 11]),
    'sessions[3].slots',
    { en: /25 places.*24 at most/, fr: /25 places.*24 au plus/ },
  ],
  [
    editionFile(pitches_max, [places_max + 1, 1]),
    'sessions[2].slots',
    { en: /26 places.*24 at most/, fr: /26 places.*24 au plus/ },
  ],
];

test('init and import take as many pitches and places as the running order, and refuse one more', () => {
  const folder = copyEdition('pitch-limits-import', { plan: false }).folder;
  const facts = () => sql(folder, 'SELECT pitches FROM edition; SELECT * FROM session');
  const before = facts();
  for (const [file, member, words] of bad()) {
    refuses(`${scratch}/never`, ['init'], file, member, words);
    refuses(folder, ['import', '--check'], file, member, words);
    refuses(folder, ['import'], file, member, words);
  }
  assert.equal(facts(), before, 'nothing half done');
  parvis(`${scratch}/new`, ['init', good()]);
  assert.equal(sql(`${scratch}/new`, 'SELECT pitches FROM edition'), String(pitches_max));
  assert.equal(sql(`${scratch}/new`, 'SELECT sum(slots) FROM session'), String(places_max));
});

/** The example's kept companies, so many of which pitch, with a motive over the rules. */
function decide(folder, count) {
  const [head, ...rows] = readFileSync(`${files}decisions.csv`, 'utf8').trimEnd().split(/\r?\n/);
  const kept = rows.map((row, i) => row.replace(/pitch|stand/, i < count ? 'pitch' : 'stand'));
  const path = `${scratch}/decisions-${count}.csv`;
  writeFileSync(path, [head, ...kept, ''].join('\n'));
  return parvis(folder, ['import', good(), '--decisions', path, '--override', 'A long day.'], {
    quiet: true,
  });
}
const pitching = (folder) =>
  sql(folder, "SELECT count(*) FROM application WHERE decision = 'pitch'");

test('so many companies are put in order; one more is refused, with a motive too', () => {
  const folder = copyEdition('pitch-limits-plan', { plan: false }).folder;
  const many = decide(folder, pitches_max + 1);
  assert.match(many.stdout + many.stderr, /17 companies pitch.*16 at most/);
  assert.notEqual(pitching(folder), String(pitches_max + 1));
  const right = decide(folder, pitches_max);
  assert.equal(right.status, 0, right.stdout + right.stderr);
  parvis(folder, ['plan', ...by_rounds]);
  assert.equal(sql(folder, 'SELECT count(DISTINCT position) FROM pitch'), String(pitches_max));
  parvis(folder, ['verify']);
});

test('the console takes as many, and refuses one more', async () => {
  const { folder, users } = copyEdition('pitch-limits-console', { plan: false });
  const server = await startServer(folder, { at: '2017-11-18T10:00' });
  const organiser = new Client(server.url);
  await organiser.signIn(users.organiser);
  const refused = await organiser.post('/api/settings', { pitches: pitches_max + 1 });
  assert.deepEqual([refused.status, refused.json.field], [422, 'pitches']);
  const taken = await organiser.post('/api/settings', { pitches: pitches_max });
  assert.equal(taken.status, 200, taken.text);
  organiser.close();
  await server.stop();
  assert.equal(sql(folder, 'SELECT pitches FROM edition'), String(pitches_max));
});

test('an edition of an earlier version with more is told so, and not planned by halves', () => {
  const { folder } = copyEdition('pitch-limits-old', { plan: false });
  const plan = (language) =>
    parvis(folder, ['plan', '--only', 'pitches'], {
      status: 1,
      env: { LANG: languages[language], LC_ALL: languages[language] },
    }).stderr;
  sql(folder, "UPDATE session SET slots = 13 WHERE kind = 'pitch'");
  assert.match(plan('en'), /26 places.*24 at most/);
  assert.match(plan('fr'), /26 places.*24 au plus/);
  sql(
    folder,
    `UPDATE edition SET pitches = 17;
     UPDATE application SET decision = 'pitch' WHERE organisation_id IN
       (SELECT organisation_id FROM application WHERE decision = 'stand' LIMIT 8)`,
  );
  assert.match(plan('en'), /17 companies pitch.*16 at most/);
  assert.match(plan('fr'), /17 entreprises pitchent.*16 au plus/);
  assert.equal(sql(folder, 'SELECT count(*) FROM pitch'), '0');
});
