// SPDX-License-Identifier: EUPL-1.2
// The day at a glance on the real server: what needs somebody now comes by itself, is dealt with
// from there, and goes by itself.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Client } from '../harness/client.mjs';
import { copyEdition, parvis, temporaryFolder } from '../harness/edition.mjs';
import { startServer } from '../harness/server.mjs';
import {
  accessible,
  close,
  complaints,
  fits,
  foreign,
  isSound,
  launch,
  open,
  picture,
  signIn,
  translated,
} from './browser.mjs';

let edition, server, browser, door;

before(async () => {
  edition = copyEdition('day');
  server = await startServer(edition.folder, { at: '2017-11-20T11:35' }); // a slot begins at 11:40
  door = new Client(server.url, { token: edition.tokens.door });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  door?.close();
  await server?.stop();
});

async function day(role, options = {}) {
  const page = await open(browser, `${server.url}/console#day`, {
    width: 1440,
    height: 1000,
    ...options,
  });
  await signIn(page, edition.users[role]);
  await page.locator('.decisions li').first().waitFor();
  return page;
}
const point = (page, text) => page.locator('.decisions li', { hasText: text });
const heartbeat = (printer) =>
  door.post('/api/kiosk/heartbeat', {
    version: 'test',
    screen: 'check-in',
    width: 1280,
    height: 720,
    uptime_s: 60,
    queue: 3,
    printer,
  });

describe('the day at a glance', () => {
  test('a printer without paper is a matter for somebody, until it has some', async () => {
    const page = await day('host');
    await heartbeat('no_paper');
    await point(page, 'Borne door : imprimante sans papier').waitFor();
    const line = page.locator('[aria-labelledby=machines] li', { hasText: 'Borne door' });
    assert.match(await line.innerText(), /3[\s\S]*sans papier[\s\S]*en ligne/);
    await translated(page, 'the day');
    await accessible(page, 'the day');
    await picture(page, 'day');
    await heartbeat('ready');
    await point(page, 'imprimante').waitFor({ state: 'detached' });
    await close(page);
  });

  test('scans that were parked are told with a name, looked at once, and gone for everyone', async () => {
    const [mine, other] = [await day('host'), await day('organiser')];
    const [, badge] = [...edition.badges][20];
    const item = (seq, more) => ({
      scan_id: `day-alone-${seq}`,
      journal: '0123456789abcdef',
      seq,
      occurred_at: Date.parse('2017-11-20T10:00:00Z'),
      device_at: 5,
      ...more,
    });
    const { answers } = (
      await door.post('/api/check-ins', {
        scans: [
          item(1, { badge, said: 'admitted' }),
          item(2, { badge, said: 'admitted' }),
          item(3, { sealed: 'AAAA' }),
        ],
      })
    ).json;
    assert.deepEqual(
      answers.map(({ status }) => status),
      ['admitted', 'already_in', 'refused'],
    );
    const twice = point(mine, 'est entré deux fois');
    await twice.waitFor();
    assert.match(await twice.innerText(), /\p{Lu}\p{L}+ \p{Lu}\p{L}+.* à Borne door/u);
    await point(other, 'n’a pas pu être pris').waitFor();
    await accessible(mine, 'parked scans');
    await twice.getByRole('button').click();
    await twice.waitFor({ state: 'detached' });
    await point(other, 'est entré deux fois').waitFor({ state: 'detached' });
    await point(other, 'n’a pas pu être pris').getByRole('button').click();
    await point(mine, 'n’a pas pu être pris').waitFor({ state: 'detached' });
    await close(mine, other);
  });

  test('those who meet next and have not come are named; one who comes is no longer', async () => {
    const page = await day('host');
    const away = point(page, 'acheteurs ont rendez-vous à 11:40');
    await away.waitFor();
    const many = Number((await away.innerText()).match(/\d+/)[0]);
    const buyer = await page.evaluate(async () => {
      const { meetings } = await (await fetch('/api/meetings')).json(),
        { slots } = await (await fetch('/api/agenda')).json(),
        { buyers_in } = await (await fetch('/api/arrivals')).json();
      const now = (await (await fetch('/api/status')).json()).now,
        next = slots.find(({ from_at }) => from_at > now);
      return meetings.find(
        (one) =>
          one.slot === next.id && one.state !== 'cancelled' && !buyers_in.includes(one.buyer),
      ).buyer;
    });
    await page.evaluate(async (person) => {
      const { csrf } = await (await fetch('/api/me')).json();
      await fetch('/api/check-ins', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-parvis-csrf': csrf },
        body: JSON.stringify({ scan_id: `day-${person}-enters`, person, occurred_at: Date.now() }),
      });
    }, buyer);
    await point(page, new RegExp(`${many - 1} acheteurs ont rendez-vous à 11:40`)).waitFor();
    await close(page);
  });

  test('the curve has its figures behind it, and the one button is there at 360 px, by night', async () => {
    const page = await day('host', { width: 360, height: 780, scheme: 'dark' });
    await page.getByText('Les chiffres de la courbe').click();
    const figures = await page.locator('.curve-table tbody td').allInnerTexts();
    assert.equal(
      Number(figures.at(-1)),
      (await page.evaluate(async () => (await (await fetch('/api/arrivals')).json()).came)).at(-1),
    );
    await page.locator('#next-step').waitFor();
    await fits(page, 'the day at 360 px');
    await accessible(page, 'the day, 360 px, dark');
    await picture(page, 'day-phone');
    await close(page);
  });
});

test('an edition without anybody says what comes first', async () => {
  const folder = temporaryFolder('empty');
  parvis(folder, [
    'init',
    new URL('../data/innovember-2017/edition.json', import.meta.url).pathname,
  ]);
  const [, password] = parvis(folder, ['user', 'add', 'marie']).stdout.match(/password (\S+)/);
  const bare = await startServer(folder, { at: '2017-11-01T10:00' });
  const page = await open(browser, `${bare.url}/console#day`);
  await signIn(page, { name: 'marie', password });
  await page.getByRole('link', { name: 'Importer les tableaux' }).click();
  await page.locator('.drop').waitFor();
  await close(page);
  await bare.stop();
});

test('nothing was asked of another host, the policy held, the edition is sound', () => {
  assert.deepEqual(
    foreign.filter((url) => !url.startsWith('http://127.0.0.1')),
    [],
  );
  assert.deepEqual(complaints, []);
  isSound(edition);
});
