// SPDX-License-Identifier: EUPL-1.2
// The host's stage and the trail of who did what, on the real server: pause, undo, words to the
// speaker, hard starts, what really happened after a restart; sessions that end from elsewhere.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { startServer } from '../harness/server.mjs';
import { until } from '../harness/until.mjs';
import {
  accessible,
  close,
  endsWell,
  fits,
  onServer,
  open,
  picture,
  signedIn,
  translated,
} from './browser.mjs';

let edition, server, browser;
const setup = onServer(
  'steering',
  '2017-11-20T10:00',
  (all) => ({ edition, server, browser } = all),
);

async function consoleOf(role, view, options = {}) {
  return signedIn(browser, `${server.url}/console${view}`, edition.users[role], options);
}
const button = (page, name) => page.getByRole('button', { name, exact: true });
const seconds = (text) => text.split(':').reduce((total, part) => total * 60 + Number(part), 0);

describe('the stage on a tablet', () => {
  test('a pause stops the countdown everywhere, and nothing is lost', async () => {
    const host = await consoleOf('host', '#stage', { width: 820, height: 1180 });
    const wall = await open(browser, `${server.url}/screen`, { width: 1920, height: 1080 });
    await host.locator('#next-step').click();
    await host.locator('.running-order li.on_stage').waitFor();
    await button(host, 'Pause').click();
    await host.locator('.digits.paused').waitFor();
    const shown = seconds(await host.locator('.digits').innerText());
    await wall.waitForTimeout(2500);
    assert.equal(seconds(await host.locator('.digits').innerText()), shown, 'it stands still');
    const hall = async () => seconds(await wall.locator('.countdown').innerText());
    await until(async () => Math.abs((await hall()) - shown) <= 1, {
      what: `${shown} s on the wall`,
    });
    const stopped = await hall();
    await wall.waitForTimeout(1500);
    assert.equal(await hall(), stopped, 'it stands still on the wall');
    await fits(host, 'stage on a tablet');
    await translated(host, 'stage');
    await accessible(host, 'a paused pitch');
    await picture(host, 'stage-paused');
    const resumed_from = Date.now();
    await button(host, 'Reprendre').click();
    await host.locator('.digits:not(.paused)').waitFor();
    const left = seconds(await host.locator('.digits').innerText());
    assert.ok(left >= shown - 1 - (Date.now() - resumed_from) / 1000, `${left} s after the pause`);
    await close(host, wall);
  });

  test('the big button asks before it moves, until the host says that it need not', async () => {
    const host = await consoleOf('host', '#stage', { width: 820, height: 1180, confirm: true });
    const shown = await host
      .locator('.running-order li')
      .evaluateAll((lines) => lines.map(({ className }) => className).join());
    const order = () =>
      host
        .locator('.running-order li')
        .evaluateAll((lines) => lines.map(({ className }) => className).join());
    await host.locator('#next-step').click();
    await host.getByRole('dialog').getByRole('button', { name: 'Annuler' }).click();
    assert.equal(await order(), shown, 'nothing has moved');
    await host.getByRole('checkbox', { name: /confirmation/ }).uncheck();
    await host.reload();
    await host.locator('#next-step').click();
    await host.waitForFunction(
      (before) =>
        [...document.querySelectorAll('.running-order li')]
          .map(({ className }) => className)
          .join() !== before,
      shown,
    );
    await button(host, 'Annuler ma dernière action').click();
    await host.locator('.message .good', { hasText: 'tout est comme avant' }).waitFor();
    assert.equal(await order(), shown);
    await close(host);
  });

  test('what was pressed is undone, step by step', async () => {
    const host = await consoleOf('host', '#stage', { width: 820, height: 1180 });
    await host.locator('#next-step').click();
    await host.locator('.running-order li.questions').waitFor();
    await button(host, 'Annuler ma dernière action').click();
    await host.locator('.message .good', { hasText: 'tout est comme avant' }).waitFor();
    await host.locator('.running-order li.on_stage').waitFor();
    await button(host, '+1 min').click();
    await host.waitForFunction(
      () =>
        document.querySelector('.digits').textContent.startsWith('8:') ||
        document.querySelector('.digits').textContent.startsWith('9:'),
    );
    await button(host, 'Annuler ma dernière action').click();
    await host.waitForFunction(() => /^[67]:/.test(document.querySelector('.digits').textContent));
    await close(host);
  });

  test('a word reaches the speaker, not the hall', async () => {
    const host = await consoleOf('host', '#stage', { width: 820, height: 1180 });
    const wall = await open(browser, `${server.url}/screen`, { width: 1920, height: 1080 });
    await wall.locator('.wall').waitFor();
    await button(host, 'Encore une minute').click();
    await host.locator('.list strong', { hasText: 'Encore une minute' }).waitFor();
    await host.getByLabel('Un autre mot').fill('Regardez la salle');
    await button(host, 'Envoyer').click();
    await host.locator('.list strong', { hasText: 'Regardez la salle' }).waitFor();
    assert.equal(
      await host.locator('[aria-labelledby=cues] .list li').count(),
      1,
      'one word at a time',
    );
    const noticesOf = (page) =>
      page.evaluate(async () => (await (await fetch('/api/agenda')).json()).notices);
    assert.equal((await noticesOf(host)).at(-1).audience, 'stage');
    assert.deepEqual(
      (await noticesOf(wall)).filter(({ audience }) => audience === 'stage'),
      [],
    );
    assert.equal(await wall.getByText('Regardez la salle').count(), 0);
    await accessible(host, 'words to the speaker');
    await close(host, wall);
  });

  test('a late stage is warned of what begins at its hour, and what happened survives a restart', async () => {
    const host = await consoleOf('host', '#stage', { width: 1280, height: 1000 });
    const name = await host.locator('.running-order li.on_stage strong').innerText();
    const id = await host.evaluate(
      async () =>
        (await (await fetch('/api/pitches')).json()).pitches.find(
          ({ state }) => state === 'on_stage',
        ).id,
    );
    await host.evaluate(async (pitch) => {
      const { csrf } = await (await fetch('/api/me')).json();
      for (let turn = 0; turn < 9; turn++)
        await fetch(`/api/pitches/${pitch}/time`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-parvis-csrf': csrf },
          body: '{"minutes":10}',
        });
    }, id);
    await host.locator('.warn', { hasText: 'quoi qu’il arrive' }).first().waitFor();
    await accessible(host, 'a hard start');
    await host.locator('#next-step').click();
    await host.locator('.running-order li.questions').waitFor();
    await host.locator('#next-step').click();
    await host.locator('.report tbody tr', { hasText: name }).waitFor();
    const told = await host.locator('.report tbody').innerText();
    await picture(host, 'stage-report');
    const { port } = server;
    await server.stop();
    server = setup.server = await startServer(edition.folder, {
      at: '2017-11-20T10:20',
      args: ['--port', String(port)],
    });
    await host.reload();
    await host.locator('.report tbody tr', { hasText: name }).waitFor();
    assert.equal(await host.locator('.report tbody').innerText(), told);
    await close(host);
  });
});

describe('who changed what', () => {
  test('is told to everyone at once, undone from there, and refused once somebody built on it', async () => {
    const mine = await consoleOf('host', '#history');
    const other = await consoleOf('organiser', '#meetings', { width: 1440, height: 1800 });
    const cell = other.locator('.sheet .cell.planned').last();
    const id = await cell.getAttribute('id');
    await cell.click();
    await button(other, 'Verrouiller').click();
    const deed = mine.locator('.trail li', { hasText: 'Verrou' }).first();
    await deed.waitFor();
    assert.match(await deed.innerText(), /organiser-1/);
    await translated(mine, 'history');
    await accessible(mine, 'the trail');
    await picture(mine, 'history');
    await deed.getByRole('button', { name: /^Annuler/ }).click();
    await button(other, 'Verrouiller').waitFor();
    await mine.locator('.trail li.undone').first().waitFor();
    await other.locator('.panel').getByRole('button', { name: 'Annuler le rendez-vous' }).click();
    await other.locator(`#${id}.cancelled`).waitFor();
    await button(other, 'Remettre au plan').click();
    await other.locator(`#${id}.planned`).waitFor();
    await mine
      .locator('.trail li', { hasText: 'prévu → annulé' })
      .first()
      .getByRole('button')
      .click();
    await mine.locator('.message .bad', { hasText: 'Cela a changé depuis' }).waitFor();
    await mine.emulateMedia({ colorScheme: 'dark' });
    await mine.setViewportSize({ width: 360, height: 780 });
    await fits(mine, 'history at 360 px');
    await accessible(mine, 'history, 360 px, dark');
    await close(mine, other);
  });

  test('an arrival noted by hand is annulled from the trail', async () => {
    const desk = await consoleOf('host', '#people');
    const trail = await consoleOf('organiser', '#history');
    await desk.getByRole('searchbox').fill('gregory maes');
    await desk.locator('.person', { hasText: 'Grégory Maës' }).click();
    await button(desk, 'Faire entrer').click();
    await desk.locator('.panel .presence.in').waitFor();
    await trail
      .locator('.trail li', { hasText: 'Grégory Maës' })
      .getByRole('button', { name: /Annuler l’arrivée/ })
      .click();
    await desk.locator('.panel .presence.expected').waitFor();
    await close(desk, trail);
  });

  test('a session of another device ends at once', async () => {
    const lost = await consoleOf('host', '#day');
    const mine = await consoleOf('organiser', '#history');
    const sessions = mine.locator('[aria-labelledby=sessions] li', { hasText: 'host-1' });
    await sessions.first().waitFor();
    await sessions
      .first()
      .getByRole('button', { name: /Fermer la session/ })
      .click();
    await mine.locator('.message .good').waitFor();
    await lost.reload();
    await lost.getByRole('button', { name: 'Se connecter' }).waitFor();
    await close(lost, mine);
  });
});

endsWell(() => edition);
