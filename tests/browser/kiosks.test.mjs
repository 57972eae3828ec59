// SPDX-License-Identifier: EUPL-1.2
// The console's page of kiosks, with a real kiosk at the other end: an organiser adds it, shows it
// the code on the screen, steers it, and stops it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after, before, describe, test } from 'node:test';
import { copyEdition, temporaryFolder } from '../harness/edition.mjs';
import { keyEvents, makePipe, typed } from '../harness/devices.mjs';
import { Kiosk } from '../harness/kiosk.mjs';
import { startServer } from '../harness/server.mjs';
import { until } from '../harness/until.mjs';
import {
  accessible,
  complaints,
  fits,
  foreign,
  launch,
  open,
  picture,
  signIn,
  translated,
} from './browser.mjs';

let edition, server, browser, page, kiosk, keys;

before(async () => {
  edition = copyEdition('kiosks');
  server = await startServer(edition.folder, { at: '2017-11-20T10:05' });
  browser = await launch();
  page = await open(browser, `${server.url}/console#kiosks`, { width: 1440, height: 1000 });
  await signIn(page, edition.users.organiser);
});
after(async () => {
  keys?.destroy();
  kiosk?.child.kill('SIGKILL');
  await browser?.close();
  await server?.stop();
});

const entry = (name) => page.locator('.kiosks li', { hasText: name });
const panel = () => page.locator('#kiosk-panel');

/** What a scanner reads from the code that the page shows. */
async function scanCode(folder) {
  const path = `${folder}/code.png`;
  await page.locator('.pairing img').screenshot({ path });
  const run = spawnSync('zbarimg', ['-q', '--raw', path], { encoding: 'utf8' });
  assert.match(run.stdout, /^[B-S]+\n$/, 'the code is read from the screen');
  return run.stdout.trim();
}

describe('kiosks', () => {
  test('by keyboard alone one is added, and its code is shown, translated and accessible', async () => {
    await page.getByLabel('Nom', { exact: true }).focus();
    await page.keyboard.type('Porte Z');
    await page.keyboard.press('Enter');
    await page.getByRole('img', { name: 'Code d’appairage de Porte Z' }).waitFor();
    assert.equal(
      await page.evaluate(() => document.activeElement.className.includes('pairing')),
      true,
      'the code has the focus',
    );
    await entry('Porte Z').getByText('attend son code').waitFor();
    await page.getByText(/Encore valable/).waitFor();
    await translated(page, 'a code');
    await accessible(page, 'a code');
    await picture(page, 'kiosks-code');
  });

  test('the real kiosk reads it from the screen, and the page sees it come', async () => {
    const folder = temporaryFolder('kiosk');
    const pipe = makePipe(`${folder}/keys`);
    kiosk = new Kiosk(['run', '--stdin', '--still', '--scanner', pipe.path], { folder });
    keys = await pipe.open();
    await kiosk.shows('pairing');
    kiosk.write(await scanCode(folder));
    assert.deepEqual(await kiosk.next(), { pairing: 'enrolled' });
    await page.getByText('Porte Z est appairée.').waitFor();
    await entry('Porte Z').getByText('en ligne').waitFor();
    await entry('Porte Z')
      .getByText(/vue il y a \d+ s/)
      .waitFor();
    assert.equal(
      await page.locator('.pairing img').count(),
      0,
      'a code that is used is no longer shown',
    );
  });

  test('it says its name, sends a picture without names, goes dark and light', async () => {
    await entry('Porte Z').getByRole('button').focus();
    await page.keyboard.press('Enter');
    await panel().getByText('640 × 360').waitFor();
    await panel().getByRole('button', { name: 'Identifier' }).click();
    await kiosk.shows('identify');
    await panel().getByRole('button', { name: 'Photo de l’écran' }).click();
    const image = panel().getByRole('img', { name: 'Écran de Porte Z, sans les noms' });
    await image.waitFor();
    await page.waitForFunction(
      () => document.querySelector('.kiosk-picture img').naturalWidth === 640,
    );
    await panel().getByRole('button', { name: 'Éteindre l’écran' }).click();
    await kiosk.shows('dark');
    await entry('Porte Z').getByText('écran éteint').waitFor();
    await panel().getByRole('button', { name: 'Rallumer l’écran' }).click();
    await entry('Porte Z').getByText('écran éteint').waitFor({ state: 'detached' });
    await accessible(page, 'a kiosk’s panel');
    await translated(page, 'a kiosk’s panel');
    await picture(page, 'kiosks-panel');
  });

  test('wrong PINs are counted, and an organiser lifts the lock that they brought', async () => {
    const F6 = 64;
    let drawn = Date.now();
    await panel().getByRole('button', { name: 'Donner un code à l’équipe' }).click();
    const pin = (await panel().locator('.pin').innerText()).replace(' ', '');
    const wrong = pin === '00000000' ? '11111111' : '00000000';
    await until(() => kiosk.kept('staff_salt') && kiosk.kept('complete') === '1', {
      what: 'the names',
    });
    const openPin = async () => {
      keys.write(keyEvents(F6));
      await kiosk.shows('desk-menu', drawn);
      keys.write(typed('3'));
      await kiosk.shows('desk-pin', drawn);
    };
    await openPin();
    for (let i = 0; i < 5; i++) {
      const from = kiosk.log.length;
      keys.write(typed(wrong));
      await kiosk.says(/a wrong PIN/, { from });
    }
    keys.write(keyEvents(F6)); // the lock is the door's, not the page's
    await panel()
      .getByText(
        /5 codes faux essayés depuis 10:\d\d\. La personne qui les a essayés doit attendre jusqu’à 10:/,
      )
      .waitFor();
    await entry('Porte Z').getByText('code bloqué').waitFor();
    await accessible(page, 'a locked PIN');
    await translated(page, 'a locked PIN');
    await picture(page, 'kiosks-locked');
    await panel().getByRole('button', { name: 'Lever le blocage' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('Porte Z accepte de nouveau le code').waitFor();
    await kiosk.says(/the console lifts the lock/);
    assert.equal(await panel().getByText('codes faux').count(), 0);
    assert.equal(await page.evaluate(() => document.activeElement.id), 'pin-title');
    assert.ok(!kiosk.has('desk-search'), 'nothing was opened before');
    drawn = Date.now();
    await openPin();
    keys.write(typed(pin));
    await kiosk.shows('desk-search', drawn);
    keys.write(keyEvents(F6));
    await page.goto(`${server.url}/console#history`);
    await page.getByText('Blocage du code levé').waitFor();
    await page.goto(`${server.url}/console#kiosks`);
    await entry('Porte Z').getByRole('button').click();
    await panel().getByRole('button', { name: 'Retirer le code' }).click();
    await page.getByText('Porte Z ne cherche plus de noms').waitFor();
    kiosk.forget('desk-menu'); // who waits for it later waits for another
  });

  test('somebody who calls the desk there is a decision, until somebody goes', async () => {
    await kiosk.shows('check-in-idle');
    const F6 = 64,
      F5 = 63;
    keys.write(keyEvents(F6));
    await kiosk.shows('desk-menu');
    keys.write(typed('1'));
    await kiosk.shows('desk-call');
    await page.goto(`${server.url}/console#day`);
    const decision = page
      .locator('.decisions')
      .getByText(/Porte Z : quelqu’un appelle l’accueil depuis \d/);
    await decision.waitFor();
    await picture(page, 'day-call');
    await decision.click();
    await entry('Porte Z')
      .getByText(/appelle depuis/)
      .waitFor();
    await entry('Porte Z').getByRole('button').click();
    await accessible(page, 'a call');
    const before = Date.now();
    await panel().getByRole('button', { name: 'J’y vais' }).click();
    await kiosk.shows('desk-call', before);
    await entry('Porte Z')
      .getByText(/appelle depuis/)
      .waitFor({ state: 'detached' });
    keys.write(keyEvents(F6));
    keys.write(keyEvents(F5)); // nobody is there: no paper
    await kiosk.shows('check-in-idle', before);
  });

  test('the staff’s PIN is told once, and taken away', async () => {
    await panel().getByRole('button', { name: 'Donner un code à l’équipe' }).click();
    assert.match(await panel().locator('.pin').innerText(), /^\d{4} \d{4}$/);
    await accessible(page, 'a PIN');
    await translated(page, 'a PIN');
    await picture(page, 'kiosks-pin');
    await panel().getByRole('button', { name: 'Retirer le code' }).click();
    await page.getByText('Porte Z ne cherche plus de noms').waitFor();
    assert.equal(await panel().locator('.pin').count(), 0);
  });

  test('it becomes a hall screen, and the page says so', async () => {
    await panel().getByLabel('Rôle').selectOption('screen');
    await panel().getByLabel('Ce qu’elle montre').selectOption('meetings');
    await panel().getByRole('button', { name: 'Appliquer' }).click();
    await kiosk.shows('meetings');
    await entry('Porte Z').getByText('Écran : les rendez-vous appelés').waitFor();
    await page.reload();
    await entry('Porte Z').getByRole('button').click();
    assert.deepEqual(
      [
        await panel().getByLabel('Rôle').inputValue(),
        await panel().getByLabel('Ce qu’elle montre').inputValue(),
      ],
      ['screen', 'meetings'],
      'the form begins with what is the case',
    );
  });

  test('revoked, after a question, it is nobody, and its box waits again', async () => {
    const before = Date.now();
    await panel().getByRole('button', { name: 'Révoquer' }).click();
    await accessible(page, 'the question');
    await page.getByRole('dialog').getByRole('button', { name: 'Annuler' }).click();
    await panel().getByRole('button', { name: 'Révoquer' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Révoquer' }).click();
    await entry('Porte Z').getByText('révoquée').waitFor();
    await kiosk.shows('pairing', before);
    assert.equal(
      await panel().getByRole('button', { name: 'Identifier' }).count(),
      0,
      'nothing to tell it any more',
    );
  });

  test('paired again it works as before', async () => {
    await panel().getByRole('button', { name: 'Appairer de nouveau' }).click();
    await page.locator('.pairing img').waitFor();
    kiosk.write(await scanCode(kiosk.pictures));
    assert.deepEqual(await kiosk.next(), { pairing: 'enrolled' });
    await entry('Porte Z').getByText('en ligne').waitFor();
  });

  test('at 360 px, dark and in English it is whole, translated and accessible', async () => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 360, height: 780 });
    await page.getByRole('button', { name: 'English' }).click();
    await entry('Porte Z').getByText('online').waitFor();
    await fits(page, 'kiosks at 360 px');
    await translated(page, 'kiosks, 360 px');
    await accessible(page, 'kiosks, 360 px, dark');
    await picture(page, 'kiosks-360');
  });

  test('a host may look and identify; what is the organiser’s is refused by the server', async () => {
    const other = await open(browser, `${server.url}/console#kiosks`);
    await signIn(other, edition.users.host);
    await other.locator('.kiosks li', { hasText: 'Porte Z' }).getByRole('button').click();
    const before = Date.now();
    await other.getByRole('button', { name: 'Identifier' }).click();
    await kiosk.shows('identify', before);
    await other.getByRole('button', { name: 'Éteindre l’écran' }).click();
    await other.locator('.message .bad').waitFor();
    await other.context().close();
  });

  test('nothing was asked of other hosts, and no page complained', () => {
    assert.deepEqual(foreign, []);
    assert.deepEqual(complaints, []);
  });
});
