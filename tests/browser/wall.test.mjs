// SPDX-License-Identifier: EUPL-1.2
// The hall's wall in a browser: places and times for anybody; who meets whom once the browser was
// paired by code as a screen of the hall, and no longer when that ends.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Client } from '../harness/client.mjs';
import { copyEdition } from '../harness/edition.mjs';
import { readPairing } from '../harness/pairing.mjs';
import { startServer } from '../harness/server.mjs';
import { accessible, complaints, foreign, launch, open, translated } from './browser.mjs';

let edition, server, browser, organiser, wall, context;

before(async () => {
  edition = copyEdition('wall');
  server = await startServer(edition.folder, { at: '2017-11-20T10:20' });
  organiser = new Client(server.url);
  await organiser.signIn(edition.users.organiser);
  const { meetings } = (await organiser.get('/api/meetings')).json;
  for (const { id } of meetings.filter(({ state }) => state === 'planned').slice(0, 3))
    assert.equal((await organiser.post(`/api/meetings/${id}/state`, { to: 'called' })).status, 200);
  browser = await launch();
  wall = await open(browser, `${server.url}/screen`, { width: 1920, height: 1080 });
  context = wall.context();
});
after(async () => {
  organiser?.close();
  await browser?.close();
  await server?.stop();
});

const lines = () => wall.locator('.meetings li');
const withNames = () => wall.locator('.meetings li .with');
const cookie = async () => (await context.cookies()).find(({ name }) => name === 'parvis_screen');

async function newCode(role) {
  const order = { name: `Mur ${role} ${Date.now()}`, role };
  const { kiosk, pairing } = (await organiser.post('/api/kiosks', order)).json;
  return { id: kiosk.id, code: pairing.code, secret: readPairing(pairing.code).secret };
}

test('a wall that was not paired shows places and times, and nobody who meets', async () => {
  await lines().first().waitFor();
  assert.match(await lines().first().locator('.place').innerText(), /^[A-Z]\d+$/);
  assert.match(await lines().first().locator('.name').innerText(), /^\d\d:\d\d$/);
  assert.equal(await withNames().count(), 0);
  await accessible(wall, 'the wall without names');
});

test('a code of a door is refused, a code that is none too, and the wall goes on', async () => {
  const { code } = await newCode('door');
  for (const [typed, says] of [
    [code, 'borne, pas d’un écran'],
    ['BONJOUR', 'pas un code'],
  ]) {
    await wall.evaluate(() => (location.hash = 'pair'));
    await wall.getByLabel('Code d’appairage').fill(typed);
    await accessible(wall, 'the form of the code');
    await translated(wall, 'screen');
    await wall.keyboard.press('Enter');
    await wall.getByRole('status').filter({ hasText: says }).waitFor();
  }
  assert.equal(await cookie(), undefined);
  assert.equal(await withNames().count(), 0);
});

test('a code typed by a scanner, or in the address, makes it a screen of the hall until that ends', async () => {
  const { code, id } = await newCode('screen');
  await wall.evaluate(() => (location.hash = 'pair'));
  await wall.getByLabel('Code d’appairage').fill(code);
  await wall.keyboard.press('Enter');
  await withNames().first().waitFor();
  assert.equal((await cookie()).httpOnly, true);
  assert.ok(!(await wall.evaluate(() => document.cookie)).includes('parvis_screen'));
  await wall.reload();
  await withNames().first().waitFor(); // it stays one
  assert.equal((await organiser.post(`/api/kiosks/${id}/command`, { do: 'identify' })).status, 200);
  await wall.getByRole('status').filter({ hasText: 'C’est cet écran' }).waitFor();
  assert.equal((await organiser.post(`/api/kiosks/${id}/revocation`, {})).status, 200);
  await wall.waitForFunction(() => document.querySelectorAll('.meetings li .with').length === 0);
  await lines().first().waitFor();

  const other = await newCode('stage');
  await wall.goto(`${server.url}/screen#${other.secret}`);
  await withNames().first().waitFor();
  assert.equal(await wall.evaluate(() => location.hash), '', 'the code is in no history');
});

test('nothing was complained of, and nothing was fetched from elsewhere', () => {
  assert.deepEqual(foreign, []);
  assert.deepEqual(complaints, []);
});
