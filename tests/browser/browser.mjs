// SPDX-License-Identifier: EUPL-1.2
// Drives Chromium on the real server: pages of separate people, a judge of accessibility, and a
// record of everything that a page asked for or complained about.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import { copyEdition, parvis } from '../harness/edition.mjs';
import { startServer } from '../harness/server.mjs';
import { until, wait_ms } from '../harness/until.mjs';

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);

export const launch = (more = []) =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...more,
    ],
  });

/** What pages asked of other hosts, and what they complained of: both are to stay empty. */
export const foreign = [];
export const complaints = [];

/**
 * What the tests of a file stand on, from before the first to after the last: an edition, its
 * server at this hour of its day, a browser. `ready` is given the three once they are there.
 * Returns them: a test that starts the server again puts the new one there, so that it is stopped
 * at the end (Node waits for it otherwise).
 */
export function onServer(name, at, ready) {
  const all = {};
  before(async () => {
    all.edition = copyEdition(name);
    all.server = await startServer(all.edition.folder, { at });
    all.browser = await launch();
    await ready(all);
  });
  after(async () => {
    await all.browser?.close();
    await all.server?.stop();
  });
  return all;
}

/** The edition keeps every rule. */
export function isSound(edition) {
  const { status, stdout, stderr } = parvis(edition.folder, ['verify'], { quiet: true });
  assert.equal(status, 0, stdout + stderr);
}

/**
 * The last test of a file. `edition` gives the edition, which is made later than this is called.
 */
export function endsWell(edition) {
  test('nothing was asked of another host, the policy held, the edition is sound', () => {
    assert.deepEqual(foreign, []);
    assert.deepEqual(complaints, []);
    isSound(edition());
  });
}

/** A picture of a page for who wants to look at them: PARVIS_PICTURES names the folder. */
const pictures = process.env.PARVIS_PICTURES;
export async function picture(page, name, fullPage = true) {
  if (!pictures) return;
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: `${pictures}/${name}.png`, fullPage });
}

/** The people of these pages go. */
export const close = (...pages) => Promise.all(pages.map((page) => page.context().close()));

/**
 * A camera before which what `path` (YUV4MPEG2, I420) shows lies, and nobody who asks whether it
 * may be used.
 */
export const cameraOf = (path) => [
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
  `--use-file-for-fake-video-capture=${path}`,
];

const unanswered = new WeakMap();
/** Everything that the page asked for has come, and is drawn; its feed goes on. */
export async function settled(page) {
  const drawn = () =>
    page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
  await until(
    async () => {
      await drawn(); // what came may make it ask for more
      return unanswered.get(page).size === 0;
    },
    { what: 'all that the page asked for' },
  );
  await drawn();
}

/** A page of a person of their own (cookies, storage). */
export async function open(
  browser,
  address,
  {
    width = 1280,
    height = 900,
    scheme = 'light',
    locale = 'fr-FR',
    motion = 'no-preference',
    storageState,
    workers = 'allow',
    confirm = false,
  } = {},
) {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: scheme,
    locale,
    reducedMotion: motion,
    storageState,
    serviceWorkers: workers,
  });
  // The host's big button asks first; what is not about that goes on without.
  if (!confirm)
    await context.addInitScript(() => {
      if (!localStorage.getItem('parvis.confirm')) localStorage.setItem('parvis.confirm', 'no');
    });
  const page = await context.newPage();
  page.setDefaultTimeout(wait_ms);
  const origin = new URL(address).origin;
  // Of the context, so that a page's workers are heard as well.
  context.on('request', (request) => {
    if (!request.url().startsWith(origin) && !request.url().startsWith('data:'))
      foreign.push(request.url());
  });
  const asked = new Set();
  unanswered.set(page, asked);
  page.on('request', (request) => {
    if (request.resourceType() !== 'eventsource') asked.add(request);
  });
  for (const end of ['requestfinished', 'requestfailed'])
    page.on(end, (request) => asked.delete(request));
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(`${address}: ${error.stack}`));
  await page.goto(address);
  return page;
}

export async function signIn(page, { name, password }) {
  await page.getByLabel(/^(Nom|Name)$/).fill(name);
  await page.getByLabel(/Mot de passe|Password/).fill(password);
  await page.keyboard.press('Enter');
  await page.locator('nav.views').waitFor();
}

const sessions = new Map();
/**
 * The console as a user sees it. Typed in once a user and server: the next pages have the same
 * cookie.
 */
export async function signedIn(browser, address, user, options = {}) {
  const key = `${new URL(address).origin} ${user.name}`;
  const page = await open(browser, address, { ...options, storageState: sessions.get(key) });
  const first = await page.locator('nav.views, form [name=password]').first().elementHandle();
  if ((await first.evaluate(({ localName }) => localName)) === 'input') {
    // none yet, or it was ended
    await signIn(page, user);
    sessions.set(key, { cookies: (await page.context().storageState()).cookies, origins: [] });
  }
  return page;
}

const judges = new WeakMap();
/**
 * The judge in a world of its own, where the page's policy does not forbid its script; anew after a
 * navigation.
 */
async function judgeOf(page) {
  const known = judges.get(page);
  if (
    known &&
    (await known('typeof axe').then(
      ({ result }) => result.value === 'object',
      () => false,
    ))
  )
    return known;
  const session = await page.context().newCDPSession(page);
  const { frameTree } = await session.send('Page.getFrameTree');
  const { executionContextId } = await session.send('Page.createIsolatedWorld', {
    frameId: frameTree.frame.id,
    worldName: 'axe',
  });
  const evaluate = (expression) =>
    session.send('Runtime.evaluate', {
      expression,
      contextId: executionContextId,
      awaitPromise: true,
      returnByValue: true,
    });
  await evaluate(axeSource);
  judges.set(page, evaluate);
  return evaluate;
}

/** No violation of WCAG 2.2 A and AA, of RGAA 4 or of good practice in what the page shows now. */
export async function accessible(page, what) {
  const evaluate = await judgeOf(page);
  const { result, exceptionDetails } = await evaluate(
    `axe.run(document, { resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'RGAAv4', 'best-practice'] })
       .then(({ violations, passes }) => JSON.stringify({ passes: passes.length, found: violations.map((v) => v.id + ' ' + v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160) + ' ' + (n.any[0]?.message ?? '')).join(' | ')) }))`,
  );
  assert.equal(exceptionDetails, undefined, JSON.stringify(exceptionDetails));
  const { found, passes } = JSON.parse(result.value);
  assert.ok(passes > 5, `${what}: the judge looked at something`);
  assert.deepEqual(found, [], what);
}

/** Goes to something with the Tab key alone, and demands that one sees where one is. */
export async function reach(page, locator, what = 'it') {
  await locator.first().waitFor();
  for (let pressed = 0; pressed < 250; pressed++) {
    await page.keyboard.press('Tab');
    const found = await locator.first().evaluate(async (wanted) => {
      if (document.activeElement !== wanted) return null;
      // what scrolls has scrolled
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      const style = getComputedStyle(wanted),
        box = wanted.getBoundingClientRect();
      const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
      return {
        ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
        seen: top !== null && (wanted.contains(top) || top.contains(wanted)),
      };
    });
    if (!found) continue;
    assert.ok(found.ring, `${what}: the focus is drawn`);
    assert.ok(found.seen, `${what}: nothing lies over what has the focus`);
    return;
  }
  throw new Error(`${what} is not reached by Tab`);
}
/** Reached by Tab, and pressed. */
export async function press(page, locator, key = 'Enter') {
  await reach(page, locator, String(locator));
  await page.keyboard.press(key);
}

/** Nothing sticks out at the side. */
export async function fits(page, what) {
  const [wide, shown] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    innerWidth,
  ]);
  assert.ok(wide <= shown, `${what}: ${wide} px of content in ${shown}`);
}

/** A text that the catalogue lacks shows its key; what is before an @ is somebody's address. */
export async function translated(page, what) {
  const text = await page.evaluate(() => document.body.innerText);
  assert.equal(
    text.match(/\b[a-z_]+\.[a-z_]+(\.[a-z_]+)?\b(?<!\.example)(?!@)/)?.[0],
    undefined,
    what,
  );
}
