// SPDX-License-Identifier: EUPL-1.2
// `./dev pictures [NAME…]`: the pictures of docs/screenshots that show the pages, taken of the
// real server in the midst of its day. Each is drawn anew, so that they show what is there.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeLinks, openLink } from '../harness/attendees.mjs';
import { Client } from '../harness/client.mjs';
import { copyEdition, files } from '../harness/edition.mjs';
import { drawBadge, film, frameOf } from '../harness/photos.mjs';
import { startServer } from '../harness/server.mjs';
import { until } from '../harness/until.mjs';
import { cameraOf, launch, open, settled, signedIn } from './browser.mjs';

const out = fileURLToPath(new URL('../../docs/screenshots/', import.meta.url));
const edition = copyEdition('pictures');
const links = [...makeLinks(edition.folder).values()];
let server = await startServer(edition.folder, { at: '2017-11-20T09:55' });

async function at(time) {
  const { port } = server;
  await server.stop();
  server = await startServer(edition.folder, {
    at: `2017-11-20T${time}`,
    args: ['--port', String(port)],
  });
}
async function as(what, act) {
  const client = new Client(server.url, what === 'door' ? { token: edition.tokens.door } : {});
  if (what !== 'door') await client.signIn(edition.users.organiser);
  const answer = await act(client);
  client.close();
  return answer;
}
/** The next pitch that is not over takes its next step. */
const step = (to) =>
  as('desk', async (desk) => {
    const { pitches } = (await desk.get('/api/pitches')).json;
    const next = pitches
      .sort((a, b) => a.planned_from_at - b.planned_from_at)
      .find(({ state }) => state !== 'done');
    return desk.post(`/api/pitches/${next.id}/state`, { to });
  });
async function dayOf(guest) {
  const client = new Client(server.url);
  const { json } = await openLink(client, guest.secret);
  client.close();
  return json;
}

// The morning: two in three have come, two pitches are over, the third is some minutes late.
await as('door', async (door) => {
  for (const [index, badge] of [...edition.badges.values()].entries())
    if (index % 3)
      await door.post('/api/check-ins', {
        scan_id: `picture-${index}`,
        badge,
        occurred_at: Date.now(),
      });
});
/** The meetings of this hour are in that state: the day's own clock has worked. */
const reach = (wanted) =>
  as('desk', (desk) =>
    until(
      async () => {
        const { meetings } = (await desk.get('/api/meetings')).json;
        return meetings.some(({ state }) => state === wanted);
      },
      { what: `a meeting that is ${wanted}` },
    ),
  );
for (const [time, to, state] of [
  ['09:58', null, 'called'],
  ['10:01', 'on_stage', 'running'],
  ['10:09', 'questions'],
  ['10:15', 'done'],
  ['10:18', 'on_stage'],
  ['10:21', 'questions', 'done'],
  ['10:23', null, 'called'],
  ['10:26', 'done', 'running'],
  ['10:34', 'on_stage'],
  ['10:37', null],
]) {
  await at(time);
  if (to) await step(to);
  if (state) await reach(state);
}

const guests = [];
for (const guest of links) guests.push({ ...guest, day: await dayOf(guest) });
const buyer = guests.find(
  ({ day, code }) =>
    day.side === 'buyer' &&
    day.colleagues.length &&
    day.busy.length === 0 &&
    edition.badges.has(code) &&
    day.meetings.some(({ state }) => state === 'done') &&
    day.meetings.filter(({ state }) => state === 'planned').length > 4,
);
const later = buyer.day.meetings.filter(({ state }) => state === 'planned');
const team = guests.find(
  ({ day }) => day.side === 'company' && day.person.organisation.name === later[2].with.name,
);

const badge = drawBadge(
  edition.folder,
  links.find(({ organisation }) => organisation !== team.organisation).code,
  join(edition.folder, 'badge.png'),
);
const camera = join(edition.folder, 'camera.y4m');
writeFileSync(
  camera,
  film(
    [
      frameOf(badge, {
        width: 1280,
        height: 720,
        size: 330,
        turn: 9,
        lean: 0.1,
        noise: 0.15,
        light: 0.9,
      }),
    ],
    1280,
    720,
    4,
  ),
);
const browser = await launch(cameraOf(camera));
const phone = { width: 360, height: 780, motion: 'reduce' };
const mine = (guest, more = {}) =>
  open(browser, `${server.url}/mine#${guest.secret}`, { ...phone, ...more });
const tab = (page, name) => page.locator(`nav.tabs a[href="#${name}"]`).click();
const button = (page, name) => page.getByRole('button', { name });

/** Few colours and no noise: a page is mostly ground. */
async function keep(page, name) {
  await page.evaluate(() => document.fonts.ready);
  const run = spawnSync(
    'convert',
    [
      'png:-',
      '-strip',
      '+dither',
      '-colors',
      '128',
      '-define',
      'png:compression-level=9',
      `png8:${out}${name}.png`,
    ],
    { input: await page.screenshot() },
  );
  if (run.status !== 0) throw new Error(String(run.stderr));
}

const shots = {
  async programme() {
    const page = await open(browser, server.url, { width: 390, height: 844 });
    await page.locator('.companies li').first().waitFor();
    await keep(page, 'phone');
    await page.locator('#take').scrollIntoViewIfNeeded();
    await page.evaluate(() => document.querySelector('#take').scrollIntoView());
    await keep(page, 'programme-take');
    const wide = await open(browser, `${server.url}/?lang=en`, {
      width: 1440,
      height: 900,
      scheme: 'dark',
    });
    await wide.locator('.companies li').first().waitFor();
    await keep(wide, 'programme-wide');
    return [page, wide];
  },
  async wall() {
    const page = await open(browser, `${server.url}/screen`, { width: 1920, height: 1080 });
    await page.locator('.wall .countdown').waitFor();
    await keep(page, 'wall');
    return [page];
  },
  async day() {
    const page = await mine(buyer);
    await page.locator('.card.next').waitFor();
    await keep(page, 'mine-day');
    const meeting = page.locator(`[aria-controls="meeting-${later[2].id}"]`);
    await meeting.click();
    await meeting.evaluate((head) => scrollTo(0, head.getBoundingClientRect().top + scrollY - 90));
    await keep(page, 'mine-meeting');
    await tab(page, 'badge');
    await page.locator('.ticket img').waitFor();
    await keep(page, 'mine-badge');
    await tab(page, 'own');
    await button(page, 'Faire un abonnement').click();
    await page.getByLabel('Adresse à copier').waitFor();
    await keep(page, 'mine-own');
    const dark = await mine(buyer, { scheme: 'dark', locale: 'en-GB' });
    await dark.locator('.card.next').waitFor();
    await keep(dark, 'mine-day-dark');
    return [page, dark];
  },
  async after() {
    const done = buyer.day.meetings.find(({ state }) => state === 'done');
    const host = guests.find(
      ({ day }) => day.side === 'company' && day.person.organisation.name === done.with.name,
    );
    const [page, other] = [await mine(buyer), await mine(host)];
    for (const one of [other, page]) {
      await one.locator(`[aria-controls="meeting-${done.id}"]`).click();
      await one
        .locator(`#meeting-${done.id}`)
        .getByRole('button', { name: 'Donner mes coordonnées' })
        .click();
    }
    const body = page.locator(`#meeting-${done.id}`);
    await body.getByRole('link', { name: 'Fiche contact' }).waitFor();
    await body.getByRole('button', { name: 'Oui', exact: true }).click();
    await page
      .locator(`[aria-controls="meeting-${done.id}"]`)
      .evaluate((head) => scrollTo(0, head.getBoundingClientRect().top + scrollY - 90));
    await keep(page, 'mine-after');
    return [page, other];
  },
  async request() {
    await as('desk', (desk) =>
      desk.post(`/api/meetings/${later[2].id}/state`, { to: 'cancelled' }),
    );
    const [page, other] = [await mine(buyer), await mine(team)];
    await tab(page, 'meet');
    await page.getByRole('searchbox').fill(later[2].with.name);
    await page
      .getByRole('button', { name: `Demander : ${later[2].with.name}`, exact: true })
      .click();
    await page.locator('.slots button').first().waitFor();
    await page.getByRole('checkbox').check();
    await keep(page, 'mine-slots');
    await page.locator('.slots button').first().click();
    await page.locator('.request.open').waitFor();
    await tab(other, 'meet');
    await other.locator('.request.open').waitFor();
    await keep(other, 'mine-request');
    return [page, other];
  },
  async visitors() {
    const page = await mine(team);
    await tab(page, 'visitors');
    await button(page, 'Scanner un badge').click();
    await page.locator('.lead').waitFor();
    await keep(page, 'mine-camera');
    await button(page, 'Fermer la caméra').click();
    await button(page, 'À rappeler').click();
    await page.getByPlaceholder('Note').fill('Veut un essai en janvier.');
    await page.locator('h1').click();
    await page
      .locator('.lead')
      .evaluate((card) => scrollTo(0, card.getBoundingClientRect().top + scrollY - 420));
    await keep(page, 'mine-visitors');
    return [page];
  },
  async console() {
    const views = [
      'day',
      'stage',
      'meetings',
      'stands',
      'people',
      'selection',
      'settings',
      'demonstrations',
      'users',
      'history',
    ];
    const pages = [];
    for (const view of views) {
      const page = await signedIn(
        browser,
        `${server.url}/console#${view}`,
        edition.users.organiser,
        { width: 1440, height: 900, scheme: view === 'stage' ? 'dark' : 'light' },
      );
      await page.locator('main .card, main .board').first().waitFor();
      if (view === 'people') {
        await page.getByRole('searchbox').first().fill('gregory maes');
        await page.locator('.person', { hasText: 'Grégory Maës' }).click();
        await page.getByRole('heading', { name: 'Grégory Maës' }).waitFor();
      }
      // Figures and names come a moment after; those of the day are asked for later still.
      if (view === 'day') await page.locator('main table tbody tr').first().waitFor();
      await settled(page);
      await keep(page, `console-${view}`);
      pages.push(page);
    }
    return pages;
  },
  async import() {
    const page = await signedIn(browser, `${server.url}/console#import`, edition.users.organiser, {
      width: 1440,
      height: 900,
    });
    const text = readFileSync(`${files}stands.csv`, 'utf8')
      .replace('A2,Nef,5.7', 'A2,Nef,cinq')
      .replace('B1,Verri', 'A1,Verri');
    await page.locator('input[type=file]').setInputFiles(
      [
        ['stands.csv', Buffer.from(text)],
        ['besoins.csv', readFileSync(`${files}besoins.csv`)],
      ].map(([name, buffer]) => ({ name, mimeType: 'text/csv', buffer })),
    );
    await page.locator('.verdict').waitFor();
    await page.evaluate(() => document.activeElement.blur());
    await keep(page, 'console-import');
    return [page];
  },
  async proposal() {
    const stands = (await as('desk', (desk) => desk.get('/api/stands'))).json.stands;
    const swap = await as('desk', async (desk) => {
      for (const a of stands.filter(({ zone }) => zone === stands[0].zone))
        for (const b of stands.filter(({ zone }) => zone !== a.zone))
          if ((await desk.post('/api/stands/swap', { a: a.id, b: b.id })).status === 200)
            return true;
      return false;
    });
    if (!swap) throw new Error('no two companies suit each other’s stands');
    const page = await signedIn(browser, `${server.url}/console#stands`, edition.users.organiser, {
      width: 1440,
      height: 1000,
    });
    await page.getByRole('button', { name: 'Proposer une attribution' }).click();
    await page.getByLabel('Déplacer aussi ceux qui ont déjà un stand').check();
    await page.locator('.place.changes').first().waitFor();
    await page.evaluate(() => document.activeElement.blur());
    await keep(page, 'console-proposal');
    return [page];
  },
  async stranger() {
    const page = await mine({ secret: 'A'.repeat(43) });
    await page.getByRole('alert').waitFor();
    await keep(page, 'mine-stranger');
    return [page];
  },
  async offline() {
    // the last one: the server is gone afterwards
    const page = await mine(buyer);
    await page.waitForFunction(
      async () =>
        (await navigator.serviceWorker.getRegistration('/mine'))?.active?.state === 'activated',
    );
    await page.locator('.card.next').waitFor();
    await server.stop();
    await page.reload();
    await page.locator('.chip', { hasText: 'Hors ligne' }).waitFor();
    const meeting = page.locator(`[aria-controls="meeting-${later[0].id}"]`);
    await meeting.click();
    await button(page, 'J’ai 5 min de retard').first().click();
    await page.locator('.chip', { hasText: '1 envoi' }).waitFor();
    await page.locator('.said').waitFor({ state: 'detached' });
    await page.evaluate(() => scrollTo(0, 0));
    await keep(page, 'mine-offline');
    return [page];
  },
};
const wanted = process.argv.slice(2);
for (const [name, take] of Object.entries(shots)) {
  if (wanted.length && !wanted.includes(name)) continue;
  for (const page of await take()) await page.context().close();
  console.log(name);
}
await browser.close();
process.exit(0);
