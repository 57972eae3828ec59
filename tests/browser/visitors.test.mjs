// SPDX-License-Identifier: EUPL-1.2
// A stand's phone with a camera before which badges lie: Chromium is given a film of photographs,
// and has no reader of codes of its own here, so that the decoder's worker reads them.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeLinks, openLink } from '../harness/attendees.mjs';
import { Client } from '../harness/client.mjs';
import { copyEdition } from '../harness/edition.mjs';
import { drawBadge, film, frameOf } from '../harness/photos.mjs';
import { startServer } from '../harness/server.mjs';
import {
  accessible,
  cameraOf,
  complaints,
  fits,
  foreign,
  launch,
  open,
  picture,
} from './browser.mjs';

const width = 1280,
  height = 720;
let edition, server, browser, guests, team, others, third;

async function dayOf(guest) {
  const client = new Client(server.url);
  const { json } = await openLink(client, guest.secret);
  client.close();
  return json;
}

before(async () => {
  edition = copyEdition('visitors');
  const links = [...makeLinks(edition.folder).values()];
  server = await startServer(edition.folder, { at: '2017-11-20T11:02' });
  const teams = [];
  for (const guest of links)
    if (
      teams.length < 3 &&
      !teams.some(({ organisation }) => organisation === guest.organisation) &&
      (await dayOf(guest)).side === 'company'
    )
      teams.push(guest);
  [team, others, third] = teams;
  guests = links
    .filter(({ organisation }) => !teams.some((one) => one.organisation === organisation))
    .slice(0, 3);
  // A second of a table, a badge that leans, a table, another one further away: over and over.
  const codes = guests
    .slice(0, 2)
    .map(({ code }, index) =>
      drawBadge(edition.folder, code, join(edition.folder, `badge-${index}.png`)),
    );
  const table = frameOf(codes[0], { width, height, size: 8 });
  const near = frameOf(codes[0], { width, height, size: 330, turn: 12, lean: 0.12, noise: 0.2 });
  const far = frameOf(codes[1], { width, height, size: 240, turn: -8, light: 0.7, blur: 0.6 });
  const path = join(edition.folder, 'camera.y4m');
  writeFileSync(path, film([table, near, near, near, table, far, far, far], width, height, 4));
  browser = await launch(cameraOf(path));
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

async function visitors(who = team, options = {}) {
  const page = await open(browser, `${server.url}/mine#${who.secret}`, {
    width: 360,
    height: 780,
    ...options,
  });
  await page.locator('nav.tabs a[href="#visitors"]').click();
  await page.getByRole('heading', { name: 'Visiteurs du stand' }).waitFor();
  return page;
}

describe('the camera', () => {
  test('reads badges by the decoder that the server has, in a worker with a policy of its own', async () => {
    const page = await visitors();
    await page.getByRole('button', { name: 'Scanner un badge' }).click();
    await page.getByRole('heading', { name: '2 visiteurs' }).waitFor();
    for (const { first, last } of guests.slice(0, 2))
      await page.getByText(`${first} ${last}`, { exact: true }).waitFor();
    await accessible(page, 'the camera is open');
    await fits(page, 'the camera is open');
    await picture(page, 'mine-camera', false);
    assert.equal(
      await page.evaluate(() => typeof BarcodeDetector),
      'undefined',
      'the browser has no reader of its own',
    );
    await page.getByRole('button', { name: 'Fermer la caméra' }).click();
    await page.locator('video').waitFor({ state: 'detached' });
    await page.context().close();
  });

  test('asks for nothing that the policy forbids: only the decoder compiles', async () => {
    const page = await visitors();
    await page.waitForFunction(() =>
      performance.getEntriesByType('resource').some(({ name }) => name.includes('decoder')),
    );
    const heads = await page.evaluate(async () => {
      const paths = performance
        .getEntriesByType('resource')
        .map(({ name }) => new URL(name).pathname);
      const found = paths.filter((path) => /decoder|zxing/.test(path));
      return Promise.all(
        found.map((path) =>
          fetch(path).then(({ headers }) => [
            path,
            headers.get('content-type'),
            headers.get('content-security-policy'),
          ]),
        ),
      );
    });
    const script = heads.find(([path]) => path.includes('decoder'));
    assert.match(
      script[2],
      /^default-src 'none'; script-src 'wasm-unsafe-eval'; connect-src 'self'$/,
    );
    const wasm = await page.evaluate(async (path) => {
      // its address is in the script
      const address = (await (await fetch(path)).text()).match(/\/assets\/zxing-\w+\.wasm/)[0];
      return fetch(address).then(({ headers }) => headers.get('content-type'));
    }, script[0]);
    assert.equal(wasm, 'application/wasm');
    const head = await page.evaluate(() =>
      fetch('/mine').then(({ headers }) => headers.get('content-security-policy')),
    );
    assert.doesNotMatch(head, /unsafe/);
    await assert.rejects(
      page.evaluate(() => WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))),
      /Content Security Policy|CompileError/,
    );
    await page.context().close();
    complaints.splice(0); // that refusal is what was wanted
  });

  test('reads where the browser has the interface and no reader behind it', async () => {
    const promising = await launch([
      ...cameraOf(join(edition.folder, 'camera.y4m')),
      '--enable-blink-features=BarcodeDetector',
    ]);
    const page = await open(promising, `${server.url}/mine#${third.secret}`, {
      width: 360,
      height: 780,
    });
    assert.deepEqual(await page.evaluate(() => BarcodeDetector.getSupportedFormats()), []);
    await page.locator('nav.tabs a[href="#visitors"]').click();
    await page.getByRole('button', { name: 'Scanner un badge' }).click();
    await page.getByRole('heading', { name: '2 visiteurs' }).waitFor();
    await promising.close();
  });

  test('reads without network too, and sends what it read when the network is back, once', async () => {
    const page = await visitors(others);
    await page.waitForFunction(
      async () =>
        (await navigator.serviceWorker.getRegistration('/mine'))?.active?.state === 'activated',
    );
    // the service worker is there from now on, and keeps the decoder once it was used
    await page.reload();
    await page.getByRole('heading', { name: 'Visiteurs du stand' }).waitFor();
    await page.waitForFunction(
      async () =>
        (await (await caches.open((await caches.keys())[0])).keys()).filter(({ url }) =>
          /decoder|zxing/.test(url),
        ).length === 2,
    );
    const { port } = server;
    await server.stop();
    await page.locator('.chip', { hasText: /Hors ligne/ }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Scanner un badge' }).click();
    await page.locator('.chip', { hasText: '2 envois en attente' }).waitFor();
    await page.getByRole('button', { name: 'Fermer la caméra' }).click();
    assert.equal(await page.getByText(/^Badge scanné à/).count(), 2);
    await accessible(page, 'scanned without network');
    await picture(page, 'mine-scans-waiting', false);
    server = await startServer(edition.folder, {
      at: '2017-11-20T11:20',
      args: ['--port', String(port)],
    });
    await page.locator('.chip').first().waitFor({ state: 'detached' });
    const { leads } = await dayOf(others);
    assert.deepEqual(
      leads.map(({ name }) => name).sort(),
      guests
        .slice(0, 2)
        .map(({ first, last }) => `${first} ${last}`)
        .sort(),
    );
    for (const { at } of leads)
      assert.ok(
        at < Date.parse('2017-11-20T11:15:00+01:00'),
        'of the hour when it was scanned, not when it was sent',
      );
    await page.context().close();
  });
});

describe('a scanner that types', () => {
  /** What an AZERTY layout makes of the keys where a US keyboard has these signs. */
  const azerty = {
    q: 'a',
    a: 'q',
    w: 'z',
    z: 'w',
    m: ',',
    2: 'é',
    3: '"',
    4: "'",
    5: '(',
    6: '-',
    7: 'è',
  };
  test('is read by its keys’ places under a French layout, wherever the page is', async () => {
    const page = await visitors();
    const before = (await dayOf(team)).leads.length;
    const session = await page.context().newCDPSession(page);
    await page.locator('h1').click();
    const keys = [...edition.badges.get(guests[2].code).toLowerCase()].flatMap((sign) => {
      const key = azerty[sign] ?? sign,
        code = /\d/.test(sign) ? `Digit${sign}` : `Key${sign.toUpperCase()}`;
      return [
        { type: 'keyDown', key, code, text: key },
        { type: 'keyUp', key, code },
      ];
    });
    keys.push(
      { type: 'keyDown', key: 'Enter', code: 'Enter', text: '\r' },
      { type: 'keyUp', key: 'Enter', code: 'Enter' },
    );
    // as fast as a scanner
    await Promise.all(keys.map((key) => session.send('Input.dispatchKeyEvent', key)));
    await page.getByText(`${guests[2].first} ${guests[2].last}`, { exact: true }).waitFor();
    assert.equal((await dayOf(team)).leads.length, before + 1);
    await page.context().close();
  });
});

test('no request went to another host, the policy held', () => {
  assert.deepEqual(foreign, []);
  assert.deepEqual(complaints, []);
});
