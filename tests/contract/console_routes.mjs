// SPDX-License-Identifier: EUPL-1.2
// The routes that the console works with, on the same server as api.test.mjs (which calls this).
import assert from 'node:assert/strict';
import test from 'node:test';
import { follow, membersOf, schemas } from '../harness/schemas.mjs';
import { pass, until } from '../harness/until.mjs';

/** `clients`: role → signed-in client, filled before the tests run. */
export function consoleTests(clients, signIn) {
  const meetings = async () => (await clients.host.get('/api/meetings')).json.meetings;

  test('buyers are told by name to those who steer', async () => {
    const { buyers } = (await clients.host.get('/api/buyers')).json;
    assert.equal(buyers.length, 60);
    assert.ok(buyers.every(({ name, organisation }) => name.includes(' ') && organisation));
    assert.equal((await clients.viewer.get('/api/buyers')).status, 403);
  });

  test('where a meeting could go is what the move then answers', async () => {
    const planned = (await meetings()).filter(({ state }) => state === 'planned');
    const { json } = await clients.host.get(`/api/meetings/${planned[0].id}/options`, {
      headers: { 'accept-language': 'en' },
    });
    assert.match(json.why ?? JSON.stringify(json), /asked/);
    assert.equal(
      json.slots.find(({ slot }) => slot === planned[0].slot).reason,
      null,
      'its own place is good',
    );
    const forbidden = json.slots.find(({ reason }) => reason !== null);
    const moved = await clients.host.post(
      `/api/meetings/${planned[0].id}/slot`,
      { slot: forbidden.slot },
      { headers: { 'accept-language': 'en' } },
    );
    assert.equal(moved.status, 409);
    assert.equal(moved.json.title, forbidden.reason);
    assert.equal((await clients.host.get('/api/meetings/999999/options')).status, 404);
  });

  test('those who could meet in a slot come by weight, with a reason for the others', async () => {
    const [one] = await meetings();
    for (const side of ['company', 'buyer']) {
      const { candidates } = (
        await clients.host.get(`/api/meetings/candidates?slot=${one.slot}&${side}=${one[side]}`)
      ).json;
      assert.ok(candidates.length > 0 && candidates.every((row) => row[side] === one[side]));
      const mine = candidates.find((row) => row.buyer === one.buyer && row.company === one.company);
      assert.ok(mine.reason, 'they meet already');
      const first = candidates.findIndex(({ reason }) => reason !== null);
      assert.ok(
        candidates.slice(first).every(({ reason }) => reason !== null),
        'who can come first',
      );
    }
    for (const query of [
      '',
      '?slot=1',
      '?slot=1&company=1&buyer=2',
      '?slot=x&company=1',
      '?company=1',
    ])
      assert.equal((await clients.host.get(`/api/meetings/candidates${query}`)).status, 422, query);
    assert.equal(
      (await clients.host.get('/api/meetings/candidates?slot=99&company=1')).status,
      404,
    );
  });

  test('a locked meeting stays where it is', async () => {
    const one = (await meetings()).find(({ state }) => state === 'planned');
    const locked = await clients.host.post(`/api/meetings/${one.id}/lock`, { locked: true });
    assert.equal(locked.json.meeting.locked, true);
    const moved = await clients.host.post(`/api/meetings/${one.id}/slot`, {
      slot: one.slot === 1 ? 2 : 1,
    });
    assert.equal(moved.json.code, 'meeting_locked');
    assert.equal(
      (await clients.host.post(`/api/meetings/${one.id}/lock`, { locked: false })).json.meeting
        .locked,
      false,
    );
    assert.equal(
      (await clients.host.post('/api/meetings/999999/lock', { locked: true })).status,
      404,
    );
  });

  // ---- planning again ----

  const settled = async () => {
    let plan;
    const look = async () => {
      ({ plan } = (await clients.host.get('/api/plans/current')).json);
      return plan?.state !== 'running';
    };
    await until(look, { what: 'a plan' });
    return plan;
  };

  test('a plan changes nothing before it is accepted, and then exactly what it said', async () => {
    const before = await meetings();
    const asked = await clients.organiser.post('/api/plans', { at_once: 20 });
    assert.equal(asked.status, 202, asked.text);
    assert.equal((await clients.organiser.post('/api/plans', {})).json.code, 'plan_running');
    const plan = await settled();
    assert.equal(plan.state, 'ready');
    assert.deepEqual(await meetings(), before);
    const { added, moved, dropped, weight, bound, weight_before: earlier } = plan.outcome;
    assert.ok(dropped.length > 0 && weight <= bound);
    assert.equal(earlier, null, 'more than 20 meet at once in the plan in force');
    const accepted = await clients.organiser.post(`/api/plans/${plan.id}/acceptance`, {});
    assert.equal(accepted.json.plan.state, 'accepted');
    const key = (row) => `${row.buyer} ${row.company} ${row.slot}`;
    const wanted = new Set(before.filter(({ state }) => state !== 'cancelled').map(key));
    for (const row of [...dropped, ...moved.map((one) => ({ ...one, slot: one.from }))])
      assert.ok(wanted.delete(key(row)), key(row));
    for (const row of [...added, ...moved]) wanted.add(key(row));
    const after = (await meetings()).filter(({ state }) => state !== 'cancelled');
    assert.deepEqual(new Set(after.map(key)), wanted);
    for (const slot of new Set(after.map((row) => row.slot)))
      assert.ok(after.filter((row) => row.slot === slot).length <= 20, `slot ${slot}`);
    assert.equal(
      (await clients.organiser.post(`/api/plans/${plan.id}/acceptance`, {})).json.code,
      'plan_not_ready',
    );
  });

  test('a plan is refused when the day moved on, though not because people came in', async () => {
    await clients.organiser.post('/api/plans', {});
    const plan = await settled();
    assert.ok(plan.outcome.added.length > 0, 'the limit is gone: there is more to hold');
    const locked = (await meetings()).find(({ state }) => state === 'planned');
    await clients.host.post(`/api/meetings/${locked.id}/lock`, { locked: true });
    const refused = await clients.organiser.post(
      `/api/plans/${plan.id}/acceptance`,
      {},
      { headers: { 'accept-language': 'en' } },
    );
    assert.equal(refused.json.code, 'plan_stale');
    assert.match(refused.json.title, /plan again/);
    await clients.organiser.post('/api/plans', {});
    const again = await settled();
    await clients.host.post('/api/people', {
      first_name: 'Inès',
      last_name: 'Venue',
      role: 'visitor',
    });
    assert.equal(
      (await clients.organiser.post(`/api/plans/${again.id}/acceptance`, {})).status,
      200,
    );
    const kept = (await meetings()).find(({ id }) => id === locked.id);
    assert.deepEqual([kept.slot, kept.locked], [locked.slot, true], 'what is locked stays');
    await clients.host.post(`/api/meetings/${locked.id}/lock`, { locked: false });
  });

  test('a search is cancelled, and a plan let go', async () => {
    const { plan } = (await clients.organiser.post('/api/plans', { seconds: 30, even: true })).json;
    assert.equal((await clients.organiser.delete(`/api/plans/${plan.id}`)).status, 204);
    assert.equal((await clients.host.get('/api/plans/current')).json.plan, null);
    assert.equal((await clients.organiser.delete(`/api/plans/${plan.id}`)).status, 404);
    assert.equal(
      (await clients.organiser.post(`/api/plans/${plan.id}/acceptance`, {})).status,
      404,
    );
    for (const wrong of [{ seconds: 0 }, { seconds: 61 }, { at_once: -1 }, { even: 1 }])
      assert.equal((await clients.organiser.post('/api/plans', wrong)).status, 422);
  });

  // ---- the audit trail ----

  const latest = async () => (await clients.host.get('/api/audit?limit=1')).json.entries[0];
  const undo = (entry) =>
    clients.host.post(`/api/audit/${entry.id}/undo`, {}, { headers: { 'accept-language': 'en' } });

  test('a deed is noted with who did it, and taken back', async () => {
    const one = (await meetings()).find(({ state }) => state === 'planned');
    await clients.host.post(`/api/meetings/${one.id}/state`, { to: 'cancelled' });
    const entry = await latest();
    assert.deepEqual(
      [entry.action, entry.who, entry.subject, entry.undoable, entry.count],
      ['meeting.state', 'host-1', one.id, true, 1],
    );
    assert.equal(entry.changes[0].before.state, 'planned');
    assert.equal(entry.changes[0].after.state, 'cancelled');
    assert.equal((await undo(entry)).json.undone, entry.id);
    const back = (await meetings()).find(({ id }) => id === one.id);
    assert.deepEqual({ ...back, state_at: 0 }, { ...one, state_at: 0 });
    const undoing = await latest();
    assert.deepEqual([undoing.action, undoing.undoes], ['undo', entry.id]);
    assert.equal((await undo(entry)).status, 409, 'once');
    assert.equal((await undo(undoing)).status, 200, 'and an undoing too');
    assert.equal((await meetings()).find(({ id }) => id === one.id).state, 'cancelled');
    await undo(await latest());
    assert.equal((await clients.host.post('/api/audit/999999/undo', {})).status, 404);
  });

  test('what somebody changed since stays, and the reason is said', async () => {
    const one = (await meetings()).find(({ state }) => state === 'planned');
    await clients.host.post(`/api/meetings/${one.id}/lock`, { locked: true });
    const entry = await latest();
    await clients.organiser.post(`/api/meetings/${one.id}/lock`, { locked: false });
    const refused = await undo(entry);
    assert.equal(refused.json.code, 'undo_moved_on');
    assert.match(refused.json.title, /changed since/);
  });

  test('pitches, swaps and stands go back whole', async () => {
    const before = (await clients.host.get('/api/pitches')).json.pitches;
    const deed = (rows) =>
      rows.map(({ projected_from_at: _from, projected_to_at: _to, ...rest }) => rest);
    const pitches = async () => deed((await clients.host.get('/api/pitches')).json.pitches);
    const ready = before.filter(({ state }) => state === 'ready').at(-1);
    await clients.host.post(`/api/pitches/${ready.id}/state`, { to: 'skipped' });
    await undo(await latest());
    assert.deepEqual(await pitches(), deed(before));
    const stands = (await clients.host.get('/api/stands')).json.stands;
    const taken = stands.find(({ company }) => company !== null);
    const freed = await clients.organiser.post(`/api/stands/${taken.id}/company`, {
      company: null,
      motive: 'test',
    });
    assert.equal(freed.status, 200, freed.text);
    const entry = await latest();
    assert.equal(entry.action, 'stand.company');
    await undo(entry);
    assert.deepEqual((await clients.host.get('/api/stands')).json.stands, stands);
  });

  test('a whole plan is taken back', async () => {
    const key = (row) => `${row.buyer} ${row.company} ${row.slot} ${row.state} ${row.place}`;
    const held = async () =>
      new Set((await meetings()).filter(({ state }) => state !== 'cancelled').map(key));
    const before = await held();
    await clients.organiser.post('/api/plans', { at_once: 15 });
    const plan = await settled();
    await clients.organiser.post(`/api/plans/${plan.id}/acceptance`, {});
    assert.notDeepEqual(await held(), before);
    const entry = await latest();
    assert.equal(entry.action, 'plan.accept');
    assert.ok(entry.count > 3 && entry.changes.length === 3);
    const undone = await undo(entry);
    assert.equal(undone.status, 200, undone.text);
    assert.deepEqual(await held(), before);
  });

  test('the trail is read page by page, and tells no name of an attendee', async () => {
    const all = (await clients.host.get('/api/audit?limit=200')).json.entries;
    const [first] = (await clients.host.get('/api/audit?limit=1')).json.entries;
    assert.equal(first.id, all[0].id);
    const next = (await clients.host.get(`/api/audit?limit=2&before=${first.id}`)).json.entries;
    assert.deepEqual(
      next.map(({ id }) => id),
      all.slice(1, 3).map(({ id }) => id),
    );
    assert.ok(all.some(({ action }) => action === 'person.add'));
    assert.ok(all.some(({ action, scan }) => action === 'check_in' && scan));
    assert.ok(!JSON.stringify(all).includes('Lefèvre'));
    assert.equal((await clients.viewer.get('/api/audit')).status, 403);
    for (const query of ['limit=0', 'limit=201', 'before=x'])
      assert.equal((await clients.host.get(`/api/audit?${query}`)).status, 422);
  });

  test('sessions are listed, one’s own or everyone’s, and end at once', async () => {
    const mine = (await clients.viewer.get('/api/sessions')).json.sessions;
    assert.ok(mine.length > 0 && mine.every(({ user }) => user === 'viewer-1'));
    assert.equal(mine.filter(({ current }) => current).length, 1);
    const all = (await clients.organiser.get('/api/sessions')).json.sessions;
    assert.ok(new Set(all.map(({ user }) => user)).size >= 3);
    const other = await signIn('viewer');
    const [newest] = (await clients.viewer.get('/api/sessions')).json.sessions;
    assert.equal(newest.current, false);
    const hosts = all.find(({ user }) => user === 'host-1');
    assert.equal(
      (await clients.viewer.delete(`/api/sessions/${hosts.id}`)).status,
      404,
      'not one’s own',
    );
    assert.equal((await clients.organiser.delete(`/api/sessions/${newest.id}`)).status, 204);
    assert.equal((await other.get('/api/me')).status, 401, 'it is over');
    assert.equal((await clients.organiser.delete(`/api/sessions/${newest.id}`)).status, 404);
    assert.equal((await latest()).action, 'session.end');
    other.close();
  });

  // ---- the stage ----

  test('a pause takes nothing from the pitch', async () => {
    const pitches = async () => (await clients.host.get('/api/pitches')).json.pitches;
    let pitch = (await pitches()).find(
      ({ state }) => state === 'on_stage' || state === 'questions',
    );
    if (!pitch) pitch = (await clients.host.post('/api/pitches/next', {})).json.pitch;
    const given = pitch.pitch_ms + pitch.questions_ms;
    const asked_at = Date.now();
    const paused = (await clients.host.post(`/api/pitches/${pitch.id}/pause`, { paused: true }))
      .json.pitch;
    assert.ok(paused.paused_at > 0);
    const paused_by = Date.now();
    await pass(300);
    const again = (await clients.host.post(`/api/pitches/${pitch.id}/pause`, { paused: true })).json
      .pitch;
    assert.equal(again.paused_at, paused.paused_at, 'the first pause counts');
    const resumed_from = Date.now();
    const running = (await clients.host.post(`/api/pitches/${pitch.id}/pause`, { paused: false }))
      .json.pitch;
    const least = resumed_from - paused_by,
      most = Date.now() - asked_at;
    assert.equal(running.paused_at, null);
    const more = running.pitch_ms + running.questions_ms - given;
    assert.ok(more >= least && more <= most, `${more} ms, and not ${least} to ${most}`);
    const ready = (await pitches()).find(({ state }) => state === 'ready');
    assert.equal(
      (await clients.host.post(`/api/pitches/${ready.id}/pause`, { paused: true })).status,
      409,
    );
    await undo(await latest());
    assert.equal(
      (await pitches()).find(({ id }) => id === pitch.id).paused_at,
      paused.paused_at,
      'going on is undone',
    );
    await clients.host.post(`/api/pitches/${pitch.id}/state`, { to: 'ready' });
    assert.equal((await pitches()).find(({ id }) => id === pitch.id).paused_at, null);
  });

  test('a word to the speaker is for the stage alone', async () => {
    const sent = await clients.host.post('/api/notices', {
      fr: 'Concluez',
      en: 'Wrap up',
      minutes: 1,
      audience: 'stage',
    });
    assert.equal(sent.json.notice.audience, 'stage');
    assert.equal(
      (await clients.host.post('/api/notices', { fr: 'a', en: 'b', minutes: 1, audience: 'x' }))
        .status,
      422,
    );
    assert.equal((await clients.host.delete(`/api/notices/${sent.json.notice.id}`)).status, 204);
  });

  test('the curve of arrivals ends at those who came', async () => {
    const { json } = await clients.viewer.get('/api/arrivals');
    const { arrivals } = (await clients.viewer.get('/api/status')).json;
    const came = Object.values(arrivals).reduce((total, role) => total + role.in + role.out, 0);
    assert.equal(json.came.at(-1), came);
    assert.ok(
      json.came.every((count, step) => step === 0 || count >= json.came[step - 1]),
      'nobody is uncounted',
    );
    assert.equal(json.buyers_in.length, arrivals.buyer.in);
  });

  test('two companies change stands in one go; what does not suit is known before', async () => {
    const stands = async () => (await clients.host.get('/api/stands')).json.stands;
    const before = await stands();
    const fits = async (stand) =>
      new Map(
        (
          await clients.host.get(`/api/stands/${stand.id}/fits`, {
            headers: { 'accept-language': 'en' },
          })
        ).json.companies.map(({ company, reason }) => [company, reason]),
      );
    let pair, unfit;
    for (const a of before) {
      const reasons = await fits(a);
      unfit ??= before
        .filter((b) => b.company !== null && reasons.get(b.company))
        .map((b) => ({ a, b, reason: reasons.get(b.company) }))[0];
      for (const b of before)
        if (
          !pair &&
          a.id < b.id &&
          a.company &&
          b.company &&
          reasons.get(b.company) === null &&
          (await fits(b)).get(a.company) === null
        )
          pair = { a, b };
      if (pair && unfit) break;
    }
    const swapped = await clients.host.post('/api/stands/swap', { a: pair.a.id, b: pair.b.id });
    assert.deepEqual(
      swapped.json.stands.map(({ company }) => company),
      [pair.b.company, pair.a.company],
    );
    const moved = (await meetings()).filter(
      ({ company, state }) => company === pair.a.company && state === 'planned',
    );
    assert.ok(
      moved.every(({ place }) => place === pair.b.code),
      'meetings follow their company',
    );
    const refused = await clients.host.post(
      '/api/stands/swap',
      { a: unfit.a.id, b: unfit.b.id },
      { headers: { 'accept-language': 'en' } },
    );
    assert.equal(refused.status, 409, refused.text);
    assert.equal(
      (
        await clients.host.post('/api/stands/swap', {
          a: unfit.a.id,
          b: unfit.b.id,
          motive: 'both agree',
        })
      ).status,
      200,
    );
    await undo(await latest());
    await undo(
      (await clients.host.get('/api/audit?limit=5')).json.entries.find(
        ({ action, undone_by }) => action === 'stand.swap' && undone_by === null,
      ),
    );
    assert.deepEqual(
      (await stands()).map(({ company }) => company),
      before.map(({ company }) => company),
    );
    assert.equal((await clients.host.post('/api/stands/swap', { a: 1, b: 1 })).status, 422);
    assert.equal((await clients.host.get('/api/stands/999999/fits')).status, 404);
  });

  // ---- people mended ----

  const person = async (id) => (await clients.host.get(`/api/people/${id}`)).json;
  const newcomer = async (more = {}) =>
    (
      await clients.host.post('/api/people', {
        first_name: 'Léa',
        last_name: 'Doublon',
        role: 'buyer',
        organisation: 'Ville de Roubaix',
        ...more,
      })
    ).json;

  test('a profile is corrected member by member', async () => {
    const { person: made } = await newcomer({ position: 'Achats' });
    const corrected = await clients.host.post(`/api/people/${made.id}`, {
      last_name: ' Dublon ',
      accessibility: 'fauteuil roulant',
      organisation: 'Ville de Tourcoing',
    });
    assert.equal(corrected.status, 200, corrected.text);
    const now = corrected.json.person;
    assert.deepEqual(
      [now.first_name, now.last_name, now.position, now.accessibility, now.organisation.name],
      ['Léa', 'Dublon', 'Achats', 'fauteuil roulant', 'Ville de Tourcoing'],
    );
    assert.equal(
      (await clients.host.post(`/api/people/${made.id}`, { organisation: '' })).json.person
        .organisation,
      null,
    );
    for (const [field, value] of [
      ['language', 'xx'],
      ['email', 'nobody'],
      ['first_name', '  '],
    ])
      assert.equal(
        (await clients.host.post(`/api/people/${made.id}`, { [field]: value })).json.field,
        field,
      );
    // Every column that a form corrects, the last ones declared included.
    for (const [field, member] of Object.entries(
      membersOf(schemas.get('person_correction_request')),
    )) {
      const value = member.$ref ? follow(member.$ref).enum[0] : `new@${field}.example`;
      const { status, json } = await clients.host.post(`/api/people/${made.id}`, {
        [field]: value,
      });
      assert.equal(status, 200, `${field}: ${JSON.stringify(json)}`);
      const told = field === 'organisation' ? json.person.organisation.name : json.person[field];
      assert.equal(told, field === 'email' ? undefined : value, field);
    }
    assert.equal((await clients.host.post('/api/people/999999', { position: 'x' })).status, 404);
    assert.equal((await latest()).action, 'person.edit');
  });

  test('two rows of one person become one, with the arrival and the badge of the duplicate', async () => {
    const { person: kept } = await newcomer();
    const { person: duplicate, badge } = await newcomer({ position: 'Cheffe' });
    const { now } = (await clients.viewer.get('/api/status')).json;
    await clients.door.post('/api/check-ins', {
      scan_id: `merge-${duplicate.id}-1`,
      badge,
      occurred_at: now,
    });
    const free = (await meetings()).find(({ state }) => state === 'planned');
    const merged = await clients.host.post(`/api/people/${kept.id}/merge`, {
      duplicate: duplicate.id,
    });
    assert.equal(merged.status, 200, merged.text);
    assert.deepEqual([merged.json.person.presence, merged.json.person.position], ['in', 'Cheffe']);
    assert.equal((await clients.host.get(`/api/people/${duplicate.id}`)).status, 404, 'it is gone');
    assert.equal(
      (await person(kept.id)).badges.filter(({ revoked_at }) => revoked_at === null).length,
      1,
    );
    assert.equal(
      (await clients.host.post(`/api/people/${kept.id}/merge`, { duplicate: duplicate.id })).status,
      404,
    );
    assert.equal(
      (await clients.host.post(`/api/people/${kept.id}/merge`, { duplicate: kept.id })).status,
      404,
    );
    const { person: visitor } = await newcomer({ role: 'visitor' });
    assert.equal(
      (await clients.host.post(`/api/people/${kept.id}/merge`, { duplicate: visitor.id })).json
        .code,
      'person_other_role',
    );
    // A buyer's meetings go over too, and two arrivals become one.
    const { person: twin } = await newcomer();
    await clients.host.post('/api/check-ins', {
      scan_id: `merge-${twin.id}-2`,
      person: twin.id,
      occurred_at: now,
    });
    await clients.host.post('/api/check-ins', {
      scan_id: `merge-${free.buyer}-3`,
      person: free.buyer,
      occurred_at: now,
    });
    const held = (await meetings()).filter(
      ({ buyer, state }) => buyer === free.buyer && state !== 'cancelled',
    );
    assert.equal(
      (await clients.host.post(`/api/people/${twin.id}/merge`, { duplicate: free.buyer })).status,
      200,
    );
    const after = (await meetings()).filter(
      ({ buyer, state }) => buyer === twin.id && state !== 'cancelled',
    );
    assert.deepEqual(
      after.map(({ id }) => id),
      held.map(({ id }) => id),
    );
    assert.equal((await person(twin.id)).presence, 'in');
  });

  test('a person is erased on request, with a receipt, by an organiser alone', async () => {
    const { person: made } = await newcomer({ last_name: 'Oubliée-Zz' });
    assert.equal(
      (await clients.host.post(`/api/people/${made.id}/erasure`, { confirm: true })).status,
      403,
    );
    assert.equal(
      (await clients.organiser.post(`/api/people/${made.id}/erasure`, { confirm: false })).status,
      422,
    );
    const { receipt } = (
      await clients.organiser.post(`/api/people/${made.id}/erasure`, { confirm: true })
    ).json;
    assert.deepEqual([receipt.person, receipt.by], [made.id, 'organiser-1']);
    assert.ok(receipt.erased_at > 0);
    assert.deepEqual(
      (await clients.host.get(`/api/people?q=${encodeURIComponent('Oubliée-Zz')}`)).json.people,
      [],
    );
    assert.equal(
      (await clients.organiser.post(`/api/people/${made.id}/erasure`, { confirm: true })).status,
      404,
    );
    assert.ok(
      !JSON.stringify((await clients.host.get('/api/audit?limit=20')).json).includes('Oubliée'),
    );
  });

  test('everyone’s day is printed, a page each', async () => {
    const answer = await clients.host.get('/api/agendas.pdf');
    assert.equal(answer.status, 200);
    assert.equal(answer.type, 'application/pdf');
    assert.equal(answer.bytes.subarray(0, 5).toString(), '%PDF-');
    assert.equal((await clients.viewer.get('/api/agendas.pdf')).status, 403);
  });
}
