// SPDX-License-Identifier: EUPL-1.2
// Every journey by the keyboard alone, in both languages and at three widths: what is wanted is
// reached by Tab, one sees where one is, and nothing that is pressed loses the focus.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { makeLinks, openLink } from '../harness/attendees.mjs';
import { Client } from '../harness/client.mjs';
import { copyEdition } from '../harness/edition.mjs';
import { startServer } from '../harness/server.mjs';
import { textsOf } from '../harness/texts.mjs';
import { complaints, fits, foreign, launch, open, press, reach } from './browser.mjs';

let edition, server, browser, desk, buyers, teams;

async function dayOf(guest) {
  const client = new Client(server.url);
  const { json } = await openLink(client, guest.secret);
  client.close();
  return { ...guest, day: json };
}

before(async () => {
  edition = copyEdition('keyboard');
  const links = makeLinks(edition.folder);
  server = await startServer(edition.folder, { at: '2017-11-20T09:40' });
  browser = await launch();
  desk = new Client(server.url);
  await desk.signIn(edition.users.organiser);
  const guests = [];
  for (const guest of links.values()) guests.push(await dayOf(guest));
  buyers = guests.filter(({ day }) => day.side === 'buyer' && day.meetings.length > 2);
  teams = guests.filter(({ day }) => day.side === 'company' && day.wanted.length > 0);
});
after(async () => {
  desk?.close();
  await browser?.close();
  await server?.stop();
});

const screens = [
  [360, 'fr'],
  [768, 'en'],
  [1920, 'fr'],
  [360, 'en'],
  [768, 'fr'],
  [1920, 'en'],
];
const show = (path, width, language) =>
  open(browser, server.url + path, {
    width,
    height: width < 500 ? 780 : 1024,
    locale: language === 'fr' ? 'fr-FR' : 'en-GB',
    motion: 'reduce',
  });
const held = (page) =>
  page.waitForFunction(() => document.activeElement && document.activeElement !== document.body);
const said = (page) => page.locator('.said.good').waitFor();

describe('a guest', () => {
  for (const [index, [width, language]] of screens.entries())
    test(`at ${width} px, ${language}: is late, thinks better of not coming, asks for a meeting, takes it back, shows the badge`, async () => {
      const say = textsOf('mine', language);
      const guest = buyers[index];
      const page = await show(`/mine#${guest.secret}`, width, language);
      const tab = (name) => page.locator(`nav.tabs a[href="#${name}"]`);
      const first = guest.day.meetings.find(({ state }) => state === 'planned');
      const head = page.locator(`[aria-controls="meeting-${first.id}"]`),
        body = page.locator(`#meeting-${first.id}`);
      await press(page, head);
      assert.equal(await head.getAttribute('aria-expanded'), 'true');
      await press(page, body.getByRole('button', { name: say('late_5') }));
      await said(page);
      await held(page);
      await press(page, body.getByRole('button', { name: say('cannot'), exact: true }));
      const told = body.getByRole('group', { name: say('cannot_soon') });
      assert.ok(
        await told.evaluate((group) => group === document.activeElement),
        'what is told has the focus',
      );
      await press(page, told.getByRole('button', { name: say('cannot_back') }));
      await held(page);
      await page.locator(`.entry.planned [aria-controls="meeting-${first.id}"]`).waitFor();

      const freed = guest.day.meetings.findLast(
        ({ state, id }) => state === 'planned' && id !== first.id,
      );
      assert.equal(
        (await desk.post(`/api/meetings/${freed.id}/state`, { to: 'cancelled' })).status,
        200,
      ); // both have an hour now
      await press(page, tab('meet'));
      await reach(page, page.getByRole('searchbox'));
      await page.keyboard.type(freed.with.name);
      await press(
        page,
        page.getByRole('button', { name: `${say('ask')} : ${freed.with.name}`, exact: true }),
      );
      await page.waitForFunction(() => document.activeElement.id === 'slots-title');
      await press(page, page.getByRole('checkbox', { name: say('must') }), 'Space');
      await press(page, page.locator('.slots button'));
      await said(page);
      await held(page);
      await press(page, page.getByRole('button', { name: say('withdraw') }));
      await page.locator('.request.withdrawn').waitFor();
      await held(page);

      await press(page, tab('badge'));
      await page.locator('.ticket img').waitFor();
      await press(page, tab('own'));
      await press(page, page.getByRole('button', { name: say('calendar_make') }));
      await page.getByLabel(say('calendar_address')).waitFor();
      await held(page);
      await press(page, page.getByRole('button', { name: say('erase') }));
      await press(page, page.getByRole('button', { name: say('erase_no'), exact: true }));
      await held(page);
      await fits(page, `${width} px`);
      await page.context().close();
    });
});

describe('a stand’s team', () => {
  for (const [index, [width, language]] of screens.slice(0, 3).entries())
    test(`at ${width} px, ${language}: notes a visitor whose badge is typed`, async () => {
      const say = textsOf('mine', language);
      const page = await show(`/mine#${teams[index].secret}`, width, language);
      await press(page, page.locator('nav.tabs a[href="#visitors"]'));
      await reach(page, page.getByLabel(say('badge_text')));
      await page.keyboard.type(edition.badges.get(buyers[index].code));
      await page.keyboard.press('Enter');
      await page
        .getByRole('heading', { name: textsOf('mine', language)('leads.one', { count: 1 }) })
        .waitFor();
      await press(page, page.getByRole('button', { name: say('interest.2') }));
      await said(page);
      await reach(page, page.locator('.lead textarea'));
      await page.keyboard.type('essai');
      await page.keyboard.press('Tab');
      await page.waitForFunction(() =>
        fetch('/api/mine')
          .then((answer) => answer.json())
          .then(({ leads }) => leads[0].note === 'essai' && leads[0].interest === 2),
      );
      await fits(page, `${width} px`);
      await page.context().close();
    });
});

describe('anybody', () => {
  for (const [width, language] of screens.slice(0, 3))
    test(`at ${width} px, ${language}: changes the language, finds a company, leaves with a calendar`, async () => {
      const page = await show('/', width, language);
      const other = language === 'fr' ? 'en' : 'fr';
      await press(
        page,
        page.getByRole('button', { name: other === 'fr' ? 'Français' : 'English' }),
      );
      const say = textsOf('public', other);
      await press(page, page.getByRole('link', { name: say('stands') }));
      await reach(page, page.getByRole('searchbox'));
      await page.keyboard.type('sante');
      await page.waitForFunction(() => document.querySelectorAll('.companies li').length < 28);
      await reach(page, page.locator('#take a[href^="webcal:"]'));
      await page.context().close();
    });
});

describe('an organiser', () => {
  for (const [width, language] of screens.slice(0, 3))
    test(`at ${width} px, ${language}: signs in, jumps over the menu, looks at every page, puts a line on the screens and takes it off`, async () => {
      const say = textsOf('console', language);
      const page = await show('/console', width, language);
      await page.locator('form [name=user]').waitFor();
      await page.keyboard.type(edition.users.organiser.name); // the field has the focus
      await page.keyboard.press('Tab');
      await page.keyboard.type(edition.users.organiser.password);
      await page.keyboard.press('Enter');
      await page.locator('nav.views').waitFor();
      await press(page, page.locator('a.skip'));
      assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
      const visit = async (nav) => {
        for (const hash of await page
          .locator(`nav.${nav} a:not([aria-current])`)
          .evaluateAll((links) => links.map(({ hash }) => hash))) {
          await press(page, page.locator(`nav.${nav} a[href$="${hash}"]`));
          await page.locator('#main h2').first().waitFor();
          await page.waitForFunction(
            () => document.activeElement.id === 'main' || document.activeElement.closest('#main'),
          );
          if (nav === 'views' && (await page.locator('nav.subviews').count()))
            await visit('subviews');
        }
      };
      await visit('views');
      await press(page, page.locator('nav.views a[href$="#notices"]'));
      await reach(page, page.locator('#main textarea[name=fr]'));
      await page.keyboard.type('Le café est servi.');
      await reach(page, page.locator('#main textarea[name=en]'));
      await page.keyboard.type('Coffee is served.');
      await press(page, page.getByRole('button', { name: say('notice_show'), exact: true }));
      const off = page.locator('#main .list button').first();
      await press(page, off);
      await off.waitFor({ state: 'detached' });
      await held(page);
      await page.context().close();
    });
});

test('nothing was asked of another host, the policy held', () => {
  assert.deepEqual(foreign, []);
  assert.deepEqual(complaints, []);
});
