// SPDX-License-Identifier: EUPL-1.2
// Every page in every state, judged: what is open, asked, refused, empty, running. Each is looked
// at in light and dark, wide and at 320 px (which is 640 px at 200 %), without motion for who asked
// so.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { makeLinks, openLink } from '../harness/attendees.mjs';
import { Client } from '../harness/client.mjs';
import { copyEdition } from '../harness/edition.mjs';
import { startServer } from '../harness/server.mjs';
import {
  accessible,
  complaints,
  fits,
  foreign,
  isSound,
  launch,
  open,
  picture,
  signedIn,
  translated,
} from './browser.mjs';

let edition, links, server, browser;

before(async () => {
  edition = copyEdition('states');
  links = [...makeLinks(edition.folder).values()];
  server = await startServer(edition.folder, { at: '2017-11-20T09:58' });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const wide = { width: 1280, height: 900 },
  narrow = { width: 320, height: 640 };

/** The state that a page is in, judged twice, and left as it was. */
async function judge(page, what, { words = true } = {}) {
  if (words) await translated(page, what);
  await accessible(page, `${what}, light`);
  const moving = await page.evaluate(
    () => document.getAnimations().filter(({ playState }) => playState === 'running').length,
  );
  assert.equal(moving, 0, `${what}: nothing moves`);
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await page.setViewportSize(narrow);
  await fits(page, `${what}, 320 px`);
  await accessible(page, `${what}, dark, 320 px`);
  await picture(page, `state-${what.replace(/\W+/g, '-')}`, false);
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await page.setViewportSize(wide);
}
const button = (page, name) => page.getByRole('button', { name, exact: true });
const dialog = (page) => page.getByRole('dialog');
const refused = (page) => page.locator('.message .bad').waitFor();

/** The console's states: view, name, how one comes to it, how one leaves. */
const states = [
  [
    'stage',
    'a pitch runs',
    async (page) => {
      await page.locator('#next-step').click();
      await page.locator('.running-order li.on_stage').waitFor();
    },
  ],
  [
    'stage',
    'a pause',
    async (page) => {
      await button(page, 'Pause').click();
      await page.locator('.digits.paused').waitFor();
    },
  ],
  [
    'stage',
    'asked before the end',
    async (page) => {
      await button(page, 'Reprendre').click();
      await page.locator('#next-step').click();
      await page.locator('.running-order li.questions').waitFor();
      await page.getByRole('checkbox', { name: /confirmation/ }).check();
      await page.locator('#next-step').click();
      await dialog(page).waitFor();
    },
    (page) => dialog(page).getByRole('button', { name: 'Annuler' }).click(),
  ],
  [
    'meetings',
    'a meeting is chosen',
    async (page) => {
      await page.locator('.sheet .cell.planned').first().click();
      await page.locator('#meeting-panel').waitFor();
    },
  ],
  [
    'meetings',
    'a slot is free',
    async (page) => {
      await page.locator('.panel').getByRole('button', { name: 'Annuler le rendez-vous' }).click();
      await page.locator('.sheet .cell.cancelled').first().waitFor();
      await button(page, 'Fermer').click();
      await page
        .locator('.sheet .cell', { hasText: /libre|^$/ })
        .or(page.getByRole('button', { name: /: libre$/ }))
        .first()
        .click();
      await page.locator('.panel').waitFor();
    },
  ],
  [
    'meetings',
    'a plan is searched and shown',
    async (page) => {
      await page
        .locator('.planning, main')
        .getByRole('button', { name: 'Planifier à nouveau' })
        .first()
        .click();
      await page.locator('.planning').waitFor();
    },
  ],
  [
    'stands',
    'a stand is chosen',
    async (page) => {
      await page.locator('.place.taken').first().click();
      await page.locator('#stand-panel').waitFor();
    },
  ],
  [
    'people',
    'found',
    async (page) => {
      await page.getByRole('searchbox').first().fill('ma');
      await page.locator('.person').nth(3).waitFor();
    },
  ],
  [
    'people',
    'a person',
    async (page) => {
      await page.getByRole('searchbox').first().fill('gregory maes');
      await page.locator('.person', { hasText: 'Grégory Maës' }).click();
      await page.getByRole('heading', { name: 'Grégory Maës' }).waitFor();
    },
  ],
  [
    'people',
    'already in',
    async (page) => {
      await button(page, 'Faire entrer').click();
      await page.locator('.panel .presence.in').waitFor();
      await button(page, 'Faire entrer').click();
      await refused(page);
    },
  ],
  [
    'people',
    'a profile is corrected',
    async (page) => {
      await button(page, 'Corriger la fiche').click();
      await page.getByRole('form', { name: 'Corriger la fiche' }).waitFor();
    },
  ],
  [
    'people',
    'asked before an erasure',
    async (page) => {
      await button(page, 'Effacer la personne').click();
      await dialog(page).waitFor();
    },
    (page) => page.keyboard.press('Escape'),
  ],
  [
    'notices',
    'a line is shown',
    async (page) => {
      await page.getByLabel('Texte en français').fill('Le déjeuner est servi.');
      await page.getByLabel('Texte en anglais').fill('Lunch is served.');
      await button(page, 'Afficher sur tous les écrans').click();
      await page.getByRole('button', { name: /^Retirer/ }).waitFor();
    },
  ],
  [
    'kiosks',
    'a code to pair',
    async (page) => {
      await page.getByLabel('Nom', { exact: true }).fill('Porte B');
      await button(page, 'Créer le code').click();
      await page.locator('.pairing img').waitFor();
    },
  ],
  [
    'kiosks',
    'a kiosk is chosen',
    async (page) => {
      await page.locator('.kiosks li button').first().click();
      await page.locator('#kiosk-panel').waitFor();
    },
  ],
  [
    'history',
    'deeds',
    async (page) => {
      await page.locator('.trail li').nth(2).waitFor();
    },
  ],
];

describe('the console', () => {
  test('signing in, and a wrong password', async () => {
    const page = await open(browser, `${server.url}/console`, { ...wide, motion: 'reduce' });
    await page.getByLabel('Nom').waitFor();
    await judge(page, 'sign-in');
    await page.getByLabel('Nom').fill('nobody');
    await page.getByLabel('Mot de passe').fill('wrong');
    await button(page, 'Se connecter').click();
    await page.locator('[role=alert]:not(:empty)').waitFor();
    await judge(page, 'sign-in refused');
    await page.context().close();
  });

  let page;
  const at = async (view) => {
    page ??= await signedIn(browser, `${server.url}/console#day`, edition.users.organiser, {
      ...wide,
      motion: 'reduce',
    });
    await page.evaluate((name) => (location.hash = name), view);
    await page.locator(`nav a[href$="#${view}"][aria-current]`).last().waitFor();
    await page.locator('#main h2').first().waitFor();
    return page;
  };
  test('every page at rest', async () => {
    const hashes = async (nav) =>
      page.locator(`nav.${nav} a`).evaluateAll((all) => all.map(({ hash }) => hash));
    await at('import');
    for (const hash of new Set([...(await hashes('views')), ...(await hashes('subviews'))])) {
      await at(hash.slice(1));
      await judge(page, `console ${hash.slice(1)}`, {
        words: hash !== '#machines' && hash !== '#import',
      });
      for (const width of [360, 768, 1920]) {
        await page.setViewportSize({ width, height: 1080 });
        await fits(page, `${hash} at ${width} px`);
        await picture(page, `console-${hash.slice(1)}-${width}`, false);
      }
      await page.setViewportSize(wide);
    }
  });
  for (const [view, name, come, leave] of states)
    test(`${view}: ${name}`, async () => {
      await at(view);
      await come(page);
      await judge(page, `${view} ${name}`, { words: view !== 'people' && view !== 'kiosks' });
      await leave?.(page);
    });
  after(() => page?.context().close());
});

describe('the public pages', () => {
  test('a pitch runs, a line is shown', async () => {
    const page = await open(browser, server.url, { ...wide, motion: 'reduce' });
    await page.locator('.companies li').first().waitFor();
    await judge(page, 'programme');
    await page.context().close();
    const wall = await open(browser, `${server.url}/screen`, {
      width: 1920,
      height: 1080,
      motion: 'reduce',
    });
    await wall.locator('.wall').waitFor();
    await accessible(wall, 'the wall');
    assert.equal(await wall.evaluate(() => document.getAnimations().length), 0);
    await wall.context().close();
  });
});

describe('the phone', () => {
  let buyer, team, meeting, mine, theirs;
  const phone = (guest) =>
    open(browser, `${server.url}/mine#${guest.secret}`, { ...wide, motion: 'reduce' });
  const tab = (page, name) => page.locator(`nav.tabs a[href="#${name}"]`).click();
  before(async () => {
    for (const guest of links) {
      const client = new Client(server.url);
      const { json } = await openLink(client, guest.secret);
      client.close();
      if (json.side === 'buyer' && !buyer && json.colleagues.length)
        [buyer, meeting] = [guest, json.meetings.findLast(({ state }) => state === 'planned')];
      if (
        json.side === 'company' &&
        meeting &&
        !team &&
        json.person.organisation.name === meeting.with.name
      )
        team = guest;
    }
    assert.ok(buyer && team);
  });
  const unfolded = (page) => page.locator(`#meeting-${meeting.id}`);

  test('nobody’s', async () => {
    const page = await phone({ secret: 'A'.repeat(43) });
    await page.getByRole('alert').waitFor();
    await judge(page, 'a dead link');
    await page.context().close();
  });
  test('every view', async () => {
    [mine, theirs] = [await phone(buyer), await phone(team)];
    for (const [page, names] of [
      [mine, ['day', 'meet', 'badge', 'own']],
      [theirs, ['day', 'meet', 'visitors', 'badge', 'own']],
    ])
      for (const name of names) {
        await tab(page, name);
        await page.locator(`main.${name}`).waitFor();
        await judge(page, `mine ${page === mine ? 'buyer' : 'team'} ${name}`, {
          words: name !== 'own',
        });
      }
  });
  test('a meeting that is open, its colleagues, its end', async () => {
    await tab(mine, 'day');
    await mine.locator(`[aria-controls="meeting-${meeting.id}"]`).click();
    await judge(mine, 'mine a meeting');
    await unfolded(mine).getByRole('button', { name: 'Un collègue vient' }).click();
    await judge(mine, 'mine colleagues');
    await unfolded(mine).getByRole('button', { name: 'Fermer' }).click();
    await unfolded(mine).getByRole('button', { name: 'Je ne peux pas venir' }).click();
    const back = unfolded(mine).getByRole('button', { name: 'Non, je viens' });
    await back.waitFor();
    await judge(mine, 'mine called off, not sent yet');
    await mine.locator(`.entry.cancelled [aria-controls="meeting-${meeting.id}"]`).waitFor();
    await judge(mine, 'mine called off');
    await tab(theirs, 'day');
    await judge(theirs, 'mine called off by the other');
  });
  test('a request from both sides', async () => {
    await tab(mine, 'meet');
    await mine.getByRole('searchbox').fill(meeting.with.name);
    await mine
      .getByRole('button', { name: `Demander : ${meeting.with.name}`, exact: true })
      .click();
    await mine.locator('.slots button').first().waitFor();
    await judge(mine, 'mine slots');
    await mine.locator('.slots button').first().click();
    await mine.locator('.request.open').waitFor();
    await judge(mine, 'mine asked');
    await tab(theirs, 'meet');
    await theirs.getByRole('button', { name: 'Décliner' }).waitFor();
    await judge(theirs, 'mine to answer');
    await theirs.getByRole('button', { name: 'Décliner' }).click();
    await mine.locator('.request.declined').waitFor();
    await judge(mine, 'mine declined');
  });
  test('visitors: none, one, no badge', async () => {
    await tab(theirs, 'visitors');
    await theirs.getByLabel('Code du badge').fill('PAS UN BADGE');
    await button(theirs, 'Ajouter').click();
    await theirs.locator('.said.bad').waitFor();
    await judge(theirs, 'mine not a badge');
    await theirs.getByLabel('Code du badge').fill(edition.badges.get(buyer.code));
    await button(theirs, 'Ajouter').click();
    await theirs.locator('.lead').waitFor();
    await judge(theirs, 'mine a visitor', { words: false });
  });
  test('one’s own: a subscription, the question before erasure', async () => {
    await tab(mine, 'own');
    await button(mine, 'Faire un abonnement').click();
    await mine.getByLabel('Adresse à copier').waitFor();
    await button(mine, 'Effacer mes données').click();
    await judge(mine, 'mine asked before erasure', { words: false });
    await button(mine, 'Non').click();
    await mine.context().close();
    await theirs.context().close();
  });
});

describe('without the server', () => {
  test('console, programme and phone say how old they are', async () => {
    const guest = links.at(-1);
    const pages = [
      await signedIn(browser, `${server.url}/console#day`, edition.users.organiser, {
        ...wide,
        motion: 'reduce',
      }),
      await open(browser, server.url, { ...wide, motion: 'reduce' }),
      await open(browser, `${server.url}/mine#${guest.secret}`, { ...wide, motion: 'reduce' }),
    ];
    for (const page of pages) await page.locator('h2').first().waitFor();
    const { port } = server;
    await server.stop();
    for (const page of pages) {
      await page.locator('.offline .chip, .state-line .chip').first().waitFor();
      await judge(page, `offline ${new URL(page.url()).pathname}`);
    }
    server = await startServer(edition.folder, {
      at: '2017-11-20T10:20',
      args: ['--port', String(port)],
    });
    for (const page of pages) {
      await page
        .locator('.offline .chip, .state-line .chip')
        .first()
        .waitFor({ state: 'detached' });
      await page.context().close();
    }
  });
});

test('no script is in a page, none came from elsewhere, the policy held, the edition is sound', async () => {
  const anyone = new Client(server.url);
  for (const path of ['/', '/screen', '/console', '/mine']) {
    const { text, headers } = await anyone.get(path);
    assert.doesNotMatch(text, /<script(?![^>]*\ssrc=)[^>]*>|\son\w+=|\sstyle=|javascript:/i, path);
    assert.doesNotMatch(headers['content-security-policy'], /unsafe|\*|https?:/, path);
  }
  anyone.close();
  assert.deepEqual(foreign, []);
  assert.deepEqual(complaints, []);
  isSound(edition);
});
