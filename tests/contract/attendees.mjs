// SPDX-License-Identifier: EUPL-1.2
// Attendees' routes and the exports, as tests of api.test.mjs: there every answer is held against
// openapi.json and every operation must have been answered well.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import test from 'node:test';
import ICAL from 'ical.js';
import { makeLinks, openLink } from '../harness/attendees.mjs';
import { parvis } from '../harness/edition.mjs';
import { followed } from '../harness/server.mjs';
import { follow } from '../harness/feed.mjs';
import { CheckedClient } from './checked.mjs';

const xsd = fileURLToPath(new URL('schedule.xsd', import.meta.url));

/**
 * Read by a parser that is not the server's: what RFC 5545 and RFC 7986 want of each, and what a
 * subscriber needs.
 */
function judgeCalendar(text, what) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  assert.equal(calendar.name, 'vcalendar', what);
  assert.deepEqual(
    [calendar.getFirstPropertyValue('version'), calendar.getFirstPropertyValue('method')],
    ['2.0', 'PUBLISH'],
    what,
  );
  assert.ok(calendar.getFirstPropertyValue('prodid'), what);
  assert.equal(String(calendar.getFirstPropertyValue('refresh-interval')), 'PT5M', what);
  const events = calendar.getAllSubcomponents('vevent').map((event) => {
    const value = (name) => event.getFirstPropertyValue(name);
    for (const name of [
      'uid',
      'dtstamp',
      'dtstart',
      'dtend',
      'summary',
      'sequence',
      'last-modified',
      'status',
    ])
      assert.equal(event.getAllProperties(name).length, 1, `${what}: one ${name} an event`);
    for (const name of ['dtstamp', 'dtstart', 'dtend', 'last-modified'])
      assert.equal(value(name).zone.tzid, 'UTC', `${what}: ${name} in UTC`);
    assert.ok(value('dtend').compare(value('dtstart')) > 0, what);
    return {
      uid: value('uid'),
      status: value('status'),
      sequence: value('sequence'),
      start: value('dtstart').toJSDate().getTime(),
    };
  });
  assert.equal(new Set(events.map(({ uid }) => uid)).size, events.length, `${what}: a name each`);
  return events;
}

/**
 * `context()` gives { server, edition, by, anyone } once the server runs. `by.attendee` is somebody
 * of a stand's team from the first of these tests on.
 */
export function attendeeTests(context) {
  let links;
  const clients = [];
  /** A phone on which this guest's link was opened. */
  async function phoneOf(code) {
    const client = new CheckedClient(context().server.url);
    clients.push(client);
    const answer = await openLink(client, links.get(code).secret);
    assert.equal(answer.status, 200, answer.text);
    client.day = answer.json;
    return client;
  }
  const read = async (client) => (await client.get('/api/mine')).json;
  const meetingOf = async (client, id) =>
    (await read(client)).meetings.find((meeting) => meeting.id === id);
  let buyer, team, meeting;

  test('links are told once, and open one person’s day alone', async () => {
    const { edition, by, anyone, server } = context();
    links = makeLinks(edition.folder);
    assert.ok(links.size > 200);
    await followed(by.organiser);
    assert.equal(makeLinks(edition.folder).size, 0, 'who has a link gets no second one');
    for (const { code } of links.values()) {
      const phone = await phoneOf(code);
      const next =
        phone.day.side === 'buyer' &&
        phone.day.colleagues.length &&
        phone.day.meetings.find(({ state }) => state === 'planned');
      const host =
        next && [...links.values()].find(({ organisation }) => organisation === next.with.name);
      const company = host && (await phoneOf(host.code));
      if (!company || company.day.leads.length) continue; // a stand's kiosk noted somebody before
      [buyer, team, meeting] = [phone, company, next];
      by.attendee = team;
      break;
    }
    assert.equal(team.day.side, 'company');
    assert.match(buyer.day.badge, /^<svg /);
    const cookie = buyer.cookie;
    assert.equal((await anyone.get('/api/mine')).status, 401);
    assert.equal(
      (await anyone.get('/api/meetings', { headers: { cookie } })).status,
      401,
      'a phone is no staff',
    );
    assert.equal((await by.organiser.get('/api/mine')).status, 401, 'and staff is nobody’s phone');
    assert.equal((await anyone.post('/api/mine/phones', { secret: 'A'.repeat(43) })).status, 403);
    assert.equal((await anyone.post('/api/mine/phones', {})).status, 422);
    const again = await buyer.get('/api/mine');
    assert.equal(
      (await buyer.get('/api/mine', { headers: { 'if-none-match': again.headers.etag } })).status,
      304,
    );
    assert.match(again.headers['cache-control'], /private/);
    assert.equal(
      (
        await buyer.post(
          `/api/mine/meetings/${meeting.id}/word`,
          { kind: 'late' },
          { headers: { 'x-parvis-csrf': null } },
        )
      ).status,
      403,
    );
    const old = links.get([...links.keys()].at(-1));
    makeLinks(edition.folder, ['--person', old.code]);
    await followed(by.organiser);
    assert.equal(
      (await new CheckedClient(server.url).post('/api/mine/phones', { secret: old.secret })).status,
      403,
      'a new link ends the old one',
    );
  });

  test('a link for a kiosk’s screen is only for who is in, and opens one phone', async () => {
    const { by, server, edition } = context();
    const path = `/api/people/${buyer.day.person.id}/link`;
    if (buyer.day.person.id) assert.equal((await by.door.post(path, {})).status, 409);
    const code = [...links.values()].find(({ email }) => email === buyer.day.person.email).code;
    const scan = { scan_id: randomUUID() };
    await by.door.post('/api/check-ins', {
      ...scan,
      badge: edition.badges.get(code),
      occurred_at: Date.now(),
    });
    assert.equal((await by.door.post(path, {})).status, 403, 'no scan is named');
    assert.equal((await by.door.post(path, { scan_id: 'no' })).status, 422);
    const answer = await by.door.post(path, scan);
    assert.equal(answer.status, 201, answer.text);
    const secret = answer.json.path.split('#')[1];
    const another = await by.door.post(path, scan);
    assert.deepEqual([another.status, another.json.code], [403, 'not_let_in_here'], 'once a scan');
    const day = `/api/people/${buyer.day.person.id}/agenda`;
    assert.equal((await by.door.get(day)).status, 403);
    assert.equal((await by.door.get(`${day}?scan=${scan.scan_id}`)).status, 200);
    assert.equal((await by.door.get(`${day}?scan=${scan.scan_id}`)).status, 403);
    const phone = new CheckedClient(server.url);
    assert.equal((await openLink(phone, secret)).status, 200);
    const ended = await phone.delete('/api/mine/phones/current');
    assert.equal(ended.status, 200);
    assert.equal((await phone.get('/api/mine')).status, 401);
    const second = await phone.post('/api/mine/phones', { secret });
    assert.deepEqual([second.status, second.json.code], [403, 'link_ended']);
    phone.close();
  });

  test('a word is said once however often it is sent, and the other side is told', async () => {
    const { server } = context();
    const stream = follow(server.url, { path: '/api/mine/feed', cookie: team.cookie });
    assert.equal((await stream.opened).statusCode, 200);
    await stream.wait(({ event }) => event === 'snapshot');
    const order = { headers: { 'idempotency-key': randomUUID() } };
    const path = `/api/mine/meetings/${meeting.id}/word`;
    const first = await buyer.post(path, { kind: 'late', minutes: 10 }, order);
    assert.equal(first.status, 200, first.text);
    await stream.wait(({ event }) => event === 'mine', { what: 'word of a change' });
    stream.close();
    assert.equal((await buyer.post(path, { kind: 'late', minutes: 10 }, order)).status, 200);
    assert.equal(
      (await buyer.post(path, { kind: 'late', minutes: 20 }, order)).json.code,
      'order_reused',
    );
    const [word] = (await meetingOf(team, meeting.id)).words;
    assert.deepEqual([word.mine, word.kind, word.minutes], [false, 'late', 10]);
    assert.equal((await buyer.post(path, { kind: 'held' })).status, 409, 'it has not begun');
    assert.equal(
      (await team.post(path, { kind: 'colleague' })).status,
      409,
      'a team is one side, whoever of it comes',
    );
    assert.equal((await buyer.post(path, { kind: 'sings' })).json.field, 'kind');
    const stranger = await phoneOf(
      [...links.values()].find(
        ({ organisation }) =>
          organisation &&
          organisation !== links.get([...links.keys()][0]).organisation &&
          ![buyer.day.person.organisation.name, meeting.with.name].includes(organisation),
      ).code,
    );
    assert.equal(
      (await stranger.post(path, { kind: 'cannot' })).status,
      404,
      'nobody’s but the two sides’',
    );
    assert.equal(
      (await buyer.post('/api/mine/meetings/999999/word', { kind: 'late' })).status,
      404,
    );
  });

  test('a colleague takes a meeting over only if free, and gives it back', async () => {
    const { id } = buyer.day.colleagues[0];
    const path = `/api/mine/meetings/${meeting.id}/word`;
    assert.equal(
      (await buyer.post(path, { kind: 'colleague', person: team.day.person.id })).status,
      422,
      'of another house',
    );
    const answer = await buyer.post(path, { kind: 'colleague', person: id });
    assert.ok([200, 409].includes(answer.status), answer.text);
    if (answer.status === 409) return assert.match(answer.json.title, /colleague|collègue/);
    assert.equal(await meetingOf(buyer, meeting.id), undefined);
    const colleague = await phoneOf(
      [...links.values()].find(
        (guest) => `${guest.first} ${guest.last}` === buyer.day.colleagues[0].name,
      ).code,
    );
    assert.ok(await meetingOf(colleague, meeting.id));
    assert.equal(
      (await colleague.post(path, { kind: 'colleague', person: buyer.day.person.id })).status,
      200,
    );
    assert.ok(await meetingOf(buyer, meeting.id));
  });

  test('a request holds no slot: two wait for one, the first that is accepted has it', async () => {
    const cancelled = await buyer.post(`/api/mine/meetings/${meeting.id}/word`, { kind: 'cannot' });
    assert.equal(cancelled.json.meetings.find(({ id }) => id === meeting.id).state, 'cancelled');
    const free = (await buyer.get(`/api/mine/free?with=${meeting.with.id}`)).json.slots;
    assert.ok(
      free.some(({ id }) => id === meeting.slot),
      'the slot is free again',
    );
    assert.equal((await buyer.get('/api/mine/free?with=999999')).status, 422);
    const asked = await buyer.post('/api/mine/requests', {
      with: meeting.with.id,
      slot: meeting.slot,
      must: true,
    });
    assert.equal(asked.status, 200, asked.text);
    const again = await buyer.post('/api/mine/requests', {
      with: meeting.with.id,
      slot: meeting.slot,
    });
    assert.deepEqual([again.status, again.json.code], [409, 'mine_request_open']);
    assert.ok(
      (await buyer.get(`/api/mine/free?with=${meeting.with.id}`)).json.slots.some(
        ({ id }) => id === meeting.slot,
      ),
      'it holds nothing',
    );
    const [request] = (await read(team)).requests.filter(({ state }) => state === 'open');
    assert.deepEqual(
      [request.mine, request.must, request.other],
      [false, true, buyer.day.person.id],
    );
    const path = `/api/mine/requests/${request.id}/answer`;
    assert.equal((await buyer.post(path, { answer: 'accept' })).json.code, 'mine_not_yours');
    assert.equal((await team.post(path, { answer: 'withdraw' })).json.code, 'mine_not_yours');
    const declined = await team.post(path, { answer: 'decline' });
    assert.equal(declined.json.requests.find(({ id }) => id === request.id).state, 'declined');
    assert.equal((await team.post(path, { answer: 'accept' })).json.code, 'mine_request_over');

    const { host } = context().by;
    assert.equal(
      (await host.post('/api/booking', { open: false })).json.edition.booking_open,
      false,
    );
    const closed = await buyer.post('/api/mine/requests', {
      with: meeting.with.id,
      slot: meeting.slot,
    });
    assert.deepEqual([closed.status, closed.json.code], [409, 'mine_booking_closed']);
    assert.equal((await host.get('/api/audit?limit=1')).json.entries[0].action, 'booking.close');
    assert.equal((await host.post('/api/booking', {})).status, 422);
    await host.post('/api/booking', { open: true });

    await buyer.post('/api/mine/requests', { with: meeting.with.id, slot: meeting.slot });
    const second = (await read(team)).requests.find(({ state }) => state === 'open');
    const accepted = await team.post(`/api/mine/requests/${second.id}/answer`, {
      answer: 'accept',
    });
    assert.equal(accepted.status, 200, accepted.text);
    const made = (await read(buyer)).meetings.find(
      ({ slot, state }) => slot === meeting.slot && state === 'planned',
    );
    assert.equal(made.with.id, meeting.with.id);
    assert.ok(
      !(await buyer.get(`/api/mine/free?with=${meeting.with.id}`)).json.slots.some(
        ({ id }) => id === meeting.slot,
      ),
      'now it is taken',
    );
    const taken = await buyer.post('/api/mine/requests', {
      with: meeting.with.id,
      slot: meeting.slot,
    });
    assert.deepEqual([taken.status, taken.json.code], [409, 'mine_slot_taken']);
    assert.doesNotMatch(
      taken.json.title,
      new RegExp(links.values().next().value.last),
      'third parties are not named',
    );
    meeting = made;
  });

  test('a meeting that began: outcome and addresses', async () => {
    const { by } = context();
    const at = `/api/mine/meetings/${meeting.id}`;
    assert.equal(
      (await buyer.post(`${at}/outcome`, { useful: 2, follow_up: 'quote' })).status,
      409,
      'not before',
    );
    for (const to of ['running', 'done'])
      await by.host.post(`/api/meetings/${meeting.id}/state`, { to });
    const told = await buyer.post(`${at}/outcome`, { useful: 1, follow_up: 'quote' });
    assert.deepEqual(told.json.meetings.find(({ id }) => id === meeting.id).outcome, {
      useful: 1,
      follow_up: 'quote',
    });
    assert.equal((await meetingOf(team, meeting.id)).outcome, null, 'each side has its own');
    assert.equal(
      (await buyer.post(`${at}/outcome`, { useful: 3, follow_up: 'quote' })).status,
      422,
    );
    const card = `${at}/contacts.vcf?person=${buyer.day.person.id}`;
    assert.equal((await buyer.post(`${at}/contact`, { give: true })).status, 200);
    assert.deepEqual((await meetingOf(team, meeting.id)).contact, {
      given: false,
      offered: true,
      people: [],
    });
    assert.equal((await team.get(card)).status, 404, 'one gave, the other has not');
    await team.post(`${at}/contact`, { give: true });
    assert.equal(
      (await meetingOf(team, meeting.id)).contact.people[0].email,
      buyer.day.person.email,
    );
    assert.match((await team.get(card)).text, /^BEGIN:VCARD\r\n/);
    await buyer.post(`${at}/contact`, { give: false });
    assert.equal((await team.get(card)).status, 404, 'taken back');
  });

  test('visitors: a badge, a note, the table; who is of no stand is refused', async () => {
    const { edition } = context();
    const badge = edition.badges.get(
      [...links.values()].find(({ email }) => email === buyer.day.person.email).code,
    );
    assert.equal((await buyer.post('/api/mine/leads', { badge })).status, 403);
    assert.equal(
      (await team.post('/api/mine/leads', { badge: `${badge.slice(0, -8)}AAAAAAAA` })).status,
      422,
      'a forged badge',
    );
    const scanned = await team.post('/api/mine/leads', { badge: badge.toLowerCase() });
    assert.equal(scanned.json.leads.length, 1, scanned.text);
    assert.equal(
      (await team.post('/api/mine/leads', { badge })).json.leads.length,
      1,
      'a second scan changes nothing',
    );
    const noted = await team.post(`/api/mine/leads/${scanned.json.leads[0].id}`, {
      interest: 3,
      note: '=HYPERLINK("x")',
    });
    assert.equal(noted.json.leads[0].note, '=HYPERLINK("x")');
    assert.ok(
      (await team.get('/api/mine/leads.csv')).text.includes(`"'=HYPERLINK(""x"")"`),
      'no formula',
    );
    assert.equal(
      (await team.post('/api/mine/leads/999999', { interest: 1, note: '' })).status,
      404,
    );
  });

  test('exports: cached documents that other programs read', async () => {
    const { anyone, by } = context();
    for (const path of [
      'programme.ics',
      'rooms/grande-scene.ics',
      'schedule.xml',
      'schedule.json',
      'changes.atom',
      'programme.csv',
    ]) {
      const answer = await anyone.get(`/export/${path}?lang=en`);
      assert.equal(answer.status, 200, path);
      const kept = await anyone.get(`/export/${path}?lang=en`, {
        headers: { 'if-none-match': answer.headers.etag },
      });
      assert.equal(kept.status, 304, path);
      for (const { last } of links.values())
        assert.ok(!answer.text.includes(`${last},`), `${path} names nobody`);
    }
    assert.equal((await anyone.get('/export/rooms/nowhere.ics')).status, 404);
    const xml = (await anyone.get('/export/schedule.xml')).text;
    const judge = spawnSync('xmllint', ['--noout', '--schema', xsd, '-'], {
      input: xml,
      encoding: 'utf8',
    });
    assert.equal(judge.status, 0, judge.stderr);
    const { schedule } = (await anyone.get('/export/schedule.json')).json;
    const events = Object.values(schedule.conference.days[0].rooms).flat();
    assert.equal(events.filter(({ type }) => type === 'pitch').length, 9);
    assert.equal(new Set(events.map(({ guid }) => guid)).size, events.length);
    assert.equal(xml.match(/<event /g).length, events.length);
    const atom = spawnSync('xmllint', ['--noout', '-'], {
      input: (await anyone.get('/export/changes.atom')).text,
      encoding: 'utf8',
    });
    assert.equal(atom.status, 0, atom.stderr);

    const eventOf = (text) =>
      text.split('BEGIN:VEVENT').find((part) => part.includes('SUMMARY:Pitch'));
    const sequence = (text) => Number(text.match(/SEQUENCE:(\d+)/)[1]);
    const before = (await anyone.get('/export/programme.ics')).text;
    for (const name of ['programme.ics', 'rooms/grande-scene.ics'])
      for (const language of ['fr', 'en'])
        assert.ok(
          judgeCalendar((await anyone.get(`/export/${name}?lang=${language}`)).text, name).length >
            0,
        );
    assert.match(before, /\r\nREFRESH-INTERVAL;VALUE=DURATION:PT5M\r\n/);
    assert.ok(
      before.split('\r\n').every((line) => Buffer.byteLength(line) <= 75),
      'folded',
    );
    const { id } = (await anyone.get('/api/pitches')).json.pitches.find(
      ({ state }) => state === 'ready',
    );
    await by.host.post(`/api/pitches/${id}/state`, { to: 'skipped' });
    const after = (await anyone.get('/export/programme.ics')).text;
    const cancelled = after
      .split('BEGIN:VEVENT')
      .filter((part) => part.includes('STATUS:CANCELLED'));
    const uid = cancelled[0].match(/UID:(\S+)/)[1];
    const earlier = before.split('BEGIN:VEVENT').find((part) => part.includes(uid));
    assert.ok(sequence(cancelled[0]) > sequence(earlier), 'a subscriber takes the newer form');
    assert.ok(eventOf(after));
    assert.match(
      (await anyone.get('/export/changes.atom')).text,
      /<title>Le pitch de .* n’a pas lieu\.<\/title>/,
    );
    await by.host.post(`/api/pitches/${id}/state`, { to: 'ready' });
  });

  test('one’s own calendar, all that is kept, and erasure', async () => {
    const { anyone, edition } = context();
    const made = await buyer.post('/api/mine/calendar', {});
    assert.equal(made.status, 201);
    assert.equal((await buyer.get('/api/mine/calendar.ics')).status, 200);
    const { text } = await anyone.get(made.json.path);
    assert.ok(text.includes('SUMMARY:Rendez-vous : '));
    const own = judgeCalendar(text, 'one’s own');
    const { meetings } = await read(buyer);
    assert.equal(
      own.filter(({ status }) => status === 'CANCELLED').length,
      meetings.filter(({ state }) => state === 'cancelled').length,
      'what was called off is told, not left out',
    );
    assert.ok(
      own.some(({ status }) => status === 'CANCELLED') &&
        own.some(({ status }) => status === 'CONFIRMED'),
    );
    for (const { from_at, state } of meetings)
      assert.ok(
        own.some(
          ({ status, start }) =>
            start === from_at && status === (state === 'cancelled' ? 'CANCELLED' : 'CONFIRMED'),
        ),
        `${state} at ${from_at}`,
      );
    await buyer.post('/api/mine/calendar', {});
    assert.equal((await anyone.get(made.json.path)).status, 404, 'the one before ended');
    assert.equal((await anyone.get('/calendar/nothing.ics')).status, 404);
    const { json } = await buyer.get('/api/mine/data.json');
    assert.equal(json.person.email, buyer.day.person.email);
    assert.equal(json.stands_visited[0].note, '=HYPERLINK("x")');
    assert.equal((await buyer.post('/api/mine/erasure', { confirm: false })).status, 422);
    const erased = await buyer.post('/api/mine/erasure', { confirm: true });
    assert.ok(erased.json.erased_at > 0);
    assert.equal((await buyer.get('/api/mine')).status, 401);
    assert.equal((await read(team)).leads.length, 0);
    assert.equal((await meetingOf(team, meeting.id)).who, '');
    const { stdout, stderr, status } = parvis(edition.folder, ['verify'], { quiet: true });
    assert.equal(status, 0, stdout + stderr);
  });

  test('phones are closed in the end', () => {
    for (const client of clients) if (client !== team) client.close();
  });
}
