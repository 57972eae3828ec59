// SPDX-License-Identifier: EUPL-1.2
// A stand's own kiosk: visitors hold up their badge, and are among the stand's visitors on its
// team's phones; a badge of nobody, or a network that is gone, is said.
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { openLink } from '../harness/attendees.mjs';
import { Client } from '../harness/client.mjs';
import { copyEdition, parvis, temporaryFolder } from '../harness/edition.mjs';
import { Kiosk, startProxy } from '../harness/kiosk.mjs';
import { followed, startServer } from '../harness/server.mjs';

let edition, server, organiser, proxy, kiosk;
before(async () => {
  edition = copyEdition('stand');
  server = await startServer(edition.folder);
  organiser = new Client(server.url);
  await organiser.signIn(edition.users.organiser);
  proxy = await startProxy(server.port);
});
after(async () => {
  kiosk?.child.kill('SIGKILL');
  organiser?.close();
  proxy?.close();
  await server?.stop();
});

test('a visitor is noted once, greeted by first name, and seen on the phone of the stand’s team', async () => {
  const { stands } = (await organiser.get('/api/stands')).json;
  const stand = stands.find(({ company }) => company);
  const { pairing } = (
    await organiser.post('/api/kiosks', {
      name: 'Stand',
      role: 'stand',
      stand: stand.id,
      server: proxy.url,
    })
  ).json;
  const folder = temporaryFolder('kiosk-stand');
  kiosk = new Kiosk(['run', '--stdin', '--still'], { folder });
  kiosk.write(pairing.code);
  assert.deepEqual(await kiosk.next(), { pairing: 'enrolled' });
  await kiosk.shows('stand');
  const [[, first], [, second]] = [...edition.badges].filter(([code]) => code.startsWith('P'));
  kiosk.write(first);
  assert.deepEqual(await kiosk.next(), { visitor: 'noted' });
  kiosk.write('https://example.org');
  assert.deepEqual(await kiosk.next(), { visitor: 'no_badge' });
  kiosk.write(first);
  assert.deepEqual(await kiosk.next(), { visitor: 'noted' }, 'again is no fault');
  proxy.set('closed');
  await kiosk.says(/the server is gone/);
  kiosk.write(second);
  assert.deepEqual(await kiosk.next(), { visitor: 'alone' });
  proxy.set('open');

  const links = parvis(edition.folder, [
    'links',
    '--csv',
    `${edition.folder}/links.csv`,
    '--url',
    server.url,
  ]);
  assert.equal(links.status, 0);
  const { organisations } = (await organiser.get('/api/agenda')).json;
  const company = organisations.find(({ id }) => id === stand.company).name;
  const { people } = (await organiser.get(`/api/people?q=${encodeURIComponent(company)}`)).json;
  const team = people.find(
    ({ role, organisation }) => role === 'company' && organisation?.id === stand.company,
  );
  const { readFileSync } = await import('node:fs');
  const line = readFileSync(`${edition.folder}/links.csv`, 'utf8')
    .split('\n')
    .find((row) => row.includes(team.last_name) && row.includes(team.first_name));
  const phone = new Client(server.url);
  await followed(organiser);
  assert.equal((await openLink(phone, line.match(/#([\w-]{43})/)[1])).status, 200);
  const { leads } = (await phone.get('/api/mine')).json;
  assert.equal(leads.length, 1, 'the one who was noted, once');
  phone.close();
});
