// The routes of the organisers' desk (stands as a whole), on the same server as api.test.mjs.
import assert from 'node:assert/strict';
import test from 'node:test';

/** `clients`: role → signed-in client, filled before the tests run. */
export function deskTests(clients) {
  const stands = async () => (await clients.host.get('/api/stands')).json.stands;
  const english = { headers: { 'accept-language': 'en' } };

  test('where a company could go is what the move then answers', async () => {
    const { companies } = (await clients.viewer.get('/api/stands/needs')).json;
    assert.equal(companies.length, 28);
    const needy = companies.filter(({ amperes, screen, step_free }) => amperes || screen || step_free);
    const housed = new Map((await stands()).filter(({ company }) => company !== null).map((stand) => [stand.company, stand]));
    const asked = needy.find(({ company }) => housed.has(company));
    const options = (await clients.host.get(`/api/stands/options?company=${asked.company}`, english)).json;
    assert.equal(options.stand, housed.get(asked.company).id);
    const no = options.stands.find(({ reason }) => reason !== null);
    const refused = await clients.host.post('/api/stands/swap', { a: options.stand, b: no.stand }, english);
    assert.equal(refused.status, 409);
    assert.equal(refused.json.title, no.reason);
    assert.equal((await clients.host.get('/api/stands/options')).status, 422);
    assert.equal((await clients.host.get('/api/stands/options?company=x')).status, 422);
    assert.equal((await clients.host.get('/api/stands/options?company=999999')).status, 404);
    assert.equal((await clients.viewer.get(`/api/stands/options?company=${asked.company}`)).status, 403);
  });

  test('a proposal changes nothing; put in force it is exactly what it said, and goes back whole', async () => {
    const { companies } = (await clients.host.get('/api/stands/needs')).json;
    const easy = companies.filter(({ amperes, screen, step_free }) => !amperes && !screen && !step_free).map(({ company }) => company);
    const segment = new Map((await clients.host.get('/api/agenda')).json.organisations.map((one) => [one.id, one.segment]));
    const [a, ...others] = (await stands()).filter(({ company }) => easy.includes(company));
    const b = others.find(({ company, zone }) => zone !== a.zone && segment.get(company) !== segment.get(a.company));
    assert.equal((await clients.host.post('/api/stands/swap', { a: a.id, b: b.id })).status, 200);
    const before = await stands();
    const few = (await clients.host.get('/api/stands/proposal')).json;
    const proposal = (await clients.host.get('/api/stands/proposal?anew=1')).json;
    assert.deepEqual(await stands(), before);
    assert.deepEqual(few.moves, [], 'everybody may stay');
    assert.ok(proposal.moves.length > 1 && proposal.cost < proposal.cost_before && proposal.cost >= proposal.bound, JSON.stringify(proposal));
    for (const { stand, before: company } of proposal.moves) assert.equal(company, before.find(({ id }) => id === stand).company);
    const accepted = await clients.host.post('/api/stands/allocation', { moves: proposal.moves });
    assert.equal(accepted.status, 200, accepted.text);
    const after = await stands();
    for (const { stand, after: company } of proposal.moves) assert.equal(company, after.find(({ id }) => id === stand).company);
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
    const put = (moves, more = {}) => clients.host.post('/api/stands/allocation', { moves, ...more });
    assert.equal((await put([{ stand: a.id, before: a.company, after: b.company }])).json.code, 'stands_moved_on', 'b would stand twice');
    assert.equal((await put([{ stand: 999999, before: null, after: null }])).status, 422);
    assert.equal((await put([{ stand: a.id, before: a.company, after: 999999 }])).status, 422);
    for (const wrong of [[], [{}], [{ stand: a.id, before: a.company }], [{ stand: 'x', before: null, after: null }], [1], 'x'])
      assert.equal((await put(wrong)).status, 422, JSON.stringify(wrong));
    assert.equal((await clients.host.get('/api/stands/proposal?anew=2')).status, 422);
    assert.deepEqual(await stands(), before);
  });
}
