// SPDX-License-Identifier: EUPL-1.2
// The meetings' board on the real server: moving by mouse, by buttons and by keyboard, what is said
// before a drop, locks, additions; and the same board with 400 companies in 24 slots.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { makeConvention } from '../harness/convention.mjs';
import { startServer } from '../harness/server.mjs';
import {
  accessible,
  close,
  endsWell,
  fits,
  onServer,
  picture,
  signedIn,
  translated,
} from './browser.mjs';

let edition, server, browser;
onServer('board', '2017-11-20T09:30', (all) => ({ edition, server, browser } = all));

async function board(role, { at = server, users = edition.users, ...options } = {}) {
  const page = await signedIn(browser, `${at.url}/console#meetings`, users[role], {
    width: 1440,
    height: 1800,
    ...options,
  });
  await page.locator('.cell.planned').first().waitFor();
  return page;
}
const meetings = (page) =>
  page.evaluate(async () => (await (await fetch('/api/meetings')).json()).meetings);
const focused = (page) => page.evaluate(() => document.activeElement.id);
const id = (meeting, slot = meeting.slot) => `cell-${meeting.company}-${slot}`;

/**
 * A planned meeting and a slot where it could be, as the server says; or one where it could not.
 */
const place = (page, can) =>
  page.evaluate(async (wanted) => {
    const { meetings } = await (await fetch('/api/meetings')).json();
    for (const meeting of meetings.filter(({ state, locked }) => state === 'planned' && !locked)) {
      const { slots } = await (await fetch(`/api/meetings/${meeting.id}/options`)).json();
      const found = slots.find(
        ({ slot, reason }) => slot !== meeting.slot && (reason === null) === wanted,
      );
      if (found) return { meeting, slot: found.slot, reason: found.reason };
    }
    throw new Error('there is no such place');
  }, can);
/** Cancels meetings until some other can be moved: the plan of the forum is full. */
async function makeRoom(page) {
  const all = await meetings(page);
  const busy = new Set(all.map(({ buyer, slot }) => `${buyer} ${slot}`));
  const gone = all.find(
    (one) =>
      one.state === 'planned' &&
      all.some(
        (other) =>
          other.id !== one.id &&
          other.company === one.company &&
          !busy.has(`${other.buyer} ${one.slot}`),
      ),
  );
  await page.locator(`#${id(gone)}`).click();
  await page.getByRole('button', { name: 'Annuler le rendez-vous' }).click();
  await page.locator(`#${id(gone)}.cancelled`).waitFor();
  await page.getByRole('button', { name: 'Fermer', exact: true }).click();
}

describe('the board of the forum', () => {
  test('shows 28 companies and 13 slots at once, and buyers on demand', async () => {
    const page = await board('host');
    assert.equal(await page.locator('.head-row .time').count(), 13);
    const right = await page
      .locator('.head-row .time')
      .last()
      .evaluate((head) => head.getBoundingClientRect().right);
    assert.ok(right <= 1440, 'every slot is in the window');
    assert.equal(await page.locator('.sheet').getAttribute('aria-rowcount'), '29');
    await translated(page, 'board');
    await accessible(page, 'board by company');
    await page.getByRole('checkbox', { name: 'Vue serrée' }).check();
    const shown = await page
      .locator('.line')
      .evaluateAll(
        (all) => all.filter((line) => line.getBoundingClientRect().bottom <= innerHeight).length,
      );
    assert.ok(shown === 28, `${shown} companies in the window`);
    await picture(page, 'board-compact', false);
    await page.getByRole('checkbox', { name: 'Vue serrée' }).uncheck();
    await page.getByRole('radio', { name: 'Par acheteur' }).check();
    await page.getByRole('rowheader', { name: /DRAC/ }).first().waitFor();
    assert.equal(await page.locator('.sheet').getAttribute('aria-rowcount'), '61');
    await accessible(page, 'board by buyer');
    await picture(page, 'board-buyers', false);
    await page.getByRole('searchbox', { name: 'Chercher sur le tableau' }).fill('chu de lille');
    await page.locator('.tools [role=status]', { hasText: /^\d+ lignes?$/ }).waitFor();
    assert.ok((await page.locator('.line').count()) < 30);
    await close(page);
  });

  test('tells who asked for a meeting, at hover and at focus', async () => {
    const page = await board('host');
    const [one, two] = (await meetings(page)).filter(({ slot }) => slot < 3);
    await page.locator(`#${id(one)}`).hover();
    await page.locator('#told', { hasText: /poids \d+ : .*demandé par/ }).waitFor();
    await page.locator(`#${id(two)}`).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowLeft');
    assert.equal(await focused(page), id(two));
    const english = await board('host', { locale: 'en-GB' });
    await english.locator(`#${id(one)}`).hover();
    await english.locator('#told', { hasText: /weight \d+ ?: .*asked/ }).waitFor();
    await close(page, english);
  });

  test('a meeting is dragged to a free slot; the other board shows it', async () => {
    const [mine, other] = [await board('host'), await board('organiser')];
    await makeRoom(mine);
    const { meeting, slot } = await place(mine, true);
    await mine.locator(`#${id(meeting)}`).dragTo(mine.locator(`#${id(meeting, slot)}`));
    await mine.locator('.message .good').waitFor();
    await mine.locator(`#${id(meeting, slot)}.planned`).waitFor();
    await other.locator(`#${id(meeting, slot)}.planned`).waitFor();
    const moved = (await meetings(mine)).find((one) => one.id === meeting.id);
    assert.equal(moved.slot, slot);
    await mine.waitForFunction((wanted) => document.activeElement.id === wanted, id(meeting, slot));
    await close(mine, other);
  });

  test('a forbidden cell says why before the drop, and nothing moves', async () => {
    const page = await board('host');
    const { meeting, slot, reason } = await place(page, false);
    await page.locator(`#${id(meeting)}`).hover();
    await page.mouse.down();
    const target = await page.locator(`#${id(meeting, slot)}`).boundingBox();
    await page.mouse.move(target.x + 10, target.y + 10, { steps: 4 });
    await page.mouse.move(target.x + 20, target.y + 12, { steps: 4 });
    await page.locator('#told .no').waitFor();
    assert.ok((await page.locator('#told .no').innerText()).includes(reason.slice(0, 20)), reason);
    assert.equal(await page.locator(`#${id(meeting, slot)}.cannot.target`).count(), 1);
    await picture(page, 'board-forbidden', false);
    await page.mouse.up();
    await page.locator('.message .bad').waitFor();
    assert.equal((await meetings(page)).find((one) => one.id === meeting.id).slot, meeting.slot);
    await close(page);
  });

  test('by keyboard alone: arrows, Shift and an arrow, the panel, and back', async () => {
    const page = await board('host');
    await page.locator('.cell[tabindex="0"]').focus();
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Home');
    assert.match(await focused(page), /^cell-\d+-0$/);
    await makeRoom(page);
    const { meeting, slot } = await place(page, true);
    await page.locator(`#${id(meeting)}`).focus();
    await page.keyboard.press(slot > meeting.slot ? 'Shift+ArrowRight' : 'Shift+ArrowLeft');
    await page.locator('.message .good').waitFor();
    await page.waitForFunction(
      (company) =>
        document.activeElement.classList.contains('planned') &&
        document.activeElement.id.startsWith(`cell-${company}-`),
      meeting.company,
    );
    // the message may be an earlier one's, and the cell is the company's before and after
    let moved = meeting;
    while (moved.slot === meeting.slot)
      moved = (await meetings(page)).find((one) => one.id === meeting.id);
    await page.waitForFunction((cell) => document.activeElement.id === cell, id(moved));
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement.id === 'meeting-panel');
    await accessible(page, 'a chosen meeting');
    await page
      .getByRole('group', { name: 'Déplacer à' })
      .getByRole('button')
      .first()
      .press('Enter');
    await page.locator('.message .good').waitFor();
    await picture(page, 'board-panel', false);
    await page.getByRole('button', { name: 'Fermer', exact: true }).press('Enter');
    await page.waitForFunction(() => document.activeElement.id.startsWith('cell-'));
    await close(page);
  });

  test('a locked meeting does not move until it is unlocked', async () => {
    const page = await board('host');
    const { meeting, slot } = await place(page, true);
    await page.locator(`#${id(meeting)}`).click();
    await page.getByRole('button', { name: 'Verrouiller', exact: true }).click();
    await page.getByRole('button', { name: 'Déverrouiller' }).waitFor();
    assert.equal(await page.getByRole('group', { name: 'Déplacer à' }).count(), 0);
    const answer = await page.evaluate(
      async ([number, to]) => {
        const { csrf } = await (await fetch('/api/me')).json();
        const sent = await fetch(`/api/meetings/${number}/slot`, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            'x-parvis-csrf': csrf,
            'accept-language': 'fr',
          },
          body: JSON.stringify({ slot: to }),
        });
        return { status: sent.status, ...(await sent.json()) };
      },
      [meeting.id, slot],
    );
    assert.equal(answer.status, 409);
    assert.match(answer.title, /verrouillé/);
    await page.getByRole('button', { name: 'Déverrouiller' }).click();
    await page.getByRole('group', { name: 'Déplacer à' }).waitFor();
    await close(page);
  });

  test('a free cell offers who wished for it, the best first, and says why not the others', async () => {
    const page = await board('host');
    await makeRoom(page);
    const gone = (await meetings(page)).filter(({ state }) => state === 'cancelled').at(-1);
    await page.locator(`#${id(gone)}`).click();
    const wished = page.locator('.panel .people .person').first();
    await wished.waitFor();
    const weights = await page.locator('.panel .people .person .state').allInnerTexts();
    assert.deepEqual(
      weights.map(Number),
      weights.map(Number).sort((a, b) => b - a),
    );
    await accessible(page, 'who could meet');
    await picture(page, 'board-candidates', false);
    await wished.click();
    await page.locator('.message .good').waitFor();
    await page.locator(`#${id(gone)}.planned`).waitFor();
    await close(page);
  });

  test('fits a phone', async () => {
    const page = await board('host', { width: 360, height: 780, scheme: 'dark' });
    await fits(page, 'board at 360 px');
    await accessible(page, 'board, 360 px, dark');
    await close(page);
  });
});

describe('planning again', () => {
  test('shows what would change before anything does; accepted, both boards have it', async () => {
    const mine = await board('organiser'),
      other = await board('host');
    const before = await meetings(mine);
    await mine.getByRole('button', { name: 'Planifier à nouveau' }).click();
    await mine.waitForFunction(() => document.activeElement.id === 'plan-title');
    await accessible(mine, 'asking for a plan');
    await mine.getByLabel(/Rendez-vous simultanés/).fill('20');
    await mine.getByRole('button', { name: 'Calculer' }).click();
    await mine.getByRole('heading', { name: 'Voici ce qui changerait' }).waitFor();
    const dropped = Number(await mine.locator('.tile.will-drop dd').innerText());
    assert.ok(dropped > 0);
    await mine.locator('.cell.will-drop').first().waitFor();
    await mine.getByText(/Aucun planning ne fait mieux|du meilleur planning possible/).waitFor();
    assert.equal((await meetings(mine)).length, before.length, 'nothing has changed');
    await translated(mine, 'plan');
    await accessible(mine, 'a plan to look at');
    await picture(mine, 'board-plan', false);
    await mine.getByText(`Voir les ${dropped} retirés`).click();
    await mine.getByRole('button', { name: 'Appliquer ce planning' }).click();
    await mine.locator('.message .good', { hasText: `${dropped} retirés` }).waitFor();
    await other.waitForFunction(
      (wanted) => document.querySelectorAll('.sheet .cell.planned').length === wanted,
      (await meetings(mine)).filter(({ state }) => state === 'planned').length,
    );
    await close(mine, other);
  });
  test('is let go, and refused when the day moved on meanwhile', async () => {
    const mine = await board('organiser'),
      other = await board('host');
    const plan = async () => {
      await mine.getByRole('button', { name: 'Planifier à nouveau' }).click();
      await mine.getByRole('button', { name: 'Calculer' }).click();
      await mine.getByRole('heading', { name: 'Voici ce qui changerait' }).waitFor();
    };
    await plan();
    await mine.getByRole('button', { name: 'Laisser tomber' }).click();
    await mine
      .getByRole('heading', { name: 'Voici ce qui changerait' })
      .waitFor({ state: 'detached' });
    await mine.waitForFunction(() => document.activeElement.id === 'plan-again');
    await plan();
    await other.locator('.sheet .cell.planned').first().click();
    await other.getByRole('button', { name: 'Verrouiller', exact: true }).click();
    await other.getByRole('button', { name: 'Déverrouiller' }).waitFor();
    await mine.getByRole('button', { name: 'Appliquer ce planning' }).click();
    await mine.locator('.message .bad', { hasText: 'La journée a changé' }).waitFor();
    await close(mine, other);
  });
});

describe('a convention of 400 companies and 24 slots', () => {
  let large, hall;
  before(async () => {
    large = makeConvention('convention');
    hall = await startServer(large.folder, { at: '2017-11-20T08:30' });
  });
  after(() => hall?.stop());

  test('draws only what is seen, and scrolls and finds at once', async () => {
    const page = await board('organiser', { at: hall, users: large.users, height: 900 });
    assert.equal(await page.locator('.sheet').getAttribute('aria-rowcount'), '401');
    const drawn = await page.locator('.sheet .cell').count();
    assert.ok(drawn < 900, `${drawn} cells of 9,600`);
    // Each screenful is drawn where it is scrolled to, and never much more than that.
    let most = 0;
    for (let turn = 1; turn <= 20; turn++) {
      await page.locator('.board').evaluate((box, to) => (box.scrollTop = to), turn * 800);
      await page.waitForFunction(() => {
        const { top, height } = document.querySelector('.board').getBoundingClientRect();
        return [...document.querySelectorAll('.sheet .cell')].some((cell) => {
          const at = cell.getBoundingClientRect();
          return Math.abs(at.top - (top + height / 2)) < 2 * at.height;
        });
      });
      most = Math.max(most, await page.locator('.sheet .cell').count());
    }
    assert.ok(most < 900, `${most} cells at once while it is scrolled`);
    await page.getByRole('searchbox', { name: 'Chercher sur le tableau' }).fill('Entreprise 377');
    await page.getByRole('rowheader', { name: /Entreprise 377/ }).waitFor();
    await page.getByRole('searchbox', { name: 'Chercher sur le tableau' }).fill('');
    await page.locator('.board').evaluate((box) => (box.scrollTop = 0));
    await page.locator('.sheet .cell').first().focus();
    for (let turn = 0; turn < 4; turn++) await page.keyboard.press('PageDown');
    await page.waitForFunction(
      () =>
        document.querySelector('.board').scrollTop > 500 &&
        document.activeElement.classList.contains('cell'),
    );
    await picture(page, 'board-convention', false);
    await close(page);
  });
});

endsWell(() => edition);
