// SPDX-License-Identifier: EUPL-1.2
// How many meeting slots a day may have: one limit, refused with its reason wherever slots are
// made, and kept by everything that reads them; an edition of an earlier version that has more.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import test, { before } from 'node:test';
import { makeLinks, openLink } from '../harness/attendees.mjs';
import { Client } from '../harness/client.mjs';
import { by_rounds, files, copyEdition, parvis, temporaryFolder } from '../harness/edition.mjs';
import { followed, startServer } from '../harness/server.mjs';
import { until } from '../harness/until.mjs';

const minute = 60_000;
const languages = { en: 'en_GB.UTF-8', fr: 'fr_FR.UTF-8' };
const header = readFileSync(new URL('../../include/parvis/limits.h', import.meta.url), 'utf8');
const most = Number(header.match(/#define SLOTS_MAX (\d+)/)[1]);
const noon = '2017-11-20T12:00';

let scratch, edition;
before(() => {
  scratch = temporaryFolder('slots');
  edition = copyEdition('slots', { plan: false });
  parvis(edition.folder, ['plan', '--only', 'stands']);
});

function copy(name) {
  const folder = `${scratch}/${name}`;
  cpSync(edition.folder, folder, { recursive: true });
  return folder;
}

function sql(folder, text) {
  const run = spawnSync('sqlite3', ['-cmd', '.timeout 5000', `${folder}/parvis.db`, text], {
    encoding: 'utf8',
  });
  assert.equal(run.stderr, '');
  return run.stdout.trim();
}
const slotsOf = (folder) => sql(folder, 'SELECT * FROM slot ORDER BY id');

/** An edition.json whose windows make `count` slots of five minutes, in one window or in two. */
function editionFile(count, windows = 1) {
  const made = JSON.parse(readFileSync(`${files}edition.json`, 'utf8'));
  const at = (slot) => {
    const minutes = 9 * 60 + slot * 5;
    return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  };
  const first = windows === 1 ? count : 10;
  made.meetings = { slot_min: 5, gap_min: 0, from: [at(0)], to: [at(first)] };
  if (windows === 2) {
    made.meetings.from.push(at(first + 3));
    made.meetings.to.push(at(count + 3));
  }
  const path = `${scratch}/edition-${count}-${windows}.json`;
  writeFileSync(path, JSON.stringify(made, null, 2));
  return path;
}

async function serve(folder, options, work) {
  const server = await startServer(folder, options);
  const organiser = new Client(server.url);
  try {
    await organiser.signIn(edition.users.organiser);
    await work({ server, organiser });
  } finally {
    organiser.close();
    await server.stop();
  }
}

/** A meeting in this slot between two who may meet there. */
async function meetIn(organiser, slot) {
  for (const { id } of (await organiser.get('/api/buyers')).json.buyers) {
    const { candidates } = (
      await organiser.get(`/api/meetings/candidates?slot=${slot}&buyer=${id}`)
    ).json;
    for (const { buyer, company } of candidates) {
      const made = await organiser.post('/api/meetings', { buyer, company, slot });
      if (made.status === 201 || made.status === 200) return made.json.meeting;
    }
  }
  throw new Error(`nobody can meet in slot ${slot}`);
}

/**
 * What has become of the meeting a minute after its slot began: the first state that is not
 * planned.
 */
async function stateDuring(folder, meeting) {
  const from_at = Number(sql(folder, `SELECT from_at FROM slot WHERE id = ${meeting.slot}`));
  const at = new Date(from_at + minute + 60 * minute).toISOString().slice(0, 16); // Paris in winter
  let state;
  await serve(folder, { at }, async ({ organiser }) => {
    const what = 'its call';
    state = await until(
      async () => {
        const { meetings } = (await organiser.get('/api/meetings')).json;
        const now = meetings.find(({ id }) => id === meeting.id).state;
        return now !== 'planned' && now;
      },
      { what },
    );
  });
  return state;
}

for (const windows of [1, 2])
  test(`init and import take ${most} slots in ${windows} window(s), and refuse one more`, () => {
    const good = editionFile(most, windows),
      bad = editionFile(most + 1, windows);
    parvis(`${scratch}/new-${windows}`, ['init', good]);
    assert.equal(sql(`${scratch}/new-${windows}`, 'SELECT count(*) FROM slot'), String(most));
    const refusals = { en: /65 slots.*64 at most/s, fr: /65 créneaux.*64 au plus/s };
    const folder = copy(`import-${windows}`);
    const before = slotsOf(folder);
    for (const [language, words] of Object.entries(refusals)) {
      const env = { LANG: languages[language], LC_ALL: languages[language] };
      const refused = parvis(`${scratch}/never-${windows}`, ['init', bad], { status: 1, env });
      assert.match(refused.stderr, words);
      for (const args of [
        ['import', '--check', bad],
        ['import', bad],
      ]) {
        const run = parvis(folder, args, { status: 1, env });
        assert.match(run.stdout + run.stderr, words);
      }
    }
    assert.equal(slotsOf(folder), before, 'nothing half done');
    parvis(folder, ['import', good]);
    assert.equal(sql(folder, 'SELECT count(*) FROM slot'), String(most));
  });

test('the grid takes as many slots as the planner, and the last one is a slot like any other', async () => {
  const folder = copy('grid');
  let meeting;
  await serve(folder, { at: noon }, async ({ organiser }) => {
    const { opens_at } = (await organiser.get('/api/settings')).json.edition;
    const grid = (count, language) =>
      organiser.post(
        '/api/grid',
        {
          slot_min: 5,
          gap_min: 0,
          windows: [{ from_at: opens_at, to_at: opens_at + count * 5 * minute }],
        },
        { headers: { 'accept-language': language } },
      );
    const before = slotsOf(folder);
    const words = { en: /65 slots.*64 at most/, fr: /65 créneaux.*64 au plus/ };
    for (const [language, said] of Object.entries(words)) {
      const refused = await grid(most + 1, language);
      assert.equal(refused.status, 409);
      assert.equal(refused.json.code, 'grid_many');
      assert.match(refused.json.title, said);
    }
    assert.equal(slotsOf(folder), before, 'nothing half done');
    const made = await grid(most, 'en');
    assert.deepEqual([made.status, made.json], [200, { slots: most }]);
    meeting = await meetIn(organiser, most - 1);
    const asked = await organiser.post('/api/plans', { seconds: 1 });
    assert.equal(asked.status, 202);
    const plan = await until(async () => {
      const { plan: now } = (await organiser.get('/api/plans/current')).json;
      assert.notEqual(now.state, 'failed');
      return now.state === 'ready' && now;
    });
    const slots = plan.outcome.added.map(({ slot }) => slot);
    assert.ok(slots.length > 0 && Math.max(...slots) < most, `${slots}`);
  });
  parvis(folder, ['plan', '--only', 'meetings', ...by_rounds]);
  assert.match(await stateDuring(folder, meeting), /^(called|running)$/);
});

/** A hundred slots, as an earlier version took them: rows and their lines in the log. */
function makeHundred(folder) {
  sql(
    folder,
    `DELETE FROM slot;
     WITH RECURSIVE n (id) AS (SELECT 0 UNION ALL SELECT id + 1 FROM n WHERE id < 99)
     INSERT INTO slot SELECT n.id, opens_at + n.id * 288000, opens_at + n.id * 288000 + 288000
       FROM n, edition;
     INSERT INTO change (at, kind, id, body) SELECT 0, 'slot', id,
       json_object('id', id, 'from_at', from_at, 'to_at', to_at) FROM slot;`,
  );
}

test('an edition of an earlier version with a hundred slots runs whole, and says what to do', async () => {
  const folder = copy('hundred');
  makeHundred(folder);
  let meeting;
  const advice = {
    en: /100 meeting slots.*64 at most.*[Mm]ake the grid anew/s,
    fr: /100 créneaux de rendez-vous.*64 au plus.*[Rr]efaites la grille/s,
  };
  const links = makeLinks(folder);
  await serve(folder, {}, async ({ server, organiser }) => {
    assert.match(server.log, advice.en);
    assert.equal((await organiser.get('/api/agenda')).json.slots.length, 100);
    for (const [language, words] of Object.entries(advice)) {
      const refused = await organiser.post(
        '/api/plans',
        { seconds: 1 },
        { headers: { 'accept-language': language } },
      );
      assert.deepEqual([refused.status, refused.json.code], [409, 'plan_slots_many']);
      assert.match(refused.json.title, words);
    }
    meeting = await meetIn(organiser, 80);
    assert.equal(
      (await organiser.post(`/api/meetings/${meeting.id}/slot`, { slot: 90 })).status,
      200,
    );
    meeting.slot = 90;
    const code = sql(folder, `SELECT code FROM person WHERE id = ${meeting.buyer}`);
    const other = sql(
      folder,
      `SELECT organisation_id FROM application WHERE decision IS NOT NULL
         AND organisation_id <> ${meeting.company} LIMIT 1`,
    );
    const phone = new Client(server.url);
    assert.equal((await openLink(phone, links.get(code).secret)).status, 200);
    // The buyer comes for the last slots alone: those are what can be offered.
    const { from_at } = (await organiser.get('/api/agenda')).json.slots.find(({ id }) => id === 88);
    sql(folder, `UPDATE person SET arrives_at = ${from_at} WHERE id = ${meeting.buyer}`);
    sql(
      folder,
      `INSERT INTO change (at, kind, id, body) SELECT 0, 'person', id, json_object('id', id,
      'organisation', organisation_id, 'role', role, 'language', language, 'arrives_at', arrives_at,
      'leaves_at', leaves_at, 'jury', json(iif(jury,'true','false')),
      'walk_in', json(iif(walk_in,'true','false')), 'erased', json('false'))
      FROM person WHERE id = ${meeting.buyer}`,
    );
    await followed(organiser);
    const free = (await phone.get(`/api/mine/free?with=${other}`)).json.slots.map(({ id }) => id);
    phone.close();
    assert.ok(free.length > 0 && free.every((id) => id >= 88 && id !== 90), `${free}`);
  });
  for (const [language, words] of Object.entries(advice)) {
    const env = { LANG: languages[language], LC_ALL: languages[language] };
    assert.match(parvis(folder, ['plan', '--only', 'meetings'], { status: 1, env }).stderr, words);
    assert.match(parvis(folder, ['verify'], { env }).stderr, words);
    assert.match(parvis(folder, ['status'], { env }).stderr, words);
  }
  parvis(folder, ['agendas', '--pdf', `${scratch}/agendas.pdf`]);
  assert.match(await stateDuring(folder, meeting), /^(called|running)$/);
  // What the advice says helps: the meeting is called off, the grid is made anew.
  await serve(folder, {}, async ({ organiser }) => {
    const off = await organiser.post(`/api/meetings/${meeting.id}/state`, { to: 'cancelled' });
    assert.equal(off.status, 200, off.text);
  });
  parvis(folder, ['import', `${files}edition.json`]);
  assert.doesNotMatch(parvis(folder, ['plan', '--only', 'meetings', ...by_rounds]).stderr, /slots/);
});
