// SPDX-License-Identifier: EUPL-1.2
// What the token of a door may, once somebody has carried the kiosk away and asks by hand: scans
// that name people, sealed or open; phones and agendas of others; people with rights that no door
// gives.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import test, { after, before } from 'node:test';
import { decodeBadge, encodeBadge } from '../harness/badge.mjs';
import { openLink } from '../harness/attendees.mjs';
import { Client } from '../harness/client.mjs';
import { copyEdition, deviceRoles, parvis } from '../harness/edition.mjs';
import { follow } from '../harness/feed.mjs';
import { startServer } from '../harness/server.mjs';
import { givePin, staffKey, voucherOf } from '../harness/staff.mjs';
import { until } from '../harness/until.mjs';

const BY_NAME = '\x01person ';
let edition, server, host, organiser, key;
const device = {}; // name → client
const ids = {}; // name → number
let fresh; // badges that nobody has shown yet

async function ok(promise, wanted = 200) {
  const answer = await promise;
  assert.equal(answer.status, wanted, answer.text);
  return answer.json;
}

function addDoor(name) {
  const path = `${edition.folder}/${name}.token`;
  parvis(edition.folder, ['kiosk', 'add', name, '--role', 'door', '--token-file', path]);
  device[name] = new Client(server.url, { token: readFileSync(path, 'utf8').trim() });
}

before(async () => {
  edition = copyEdition('doors');
  server = await startServer(edition.folder, { at: '2017-11-20T10:05' });
  host = new Client(server.url);
  organiser = new Client(server.url);
  await host.signIn(edition.users.host);
  await organiser.signIn(edition.users.organiser);
  for (const role of deviceRoles)
    device[role] = new Client(server.url, { token: edition.tokens[role] });
  for (const name of ['other', 'registering', 'staffed']) addDoor(name);
  const kiosks = async () => (await ok(host.get('/api/kiosks'))).kiosks;
  await until(async () => (await kiosks()).length >= 7, { what: 'the new doors at the server' });
  for (const { id, name } of await kiosks()) ids[name] = id;
  await ok(organiser.post(`/api/kiosks/${ids.registering}/settings`, { registers: true }));
  await ok(organiser.post(`/api/kiosks/${ids.staffed}/pin`, { set: true }));
  key = (await ok(host.get('/api/agenda'))).edition.public_key;
  fresh = [...edition.badges.values()].reverse();
});
after(async () => {
  for (const client of [host, organiser, ...Object.values(device)]) client?.close();
  await server?.stop();
});

/** Texts as a kiosk seals them for the edition. */
function seal(...texts) {
  const input = texts.map((text) => `${Buffer.from(text).toString('hex')}\n`).join('');
  const { status, stdout } = spawnSync(process.env.PARVIS_SEAL_BINARY, [key], {
    input,
    encoding: 'utf8',
    maxBuffer: 64 << 20,
  });
  assert.equal(status, 0);
  return stdout.trim().split('\n');
}

const clock = async () => (await ok(host.get('/api/status'))).now;
const order = async (more) => ({ scan_id: randomUUID(), occurred_at: await clock(), ...more });
const arrived = async () =>
  Object.values((await ok(host.get('/api/status'))).arrivals).reduce(
    (sum, { in: inside, out }) => sum + inside + out,
    0,
  );
const exceptions = async () => (await ok(host.get('/api/check-ins/exceptions'))).exceptions;
const presenceOf = async (id) => (await ok(host.get(`/api/people/${id}`))).presence;
/** The number of the person behind a badge, whom nobody has let in. */
async function personOf(badge) {
  const code = [...edition.badges].find(([, text]) => text === badge)[0];
  return (await ok(host.get(`/api/people?q=${code}`))).people.find((person) => person.code === code)
    .id;
}

// ---- scans that name somebody ----

/** Every way in which one scan may say "this person", with and without a place in a journal. */
function byName(person) {
  const [sealed] = seal(`${BY_NAME}${person}`);
  const journal = (seq, said) => ({
    journal: '00112233445566aa',
    seq,
    device_at: 5,
    ...(said ? { said } : {}),
  });
  return [
    { person },
    { person, direction: 'out' },
    { sealed },
    { sealed, direction: 'out' },
    { sealed, ...journal(person * 10) },
    { sealed, ...journal(person * 10 + 1, 'admitted') },
    { person, ...journal(person * 10 + 2) },
    { sealed, ...journal(person * 10 + 3, 'left'), direction: 'out' },
    { sealed, occurred_at: 1 },
  ];
}

for (const name of ['door', 'other', 'registering', 'staffed'])
  test(`a door where no PIN was given (${name}) lets nobody in by name, sealed or open, alone or in a batch; a host sees that it tried`, async () => {
    const victim = await personOf(fresh[0]),
      before = await arrived(),
      parked = (await exceptions()).length;
    const tried = [];
    for (const way of byName(victim + (name === 'door' ? 0 : 1)))
      tried.push({ ...(await order()), ...way });
    for (const one of tried) {
      const answer = await device[name].post('/api/check-ins', one);
      assert.deepEqual([answer.status, answer.json.field], [422, 'person'], JSON.stringify(one));
      assert.ok(!/first_name|last_name/.test(answer.text));
    }
    const again = tried.map((one) => ({
      ...one,
      scan_id: randomUUID(),
      ...(one.seq ? { seq: one.seq + 5000 } : {}),
    }));
    const { answers } = await ok(device[name].post('/api/check-ins', { scans: again }));
    assert.deepEqual(
      answers.map(({ status, field, person }) => [status, field, person]),
      again.map(() => ['refused', 'person', undefined]),
    );
    assert.equal(await arrived(), before, 'nobody is counted');
    assert.equal(await presenceOf(victim), 'expected');
    const rows = (await exceptions()).slice(parked);
    assert.equal(rows.length, 2 * tried.length, 'each is parked');
    assert.ok(
      rows.every(
        ({ kind, device: by, status, reason }) =>
          kind === 'refused' &&
          by === ids[name === 'door' ? 'Borne door' : name] &&
          status === null &&
          /PIN/.test(reason),
      ),
    );
    await ok(device[name].post('/api/check-ins', { scans: again }));
    assert.equal(
      (await exceptions()).length,
      parked + rows.length,
      'sent again, it is the same one',
    );
  });

test('devices that are no doors scan nobody at all', async () => {
  const [sealed] = seal(`${BY_NAME}12`);
  for (const role of ['screen', 'stage', 'stand'])
    for (const way of [{ sealed }, { person: 12 }, { badge: fresh[0] }])
      assert.equal((await device[role].post('/api/check-ins', await order(way))).status, 403, role);
  assert.equal(
    (await device.stand.post('/api/kiosk/visitors', { badge: `${BY_NAME}12` })).status !== 200,
    true,
  );
});

test('what the seal holds is one person’s number or a badge, and nothing beside it', async () => {
  const numbers = [
    '12 ',
    ' 12',
    '+12',
    '012',
    '-12',
    '0',
    '',
    '12abc',
    '12\t',
    '99999999999',
    '2147483648',
    '1e1',
  ];
  const texts = [
    ...numbers.map((text) => BY_NAME + text),
    `${BY_NAME}12\0`,
    `\0${BY_NAME}12`,
    'x'.repeat(4097),
  ];
  const before = await arrived();
  for (const client of [device.door, device.staffed])
    for (const [turn, sealed] of seal(...texts).entries()) {
      const answer = await client.post('/api/check-ins', await order({ sealed }));
      assert.deepEqual(
        [answer.status, answer.json.field],
        [422, 'sealed'],
        `${JSON.stringify(texts[turn])} ${answer.text}`,
      );
    }
  for (const sealed of seal(
    ` ${BY_NAME}12`,
    '\x01 person 12',
    '\x01PERSON 12',
    '\x03person 12',
    'person 12',
  ))
    assert.equal(
      (await ok(device.staffed.post('/api/check-ins', await order({ sealed })))).status,
      'unreadable',
    );
  assert.equal(
    (await ok(device.staffed.post('/api/check-ins', await order({ badge: `${BY_NAME}12` }))))
      .status,
    'unreadable',
    'no paper says it',
  );
  assert.equal(await arrived(), before);
});

test('the staff’s door lets in by name, sealed and open, until its PIN is taken away', async () => {
  const one = await personOf(fresh.pop()),
    two = await personOf(fresh.pop()),
    three = await personOf(fresh.pop()),
    four = await personOf(fresh.pop());
  const key = staffKey(edition.folder, ids.staffed);
  const [third] = seal(BY_NAME + three);
  const sealed = (scan, person, voucher) => ({
    ...scan,
    sealed: seal(`${BY_NAME}${person} ${voucher}`)[0],
  });
  const vouched = (scan, person) =>
    sealed(scan, person, voucherOf(key, scan.scan_id, person, scan.direction));
  const scan = vouched(await order(), one);
  assert.equal((await ok(device.staffed.post('/api/check-ins', scan))).status, 'admitted');
  assert.equal(await presenceOf(one), 'in');
  const late = vouched(await order({ journal: 'ffeeddccbbaa0099', seq: 1 }), two);
  assert.equal(
    (await ok(device.staffed.post('/api/check-ins', { scans: [late] }))).answers[0].status,
    'admitted',
  );
  const next = await order();
  for (const voucher of [
    voucherOf(key, scan.scan_id, three),
    voucherOf(key, next.scan_id, one),
    voucherOf(key, next.scan_id, three, 'out'),
    voucherOf(Buffer.alloc(32), next.scan_id, three),
  ]) {
    const answer = await device.staffed.post('/api/check-ins', sealed(next, three, voucher));
    assert.deepEqual([answer.status, answer.json.field], [422, 'person'], 'of this scan alone');
  }
  const elsewhere = await order();
  assert.equal(
    (await device.other.post('/api/check-ins', vouched(elsewhere, three))).status,
    422,
    'of this door alone',
  );
  const shown = { headers: await givePin(device.staffed, key) };
  assert.equal(
    (await ok(device.staffed.post('/api/check-ins', await order({ person: four }), shown))).status,
    'admitted',
  );
  const { pin } = await ok(organiser.post(`/api/kiosks/${ids.staffed}/pin`, { set: false }));
  assert.equal(pin, null);
  for (const asked of [
    scan,
    late,
    vouched(await order(), three),
    await order({ sealed: third }),
    await order({ person: three }),
    await order({ sealed: third, journal: late.journal, seq: 2, said: 'admitted' }),
  ]) {
    const answer = await device.staffed.post('/api/check-ins', asked, shown);
    assert.equal(answer.status, 422, 'a replay tells no name either');
    assert.ok(!answer.text.includes('first_name'));
  }
  assert.equal(await presenceOf(three), 'expected');
  const named = (await exceptions()).filter(({ person }) => person === three);
  assert.ok(named.length >= 2 && named[0].last_name, 'a host sees whom it would have let in');
  const annulment = await device.staffed.post(`/api/check-ins/${scan.scan_id}/annulment`, {});
  assert.equal(annulment.status, 403);
  assert.ok(!annulment.text.includes('first_name'));
  assert.equal(await presenceOf(one), 'in');
  await ok(organiser.post(`/api/kiosks/${ids.staffed}/pin`, { set: true }));
});

test('a sealed badge is a scan as before, and a forged one opens nothing', async () => {
  const badge = fresh.pop(),
    forged = decodeBadge(badge);
  forged[40] ^= 1;
  const [good, bad] = seal(badge, encodeBadge(forged));
  assert.equal(
    (await ok(device.door.post('/api/check-ins', await order({ sealed: bad })))).status,
    'forged',
  );
  assert.equal(
    (await ok(device.door.post('/api/check-ins', await order({ sealed: good })))).status,
    'admitted',
  );
});

test('a door takes back its own scans alone', async () => {
  const scan = await order({ badge: fresh.pop() });
  await ok(device.door.post('/api/check-ins', scan));
  const path = `/api/check-ins/${scan.scan_id}/annulment`;
  for (const name of ['other', 'registering', 'staffed']) {
    const answer = await device[name].post(path, {});
    assert.equal(answer.status, 404, name);
    assert.ok(!answer.text.includes('first_name'));
  }
  assert.equal((await ok(device.door.post(path, {}))).presence, 'expected');
  const other = await order({ badge: fresh.pop() });
  await ok(device.other.post('/api/check-ins', other));
  await ok(host.post(`/api/check-ins/${other.scan_id}/annulment`, {}));
});

// ---- what a scan opens ----

/** `scan`: the one that is named; none: a host, or who knows of none. */
const link = (client, id, scan) =>
  client.post(`/api/people/${id}/link`, scan ? { scan_id: scan.scan_id } : {});
const day = (client, id, scan) =>
  client.get(`/api/people/${id}/agenda${scan ? `?scan=${scan.scan_id}` : ''}`);
/** Neither a phone nor a day comes out of it. */
async function refused(client, id, scan, why, statuses = [403]) {
  for (const answer of [await link(client, id, scan), await day(client, id, scan)]) {
    assert.ok(statuses.includes(answer.status), `${why}: ${answer.status} ${answer.text}`);
    assert.ok(!answer.text.includes('/mine#') && !answer.text.includes('"meetings"'), why);
  }
}

test('a scan opens that person’s day and phone to the door that made it, once each', async () => {
  const badge = fresh.pop(),
    id = await personOf(badge);
  const scan = await order({ badge });
  await refused(device.door, id, scan, 'before', [403, 409]);
  assert.equal((await ok(device.door.post('/api/check-ins', scan))).status, 'admitted');
  for (const name of ['other', 'registering', 'staffed', 'screen', 'stage', 'stand'])
    await refused(device[name], id, scan, `another device: ${name}`);
  assert.equal((await ok(day(device.door, id, scan))).person, id);
  assert.match((await ok(link(device.door, id, scan), 201)).path, /^\/mine#/);
  await refused(device.door, id, scan, 'a second time');
  await ok(device.door.post('/api/check-ins', scan));
  await refused(device.door, id, scan, 'the same scan sent again');
  const again = await order({ badge });
  assert.equal((await ok(device.door.post('/api/check-ins', again))).status, 'already_in');
  await refused(device.door, id, again, 'a scan that was refused');
  assert.equal((await ok(day(host, id))).person, id, 'a host may as before');
  for (let turn = 0; turn < 2; turn++) await ok(link(host, id), 201);
});

test('a copy of a door’s token opens nobody whom the door itself lets in', async () => {
  const badges = [fresh.pop(), fresh.pop(), fresh.pop()];
  const people = await Promise.all(badges.map(personOf));
  const stream = follow(server.url, { token: edition.tokens.door });
  await stream.wait(({ event }) => event === 'snapshot');
  const scans = [];
  for (const badge of badges) {
    scans.push(await order({ badge }));
    await ok(device.door.post('/api/check-ins', scans.at(-1)));
  }
  const presence = ({ event, json }) =>
    event === 'change' && json.kind === 'presence' && json.id === people.at(-1);
  const { body } = (await stream.wait(presence, { what: 'the last arrival' })).json;
  const heard = JSON.stringify(stream.events);
  stream.close();
  for (const { scan_id } of scans)
    assert.ok(!heard.includes(scan_id), 'the feed does not tell a door which scan it was');
  for (const [turn, id] of people.entries()) {
    const guesses = [
      undefined,
      { scan_id: randomUUID() },
      { scan_id: `${scans[turn].scan_id}0` },
      { scan_id: scans[turn].scan_id.slice(0, -1) },
      { scan_id: scans[turn].scan_id.toUpperCase() },
      { scan_id: String(body.scan).padStart(8, '0') },
      scans[(turn + 1) % scans.length],
    ];
    for (const scan of guesses)
      await refused(device.door, id, scan, JSON.stringify(scan ?? 'no scan'));
  }
  for (const form of [{ scan_id: '' }, { scan_id: 12 }, { scan_id: null }, { scan: 'x' }]) {
    const answer = await device.door.post(`/api/people/${people[0]}/link`, form);
    assert.equal(answer.status, 422, JSON.stringify(form));
  }
  for (const [turn, id] of people.entries()) {
    assert.equal((await ok(day(device.door, id, scans[turn]))).person, id);
    assert.match((await ok(link(device.door, id, scans[turn]), 201)).path, /^\/mine#/);
  }
});

test('who invents a scan of somebody opens nothing by it', async () => {
  const id = await personOf(fresh[0]);
  for (const form of byName(id)) {
    const scan = await order(form);
    assert.equal((await device.door.post('/api/check-ins', scan)).status, 422);
    await refused(device.door, id, scan, JSON.stringify(form), [403, 409]);
  }
  await ok(host.post('/api/check-ins', await order({ person: id })));
  for (const form of byName(id)) {
    const scan = await order(form);
    await device.door.post('/api/check-ins', scan);
    await refused(device.door, id, scan, `inside: ${JSON.stringify(form)}`);
  }
});

test('two requests at once get one link', async () => {
  const badge = fresh.pop(),
    id = await personOf(badge);
  const scan = await order({ badge });
  await ok(device.door.post('/api/check-ins', scan));
  const answers = await Promise.all(Array.from({ length: 16 }, () => link(device.door, id, scan)));
  assert.deepEqual(answers.map(({ status }) => status).sort(), [201, ...Array(15).fill(403)]);
});

/** As a kiosk seals a scan: which one it is stands in front of the text. */
const sealAs = ({ scan_id, occurred_at, direction = 'in' }, text) =>
  seal(`\x02${scan_id} ${occurred_at} ${direction[0]}\n${text}`)[0];

test('a scan opens nothing when it came late, or could be played back out of a journal', async () => {
  const journal = { journal: '0011223344556677', device_at: 5 };
  const ago = async (ms) => ({ scan_id: randomUUID(), occurred_at: (await clock()) - ms });
  const sealed = async (badge, scan, more = {}) => ({
    ...scan,
    sealed: sealAs(scan, badge),
    ...journal,
    ...more,
  });
  const shut = {
    'an hour old': async (badge) => ({ ...(await ago(3600_000)), badge }),
    'a minute and some old': async (badge) => ({ ...(await ago(62_000)), badge }),
    'of an impossible time': async (badge) => ({ scan_id: randomUUID(), occurred_at: 1, badge }),
    'told by the kiosk alone, and late': async (badge) => ({
      ...(await ago(600_000)),
      badge,
      ...journal,
      seq: 2,
      said: 'admitted',
    }),
    'sealed for any scan': async (badge) => ({
      ...(await order({ sealed: seal(badge)[0] })),
      ...journal,
      seq: 3,
    }),
    'sealed long ago': async (badge) =>
      sealed(badge, await ago(600_000), { seq: 4, said: 'admitted' }),
  };
  const open = {
    'of this moment': async (badge) => order({ badge }),
    'told by the kiosk alone a moment ago': async (badge) =>
      sealed(badge, await ago(5000), { seq: 5, said: 'admitted' }),
    'whose answer was lost': async (badge) => sealed(badge, await ago(5000), { seq: 6 }),
  };
  for (const [why, way] of Object.entries({ ...shut, ...open }))
    for (const batch of [false, true]) {
      const badge = fresh.pop(),
        id = await personOf(badge),
        scan = await way(badge);
      if (scan.seq && batch) scan.seq += 10;
      const answer = await ok(device.door.post('/api/check-ins', batch ? { scans: [scan] } : scan));
      assert.equal((batch ? answer.answers[0] : answer).status, 'admitted', why);
      assert.equal(await presenceOf(id), 'in', why);
      if (why in shut) await refused(device.door, id, scan, why);
      else assert.equal((await day(device.door, id, scan)).status, 200, why);
    }
});

test('who plays the journal back that it carries learns no name, opens nothing and moves nobody', async () => {
  const badge = fresh.pop(),
    id = await personOf(badge),
    [unbound] = seal(badge);
  const { last_name: name } = await ok(host.get(`/api/people/${id}`));
  const said = [];
  for (const direction of ['in', 'in', 'out', 'out', 'in']) {
    const scan = await order({ sealed: unbound, direction });
    const answer = await device.door.post('/api/check-ins', scan);
    said.push(answer.json.status);
    assert.equal(answer.json.person, null);
    assert.ok(!answer.text.includes(name), 'not in what is said either');
    await refused(device.door, id, scan, direction, [403, 409]);
  }
  assert.deepEqual(said, ['admitted', 'already_in', 'left', 'not_in', 'returned']);
  const leaving = await order({ sealed: unbound, direction: 'out' });
  await ok(device.door.post('/api/check-ins', leaving));
  const annulled = await device.door.post(`/api/check-ins/${leaving.scan_id}/annulment`, {});
  assert.equal(annulled.json.presence, 'in');
  assert.ok(!annulled.text.includes(name), 'nor when it is taken back');

  const other = fresh.pop(),
    victim = await personOf(other),
    kept = await order();
  const sealed = sealAs(kept, other),
    parked = (await exceptions()).length;
  const forms = [
    { scan_id: randomUUID() },
    { occurred_at: kept.occurred_at + 1 },
    { direction: 'out' },
    { scan_id: `${kept.scan_id}0` },
  ];
  for (const form of forms) {
    const answer = await device.door.post('/api/check-ins', { ...kept, sealed, ...form });
    assert.deepEqual([answer.status, answer.json.field], [422, 'sealed'], JSON.stringify(form));
  }
  assert.equal(await presenceOf(victim), 'expected');
  assert.equal((await exceptions()).length, parked + 3, 'a host sees each id once');
  assert.equal(
    (await ok(device.door.post('/api/check-ins', { ...kept, sealed }))).status,
    'admitted',
  );
  assert.equal(
    (await ok(device.door.post('/api/check-ins', { ...kept, badge: other }))).person.id,
    victim,
    'sent openly it is the same scan',
  );
});

test('an annulled scan, one that another door’s followed, and one of a forged badge open nothing', async () => {
  const badge = fresh.pop(),
    id = await personOf(badge);
  const scan = await order({ badge });
  await ok(device.door.post('/api/check-ins', scan));
  await ok(device.door.post(`/api/check-ins/${scan.scan_id}/annulment`, {}));
  await refused(device.door, id, scan, 'annulled', [403, 409]);
  const elsewhere = await order({ badge });
  await ok(device.other.post('/api/check-ins', elsewhere));
  for (const named of [scan, elsewhere])
    await refused(device.door, id, named, 'in again, by another door');
  await ok(device.other.post('/api/check-ins', await order({ badge, direction: 'out' })));
  await refused(device.other, id, elsewhere, 'left', [403, 409]);
  const back = await order({ badge });
  assert.equal((await ok(device.other.post('/api/check-ins', back))).status, 'returned');
  await refused(device.other, id, elsewhere, 'the scan before');
  await ok(day(device.other, id, back));

  const forged = decodeBadge(fresh[0]),
    victim = await personOf(fresh[0]);
  forged[50] ^= 1;
  const made = await order({ badge: encodeBadge(forged) });
  assert.equal((await ok(device.door.post('/api/check-ins', made))).status, 'forged');
  await refused(device.door, victim, made, 'forged', [403, 409]);
});

test('a door that got other things to do, or was revoked, has lost what its scans opened', async () => {
  const badge = fresh.pop(),
    id = await personOf(badge);
  addDoor('changing');
  await until(async () => (await device.changing.get('/api/roster')).status === 200, {
    what: 'the new door at the server',
  });
  const scan = await order({ badge });
  await ok(device.changing.post('/api/check-ins', scan));
  const kiosk = (await ok(host.get('/api/kiosks'))).kiosks.find(({ name }) => name === 'changing');
  await ok(organiser.post(`/api/kiosks/${kiosk.id}/settings`, { role: 'screen' }));
  await refused(device.changing, id, scan, 'a screen');
  await ok(organiser.post(`/api/kiosks/${kiosk.id}/settings`, { role: 'door' }));
  await refused(device.changing, id, scan, 'a door again');
  await ok(organiser.post(`/api/kiosks/${kiosk.id}/revocation`));
  await refused(device.changing, id, scan, 'revoked', [401]);
});

test('the staff’s door is given the day of whom it let in by name, and of nobody else', async () => {
  const id = await personOf(fresh.pop());
  const scan = await order({ person: id });
  await refused(device.staffed, id, scan, 'not yet', [403, 409]);
  const shown = await givePin(device.staffed, staffKey(edition.folder, ids.staffed));
  await ok(device.staffed.post('/api/check-ins', scan, { headers: shown }));
  await ok(day(device.staffed, id, scan));
  await ok(link(device.staffed, id, scan), 201);
  await refused(device.staffed, id, scan, 'once');
});

// ---- who registers ----

const eve = { first_name: 'Eve', last_name: 'Voleuse', role: 'visitor' };
/**
 * What the phone of somebody who registered at a door shows; they come in there, and read the code.
 */
async function phoneOf(client, { person, badge }) {
  const scan = await order({ badge });
  const answer = await ok(client.post('/api/check-ins', scan));
  assert.equal(answer.status, 'admitted');
  const { path } = await ok(link(client, person.id, scan), 201);
  const phone = new Client(server.url);
  await openLink(phone, path.split('#')[1]);
  return phone;
}

test('a door registers visitors alone, and an organisation that is typed there gives no membership', async () => {
  const { meetings } = await ok(host.get('/api/meetings'));
  const { organisations } = await ok(host.get('/api/agenda'));
  const company = organisations.find(
    ({ id, kind }) => kind === 'company' && meetings.some((one) => one.company === id),
  );
  const { people: buyers } = await ok(host.get('/api/people?q=a&limit=100'));
  const buyer = buyers.find(({ role, organisation }) => role === 'buyer' && organisation);
  const shown = await givePin(device.staffed, staffKey(edition.folder, ids.staffed));
  const folded = (name) => ` ${name.toUpperCase()}  `;
  for (const [name, options] of [
    ['registering', {}],
    ['staffed', { headers: shown }],
  ]) {
    const post = (form) => device[name].post('/api/people', form, options);
    for (const role of ['company', 'buyer', 'staff', 'speaker', 'press']) {
      const answer = await post({ ...eve, role, organisation: company.name });
      assert.deepEqual(
        [answer.status, answer.json.code],
        [403, 'visitors_only'],
        `${name} ${role}`,
      );
    }
    for (const role of ['', 'Visitor', 'king'])
      assert.ok([403, 422].includes((await post({ ...eve, role })).status), role);
    for (const organisation of [
      company.name,
      folded(company.name),
      buyer.organisation.name,
      'Une maison que personne ne connaît',
      '',
    ]) {
      const made = await ok(post({ ...eve, organisation }), 201);
      assert.deepEqual(
        [made.person.role, made.person.organisation, made.person.affiliation],
        ['visitor', null, organisation.trim()],
      );
      const phone = await phoneOf(device[name], made);
      const day = await ok(phone.get('/api/mine'));
      assert.deepEqual(
        [day.side, day.meetings, day.colleagues, day.wanted, day.leads, day.person.organisation.id],
        ['none', [], [], [], [], null],
      );
      const [meeting] = meetings;
      assert.equal(
        (await phone.post(`/api/mine/meetings/${meeting.id}/word`, { kind: 'cannot' })).status,
        404,
      );
      phone.close();
      const seen = await ok(host.get(`/api/people/${made.person.id}`));
      assert.deepEqual(
        [seen.organisation, seen.affiliation],
        [null, organisation.trim()],
        'a host reads what was said',
      );
    }
  }
  const known = (await ok(host.get('/api/people?q=personne%20ne%20connait'))).people;
  assert.ok(
    known.length > 0 && known.every(({ organisation }) => organisation === null),
    'no organisation was made of it',
  );
});

test('a host gives the membership, and takes up what was said', async () => {
  const { organisations } = await ok(host.get('/api/agenda'));
  const company = organisations.find(({ kind }) => kind === 'company');
  const { person, badge } = await ok(
    device.registering.post('/api/people', { ...eve, organisation: company.name }),
    201,
  );
  const answer = await ok(device.registering.post('/api/check-ins', await order({ badge })));
  assert.equal(
    answer.person.organisation,
    company.name,
    'the welcome and the printed badge say it',
  );
  const edit = await ok(
    host.post(`/api/people/${person.id}`, { organisation: company.name, affiliation: '' }),
  );
  assert.deepEqual([edit.person.organisation.name, edit.person.affiliation], [company.name, '']);
  const made = await ok(
    host.post('/api/people', { ...eve, role: 'company', organisation: company.name }),
    201,
  );
  assert.deepEqual([made.person.organisation.id, made.person.affiliation], [company.id, '']);
  for (const name of ['registering', 'staffed', 'door'])
    assert.ok(
      [401, 403].includes(
        (await device[name].post(`/api/people/${person.id}`, { organisation: company.name }))
          .status,
      ),
      name,
    );
});
