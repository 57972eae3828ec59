// The routes that the console works with, on the same server as api.test.mjs (which calls this).
import assert from 'node:assert/strict';
import test from 'node:test';

/** `clients`: role → signed-in client, filled before the tests run. */
export function consoleTests(clients) {
  const meetings = async () => (await clients.host.get('/api/meetings')).json.meetings;

  test('buyers are told by name to those who steer', async () => {
    const { buyers } = (await clients.host.get('/api/buyers')).json;
    assert.equal(buyers.length, 60);
    assert.ok(buyers.every(({ name, organisation }) => name.includes(' ') && organisation));
    assert.equal((await clients.viewer.get('/api/buyers')).status, 403);
  });

  test('where a meeting could go is what the move then answers', async () => {
    const planned = (await meetings()).filter(({ state }) => state === 'planned');
    const { json } = await clients.host.get(`/api/meetings/${planned[0].id}/options`, { headers: { 'accept-language': 'en' } });
    assert.match(json.why, /asked/);
    assert.equal(json.slots.find(({ slot }) => slot === planned[0].slot).reason, null, 'its own place is good');
    const forbidden = json.slots.find(({ reason }) => reason !== null);
    const moved = await clients.host.post(`/api/meetings/${planned[0].id}/slot`, { slot: forbidden.slot }, { headers: { 'accept-language': 'en' } });
    assert.equal(moved.status, 409);
    assert.equal(moved.json.title, forbidden.reason);
    assert.equal((await clients.host.get('/api/meetings/999999/options')).status, 404);
  });

  test('those who could meet in a slot come by weight, with a reason for the others', async () => {
    const [one] = await meetings();
    for (const side of ['company', 'buyer']) {
      const { candidates } = (await clients.host.get(`/api/meetings/candidates?slot=${one.slot}&${side}=${one[side]}`)).json;
      assert.ok(candidates.length > 0 && candidates.every((row) => row[side] === one[side]));
      const mine = candidates.find((row) => row.buyer === one.buyer && row.company === one.company);
      assert.ok(mine.reason, 'they meet already');
      const first = candidates.findIndex(({ reason }) => reason !== null);
      assert.ok(candidates.slice(first).every(({ reason }) => reason !== null), 'who can come first');
    }
    for (const query of ['', '?slot=1', '?slot=1&company=1&buyer=2', '?slot=x&company=1', '?company=1'])
      assert.equal((await clients.host.get(`/api/meetings/candidates${query}`)).status, 422, query);
    assert.equal((await clients.host.get('/api/meetings/candidates?slot=99&company=1')).status, 404);
  });

  test('a locked meeting stays where it is', async () => {
    const one = (await meetings()).find(({ state }) => state === 'planned');
    const locked = await clients.host.post(`/api/meetings/${one.id}/lock`, { locked: true });
    assert.equal(locked.json.meeting.locked, true);
    const moved = await clients.host.post(`/api/meetings/${one.id}/slot`, { slot: one.slot === 1 ? 2 : 1 });
    assert.equal(moved.json.code, 'meeting_locked');
    assert.equal((await clients.host.post(`/api/meetings/${one.id}/lock`, { locked: false })).json.meeting.locked, false);
    assert.equal((await clients.host.post('/api/meetings/999999/lock', { locked: true })).status, 404);
  });
}
