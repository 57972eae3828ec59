// SPDX-License-Identifier: EUPL-1.2
// The routes of the organisers' desk (stands as a whole), on the same server as api.test.mjs.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { files } from '../harness/edition.mjs';
import { until } from '../harness/until.mjs';

/** `clients`: role → signed-in client, filled before the tests run. */
export function deskTests(clients, anew) {
  const stands = async () => (await clients.host.get('/api/stands')).json.stands;
  const english = { headers: { 'accept-language': 'en' } };

  test('where a company could go is what the move then answers', async () => {
    const { companies } = (await clients.viewer.get('/api/stands/needs')).json;
    assert.equal(companies.length, 28);
    const needy = companies.filter(
      ({ amperes, screen, step_free }) => amperes || screen || step_free,
    );
    const housed = new Map(
      (await stands())
        .filter(({ company }) => company !== null)
        .map((stand) => [stand.company, stand]),
    );
    const asked = needy.find(({ company }) => housed.has(company));
    const options = (
      await clients.host.get(`/api/stands/options?company=${asked.company}`, english)
    ).json;
    assert.equal(options.stand, housed.get(asked.company).id);
    const no = options.stands.find(({ reason }) => reason !== null);
    const refused = await clients.host.post(
      '/api/stands/swap',
      { a: options.stand, b: no.stand },
      english,
    );
    assert.equal(refused.status, 409);
    assert.equal(refused.json.title, no.reason);
    assert.equal((await clients.host.get('/api/stands/options')).status, 422);
    assert.equal((await clients.host.get('/api/stands/options?company=x')).status, 422);
    assert.equal((await clients.host.get('/api/stands/options?company=999999')).status, 404);
    assert.equal(
      (await clients.viewer.get(`/api/stands/options?company=${asked.company}`)).status,
      403,
    );
  });

  test('a proposal changes nothing; put in force it is exactly what it said, and goes back whole', async () => {
    const { companies } = (await clients.host.get('/api/stands/needs')).json;
    const easy = companies
      .filter(({ amperes, screen, step_free }) => !amperes && !screen && !step_free)
      .map(({ company }) => company);
    const segment = new Map(
      (await clients.host.get('/api/agenda')).json.organisations.map((one) => [
        one.id,
        one.segment,
      ]),
    );
    const [a, ...others] = (await stands()).filter(({ company }) => easy.includes(company));
    const b = others.find(
      ({ company, zone }) => zone !== a.zone && segment.get(company) !== segment.get(a.company),
    );
    assert.equal((await clients.host.post('/api/stands/swap', { a: a.id, b: b.id })).status, 200);
    const before = await stands();
    const few = (await clients.host.get('/api/stands/proposal')).json;
    const proposal = (await clients.host.get('/api/stands/proposal?anew=1')).json;
    assert.deepEqual(await stands(), before);
    assert.deepEqual(few.moves, [], 'everybody may stay');
    assert.ok(
      proposal.moves.length > 1 &&
        proposal.cost < proposal.cost_before &&
        proposal.cost >= proposal.bound,
      JSON.stringify(proposal),
    );
    for (const { stand, before: company } of proposal.moves)
      assert.equal(company, before.find(({ id }) => id === stand).company);
    const accepted = await clients.host.post('/api/stands/allocation', { moves: proposal.moves });
    assert.equal(accepted.status, 200, accepted.text);
    const after = await stands();
    for (const { stand, after: company } of proposal.moves)
      assert.equal(company, after.find(({ id }) => id === stand).company);
    const stale = await clients.host.post('/api/stands/allocation', { moves: proposal.moves });
    assert.equal(stale.json.code, 'stands_moved_on');
    const [entry] = (await clients.host.get('/api/audit?limit=1')).json.entries;
    assert.deepEqual([entry.action, entry.undoable], ['stand.allocate', true]);
    assert.equal((await clients.host.post(`/api/audit/${entry.id}/undo`, {})).status, 200);
    assert.deepEqual(await stands(), before);
  });

  test('an allocation that loses somebody, or names what is not there, changes nothing', async () => {
    const before = await stands();
    const [a, b] = before.filter(({ company }) => company !== null);
    const put = (moves, more = {}) =>
      clients.host.post('/api/stands/allocation', { moves, ...more });
    assert.equal(
      (await put([{ stand: a.id, before: a.company, after: b.company }])).json.code,
      'stands_moved_on',
      'b would stand twice',
    );
    assert.equal((await put([{ stand: 999999, before: null, after: null }])).status, 422);
    assert.equal((await put([{ stand: a.id, before: a.company, after: 999999 }])).status, 422);
    for (const wrong of [
      [],
      [{}],
      [{ stand: a.id, before: a.company }],
      [{ stand: 'x', before: null, after: null }],
      [1],
      'x',
    ])
      assert.equal((await put(wrong)).status, 422, JSON.stringify(wrong));
    assert.equal((await clients.host.get('/api/stands/proposal?anew=2')).status, 422);
    assert.deepEqual(await stands(), before);
  });

  // ---- import ----

  const sheet = (name, change = (text) => text) => ({
    name,
    content: Buffer.from(change(readFileSync(`${files}${name}`, 'latin1')), 'latin1').toString(
      'base64',
    ),
  });
  const run = (check, sheets, more = {}) =>
    clients.organiser.post('/api/imports', { check, files: sheets, ...more }, english);
  const lastSeq = async () => (await clients.viewer.get('/api/status')).json.seq;

  test('the files that were imported change nothing, several at once and in any order', async () => {
    for (let tries = 0, before, after; before === undefined || before !== after; tries++) {
      assert.ok(tries < 4, 'it is not the clock that moves a pitch each time');
      before = await lastSeq();
      const { json } = await run(false, [sheet('stands.csv'), sheet('besoins.csv')]);
      assert.equal(json.errors, 0, JSON.stringify(json.findings));
      assert.deepEqual(
        json.files.map(({ kind, rows, added, changed, gone }) => [
          kind,
          rows > 20,
          added,
          changed,
          gone,
        ]),
        [
          ['stands', true, 0, 0, 0],
          ['needs', true, 0, 0, 0],
        ],
      );
      after = await lastSeq();
    }
  });

  test('every fault is named with its place, and nothing is imported', async () => {
    const before = await stands();
    const broken = sheet('stands.csv', (text) =>
      text.replace('A2,Nef,5.7', 'A2,Nef,cinq').replace('B1,Verri', 'A1,Verri'),
    );
    const { json } = await run(false, [broken]);
    assert.deepEqual([json.imported, json.errors], [false, 2]);
    const [first, second] = json.findings.filter(({ severity }) => severity === 'error');
    assert.deepEqual(
      [first.file, first.line, first.column, first.value, first.rule],
      [0, 3, 'x_m', 'cinq', false],
    );
    assert.deepEqual([second.line, second.column], [10, 'stand']);
    assert.ok(first.reason && second.reason);
    assert.deepEqual(await stands(), before);
    const strange = (
      await run(true, [{ name: 'x.csv', content: Buffer.from('a;b\n1;2\n').toString('base64') }])
    ).json;
    assert.deepEqual([strange.errors, strange.files[0].kind], [1, null]);
  });

  test('a dry run tells what the import then does; it is somebody’s deed', async () => {
    const bigger = sheet('stands.csv', (text) => text.trimEnd() + '\nD1,Nef,28.1,3,16 A,oui,oui\n');
    const tried = (await run(true, [bigger])).json;
    assert.deepEqual(
      [tried.imported, tried.check, tried.files[0].added, tried.files[0].gone],
      [false, true, 1, 0],
    );
    assert.ok(!(await stands()).some(({ code }) => code === 'D1'));
    const done = (await run(false, [bigger])).json;
    assert.deepEqual([done.imported, done.files[0].added], [true, 1]);
    await until(async () => (await stands()).some(({ code }) => code === 'D1'), {
      what: 'the stand at the server',
    });
    const [entry] = (await clients.host.get('/api/audit?limit=1')).json.entries;
    assert.deepEqual([entry.action, entry.who, entry.undoable], ['import', 'organiser-1', false]);
    assert.equal((await run(false, [sheet('stands.csv')])).json.files[0].gone, 1);
  });

  test('rules of the selection are broken with a motive alone', async () => {
    const fewer = sheet('decisions.csv', (text) => text.replace(/,pitch/, ',stand'));
    const refused = (await run(true, [fewer])).json;
    assert.ok(
      refused.errors > 0 &&
        refused.findings.filter(({ severity }) => severity === 'error').some(({ rule }) => rule),
      JSON.stringify(refused.findings),
    );
    const tried = (await run(true, [fewer], { motive: 'the jury asked' })).json;
    assert.equal(
      tried.findings.some(({ severity, rule }) => severity === 'error' && rule),
      false,
    );
  });

  test('what is no import is refused, and who may not', async () => {
    for (const wrong of [
      {},
      { check: true, files: [] },
      { check: 1, files: [sheet('stands.csv')] },
      { check: true, files: [{ name: 'x', content: '%%%' }] },
      { check: true, files: [{ name: 'x' }] },
      { check: true, files: [1] },
    ])
      assert.equal(
        (await clients.organiser.post('/api/imports', wrong)).status,
        422,
        JSON.stringify(wrong),
      );
    assert.equal(
      (
        await clients.organiser.request('POST', '/api/imports', {
          body: '{',
          headers: { 'content-type': 'application/json' },
        })
      ).status,
      400,
    );
    assert.equal(
      (
        await clients.organiser.request('POST', '/api/imports', {
          body: 'a;b',
          headers: { 'content-type': 'text/csv' },
        })
      ).status,
      415,
    );
    assert.equal(
      (await clients.host.post('/api/imports', { check: true, files: [sheet('stands.csv')] }))
        .status,
      403,
    );
  });

  // ---- selection ----

  test('the funnel tells where everyone went, and each application why', async () => {
    const { funnel, limits, applications } = (await clients.host.get('/api/selection')).json;
    assert.deepEqual([funnel.received, funnel.kept, funnel.pitch, funnel.stand], [79, 28, 9, 19]);
    assert.equal(applications.length, 79);
    assert.equal(
      funnel.received,
      funnel.not_marketable + funnel.not_public_fit + funnel.outside_region + funnel.passed,
    );
    for (const state of ['pitch', 'stand', 'not_marketable', 'not_public_fit', 'outside_region'])
      assert.equal(applications.filter((one) => one.state === state).length, funnel[state], state);
    assert.equal(limits.pitches, 9);
    assert.equal((await clients.viewer.get('/api/selection')).status, 403);
  });

  test('a decision is held to the rules, all of them or none, and broken with a motive alone', async () => {
    const decide = (decisions, more = {}) =>
      clients.organiser.post('/api/selection/decisions', { decisions, ...more }, english);
    const state = async (company) =>
      (await clients.host.get('/api/selection')).json.applications.find(
        (one) => one.company === company,
      ).state;
    const { applications } = (await clients.host.get('/api/selection')).json;
    const waiting = applications.find((one) => one.state === 'not_kept');
    const outside = applications.find((one) => one.state === 'outside_region');
    const refused = await decide([
      { company: waiting.company, decision: 'stand' },
      { company: outside.company, decision: 'stand' },
    ]);
    assert.deepEqual([refused.status, refused.json.code], [409, 'selection_rule']);
    assert.match(refused.json.title, /outside the region|mark/);
    assert.equal(await state(waiting.company), 'not_kept', 'none of them');
    assert.equal(
      (
        await decide([{ company: outside.company, decision: 'stand' }], {
          motive: 'asked for by the jury',
        })
      ).json.decided,
      1,
    );
    assert.equal(await state(outside.company), 'stand');
    assert.equal((await decide([{ company: outside.company, decision: null }])).status, 200);
    assert.equal(await state(outside.company), 'outside_region');
    const met = (await clients.host.get('/api/meetings')).json.meetings.find(
      (one) => one.state === 'planned',
    ).company;
    assert.equal((await decide([{ company: met, decision: null }])).json.code, 'decision_held');
    for (const wrong of [
      [],
      [{}],
      [{ company: 1, decision: 'both' }],
      [{ company: 'x', decision: null }],
      [{ company: 999999, decision: 'stand' }],
    ])
      assert.equal((await decide(wrong)).status, 422, JSON.stringify(wrong));
    assert.equal(
      (
        await clients.host.post('/api/selection/decisions', {
          decisions: [{ company: 1, decision: null }],
        })
      ).status,
      403,
    );
  });

  // ---- accounts ----

  test('an account is opened, its password told once; another role, another password, closed', async () => {
    const made = await clients.organiser.post('/api/users', { name: 'Zoé', role: 'viewer' });
    assert.equal(made.status, 201, made.text);
    const { user, password } = made.json;
    assert.match(password, /^(\w{4}-){3}\w{4}$/);
    assert.equal(
      (await clients.organiser.post('/api/users', { name: 'Zoé', role: 'host' }, english)).json
        .code,
      'user_name_taken',
    );
    const zoe = await anew({ name: 'Zoé', password });
    assert.equal((await zoe.get('/api/selection')).status, 403);
    const raised = await clients.organiser.post(`/api/users/${user.id}/role`, { role: 'host' });
    assert.equal(raised.json.user.role, 'host');
    assert.equal(
      (await zoe.get('/api/selection')).status,
      200,
      'at once, in the session that is open',
    );
    const renewed = (await clients.organiser.post(`/api/users/${user.id}/password`, {})).json
      .password;
    assert.notEqual(renewed, password);
    assert.equal((await zoe.get('/api/selection')).status, 401, 'sessions end');
    const again = await anew({ name: 'Zoé', password: renewed });
    assert.equal(
      (await clients.organiser.post(`/api/users/${user.id}/revocation`, {})).json.user.revoked_at >
        0,
      true,
    );
    assert.equal((await again.get('/api/selection')).status, 401);
    assert.equal((await clients.organiser.post(`/api/users/${user.id}/password`, {})).status, 404);
    assert.equal(
      (await clients.organiser.post(`/api/users/${user.id}/revocation`, {})).status,
      404,
    );
    assert.deepEqual(
      (await clients.host.get('/api/audit?limit=4')).json.entries.map(({ action }) => action),
      ['user.revoke', 'user.password', 'user.role', 'user.add'],
    );
    for (const client of [zoe, again]) client.close();
  });

  test('nobody locks oneself out', async () => {
    const { users } = (await clients.organiser.get('/api/users')).json;
    const me = users.find(({ name }) => name === 'organiser-1');
    assert.equal(
      (await clients.organiser.post(`/api/users/${me.id}/role`, { role: 'viewer' })).json.code,
      'user_oneself',
    );
    assert.equal(
      (await clients.organiser.post(`/api/users/${me.id}/revocation`, {})).json.code,
      'user_oneself',
    );
    assert.equal(
      (await clients.organiser.get('/api/users')).json.users.find(({ id }) => id === me.id).role,
      'organiser',
    );
    assert.equal(
      (await clients.organiser.post(`/api/users/${me.id}/role`, { role: 'king' })).status,
      422,
    );
    assert.equal(
      (await clients.organiser.post('/api/users', { name: '', role: 'host' })).status,
      422,
    );
    assert.equal(
      (await clients.organiser.post('/api/users/999999/role', { role: 'host' })).status,
      404,
    );
    assert.equal((await clients.host.get('/api/users')).status, 403);
  });

  // ---- settings ----

  test('settings change one by one, follow everywhere, and stand in the trail', async () => {
    const { edition } = (await clients.host.get('/api/settings')).json;
    assert.deepEqual([edition.pitches, edition.kept_min, edition.kept_max], [9, 20, 30]);
    const saved = await clients.organiser.post('/api/settings', {
      call_min: 4,
      languages: ['fr', 'en', 'nl'],
      venue: 'Lille',
    });
    assert.deepEqual(saved.json.edition, {
      ...edition,
      call_min: 4,
      languages: ['fr', 'en', 'nl'],
      venue: 'Lille',
    });
    const { edition: seen } = (await clients.host.get('/api/agenda')).json;
    assert.deepEqual([seen.call_min, seen.languages, seen.venue], [4, ['fr', 'en', 'nl'], 'Lille']);
    assert.equal((await clients.host.get('/api/audit?limit=1')).json.entries[0].action, 'settings');
    const { call_min, languages, venue } = edition;
    assert.deepEqual(
      (await clients.organiser.post('/api/settings', { call_min, languages, venue })).json.edition,
      edition,
    );
    assert.equal((await clients.host.post('/api/settings', { call_min: 4 })).status, 403);
  });

  test('the event’s clock follows the machine’s when a host says so, and what they saw is so', async () => {
    const { clock_step_ms: step_ms } = (await clients.host.get('/api/status')).json;
    assert.equal(step_ms, 0, 'nobody set the clock of this machine');
    const { now } = (await clients.host.post('/api/clock', { step_ms })).json;
    assert.ok(now >= (await clients.host.get('/api/settings')).json.edition.opens_at);
    const elsewhere = await clients.host.post('/api/clock', { step_ms: 3_600_000 });
    assert.deepEqual([elsewhere.status, elsewhere.json.code], [409, 'clock_step_moved']);
    assert.equal((await clients.viewer.post('/api/clock', { step_ms })).status, 403);
  });

  test('settings that contradict what is planned are refused with the reason', async () => {
    const { edition } = (await clients.host.get('/api/settings')).json;
    const code = async (body) => (await clients.organiser.post('/api/settings', body)).json.code;
    assert.equal(await code({ closes_at: edition.opens_at + 3_600_000 }), 'settings_outside');
    assert.equal(await code({ opens_at: edition.closes_at }), 'settings_hours');
    assert.equal(await code({ kept_min: 40 }), 'settings_numbers');
    assert.equal(await code({ pitches: 8 }), 'settings_pitches_published');
    for (const wrong of [
      { called_names: 'nobody' },
      { languages: ['fr', 'fr'] },
      { languages: ['de'] },
      { languages: [] },
      { call_min: -1 },
      { call_min: 61 },
      { name: '' },
      { slot_min: 30 },
    ])
      assert.equal(
        (await clients.organiser.post('/api/settings', wrong)).status,
        422,
        JSON.stringify(wrong),
      );
    assert.deepEqual((await clients.host.get('/api/settings')).json.edition, edition);
  });

  test('a session moves, a room gets another name wherever it is, seats follow', async () => {
    const sessions = async () => (await clients.host.get('/api/agenda')).json.sessions;
    const before = await sessions();
    const lunch = before.find(({ kind }) => kind === 'lunch'),
      pitch = before.find(({ kind }) => kind === 'pitch'),
      shows = before.find(({ kind }) => kind === 'demonstration');
    const change = (session, body) => clients.organiser.post(`/api/programme/${session.id}`, body);
    const later = await change(lunch, { from_at: lunch.from_at + 300_000, title: 'Buffet' });
    assert.deepEqual(later.json.session, {
      ...lunch,
      from_at: lunch.from_at + 300_000,
      title: 'Buffet',
    });
    await change(lunch, { from_at: lunch.from_at, title: lunch.title });
    assert.equal(
      (await change(pitch, { to_at: pitch.to_at + 300_000 })).json.code,
      'settings_planned_from',
    );
    assert.equal(
      (await change(lunch, { to_at: lunch.from_at })).json.code,
      'settings_session_hours',
    );
    assert.equal((await change(lunch, { seats: 30 })).status, 422);
    assert.equal((await change({ id: 999999 }, { room: 'x' })).status, 404);
    const count = before.filter(({ room }) => room === pitch.room).length;
    await change(pitch, { room: 'Amphithéâtre', everywhere: true });
    assert.equal((await sessions()).filter(({ room }) => room === 'Amphithéâtre').length, count);
    await change(pitch, { room: pitch.room, everywhere: true });
    await change(shows, { seats: 40 });
    assert.ok(
      (await clients.host.get('/api/demonstrations')).json.demonstrations.every(
        ({ seats }) => seats === 40,
      ),
    );
    await change(shows, { seats: shows.seats });
    assert.deepEqual(await sessions(), before);
  });

  test('a demonstration moves to a free slot, has seats of its own, and is refused to who is elsewhere', async () => {
    const shows = async () => (await clients.host.get('/api/demonstrations')).json.demonstrations;
    const { slots } = (await clients.host.get('/api/demonstrations/slots')).json;
    const before = await shows();
    assert.equal(slots.filter(({ demonstration }) => demonstration !== null).length, before.length);
    const [one, other] = before;
    const place = (company, slot) =>
      clients.host.post(
        '/api/demonstrations',
        { company, session: slot.session, from_at: slot.from_at },
        english,
      );
    assert.equal((await place(one.company, other)).json.code, 'demonstration_taken');
    assert.equal(
      (await clients.host.post(`/api/demonstrations/${one.id}/seats`, { seats: 12 })).json
        .demonstration.seats,
      12,
    );
    assert.equal(
      (await clients.host.delete(`/api/demonstrations/${other.id}`)).json.demonstration,
      null,
    );
    const pitching = (await clients.host.get('/api/pitches')).json.pitches.find(
      (pitch) => pitch.planned_from_at < other.to_at && other.from_at < pitch.planned_to_at,
    );
    if (pitching) assert.match((await place(pitching.company, other)).json.title, /on stage/);
    const meeting = (await clients.host.get('/api/meetings')).json.meetings.filter(
      ({ state }) => state === 'planned',
    );
    const slotsOf = (await clients.host.get('/api/agenda')).json.slots;
    const busy = meeting.find(({ slot }) =>
      slotsOf.some(
        ({ id, from_at, to_at }) => id === slot && from_at < other.to_at && other.from_at < to_at,
      ),
    );
    assert.match((await place(busy.company, other)).json.code, /demonstration_meets|meeting_busy/);
    const back = await place(other.company, other);
    assert.deepEqual({ ...back.json.demonstration, id: 0 }, { ...other, id: 0 });
    await clients.host.post(`/api/demonstrations/${one.id}/seats`, { seats: one.seats });
    for (const wrong of [
      { company: 999999, session: one.session, from_at: one.from_at },
      { company: one.company, session: one.session, from_at: 1 },
      {},
    ])
      assert.equal(
        (await clients.host.post('/api/demonstrations', wrong)).status,
        422,
        JSON.stringify(wrong),
      );
    assert.equal(
      (await clients.host.post('/api/demonstrations/999999/seats', { seats: 1 })).status,
      404,
    );
    assert.equal((await clients.host.delete('/api/demonstrations/999999')).status, 404);
    assert.equal((await clients.viewer.delete(`/api/demonstrations/${one.id}`)).status, 403);
  });

  test('every deed on the stage goes back, one by one', async () => {
    const deeds = (rows) =>
      rows.map(({ projected_from_at: _from, projected_to_at: _to, ...rest }) => rest);
    const pitches = async () =>
      deed_order(deeds((await clients.host.get('/api/pitches')).json.pitches));
    const deed_order = (rows) => rows.sort((a, b) => a.id - b.id);
    const goesBack = async (what, path, body) => {
      const before = await pitches();
      const done = await clients.host.post(path, body, english);
      assert.equal(done.status, 200, `${what}: ${done.text}`);
      assert.notDeepEqual(await pitches(), before, what);
      const [entry] = (await clients.host.get('/api/audit?limit=1')).json.entries;
      assert.equal((await clients.host.post(`/api/audit/${entry.id}/undo`, {})).status, 200, what);
      assert.deepEqual(await pitches(), before, what);
    };
    for (const pitch of await pitches())
      // an empty stage to begin with
      if (['on_stage', 'questions'].includes(pitch.state))
        await clients.host.post(`/api/pitches/${pitch.id}/state`, { to: 'done' });
    const [one] = (await pitches()).filter(({ state }) => state === 'ready');
    const at = `/api/pitches/${one.id}`;
    await goesBack('next', '/api/pitches/next', {});
    await goesBack('start', `${at}/state`, { to: 'on_stage' });
    await goesBack('skip', `${at}/state`, { to: 'skipped' });
    const ready = (await pitches()).filter(({ state }) => state === 'ready').map(({ id }) => id);
    for (const pair of ready.flatMap((a) => ready.filter((b) => b > a).map((b) => ({ a, b })))) {
      // one that nobody's meetings forbid
      if ((await clients.host.post('/api/pitches/swap', pair)).status !== 200) continue;
      await clients.host.post(
        `/api/audit/${(await clients.host.get('/api/audit?limit=1')).json.entries[0].id}/undo`,
        {},
      );
      await goesBack('swap', '/api/pitches/swap', pair);
      break;
    }
    await clients.host.post(`${at}/state`, { to: 'on_stage' });
    await goesBack('a minute more', `${at}/time`, { minutes: 1 });
    await goesBack('a minute less', `${at}/time`, { minutes: -1 });
    await goesBack('pause', `${at}/pause`, { paused: true });
    await goesBack('questions', `${at}/state`, { to: 'questions' });
    await clients.host.post(`${at}/state`, { to: 'questions' });
    await goesBack('back to the pitch', `${at}/state`, { to: 'on_stage' });
    await goesBack('end', `${at}/state`, { to: 'done' });
    await goesBack('put back', `${at}/state`, { to: 'ready' });
    await clients.host.post(`${at}/state`, { to: 'ready' });
  });

  test('the grid grows where nothing stands, and keeps the slots that have meetings', async () => {
    const { edition, slots } = (await clients.host.get('/api/agenda')).json;
    const grid = (windows, more = {}) =>
      clients.organiser.post(
        '/api/grid',
        { slot_min: edition.slot_min, gap_min: edition.gap_min, windows, ...more },
        english,
      );
    const windows = [];
    for (const { from_at, to_at } of slots)
      if (from_at - (windows.at(-1)?.to_at ?? 0) <= edition.gap_min * 60_000)
        windows.at(-1).to_at = to_at;
      else windows.push({ from_at, to_at });
    const before = (await clients.viewer.get('/api/status')).json.seq;
    assert.equal((await grid(windows)).json.slots, slots.length);
    assert.equal(
      (await clients.viewer.get('/api/status')).json.seq,
      before,
      'the same grid changes nothing',
    );
    const last = windows.at(-1),
      longer = [
        ...windows.slice(0, -1),
        { ...last, to_at: last.to_at + (edition.gap_min + edition.slot_min) * 60_000 },
      ];
    assert.equal((await grid(longer)).json.slots, slots.length + 1);
    assert.equal((await clients.host.get('/api/agenda')).json.slots.length, slots.length + 1);
    assert.equal((await grid(windows)).json.slots, slots.length);
    const moved = await grid(
      windows.map(({ from_at, to_at }) => ({ from_at: from_at + 300_000, to_at: to_at + 300_000 })),
    );
    assert.equal(moved.json.code, 'grid_held');
    assert.match(moved.json.title, /\d+ meetings/);
    assert.equal(
      (await grid([{ from_at: last.to_at, to_at: last.from_at }])).json.code,
      'grid_windows',
    );
    assert.equal(
      (await grid([{ from_at: last.from_at, to_at: last.from_at + 60_000 }])).json.code,
      'grid_none',
    );
    for (const wrong of [[], [{}], 'x', [1]]) assert.equal((await grid(wrong)).status, 422);
    assert.equal((await grid(windows, { slot_min: 1 })).status, 422);
    assert.deepEqual((await clients.host.get('/api/agenda')).json.slots, slots);
  });
}
