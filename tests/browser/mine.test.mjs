// SPDX-License-Identifier: EUPL-1.2
// An attendee's phone in Chromium on the real server: two sides of a meeting who see each other's
// words, a network that goes and comes back, one's own data.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import http from 'node:http';
import { Client } from '../harness/client.mjs';
import { makeLinks, openLink } from '../harness/attendees.mjs';
import { copyEdition } from '../harness/edition.mjs';
import { startServer } from '../harness/server.mjs';
import { until } from '../harness/until.mjs';
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
  translated,
} from './browser.mjs';

// two browsers: each side of a meeting has its own
let edition, server, browser, second, links, buyer, team, meeting;

const url = (path = '/mine') => server.url + path;
const phone = (guest, options = {}) =>
  open(guest === team ? second : browser, url(`/mine#${guest.secret}`), {
    width: 360,
    height: 780,
    ...options,
  });
const view = (page, name) => page.locator(`nav.tabs a[href="#${name}"]`).click();
const focused = (page) => page.evaluate(() => document.activeElement.tagName);
const said = (page, text) => page.locator('.said', { hasText: text }).waitFor();

/** The same edition at another hour of its day, at the same address. */
async function restart(at) {
  const { port } = server;
  await server.stop();
  server = await startServer(edition.folder, { at, args: ['--port', String(port)] });
}

/** So many minutes after an instant, as the venue's clocks show it. */
const clock = (at, minutes) =>
  new Date(at + minutes * 60_000)
    .toLocaleString('sv-SE', { timeZone: 'Europe/Paris' })
    .slice(0, 16)
    .replace(' ', 'T');

/** What a guest's phone is told, asked without a browser. */
async function dayOf(guest) {
  const client = new Client(server.url);
  const { json } = await openLink(client, guest.secret);
  client.close();
  return json;
}

const card = (page, id) =>
  page.locator('.entries .entry', { has: page.locator(`[aria-controls="meeting-${id}"]`) });
/** The meeting's state is told, whatever was said of it besides (« Vous avez annulé. »). */
const calledOff = (page, id) => card(page, id).getByText('Annulé', { exact: true }).waitFor();
async function unfold(page, id) {
  const head = card(page, id).locator('.entry-head');
  if ((await head.getAttribute('aria-expanded')) === 'false') await head.click();
  return card(page, id);
}

before(async () => {
  edition = copyEdition('mine');
  links = makeLinks(edition.folder);
  server = await startServer(edition.folder, { at: '2017-11-20T11:02' });
  [browser, second] = await Promise.all([launch(), launch()]);
  // A buyer with a meeting to come and colleagues, and somebody of the stand where it is held.
  for (const guest of links.values()) {
    const day = await dayOf(guest);
    // Nobody of the jury, no company that pitches: nothing has begun in this house, and the running
    // order moves on.
    const next =
      day.side === 'buyer' &&
      day.colleagues.length > 0 &&
      day.busy.length === 0 &&
      day.meetings.find(
        ({ state, from_at }) =>
          state === 'planned' && from_at > Date.parse('2017-11-20T11:10:00+01:00'),
      );
    const host =
      next && [...links.values()].find(({ organisation }) => organisation === next.with.name);
    if (
      next &&
      day.meetings.filter(({ state, from_at }) => state === 'planned' && from_at > next.from_at)
        .length === 0
    )
      continue;
    if (!host || (await dayOf(host)).busy.length > 0) continue;
    [buyer, team, meeting] = [{ ...guest, day }, host, next];
    break;
  }
  assert.ok(meeting, 'somebody has a meeting with a company that has a team here');
});
after(async () => {
  await browser?.close();
  await second?.close();
  await server?.stop();
});

describe('the personal link', () => {
  test('opens one’s day; its secret leaves the address, and the server’s log never had it', async () => {
    const page = await phone(buyer);
    await page.getByRole('heading', { name: `Bonjour ${buyer.first}` }).waitFor();
    assert.equal(new URL(page.url()).hash, '');
    await page.reload();
    await page.getByRole('heading', { name: `Bonjour ${buyer.first}` }).waitFor();
    assert.ok(!server.log.includes(buyer.secret));
    await close(page);
  });
  test('that opens nothing says so; without one the page says how to get one', async () => {
    const page = await open(browser, url(`/mine#${'A'.repeat(43)}`), { width: 360, height: 780 });
    await page.getByRole('alert').getByText('Ce lien n’ouvre plus rien').waitFor();
    await accessible(page, 'a dead link');
    await picture(page, 'mine-stranger', false);
    await close(page);
  });
  test('shown by a kiosk opens one phone and no second one', async () => {
    const door = new Client(server.url, { token: edition.tokens.door });
    const refused = await door.post(`/api/people/${buyer.day.person.id}/link`, {});
    assert.equal(refused.status, 409, 'who has not arrived gets none');
    const scan = { scan_id: `phone-${Date.now()}` };
    await door.post('/api/check-ins', {
      ...scan,
      badge: edition.badges.get(buyer.code),
      occurred_at: Date.now(),
    });
    const { json, status } = await door.post(`/api/people/${buyer.day.person.id}/link`, scan);
    assert.equal(status, 201);
    const page = await open(browser, server.url + json.path, { width: 360, height: 780 });
    await page.getByRole('heading', { name: `Bonjour ${buyer.first}` }).waitFor();
    const second = await open(browser, server.url + json.path, { width: 360, height: 780 });
    await second.getByRole('alert').waitFor();
    door.close();
    await close(page, second);
  });
});

describe('every view', () => {
  for (const [who, names] of [
    ['buyer', ['day', 'meet', 'badge', 'own']],
    ['team', ['day', 'meet', 'visitors', 'badge', 'own']],
  ])
    for (const [width, height, scheme, locale] of [
      [360, 780, 'light', 'fr-FR'],
      [768, 1024, 'dark', 'en-GB'],
      [1920, 1080, 'light', 'en-GB'],
    ])
      test(`of a ${who} at ${width} px, ${scheme}, ${locale}: fits, is translated, accessible`, async () => {
        const page = await phone(who === 'buyer' ? buyer : team, { width, height, scheme, locale });
        for (const name of names) {
          await view(page, name);
          await page.locator(`main.${name}`).waitFor();
          if (name === 'day') await page.locator('.entries li').first().waitFor();
          await fits(page, name);
          if (name !== 'own') await translated(page, name); // an e-mail address has dots
          await accessible(page, `${who} ${name} ${width}`);
          await picture(page, `mine-${who}-${name}-${width}`, false);
        }
        await close(page);
      });
  test('holds at 200 % of its text size, and by the keyboard alone', async () => {
    const page = await phone(buyer, { width: 320, height: 640, motion: 'reduce' });
    await page.locator('.entries li').first().waitFor();
    await fits(page, '320 px');
    await page.locator('nav.tabs a[href="#badge"]').focus();
    await page.keyboard.press('Enter');
    await page.locator('.ticket img').waitFor();
    const drawn = await page
      .locator('.ticket img')
      .evaluate(async (image) => (await image.decode(), image.naturalWidth));
    assert.ok(drawn > 0, 'the badge is drawn');
    await close(page);
  });
});

describe('two sides of a meeting', () => {
  test('one is late: the other sees it at once, and the phone buzzes', async () => {
    const mine = await phone(buyer),
      theirs = await phone(team);
    await theirs.locator('.entries li').first().waitFor();
    await theirs.evaluate(() => {
      window.buzzes = [];
      navigator.vibrate = (how) => window.buzzes.push(how);
    });
    // a phone buzzes for who touched the page
    await theirs.getByRole('heading', { name: 'Ma journée' }).click();
    const own = await unfold(mine, meeting.id);
    const pressed = Date.now();
    await own.getByRole('button', { name: 'J’ai 5 min de retard' }).click();
    await card(theirs, meeting.id).getByText(`${buyer.first} a 5 min de retard.`).waitFor();
    console.log(`# from a touch to the other phone's pixels: ${Date.now() - pressed} ms`);
    await said(mine, 'L’autre est prévenu de votre retard.');
    assert.notEqual(await focused(mine), 'BODY', 'who pressed with a keyboard goes on from there');
    await theirs.waitForFunction(() => window.buzzes.length > 0);
    await accessible(theirs, 'somebody is late');
    await picture(theirs, 'mine-late', false);
    await close(mine, theirs);
  });

  test('one cannot come: one touch, some seconds for second thoughts, then the slot is free for both', async () => {
    const mine = await phone(buyer),
      theirs = await phone(team);
    const own = await unfold(mine, meeting.id);
    const state = async () =>
      (await dayOf(buyer)).meetings.find(({ id }) => id === meeting.id).state;
    await own.getByRole('button', { name: 'Je ne peux pas venir' }).click();
    await own.getByText('Annulé. L’autre est prévenu dans quelques secondes.').waitFor();
    await accessible(mine, 'called off, not sent yet');
    await own.getByRole('button', { name: 'Non, je viens' }).click();
    await own.getByRole('button', { name: 'Je ne peux pas venir' }).waitFor();
    assert.equal(
      await mine.evaluate(() => localStorage.getItem('parvis.mine.orders')),
      null,
      'taken back: nothing is sent later',
    );
    assert.equal(await state(), 'planned');
    await own.getByRole('button', { name: 'Je ne peux pas venir' }).click();
    assert.equal(await state(), 'planned', 'not yet');
    await calledOff(theirs, meeting.id);
    // the button is gone, the line has the focus
    await mine.waitForFunction(() => document.activeElement !== document.body);
    assert.equal(await state(), 'cancelled');
    await close(mine, theirs);
  });

  test('one who puts the phone away has thought about it: it is sent at once', async () => {
    const mine = await phone(buyer);
    const later = (await dayOf(buyer)).meetings.findLast(({ state }) => state === 'planned');
    const own = await unfold(mine, later.id);
    await own.getByRole('button', { name: 'Je ne peux pas venir' }).waitFor();
    // another window comes to the front, as when a phone is locked
    const away = await mine.context().newPage();
    await away.goto(url('/'));
    // The page's clock stands still: the seconds for second thoughts are never over.
    await mine.evaluate(() => {
      const now = Date.now();
      window.goOn = (
        (real) => () =>
          (Date.now = real)
      )(Date.now);
      Date.now = () => now;
    });
    await own.getByRole('button', { name: 'Je ne peux pas venir' }).click();
    await mine.evaluate(() => {
      Object.defineProperty(document, 'visibilityState', { value: 'hidden' });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await until(
      async () =>
        (await dayOf(buyer)).meetings.find(({ id }) => id === later.id).state === 'cancelled',
      { what: 'the meeting that is called off' },
    );
    await mine.evaluate(() => window.goOn());
    await own.getByText('Vous avez annulé.').waitFor();
    const admin = new Client(server.url);
    await admin.signIn(edition.users.organiser);
    assert.equal(
      (await admin.post(`/api/meetings/${later.id}/state`, { to: 'planned' })).status,
      200,
    );
    admin.close();
    // it is planned again: what was said does not stand any more
    await own.getByText('Vous avez annulé.').waitFor({ state: 'detached' });
    await close(mine);
  });

  test('a colleague comes: one touch says so; who it is may be said after', async () => {
    const mine = await phone(buyer),
      theirs = await phone(team);
    const day = await dayOf(buyer);
    const later = day.meetings.find(({ state, id }) => state === 'planned' && id !== meeting.id);
    const own = await unfold(mine, later.id);
    await own.getByRole('button', { name: 'Un collègue vient' }).click();
    await own.getByText('Un collègue vient à votre place.').waitFor();
    const asked = own.getByRole('group', { name: /Qui vient à votre place/ });
    await accessible(mine, 'who comes');
    assert.equal(
      (await dayOf(buyer)).meetings
        .find(({ id }) => id === later.id)
        .words.filter(({ kind }) => kind === 'colleague').length,
      1,
    );
    await asked.getByRole('button', { name: 'Fermer' }).click();
    await own.getByRole('button', { name: 'Un collègue vient' }).waitFor();
    await close(mine, theirs);
  });

  test('a live update takes the focus from nobody: what is left of the line has it', async () => {
    const mine = await phone(buyer),
      theirs = await phone(team);
    const later = (await dayOf(buyer)).meetings.find(
      ({ state, id, with: other }) =>
        state === 'planned' && id !== meeting.id && other.name !== meeting.with.name,
    );
    const own = await unfold(mine, later.id);
    await own.getByRole('button', { name: 'Je ne peux pas venir' }).focus();
    const admin = new Client(server.url);
    await admin.signIn(edition.users.organiser);
    assert.equal(
      (await admin.post(`/api/meetings/${later.id}/state`, { to: 'cancelled' })).status,
      200,
    ); // at the desk, meanwhile
    await calledOff(mine, later.id);
    await mine.waitForFunction(
      (id) =>
        document.activeElement.closest('.entry')?.querySelector(`[aria-controls="meeting-${id}"]`),
      later.id,
    );
    assert.equal(
      (await admin.post(`/api/meetings/${later.id}/state`, { to: 'planned' })).status,
      200,
    );
    admin.close();
    await close(mine, theirs);
  });

  test('a request: asked with one touch, answered on the other phone, a meeting on both', async () => {
    const mine = await phone(buyer),
      theirs = await phone(team);
    await view(mine, 'meet');
    await mine.getByRole('searchbox').fill(meeting.with.name);
    await mine
      .getByRole('button', { name: `Demander : ${meeting.with.name}`, exact: true })
      .click();
    await mine.getByRole('heading', { name: `Quand voir ${meeting.with.name} ?` }).waitFor();
    await mine.getByRole('checkbox').check();
    const hour = new Date(meeting.from_at).toLocaleTimeString('fr-FR', {
      hour: '2-digit',
      minute: '2-digit',
      timeZone: 'Europe/Paris',
    });
    await mine.locator('.slots').getByRole('button', { name: hour }).waitFor();
    await accessible(mine, 'free slots');
    await picture(mine, 'mine-slots', false);
    await mine.locator('.slots').getByRole('button', { name: hour }).click();
    await said(mine, 'Demande envoyée');
    await theirs.locator('.tabs .count').waitFor();
    await view(theirs, 'meet');
    await theirs.locator('.request.open .pill', { hasText: 'Important' }).waitFor();
    await accessible(theirs, 'a request to answer');
    await picture(theirs, 'mine-request', false);
    await theirs.getByRole('button', { name: 'Accepter' }).click();
    await said(theirs, 'Rendez-vous pris');
    await view(mine, 'day');
    await mine.waitForFunction(
      (name) =>
        [...document.querySelectorAll('.entry.planned strong')].some(
          (strong) => strong.textContent === name,
        ),
      meeting.with.name,
    );
    meeting = (await dayOf(buyer)).meetings.find(
      ({ state, with: other }) => state === 'planned' && other.name === meeting.with.name,
    );
    assert.ok(meeting, 'a new meeting, in the slot that was freed');
    await close(mine, theirs);
  });

  test('after it: did it take place, was it useful, addresses both ways or not at all', async () => {
    await restart(clock(meeting.from_at, 2));
    const door = new Client(server.url, { token: edition.tokens.door });
    await door.post('/api/check-ins', {
      scan_id: `in-${Date.now()}`,
      badge: edition.badges.get(buyer.code),
      occurred_at: Date.now(),
    });
    door.close();
    const mine = await phone(buyer),
      theirs = await phone(team);
    await card(mine, meeting.id).getByText('En cours').waitFor();
    await mine.locator('.card.next.running').waitFor();
    await picture(mine, 'mine-running', false);
    for (const page of [mine, theirs]) await unfold(page, meeting.id);
    await card(mine, meeting.id).getByRole('button', { name: 'Il n’a pas eu lieu' }).click();
    await card(theirs, meeting.id).getByText(`${buyer.first} dit qu’il n’a pas eu lieu.`).waitFor();
    await card(theirs, meeting.id).getByRole('button', { name: 'Il a bien eu lieu' }).click();
    await card(mine, meeting.id).locator('.pill.done').waitFor();

    await card(mine, meeting.id).getByRole('button', { name: 'Oui', exact: true }).click();
    await card(mine, meeting.id).getByRole('button', { name: 'Un devis' }).click();
    await said(mine, 'Merci');
    await accessible(mine, 'after a meeting');
    await card(mine, meeting.id).getByRole('button', { name: 'Donner mes coordonnées' }).click();
    await card(theirs, meeting.id).getByText('L’autre a donné ses coordonnées').waitFor();
    assert.equal(await theirs.getByText(buyer.email).count(), 0, 'not before both gave');
    await card(theirs, meeting.id).getByRole('button', { name: 'Donner mes coordonnées' }).click();
    const link = card(theirs, meeting.id).getByRole('link', { name: 'Fiche contact' });
    await link.waitFor();
    await accessible(theirs, 'an address');
    await picture(theirs, 'mine-contact', false);
    const card_text = await theirs.evaluate(
      (href) => fetch(href).then((answer) => answer.text()),
      await link.getAttribute('href'),
    );
    assert.match(card_text, /^BEGIN:VCARD\r\nVERSION:3\.0\r\n[\s\S]*\r\nEND:VCARD\r\n$/);
    assert.ok(
      card_text.replaceAll('\r\n ', '').includes(`EMAIL;TYPE=INTERNET:${buyer.email}`),
      card_text,
    );
    await card(mine, meeting.id).getByRole('button', { name: 'Reprendre mes coordonnées' }).click();
    await link.waitFor({ state: 'detached' });
    assert.equal(
      await theirs.evaluate(
        (href) => fetch(href).then(({ status }) => status),
        `/api/mine/meetings/${meeting.id}/contacts.vcf?person=${buyer.day.person.id}`,
      ),
      404,
    );
    await close(mine, theirs);
  });
});

describe('a stand’s visitors', () => {
  test('a scanner that types, a note, the table to take home', async () => {
    const page = await phone(team);
    await view(page, 'visitors');
    await page.getByRole('heading', { name: '0 visiteur' }).waitFor();
    await page.locator('h1').click();
    await page.keyboard.type(`${edition.badges.get(buyer.code).toLowerCase()}`, { delay: 0 });
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '1 visiteur' }).waitFor();
    await page.getByRole('button', { name: 'À rappeler' }).click();
    await said(page, 'C’est noté');
    await page.getByPlaceholder('Note').fill('Veut un essai à l’école ; "vite"');
    await page.locator('h1').click();
    await page.waitForFunction(() =>
      fetch('/api/mine')
        .then((answer) => answer.json())
        .then(({ leads }) => leads[0].note.startsWith('Veut un essai')),
    );
    await accessible(page, 'visitors');
    await picture(page, 'mine-visitors', false);
    const csv = await page.evaluate(() =>
      fetch('/api/mine/leads.csv').then((answer) => answer.text()),
    );
    assert.match(
      csv,
      new RegExp(
        `"${buyer.first}";"${buyer.last}";.*;3;"Veut un essai à l’école ; ""vite"""\\r\\n$`,
      ),
    );
    await page.getByLabel('Code du badge').fill('PAS UN BADGE');
    await page.getByRole('button', { name: 'Ajouter' }).click();
    await page.locator('.said.bad', { hasText: 'pas un badge' }).waitFor();
    await close(page);
  });
});

describe('without network', () => {
  test('the page opens with the last day and its age; what was done meanwhile is sent once', async () => {
    const mine = await phone(buyer);
    await mine.locator('.entries li').first().waitFor();
    // Not serviceWorker.ready: it waits for ever where a worker could not be installed.
    await mine.waitForFunction(
      async () =>
        (await navigator.serviceWorker.getRegistration('/mine'))?.active?.state === 'activated',
    );
    const later = (await dayOf(buyer)).meetings.find(({ may }) => may.includes('late'));
    assert.ok(later);
    const { port } = server;
    await server.stop();
    await mine.locator('.chip', { hasText: /Hors ligne/ }).waitFor();
    await mine.reload();
    await mine.getByRole('heading', { name: `Bonjour ${buyer.first}` }).waitFor();
    await mine.locator('.chip', { hasText: /Hors ligne\. Journée de \d\d:\d\d/ }).waitFor();
    await view(mine, 'badge');
    await mine.locator('.ticket img').waitFor();
    await view(mine, 'day');
    await mine.locator(`[aria-controls="meeting-${later.id}"]`).click();
    await mine
      .locator(`#meeting-${later.id}`)
      .getByRole('button', { name: 'J’ai 5 min de retard' })
      .click();
    await mine.locator('.chip', { hasText: '1 envoi en attente' }).waitFor();
    await accessible(mine, 'offline');
    await picture(mine, 'mine-offline', false);
    server = await startServer(edition.folder, {
      at: clock(meeting.from_at, 8),
      args: ['--port', String(port)],
    });
    await mine.locator('.chip').first().waitFor({ state: 'detached' });
    const { words } = (await dayOf(buyer)).meetings.find(({ id }) => id === later.id);
    assert.equal(words.filter(({ kind }) => kind === 'late').length, 1);
    await close(mine);
  });
  test('the phone’s own network goes and comes: the page catches up by itself, and what waited is sent', async () => {
    const mine = await phone(buyer);
    const day = await dayOf(buyer);
    const [first, second] = day.meetings.filter(({ may }) => may.includes('late')).slice(-2);
    await mine.locator('.entries li').first().waitFor();
    await mine.context().setOffline(true);
    await mine.evaluate(() => dispatchEvent(new Event('offline')));
    await unfold(mine, first.id);
    await mine
      .locator(`#meeting-${first.id}`)
      .getByRole('button', { name: 'J’ai 5 min de retard' })
      .click();
    await mine.locator('.chip', { hasText: '1 envoi en attente' }).waitFor();
    const admin = new Client(server.url);
    await admin.signIn(edition.users.organiser);
    assert.equal(
      (await admin.post(`/api/meetings/${second.id}/state`, { to: 'cancelled' })).status,
      200,
    );
    await mine.context().setOffline(false);
    await calledOff(mine, second.id);
    await mine.locator('.chip').first().waitFor({ state: 'detached' });
    assert.equal(
      (await dayOf(buyer)).meetings
        .find(({ id }) => id === first.id)
        .words.filter(({ kind }) => kind === 'late').length,
      1,
    );
    await admin.post(`/api/meetings/${second.id}/state`, { to: 'planned' });
    admin.close();
    await close(mine);
  });
  test('an answer that is lost, a server that is busy: sent again, counted once; another window sees what waits', async () => {
    const mine = await phone(team, { workers: 'block' });
    await view(mine, 'visitors');
    const before = (await dayOf(team)).leads.length;
    const sent = [];
    await mine.route('**/api/mine/leads', async (route) => {
      sent.push(route.request().headers()['idempotency-key']);
      if (sent.length === 1)
        await route.fulfill({ status: 503, headers: { 'retry-after': '1' }, body: '{}' });
      else if (sent.length === 2)
        await route.fetch().then(() => route.abort()); // it is done, and nobody hears of it
      else await route.continue();
    });
    const other = await mine.context().newPage();
    await other.goto(url('/mine'));
    const [guest] = [...links.values()]
      .filter(({ organisation }) => organisation !== team.organisation)
      .slice(-1);
    await mine.getByLabel('Code du badge').fill(edition.badges.get(guest.code));
    await mine.getByRole('button', { name: 'Ajouter' }).click();
    await mine.getByText(/^Badge scanné à/).waitFor();
    await other.locator('.chip', { hasText: '1 envoi en attente' }).waitFor();
    await mine.getByText(/^Badge scanné à/).waitFor({ state: 'detached' });
    await other.locator('.chip').waitFor({ state: 'detached' });
    assert.equal(sent.length, 3);
    assert.equal(new Set(sent).size, 1, 'by one name');
    const { leads } = await dayOf(team);
    assert.equal(leads.length, before + 1);
    await close(mine);
  });
  test('it is one that a phone installs', async () => {
    const page = await phone(buyer);
    const manifest = await page.evaluate(async () =>
      (await fetch(document.querySelector('link[rel=manifest]').href)).json(),
    );
    assert.equal(manifest.display, 'standalone');
    await page.waitForFunction(
      async () =>
        (await navigator.serviceWorker.getRegistration('/mine'))?.active?.state === 'activated',
    );
    const session = await page.context().newCDPSession(page);
    const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
    const found = installabilityErrors
      .map(({ errorId }) => errorId)
      .filter((id) => id !== 'in-incognito'); // as every page of a test is
    assert.deepEqual(found, [], 'the browser itself would install it');
    for (const { src, type, sizes } of manifest.icons) {
      const shown = await page.evaluate(async (src) => {
        const image = new Image();
        image.src = src;
        await image.decode();
        return `${image.naturalWidth}x${image.naturalHeight}`;
      }, src);
      if (type === 'image/png') assert.equal(shown, sizes);
    }
    await close(page);
  });
});

describe('one’s own data', () => {
  test('a calendar to subscribe to, all that is kept, and erasure: nowhere afterwards', async () => {
    const page = await phone(buyer);
    await view(page, 'own');
    await page.getByRole('button', { name: 'Faire un abonnement' }).click();
    const address = await page.getByLabel('Adresse à copier').inputValue();
    const calendar = await page.evaluate(
      (path) => fetch(path).then((answer) => answer.text()),
      new URL(address).pathname,
    );
    assert.match(calendar, /^BEGIN:VCALENDAR\r\n/);
    assert.ok(calendar.includes('SUMMARY:Rendez-vous : '), calendar);
    const data = await page.evaluate(() =>
      fetch('/api/mine/data.json').then((answer) => answer.json()),
    );
    assert.equal(data.person.email, buyer.email);
    assert.equal(data.stands_visited[0].note, 'Veut un essai à l’école ; "vite"');
    await page.getByRole('button', { name: 'Effacer mes données' }).click();
    await accessible(page, 'the question before erasure');
    await picture(page, 'mine-erase', false);
    await page.getByRole('button', { name: 'Oui, tout effacer' }).click();
    await page.getByRole('heading', { name: 'Votre journée, sur ce téléphone' }).waitFor();
    assert.equal(
      await page.evaluate(
        () => Object.keys(localStorage).filter((key) => key.startsWith('parvis.mine')).length,
      ),
      0,
    );
    assert.equal(
      await page.evaluate(
        (path) => fetch(path).then(({ status }) => status),
        new URL(address).pathname,
      ),
      404,
    );
    await close(page);
    for (const file of readdirSync(edition.folder).filter((name) => name.startsWith('parvis.db')))
      assert.ok(
        !readFileSync(`${edition.folder}/${file}`).includes(Buffer.from(buyer.email)),
        `${file} has the address`,
      );
    execFileSync(process.env.PARVIS_BINARY, [
      'backup',
      `${edition.folder}/copy.db`,
      '--data',
      edition.folder,
    ]);
    assert.ok(!readFileSync(`${edition.folder}/copy.db`).includes(Buffer.from(buyer.email)));
  });
});

describe('what the page weighs and asks for', () => {
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
  test('at most 60 kB compressed, font and one’s day included', async () => {
    const page = await phone(team);
    await page.locator('.entries li').first().waitFor();
    const asked = await page.evaluate(() =>
      performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname),
    );
    const day = await page.evaluate(() =>
      fetch('/api/mine', { cache: 'no-store' }).then(
        (answer) => Number(answer.headers.get('content-length')) || 0,
      ),
    );
    await close(page);
    let total = day;
    for (const one of new Set(['/mine', ...asked.filter((name) => !name.startsWith('/api/'))])) {
      const { answer, bytes } = await get(one);
      assert.equal(answer.statusCode, 200, one);
      total += bytes.length;
    }
    console.log(`# /mine: ${total} bytes compressed, of which one's day ${day}`);
    assert.ok(total <= 60_000, `${total} bytes`);
  });
  test('nothing broke the policy, no request went to another host, the edition is sound', () => {
    assert.deepEqual(complaints, []);
    assert.deepEqual(foreign, []);
    isSound(edition);
  });
});
