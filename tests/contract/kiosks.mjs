// SPDX-License-Identifier: EUPL-1.2
// The kiosks' routes, as tests of api.test.mjs: there every answer is held against openapi.json and
// every operation must have been answered well.
import assert from 'node:assert/strict';
import test from 'node:test';
import { follow } from '../harness/feed.mjs';
import { pairingSecret, readPairing } from '../harness/pairing.mjs';
import { assertSchema } from '../harness/schemas.mjs';
import { answerTo, givePin, staffKey } from '../harness/staff.mjs';
import { CheckedClient } from './checked.mjs';

// The smallest PNG: one pixel.
export const dot = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==',
  'base64',
);
const nonce = (letter) => letter.repeat(32);
const heartbeat = {
  version: '0.1.0',
  screen: 'check-in',
  width: 1920,
  height: 1080,
  uptime_s: 12,
  queue: 0,
};

/** `context()` gives { server, by, anyone, edition } once the server runs. */
export function kioskTests(context) {
  const edition = () => context().edition;
  const answer = async (door, key, asked) => {
    const question = asked ?? (await door.post('/api/kiosk/staff/question', {})).json.question;
    return door.post('/api/kiosk/staff/proof', { answer: answerTo(key, question) });
  };
  const created = async (name, more = {}) => {
    const answer = await context().by.organiser.post('/api/kiosks', { name, ...more });
    assert.equal(answer.status, 201, answer.text);
    return answer.json;
  };
  const enrol = (secret, by = 'a') =>
    context().anyone.post('/api/kiosks/enrolment', { secret, nonce: nonce(by) });
  const clientOf = (token) => new CheckedClient(context().server.url, { token });

  test('a kiosk is added, takes its token by its code once, and is what the console said', async () => {
    const { server, by } = context();
    const { kiosk, pairing } = await created('Hall nord', {
      role: 'screen',
      shows: 'meetings',
      language: 'en',
    });
    assert.equal(kiosk.enrolled_at, null);
    assert.equal(kiosk.online, false);
    assert.match(pairing.svg, /^<svg /);
    const code = readPairing(pairing.code);
    assert.equal(`${code.tls ? 'https' : 'http'}://${code.host}:${code.port}`, server.url);
    assert.equal(pairing.server, server.url);
    const wrong = await enrol(pairingSecret(Buffer.alloc(16, 7)));
    assert.deepEqual([wrong.status, wrong.json.code], [403, 'code_unknown']);
    const first = await enrol(code.secret);
    assert.equal(first.status, 200, first.text);
    assert.deepEqual(
      { ...first.json.settings, id: 0 },
      {
        id: 0,
        name: 'Hall nord',
        role: 'screen',
        shows: 'meetings',
        stand: '',
        leaving: false,
        language: 'en',
        dark: false,
        registers: false,
        staff: '',
      },
    );
    const again = await enrol(code.secret);
    assert.equal(again.json.token, first.json.token, 'an answer that was lost is given again');
    const other = await enrol(code.secret, 'b');
    assert.deepEqual([other.status, other.json.code], [403, 'code_used']);
    const screen = clientOf(first.json.token);
    assert.equal((await screen.get('/api/meetings/called')).status, 200);
    const { kiosks } = (await by.host.get('/api/kiosks')).json;
    assert.ok(kiosks.find(({ id }) => id === kiosk.id).enrolled_at > 0);
    screen.close();
  });

  test('names, roles and addresses that are none are refused by name', async () => {
    const { by } = context();
    for (const [field, value] of [
      ['role', 'king'],
      ['shows', 'films'],
      ['language', 'xx'],
      ['server', 'ftp://x'],
      ['name', '   '],
    ]) {
      const answer = await by.organiser.post('/api/kiosks', { name: 'Essai', [field]: value });
      assert.deepEqual([answer.status, answer.json.field], [422, field], answer.text);
    }
    const unknown = await by.organiser.post('/api/kiosks', {
      name: 'Essai',
      role: 'stand',
      stand: 999999,
    });
    assert.deepEqual([unknown.status, unknown.json.field], [422, 'stand']);
    const taken = await by.organiser.post('/api/kiosks', { name: 'Borne door' });
    assert.deepEqual([taken.status, taken.json.code], [409, 'name_taken']);
    const https = await by.organiser.post('/api/kiosks', {
      name: 'Essai',
      server: 'https://parvis.example',
    });
    assert.equal(https.json.field, 'server', 'there is no certificate of ours to know it by');
  });

  test('a new code voids the last one, and the old token holds until it is used', async () => {
    const { by } = context();
    const { kiosk, pairing } = await created('Porte B');
    const {
      json: { token },
    } = await enrol(readPairing(pairing.code).secret);
    const door = clientOf(token);
    const second = await by.organiser.post(`/api/kiosks/${kiosk.id}/pairing`, {});
    assert.equal(second.status, 201, second.text);
    const third = await by.organiser.post(`/api/kiosks/${kiosk.id}/pairing`, {
      server: context().server.url,
    });
    assert.equal(
      (await enrol(readPairing(second.json.pairing.code).secret)).json.code,
      'code_unknown',
    );
    assert.equal((await door.get('/api/roster')).status, 200, 'the old box still works');
    const feed = follow(context().server.url, { token });
    await feed.wait(({ event }) => event === 'hello');
    const fresh = await enrol(readPairing(third.json.pairing.code).secret, 'c');
    assert.equal(fresh.status, 200);
    await feed
      .wait(({ event }) => event === 'goodbye', { what: 'the old box’s goodbye' })
      .catch(() => assert.ok(feed.ended));
    assert.equal((await door.get('/api/roster')).status, 401, 'the old box is nobody');
    door.close();
  });

  test('a browser becomes a screen of the hall by a code: a cookie that no script reads, and that reads alone', async () => {
    const { server, by, anyone } = context();
    const { kiosk, pairing } = await created('Mur', { role: 'screen' });
    const { secret } = readPairing(pairing.code);
    const order = { secret, nonce: 'b'.repeat(32), browser: true };
    const door = await created('Porte du mur');
    const wrong = { ...order, secret: readPairing(door.pairing.code).secret };
    assert.equal((await anyone.post('/api/kiosks/enrolment', wrong)).json.code, 'code_not_screen');
    assert.equal((await enrol(wrong.secret, 'd')).status, 200, 'that code was not used up');

    const answer = await anyone.post('/api/kiosks/enrolment', order);
    assert.equal(answer.status, 200, answer.text);
    assert.deepEqual(Object.keys(answer.json), ['settings'], 'the token is not told');
    const [set] = answer.headers['set-cookie'];
    assert.match(set, /^parvis_screen=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=\d+$/);
    const cookie = set.split(';')[0];
    assert.equal((await enrol(secret, 'e')).json.code, 'code_used', 'once');
    const again = await anyone.post('/api/kiosks/enrolment', order);
    assert.equal(
      again.headers['set-cookie'][0].split(';')[0],
      cookie,
      'the same browser may ask again',
    );

    const headers = { cookie };
    assert.equal((await anyone.get('/api/meetings/called', { headers })).status, 200);
    assert.equal((await anyone.get('/api/meetings', { headers })).status, 403);
    const feed = follow(server.url, { cookie });
    const { json } = await feed.wait(({ event }) => event === 'hello');
    assert.equal(json.audience, 'hall');
    // A cookie goes along with what other sites make a browser send: it changes nothing.
    const beat = { ...heartbeat };
    assert.equal((await anyone.post('/api/kiosk/heartbeat', beat, { headers })).status, 403);
    const list = async () =>
      (await by.organiser.get('/api/kiosks')).json.kiosks.find(({ id }) => id === kiosk.id);
    assert.equal((await list()).online, true);

    // Made a door, it is nobody: a browser does not let people in.
    await by.organiser.post(`/api/kiosks/${kiosk.id}/settings`, { role: 'door' });
    await feed.wait(() => feed.ended, { what: 'the end' }).catch(() => assert.ok(feed.ended));
    assert.equal((await anyone.get('/api/roster', { headers })).status, 401);
    await by.organiser.post(`/api/kiosks/${kiosk.id}/settings`, { role: 'stage' });
    const stage = follow(server.url, { cookie });
    assert.equal((await stage.wait(({ event }) => event === 'hello')).json.audience, 'stage');
    await by.organiser.post(`/api/kiosks/${kiosk.id}/revocation`, {});
    await stage.wait(() => stage.ended, { what: 'the end' }).catch(() => assert.ok(stage.ended));
    const after = follow(server.url, { cookie });
    assert.equal((await after.wait(({ event }) => event === 'hello')).json.audience, 'public');
    after.close();
  });

  test('heartbeats, settings, commands and pictures go both ways', async () => {
    const { server, by } = context();
    const { kiosk, pairing } = await created('Porte C');
    const {
      json: { token },
    } = await enrol(readPairing(pairing.code).secret);
    const door = clientOf(token);
    const row = async () =>
      (await by.organiser.get('/api/kiosks')).json.kiosks.find(({ id }) => id === kiosk.id);
    const command = (what, client = by.host) =>
      client.post(`/api/kiosks/${kiosk.id}/command`, { do: what });
    assert.equal((await command('identify')).status, 409, 'it is not connected');
    const beat = await door.post('/api/kiosk/heartbeat', {
      ...heartbeat,
      queue: 3,
      printer: 'plus de papier',
    });
    assert.equal(beat.status, 200, beat.text);
    assert.equal(beat.json.settings.name, 'Porte C');
    assert.deepEqual(
      [(await row()).online, (await row()).health.queue, (await row()).health.printer],
      [true, 3, 'plus de papier'],
    );
    assert.equal(
      (await door.post('/api/kiosk/heartbeat', { ...heartbeat, queue: -1 })).json.field,
      'queue',
    );

    const feed = follow(server.url, { token });
    await feed.wait(({ event }) => event === 'snapshot');
    for (const what of ['identify', 'reload']) {
      assert.equal((await command(what)).status, 200);
      await feed.wait(({ event, json }) => event === 'command' && json.do === what, { what });
    }
    assert.equal((await command('dance')).status, 422);
    const put = () =>
      door.post('/api/kiosk/picture', undefined, {
        body: dot,
        headers: { 'content-type': 'image/png' },
      });
    const path = `/api/kiosks/${kiosk.id}/picture.png`;
    assert.equal((await put()).status, 409, 'nobody asked');
    assert.equal((await by.host.get(path)).status, 404);
    await command('picture');
    assert.equal(
      (
        await door.post('/api/kiosk/picture', undefined, {
          body: 'GIF89a and more',
          headers: { 'content-type': 'image/png' },
        })
      ).status,
      415,
    );
    assert.equal((await put()).status, 200);
    assert.equal((await put()).status, 409, 'one was asked for');
    assert.deepEqual((await by.host.get(path)).bytes, dot);
    assert.ok((await row()).picture_at > 0);

    const dark = await by.organiser.post(`/api/kiosks/${kiosk.id}/settings`, { dark: true });
    assert.deepEqual(
      [dark.json.kiosk.dark, dark.json.kiosk.role],
      [true, 'door'],
      'what is absent stays',
    );
    const told = await feed.wait(({ event, json }) => event === 'settings' && json.dark);
    assertSchema('kiosk_settings', told.json);
    const stands = (await by.host.get('/api/stands')).json.stands;
    const moved = await by.organiser.post(`/api/kiosks/${kiosk.id}/settings`, {
      role: 'stand',
      stand: stands[0].id,
    });
    assert.equal(moved.status, 200, moved.text);
    const now = await feed.wait(({ event, json }) => event === 'settings' && json.role === 'stand');
    assert.equal(now.json.stand, stands[0].code);
    assert.equal((await door.get(`/api/stands/${stands[0].id}/meetings`)).status, 200);
    assert.equal(
      (await door.get(`/api/stands/${stands[1].id}/meetings`)).status,
      403,
      'its own stand alone',
    );
    assert.equal((await door.get('/api/roster')).status, 403, 'no longer a door');
    feed.close();
    door.close();
  });

  test('people are searched and let in by name where the staff has a PIN, and nowhere else', async () => {
    const { by } = context();
    const { kiosk, pairing } = await created('Porte du personnel');
    const {
      json: { token },
    } = await enrol(readPairing(pairing.code).secret, 'e');
    const door = clientOf(token);
    const person = (await by.host.get('/api/people?q=P0001')).json.people[0];
    const now = (await by.viewer.get('/api/status')).json.now;
    const walkIn = { first_name: 'Zélie', last_name: 'Venue-Seule', role: 'visitor' };
    const byName = () =>
      door.post('/api/check-ins', {
        scan_id: `par-nom-${kiosk.id}`,
        occurred_at: now,
        person: person.id,
      });
    const statuses = async () => [
      (await door.get('/api/people?q=a')).status,
      (await door.get(`/api/people/${person.id}`)).status,
      (await door.get(`/api/people/${person.id}/badge.svg`)).status,
      (await door.post('/api/people', walkIn)).status,
      (await byName()).status,
    ];
    assert.deepEqual(
      await statuses(),
      [403, 403, 403, 403, 422],
      'a door that somebody carries away is asked for nobody',
    );
    assert.equal(
      (await door.get(`/api/people/${person.id}/agenda`)).status,
      403,
      'a day is for whom it let in itself',
    );
    assert.equal((await door.get('/api/roster')).json.staff, null);

    assert.equal(
      (await by.organiser.post(`/api/kiosks/${kiosk.id}/settings`, { registers: true })).json.kiosk
        .registers,
      true,
    );
    assert.deepEqual(
      (await statuses()).slice(0, 4),
      [403, 403, 403, 201],
      'visitors register themselves',
    );

    assert.equal((await by.host.post(`/api/kiosks/${kiosk.id}/pin`, { set: true })).status, 403);
    const given = await by.organiser.post(`/api/kiosks/${kiosk.id}/pin`, { set: true });
    assert.equal(given.status, 200, given.text);
    assert.match(given.json.pin, /^\d{8}$/);
    assert.equal(given.json.kiosk.staff, true);
    assert.deepEqual(
      await statuses(),
      [403, 403, 403, 201, 422],
      'the token alone makes nobody the staff, PIN or not',
    );
    const key = staffKey(edition().folder, kiosk.id);
    door.shown = await givePin(door, key);
    assert.deepEqual(await statuses(), [200, 200, 200, 201, 200]);
    const proof = door.shown;
    door.shown = { 'x-parvis-staff': 'x'.repeat(43) };
    assert.equal((await door.get('/api/people?q=a')).status, 403);
    door.shown = proof;
    assert.equal(
      (await by.door.get('/api/people?q=a', { headers: proof })).status,
      403,
      'of one door',
    );
    const roster = await door.get('/api/roster');
    assert.ok(
      roster.json.rows.every(({ revoked, named }) => revoked || named.length > 300),
      'names for the PIN',
    );
    assert.ok(!roster.text.includes(person.last_name) && !roster.text.includes(given.json.pin));
    const again = await by.organiser.post(`/api/kiosks/${kiosk.id}/pin`, { set: true });
    const settings = (await door.post('/api/kiosk/heartbeat', heartbeat)).json.settings;
    assert.notEqual(settings.staff, roster.json.staff.salt, 'another PIN has another salt');
    assert.notEqual(again.json.pin, given.json.pin);
    assert.equal((await door.get('/api/people?q=a')).status, 403, 'another PIN ends the proof');
    assert.equal((await answer(door, key)).status, 403, 'and the key of the one before');
    door.shown = await givePin(door, staffKey(edition().folder, kiosk.id));
    assert.equal((await door.get('/api/people?q=a')).status, 200);

    const taken = await by.organiser.post(`/api/kiosks/${kiosk.id}/pin`, { set: false });
    assert.deepEqual([taken.json.pin, taken.json.kiosk.staff], [null, false]);
    assert.equal((await door.get('/api/people?q=a')).status, 403);
    assert.equal((await door.post('/api/kiosk/staff/question', {})).status, 409);
    assert.equal((await answer(door, key, 'f'.repeat(32))).status, 409);
    const { kiosk: screen } = await created('Écran sans code', { role: 'screen' });
    assert.equal(
      (await by.organiser.post(`/api/kiosks/${screen.id}/pin`, { set: true })).status,
      409,
    );
    door.close();
  });

  test('who guesses the staff’s PIN waits, and the desk does not', async () => {
    const { by, server } = context();
    const { kiosk, pairing } = await created('Porte que l’on devine');
    const {
      json: { token },
    } = await enrol(readPairing(pairing.code).secret, 'h');
    await by.organiser.post(`/api/kiosks/${kiosk.id}/pin`, { set: true });
    const key = staffKey(edition().folder, kiosk.id);
    const thief = new CheckedClient(server.url, { token, from: '127.0.0.77' });
    const door = clientOf(token);
    const wrong = Buffer.alloc(32);
    for (let i = 0; i < 5; i++) {
      const refused = await answer(thief, wrong);
      assert.deepEqual([refused.status, refused.json.code], [403, 'wrong_pin']);
      assert.equal(refused.headers['retry-after'], i < 4 ? undefined : '30');
    }
    const late = await answer(thief, key);
    assert.deepEqual([late.status, late.json.code], [429, 'too_many_attempts']);
    assert.ok(Number(late.headers['retry-after']) > 25);
    assert.match(late.json.title, /wait \d+ s/);
    const proof = await givePin(door, key);
    assert.equal((await door.get('/api/people?q=a', { headers: proof })).status, 200);
    const tries = async () =>
      (await by.host.get('/api/kiosks')).json.kiosks.find(({ id }) => id === kiosk.id).pin_tries;
    const { wrong: count, since, until } = await tries();
    assert.equal(count, 5, 'the one that was not looked at is not counted');
    assert.ok(since < until, 'since the first, till the thief may try again');
    const beat = { ...heartbeat, pin_wrong: 2, pin_since: since - 60_000 };
    assert.equal((await door.post('/api/kiosk/heartbeat', beat)).status, 200);
    assert.deepEqual(
      [(await tries()).wrong, (await tries()).since],
      [7, since - 60_000],
      'with those that were typed at the door itself',
    );
    assert.equal((await by.host.delete(`/api/kiosks/${kiosk.id}/lock`)).status, 403);
    const feed = follow(server.url, { token });
    await feed.wait(({ event }) => event === 'hello');
    const lifted = await by.organiser.delete(`/api/kiosks/${kiosk.id}/lock`);
    assert.equal(lifted.status, 200, lifted.text);
    assert.deepEqual([lifted.json.told, lifted.json.kiosk.pin_tries], [true, null]);
    await feed.wait(({ event, json }) => event === 'command' && json.do === 'unlock');
    feed.close();
    const [entry] = (await by.host.get('/api/audit?limit=1')).json.entries;
    assert.deepEqual(
      [entry.action, entry.kind, entry.subject, entry.undoable],
      ['kiosk.unlock', 'device', kiosk.id, false],
    );
    assert.equal((await answer(thief, wrong)).status, 403, 'everybody has their free tries again');
    assert.equal((await by.organiser.delete('/api/kiosks/999999/lock')).status, 404);
    const { kiosk: bare } = await created('Porte sans code');
    assert.equal((await by.organiser.delete(`/api/kiosks/${bare.id}/lock`)).json.code, 'no_pin');
    assert.equal((await door.post('/api/kiosk/staff/proof', { answer: 'no' })).status, 422);
    const hexless = 'z'.repeat(64);
    assert.equal((await door.post('/api/kiosk/staff/proof', { answer: hexless })).status, 422);
    assert.equal((await by.screen.post('/api/kiosk/staff/question', {})).status, 403);
    assert.equal((await by.host.post('/api/kiosk/staff/question', {})).status, 403);
    thief.close();
    door.close();
  });

  test('who calls the desk is seen until somebody goes there, and may call again', async () => {
    const { server, by } = context();
    const { kiosk, pairing } = await created('Porte qui appelle');
    const {
      json: { token },
    } = await enrol(readPairing(pairing.code).secret, 'f');
    const door = clientOf(token);
    const calling = async () =>
      (await by.host.get('/api/kiosks')).json.kiosks.find(({ id }) => id === kiosk.id).health
        .help_at;
    const call = (help_at) =>
      door.post('/api/kiosk/heartbeat', { ...heartbeat, ...(help_at ? { help_at } : {}) });
    const at = (await call()).json.now;
    assert.equal(await calling(), null);
    await call(at);
    assert.equal(await calling(), at);
    assert.equal(
      (await by.host.post(`/api/kiosks/${kiosk.id}/command`, { do: 'coming' })).status,
      409,
      'it is not connected',
    );
    assert.equal(await calling(), at, 'so nobody was told');
    const feed = follow(server.url, { token });
    await feed.wait(({ event }) => event === 'hello');
    assert.equal(
      (await by.host.post(`/api/kiosks/${kiosk.id}/command`, { do: 'coming' })).status,
      200,
    );
    await feed.wait(({ event, json }) => event === 'command' && json.do === 'coming');
    assert.equal(await calling(), null);
    await call(at);
    assert.equal(await calling(), null, 'the same call was answered');
    await call(at + 60_000);
    assert.equal(await calling(), at + 60_000, 'this is another one');
    await call();
    assert.equal(await calling(), null, 'they went away');
    feed.close();
    door.close();
  });

  test('a visitor shows a stand’s kiosk a badge, and is among the stand’s visitors', async () => {
    const { by, badges } = context();
    const taken = (await by.host.get('/api/stands')).json.stands
      .filter(({ company }) => company)
      .at(-1);
    const { kiosk, pairing } = await created('Stand qui note', { role: 'stand' });
    const {
      json: { token },
    } = await enrol(readPairing(pairing.code).secret, 'g');
    const stand = clientOf(token);
    const badge = badges.get('P0040');
    assert.equal(
      (await stand.post('/api/kiosk/visitors', { badge })).status,
      409,
      'it is nobody’s yet',
    );
    await by.organiser.post(`/api/kiosks/${kiosk.id}/settings`, { stand: taken.id });
    for (const again of [false, true]) {
      const noted = await stand.post('/api/kiosk/visitors', { badge });
      assert.equal(noted.status, 200, `${again} ${noted.text}`);
      assert.ok(noted.json.visitor.first_name);
    }
    assert.equal(
      (await stand.post('/api/kiosk/visitors', { badge: 'https://example.org' })).status,
      422,
    );
    assert.equal((await by.door.post('/api/kiosk/visitors', { badge })).status, 403);
    stand.close();
  });

  test('a revoked kiosk is sent away at once: its feed ends, and every word gets 401', async () => {
    const { server, by } = context();
    const { kiosk, pairing } = await created('Porte D');
    const {
      json: { token },
    } = await enrol(readPairing(pairing.code).secret);
    const door = clientOf(token);
    const feed = follow(server.url, { token });
    await feed.wait(({ event }) => event === 'snapshot');
    await door.post('/api/kiosk/heartbeat', heartbeat);
    const {
      json: { pairing: unused },
    } = await by.organiser.post(`/api/kiosks/${kiosk.id}/pairing`, {});
    const revoked = await by.organiser.post(`/api/kiosks/${kiosk.id}/revocation`);
    assert.equal(revoked.status, 200, revoked.text);
    assert.deepEqual([revoked.json.kiosk.online, revoked.json.kiosk.health], [false, null]);
    await feed
      .wait(() => false, { what: 'the end' })
      .catch(() => assert.ok(feed.ended, 'the feed was closed'));
    for (const path of ['/api/roster', '/api/agenda', '/api/meetings'])
      assert.equal((await door.get(path)).status, 401, path);
    const late = follow(server.url, { token });
    assert.equal((await late.opened).statusCode, 401);
    late.close();
    assert.equal((await by.organiser.post(`/api/kiosks/${kiosk.id}/revocation`)).status, 409);
    assert.equal(
      (await enrol(readPairing(unused.code).secret, 'd')).json.code,
      'code_unknown',
      'its code went with it',
    );
    const anew = await by.organiser.post('/api/kiosks', { name: 'Porte D', role: 'stage' });
    assert.equal(anew.status, 201, 'its name is free again');
    door.close();
  });
}
