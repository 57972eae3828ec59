// SPDX-License-Identifier: EUPL-1.2
// What the pages take: from a change to the pixels of a browser that only looks on, and the first
// load over a slow network.
import { spawnSync } from 'node:child_process';
import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from '../../harness/client.mjs';
import { open, signedIn } from '../../browser/browser.mjs';

const text = 'Le café est servi dans le hall.';
const wait_ms_max = 5000;

/** The colour in the middle of a frame's box, as ImageMagick tells it. */
function colourIn(frame, { x, y }) {
  const run = spawnSync(
    'convert',
    [
      'png:-',
      '-format',
      `%[fx:int(255*p{${x},${y}}.r)],%[fx:int(255*p{${x},${y}}.g)],%[fx:int(255*p{${x},${y}}.b)]`,
      'info:',
    ],
    { input: Buffer.from(frame, 'base64'), encoding: 'utf8' },
  );
  if (run.status !== 0) throw new Error(run.stderr);
  return run.stdout;
}

/** The frames that the browser's compositor drew, with the wall clock's time of each. */
async function film(page) {
  const session = await page.context().newCDPSession(page);
  const frames = [];
  session.on('Page.screencastFrame', ({ data, metadata, sessionId }) => {
    frames.push({ at: metadata.timestamp * 1000, data });
    void session.send('Page.screencastFrameAck', { sessionId });
  });
  await session.send('Page.startScreencast', { format: 'png', everyNthFrame: 1 });
  return { frames, end: () => session.send('Page.stopScreencast') };
}

/**
 * Notices put on and taken off, seen from a page: milliseconds from the request, and from its
 * durable answer.
 */
export async function pixels({ server, edition }, page, shown, times) {
  const desk = new Client(server.url);
  await desk.signIn(edition.users.organiser);
  const samples = { request: [], answer: [] };
  const put = () => desk.post('/api/notices', { fr: text, en: text, minutes: 30, audience: 'all' });
  for (let turn = 0; turn < times; turn++) {
    const { frames, end } = await film(page);
    await sleep(400 + Math.random() * 600); // not in step with the page's clock
    const sent = performance.timeOrigin + performance.now();
    const { json } = await put();
    const answered = performance.timeOrigin + performance.now();
    await page.locator(shown).getByText(text).first().waitFor();
    const box = await page.locator(shown, { hasText: text }).first().boundingBox();
    await sleep(250);
    await end();
    // Its ground, left of its icon; what the page shows there without it is another colour.
    const at = { x: Math.round(box.x + 6), y: Math.round(box.y + box.height / 2) };
    const after = colourIn(frames.at(-1).data, at);
    const first = frames.find((frame) => frame.at >= sent && colourIn(frame.data, at) === after);
    if (!first || first.at - sent > wait_ms_max) throw new Error('the change is in no frame');
    samples.request.push(first.at - sent);
    samples.answer.push(first.at - answered);
    await desk.delete(`/api/notices/${json.notice.id}`);
    await page.locator(shown).getByText(text).first().waitFor({ state: 'detached' });
  }
  desk.close();
  return samples;
}

const networks = {
  // what Chromium's own tools call them
  'slow 4G': {
    latency: 150,
    downloadThroughput: (1.6e6 / 8) * 0.9,
    uploadThroughput: (750e3 / 8) * 0.9,
  },
  '3G': {
    latency: 300,
    downloadThroughput: (700e3 / 8) * 0.9,
    uploadThroughput: (700e3 / 8) * 0.9,
  },
};
export const networkNames = Object.keys(networks);

/** The first load of an address by a phone that never was there: until `shown` is on the page. */
export async function firstLoad({ browser }, address, shown, network) {
  const page = await open(browser, 'about:blank', { width: 360, height: 780 });
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', { offline: false, ...networks[network] });
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  const begun = performance.now();
  await page.goto(address, { waitUntil: 'commit' });
  await page.locator(shown).first().waitFor({ timeout: 60_000 });
  const shown_ms = performance.now() - begun;
  const paint_ms = await page.evaluate(
    () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN,
  );
  await page.context().close();
  return { shown_ms, paint_ms };
}

/** The console's board of a convention, while it is scrolled through: ms of each screenful. */
export async function screenfuls({ browser }, hall, user) {
  const page = await signedIn(browser, `${hall.url}/console#meetings`, user, {
    width: 1440,
    height: 900,
  });
  await page.locator('.sheet .cell').first().waitFor();
  const spent = await page.evaluate(async () => {
    const box = document.querySelector('.board');
    const times = [];
    for (let turn = 1; turn <= 20; turn++) {
      const from = performance.now();
      box.scrollTop = turn * 800;
      await new Promise((done) => requestAnimationFrame(done));
      times.push(performance.now() - from);
    }
    return times;
  });
  await page.context().close();
  return spent;
}

const bytesOf = (address) =>
  new Promise((resolve, reject) => {
    http
      .get(address, { headers: { 'accept-encoding': 'gzip' } }, (answer) => {
        let bytes = 0;
        answer.on('data', (part) => (bytes += part.length));
        answer.on('end', () => resolve(bytes));
      })
      .on('error', reject);
  });

/**
 * What the first load of an address asks for, compressed; without the data, which grow with the
 * event.
 */
export async function weight({ browser }, address, shown) {
  const page = await open(browser, address, { width: 360, height: 780 });
  await page.locator(shown).first().waitFor();
  const asked = await page.evaluate(() =>
    performance.getEntriesByType('resource').map(({ name }) => name),
  );
  await page.context().close();
  const files = new Set([
    address.split('#')[0],
    ...asked.filter((name) => !new URL(name).pathname.startsWith('/api/')),
  ]);
  let total = 0;
  for (const file of files) total += await bytesOf(file);
  return total;
}
