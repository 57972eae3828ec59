// SPDX-License-Identifier: EUPL-1.2
// The pages in Chromium on the real server and the Inno'vember files: every journey by two people
// who see each other's changes, a server that goes away and comes back, accessibility, weight.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import http from 'node:http';
import { startServer } from '../harness/server.mjs';
import {
  accessible,
  close,
  complaints,
  fits,
  foreign,
  isSound,
  onServer,
  open,
  picture,
  signedIn,
  translated,
} from './browser.mjs';

let edition, server, browser;
const setup = onServer(
  'browser',
  '2017-11-20T09:58',
  (all) => ({ edition, server, browser } = all),
);

const url = (path = '/') => server.url + path;
async function consoleOf(role, view = '', options = {}) {
  return signedIn(browser, url(`/console${view}`), edition.users[role], options);
}

describe('the public programme', () => {
  for (const [width, height, scheme] of [
    [360, 780, 'light'],
    [768, 1024, 'dark'],
    [1920, 1080, 'light'],
  ])
    test(`at ${width} px, ${scheme}: whole, translated, accessible`, async () => {
      const page = await open(browser, url(), { width, height, scheme });
      await page.locator('#stands .companies li').nth(27).waitFor();
      assert.equal(await page.locator('#pitches li').count(), 9);
      assert.equal(await page.locator('html').getAttribute('lang'), 'fr');
      await fits(page, `${width} px`);
      await translated(page, 'public');
      await accessible(page, `public, ${width} px, ${scheme}`);
      await picture(page, `public-${width}`, false);
      await close(page);
    });
  test('speaks the reader’s language, and remembers a change of it', async () => {
    const page = await open(browser, url(), { locale: 'en-GB' });
    await page.getByRole('heading', { name: 'Stands and companies' }).waitFor();
    await page.getByRole('button', { name: 'Français' }).click();
    await page.getByRole('heading', { name: 'Stands et entreprises' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Stands et entreprises' }).waitFor();
    assert.equal(await page.locator('html').getAttribute('lang'), 'fr');
    await close(page);
  });
  test('finds a company whatever the accents', async () => {
    const page = await open(browser, url(), { width: 360, height: 780 });
    const field = page.getByRole('searchbox');
    await field.fill('SANTE');
    await page.waitForFunction(() => document.querySelectorAll('.companies li').length < 28);
    const found = await page.locator('.companies li').allInnerTexts();
    assert.ok(found.length > 0 && found.every((text) => text.includes('Santé')), found.join(' / '));
    await field.fill('zzzz');
    await page.getByText('0 entreprise').waitFor();
    await accessible(page, 'nothing found');
    await close(page);
  });
  test('offers calendars and files: every address that it names is there', async () => {
    const page = await open(browser, url('/?lang=en'), { width: 360, height: 780 });
    await page.locator('#take li').nth(2).waitFor();
    const hrefs = await page
      .locator('#take a')
      .evaluateAll((links) => links.map(({ href }) => href));
    assert.ok(
      hrefs.filter((href) => href.startsWith('webcal:')).length >= 3,
      'the whole, and each room',
    );
    const heads = await page
      .locator('link[rel=alternate]')
      .evaluateAll((links) => links.map(({ href }) => href));
    const seen = await page.evaluate(
      (addresses) =>
        Promise.all(
          addresses.map((address) =>
            fetch(address.replace(/^webcal:/, 'http:')).then(({ status, headers }) => [
              address,
              status,
              headers.get('content-type'),
            ]),
          ),
        ),
      [...hrefs, ...heads],
    );
    for (const [address, status, type] of seen) {
      assert.equal(status, 200, address);
      if (address.endsWith('.ics?lang=en')) assert.match(type, /^text\/calendar/);
    }
    await close(page);
  });
  test('holds at 200 % of its text size', async () => {
    const page = await open(browser, url(), { width: 640, height: 800, motion: 'reduce' });
    await page.locator('#stands .companies li').first().waitFor();
    await page.setViewportSize({ width: 320, height: 400 }); // what 640 × 800 has at 200 %
    await fits(page, '320 px');
    await close(page);
  });
});

describe('the wall', () => {
  for (const [width, height, query] of [
    [1920, 1080, ''],
    [1080, 1920, '?lang=en'],
    [1920, 1080, '?rotate=90'],
    [3840, 2160, '?theme=light'],
  ])
    test(`at ${width} × ${height}${query}: nothing sticks out, accessible`, async () => {
      const page = await open(browser, url(`/screen${query}`), { width, height });
      await page.locator('.wall .company').waitFor();
      const outside = await page.evaluate(
        () =>
          [
            ...document.querySelectorAll(
              '.wall h1, .wall h2, .wall li, .wall .company, .wall .countdown, .wall-clock',
            ),
          ]
            .map((part) => part.getBoundingClientRect())
            .filter(
              (box) =>
                box.right > innerWidth + 1 ||
                box.bottom > innerHeight + 1 ||
                box.left < -1 ||
                box.top < -1,
            ).length,
      );
      assert.equal(outside, 0);
      await translated(page, 'screen');
      await accessible(page, `screen${query}`);
      await picture(page, `screen-${width}x${height}${query.replace(/\W/g, '-')}`, false);
      await close(page);
    });
});

describe('signing in', () => {
  test('with a wrong password is refused in the server’s words, and the field keeps the focus', async () => {
    const page = await open(browser, url('/console'));
    await accessible(page, 'sign-in');
    await picture(page, 'sign-in', false);
    await page.getByLabel('Nom').fill('nobody');
    await page.getByLabel('Mot de passe').fill('wrong');
    await page.getByRole('button', { name: 'Se connecter' }).click();
    await page.locator('[role=alert]:not(:empty)').waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.name), 'password');
    await close(page);
  });
  test('lasts over a reload, and ends by signing out', async () => {
    const page = await consoleOf('organiser');
    await page.reload();
    await page.locator('nav.views').waitFor();
    await page.getByRole('button', { name: 'Se déconnecter' }).click();
    await page.getByRole('button', { name: 'Se connecter' }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Se connecter' }).waitFor();
    await close(page);
  });
  test('a viewer sees the stage, and is refused by the server', async () => {
    const page = await consoleOf('viewer', '#stage');
    await page.locator('#next-step').click();
    await page.locator('.message .bad').waitFor();
    assert.equal(await page.locator('.running-order li.on_stage').count(), 0);
    await close(page);
  });
});

describe('two people at once', () => {
  test('the host drives a pitch; the wall and the phone follow', async () => {
    const host = await consoleOf('host', '#stage', { width: 768, height: 1024 });
    const wall = await open(browser, url('/screen'), { width: 1920, height: 1080 });
    const phone = await open(browser, url(), { width: 360, height: 780 });
    await wall.locator('.wall').waitFor();
    const name = await host.locator('.running-order li strong').first().innerText();
    await host.locator('#next-step').focus();
    const pressed = Date.now();
    await host.keyboard.press('Enter');
    await wall.locator('.on-stage .phase-name.on_stage').waitFor();
    console.log(`# console to the wall's pixels: ${Date.now() - pressed} ms`);
    assert.equal(await wall.locator('.on-stage .company').innerText(), name);
    assert.match(await wall.locator('.countdown').innerText(), /^[78]:\d\d$/);
    await phone.locator('#now .live .big', { hasText: name }).waitFor();
    assert.equal(
      await host.evaluate(() => document.activeElement.id),
      'next-step',
      'focus stays on the button',
    );
    await accessible(wall, 'wall with a pitch');
    await accessible(host, 'stage with a pitch');
    await picture(wall, 'screen-pitch', false);
    await picture(host, 'console-stage-pitch', false);

    await host.getByRole('button', { name: `+1 min, ${name}` }).click();
    await wall.waitForFunction(() =>
      /^[89]:\d\d$/.test(document.querySelector('.countdown').textContent),
    );

    await host.locator('#next-step').click();
    await wall.locator('.phase-name.questions').waitFor();
    await picture(wall, 'screen-questions', false);
    await host.getByRole('checkbox').check();
    await host.locator('#next-step').click();
    const asked = host.getByRole('dialog');
    await asked.waitFor();
    await accessible(host, 'the question before the end');
    await asked.getByRole('button', { name: 'Annuler' }).click();
    assert.equal(
      await wall.locator('.phase-name.questions').count(),
      1,
      'cancelled: nothing happened',
    );
    await host.locator('#next-step').click();
    await asked.getByRole('button', { name: /^Terminer/ }).click();
    await wall.locator('.on-stage.rest').waitFor();
    await phone.locator('#pitches li.done').first().waitFor();
    await close(host, wall, phone);
  });

  test('a person is checked in by name with the keyboard alone; the other console counts it', async () => {
    const desk = await consoleOf('host', '#people');
    const other = await consoleOf('organiser', '#day');
    const came = () => other.locator('.figures tbody tr').first().locator('td').first().innerText();
    await other.locator('.figures tbody tr').first().waitFor();
    const earlier = Number(await came());
    await desk.getByRole('searchbox').focus();
    await desk.keyboard.type('gregory maes', { delay: 15 }); // Grégory Maës
    await desk.waitForFunction(() =>
      document.querySelector('.person')?.textContent.includes('Grégory Maës'),
    ); // the best comes first
    await desk.keyboard.press('Tab');
    await desk.keyboard.press('Enter');
    await desk.getByRole('heading', { name: 'Grégory Maës' }).waitFor();
    await desk.waitForFunction(() => document.activeElement.id === 'person-name');
    await desk.keyboard.press('Tab');
    await desk.keyboard.press('Enter');
    await desk.locator('.message .good', { hasText: 'Grégory Maës' }).waitFor();
    await desk.locator('.panel .presence.in').waitFor();
    await other.waitForFunction(
      (count) => Number(document.querySelector('.figures tbody td').textContent) === count,
      earlier + 1,
    );
    await accessible(desk, 'a person at the desk');
    await picture(desk, 'console-person', false);
    await desk.getByRole('button', { name: 'Faire entrer' }).click();
    await desk.locator('.message .bad').waitFor(); // already in
    await desk.getByRole('button', { name: 'Noter la sortie' }).click();
    await desk.locator('.panel .presence.out').waitFor();
    await desk.getByRole('button', { name: 'Refaire le badge' }).click();
    await desk.locator('.message .good', { hasText: 'badge' }).waitFor();
    await close(desk, other);
  });

  test('somebody who was not expected is registered and has a badge', async () => {
    const desk = await consoleOf('host', '#people');
    const form = desk.getByRole('form', { name: 'Inscrire sur place' });
    await form.getByLabel('Prénom').fill('Zoé');
    await form.getByLabel('Nom', { exact: true }).fill('Lefèvre-Été');
    await form.getByRole('button', { name: 'Inscrire' }).click();
    await desk.getByRole('heading', { name: 'Zoé Lefèvre-Été' }).waitFor();
    const drawn = await desk
      .locator('.badge img')
      .evaluate(async (image) => (await image.decode(), image.naturalWidth));
    assert.ok(drawn > 0, 'the badge is drawn');
    await close(desk);
  });

  test('a stand is not taken from a company without a motive; given back, everyone sees it', async () => {
    const page = await consoleOf('organiser', '#stands', { width: 1600, height: 1000 });
    const taken = page.locator('.place.taken', { hasText: 'A1' });
    await taken.focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement.id === 'stand-panel');
    await accessible(page, 'a chosen stand');
    await picture(page, 'console-stand', false);
    const name = await page.locator('#stand-panel strong').innerText();
    await page.getByRole('button', { name: 'Libérer le stand' }).click();
    await page.getByRole('dialog').getByText(name).waitFor(); // neither pitch nor stand
    await page.getByRole('dialog').getByRole('textbox').fill('essai de la répétition');
    await page.getByRole('button', { name: 'Passer outre' }).click();
    await page.locator('.message .good').waitFor();
    const other = await open(browser, url(), { width: 1280 });
    await other.locator('.companies li').first().waitFor();
    const shown = () => other.locator('.companies li', { hasText: name }).locator('.stand').count();
    assert.equal(await shown(), 0, `${name} has no stand on the public page`);
    await page.getByLabel('Donner à').selectOption({ label: name });
    await page.getByRole('button', { name: 'Donner', exact: true }).click();
    await other.locator('.companies li', { hasText: name }).locator('.stand').waitFor();
    await close(page, other);
  });

  test('two companies change stands, by way of a free one or with a motive', async () => {
    const page = await consoleOf('organiser', '#stands', { width: 1600, height: 1000 });
    const other = await open(browser, url(), { width: 1280 });
    const owner = (code) =>
      page
        .locator('.place', { hasText: new RegExp(`^${code} `) })
        .locator('.names')
        .allInnerTexts()
        .then((lines) => lines.join('').replace(/\s/g, ''));
    await page.locator('.place.taken').first().waitFor();
    const [first, second] = [await owner('A1'), await owner('A2')];
    await page.locator('.place', { hasText: /^A1 / }).click();
    const where = page.getByLabel('Déplacer, ou échanger');
    await where.selectOption({
      label: (await where.locator('option').allInnerTexts()).find((text) => text.startsWith('A2 ')),
    });
    await page.getByRole('button', { name: 'Échanger', exact: true }).click();
    await page.locator('.message .good, dialog[open]').waitFor();
    if (await page.getByRole('dialog').isVisible()) {
      await page.getByRole('dialog').getByRole('textbox').fill('demande des deux');
      await page.getByRole('button', { name: 'Passer outre' }).click();
    }
    await page.locator('.message .good', { hasText: 'A1 et A2 sont échangés' }).waitFor();
    assert.deepEqual([await owner('A1'), await owner('A2')], [second, first]);
    const shown = await other
      .locator('.companies li')
      .evaluateAll((all) =>
        all.map((item) => item.innerText.replace(/\s/g, '')).filter((text) => /A[12]$/.test(text)),
      );
    assert.ok(
      shown.some((text) => text.startsWith(second) && text.endsWith('A1')),
      shown.join(' / '),
    );
    await close(page, other);
  });

  test('a notice is on the wall and the phone at once, and gone at once', async () => {
    const page = await consoleOf('host', '#notices');
    const wall = await open(browser, url('/screen'), { width: 1920, height: 1080 });
    const phone = await open(browser, url('/?lang=en'), { width: 360, height: 780 });
    await wall.locator('.wall').waitFor();
    await page.getByLabel('Texte en français').fill('Le déjeuner est servi.');
    await page.getByLabel('Texte en anglais').fill('Lunch is served.');
    await page.getByRole('button', { name: 'Afficher sur tous les écrans' }).click();
    await wall.getByText('Le déjeuner est servi.').waitFor();
    await phone.getByText('Lunch is served.').waitFor();
    await accessible(wall, 'wall with a notice');
    await accessible(phone, 'phone with a notice');
    await picture(wall, 'screen-notice', false);
    await page.getByRole('button', { name: /^Retirer/ }).click();
    await wall.getByText('Le déjeuner est servi.').waitFor({ state: 'detached' });
    await close(page, wall, phone);
  });
});

describe('a server that goes away', () => {
  test('leaves the agenda in place with its age; pages come back by themselves', async () => {
    const wall = await open(browser, url('/screen'), { width: 1920, height: 1080 });
    const page = await consoleOf('organiser', '#notices');
    await wall.locator('.wall').waitFor();
    const { port } = server;
    await server.stop();
    await wall.getByText(/Hors ligne depuis/).waitFor();
    assert.ok((await wall.locator('.wall .company').innerText()).length > 0, 'the agenda stays');
    await accessible(wall, 'offline wall');
    await picture(wall, 'screen-offline', false);
    server = setup.server = await startServer(edition.folder, {
      at: '2017-11-20T10:20',
      args: ['--port', String(port)],
    });
    await wall.locator('.offline .chip').waitFor({ state: 'detached' });
    await page.locator('.offline .chip').waitFor({ state: 'detached' });
    await page.getByLabel('Texte en français').fill('De retour.');
    await page.getByLabel('Texte en anglais').fill('Back again.');
    await page.getByRole('button', { name: 'Afficher sur tous les écrans' }).click();
    await wall.getByText('De retour.').waitFor();
    await close(wall, page);
  });
});

describe('what the pages weigh and ask for', () => {
  const get = (path) =>
    new Promise((resolve, reject) => {
      http
        .get(url(path), { headers: { 'accept-encoding': 'gzip' } }, (answer) => {
          const parts = [];
          answer.on('data', (part) => parts.push(part));
          answer.on('end', () => resolve({ answer, bytes: Buffer.concat(parts) }));
        })
        .on('error', reject);
    });
  for (const [path, most] of [
    ['/', 60_000],
    ['/screen', 60_000],
    ['/console', 150_000],
  ])
    test(`${path}: at most ${most / 1000} kB compressed, font included`, async () => {
      const page = await open(browser, url(path));
      await page.waitForLoadState('load');
      const asked = await page.evaluate(() =>
        performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname),
      );
      await close(page);
      let total = 0;
      for (const one of new Set([path, ...asked.filter((name) => !name.startsWith('/api/'))])) {
        const { answer, bytes } = await get(one);
        assert.equal(answer.statusCode, 200, one);
        if (one.startsWith('/assets/')) assert.match(answer.headers['cache-control'], /immutable/);
        total += bytes.length;
      }
      console.log(`# ${path}: ${total} bytes compressed`);
      assert.ok(total <= most, `${total} bytes`);
    });
  test('pages carry a strict policy, and nothing broke it', async () => {
    for (const path of ['/', '/screen', '/console']) {
      const { answer } = await get(path);
      assert.ok(answer.headers['content-security-policy'], path);
      assert.equal(answer.headers['x-content-type-options'], 'nosniff');
    }
    assert.deepEqual(complaints, []);
  });
  test('no request went to another host', () => assert.deepEqual(foreign, []));
  test('what the journeys left is a sound edition', () => {
    isSound(edition);
  });
});
