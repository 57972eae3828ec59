// SPDX-License-Identifier: EUPL-1.2
// The floor plan on the real server: companies go by pointer, by buttons and by keyboard, and what
// does not fit says why before it is dropped; a better allocation is looked at first.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  accessible,
  close,
  endsWell,
  fits,
  onServer,
  open,
  picture,
  signIn,
  translated,
} from './browser.mjs';

let edition, server, browser;
onServer('stands', '2017-11-20T08:40', (all) => ({ edition, server, browser } = all));

async function hall(role, options = {}) {
  const page = await open(browser, `${server.url}/console#stands`, {
    width: 1440,
    height: 1000,
    ...options,
  });
  await signIn(page, edition.users[role]);
  await page.locator('.place').first().waitFor();
  return page;
}
const stands = async () => (await (await fetch(`${server.url}/api/stands`)).json()).stands;
const named = async (company) =>
  (await (await fetch(`${server.url}/api/agenda`)).json()).organisations.find(
    ({ id }) => id === company,
  ).name;
/** Two stands whose companies suit both, and one that a company does not suit. */
async function example(page) {
  const all = await stands();
  for (const { id, company } of all) {
    if (company === null) continue;
    const options = await page.evaluate(
      async (asked) => (await fetch(`/api/stands/options?company=${asked}`)).json(),
      company,
    );
    const can = options.stands.find(
      ({ stand, reason, back }) => stand !== id && reason === null && back === null,
    );
    const cannot = options.stands.find(({ reason }) => reason !== null);
    if (can && cannot)
      return {
        from: all.find((stand) => stand.id === id),
        can: all.find((stand) => stand.id === can.stand),
        cannot: all.find((stand) => stand.id === cannot.stand),
        reason: cannot.reason,
      };
  }
  return assert.fail('every company suits every stand');
}
const companyAt = async (id) => (await stands()).find((stand) => stand.id === id).company;
const settled = (page, text) => page.locator('.message .good', { hasText: text }).waitFor();

async function drag(page, from, to, over = async () => undefined) {
  const a = await page.locator(from).boundingBox(),
    b = await page.locator(to).boundingBox();
  await page.mouse.move(a.x + a.width / 2, a.y + a.height / 2);
  await page.mouse.down();
  await page.mouse.move(a.x + a.width / 2 + 8, a.y + a.height / 2 + 8, { steps: 3 });
  await page.mouse.move(b.x + b.width / 2, b.y + b.height / 2, { steps: 8 });
  await over();
  await page.mouse.up();
}

describe('the floor plan', () => {
  test('is drawn to scale, with segments that need no colour and what each stand lacks', async () => {
    const page = await hall('host');
    const all = await stands();
    assert.equal(await page.locator('.place').count(), all.length);
    const [a, b] = [
      all[0],
      all.find(({ x_cm, y_cm }) => x_cm !== all[0].x_cm && y_cm !== all[0].y_cm),
    ];
    const box = async ({ id }) => page.locator(`#stand-${id}`).boundingBox();
    const [at, there] = [await box(a), await box(b)];
    const scale = (there.x - at.x) / (b.x_cm - a.x_cm);
    assert.ok(
      scale > 0 && Math.abs((at.y - there.y) / (b.y_cm - a.y_cm) - scale) < scale * 0.02,
      'one scale both ways',
    );
    const paints = await page
      .locator('.foot .band')
      .evaluateAll((bands) => new Set(bands.map((band) => band.getAttribute('fill'))).size);
    assert.ok(paints >= 3, `${paints} looks`);
    assert.equal(await page.locator('.hall-box pattern').count(), paints);
    await translated(page, 'stands');
    await accessible(page, 'the floor plan');
    await picture(page, 'stands');
    await page.emulateMedia({ media: 'print' });
    const sheet = await page.pdf({ preferCSSPageSize: true });
    assert.equal(
      (sheet.toString('latin1').match(/\/Type\s*\/Page\b/g) ?? []).length,
      1,
      'one page',
    );
    assert.match(
      sheet.toString('latin1'),
      /MediaBox\s*\[0 0 84[12][.\d]* 59[45][.\d]*\]/,
      'A4, landscape',
    );
    await close(page);
  });

  test('two companies change places by the pointer; somebody else sees it, and it is taken back', async () => {
    const [mine, other] = [await hall('host'), await hall('viewer')];
    const { from, can } = await example(mine);
    await drag(mine, `#stand-${from.id}`, `#stand-${can.id}`, () =>
      mine.locator(`#stand-${can.id}.can.target`).waitFor(),
    );
    await settled(mine, 'échangés');
    assert.equal(await companyAt(can.id), from.company);
    await other.locator(`#stand-${can.id}`, { hasText: await named(from.company) }).waitFor();
    await mine.goto(`${server.url}/console#history`);
    await mine
      .locator('.trail li', { hasText: 'Stands échangés' })
      .first()
      .getByRole('button', { name: /^Annuler/ })
      .click();
    await settled(mine, 'tout est comme avant');
    assert.equal(await companyAt(from.id), from.company);
    await close(mine, other);
  });

  test('what does not fit says why before the drop, and goes there with a motive alone', async () => {
    const page = await hall('host');
    const { from, cannot, reason } = await example(page);
    await drag(page, `#stand-${from.id}`, `#stand-${cannot.id}`, async () => {
      await page.locator(`#stand-${cannot.id}.cannot.target`).waitFor();
      assert.ok((await page.locator('.stand-told').innerText()).includes(reason));
    });
    const dialog = page.getByRole('dialog');
    await dialog.getByText(reason).waitFor();
    assert.equal(await companyAt(from.id), from.company, 'nothing has moved');
    await accessible(page, 'a motive is asked for');
    await dialog.getByLabel('Motif').fill('Les deux équipes sont d’accord.');
    await dialog.getByRole('button', { name: 'Passer outre' }).click();
    await settled(page, 'échangés');
    assert.equal(await companyAt(cannot.id), from.company);
    await page.locator(`#stand-${cannot.id} .offers .lacking`).waitFor();
    await close(page);
  });

  test('by keyboard alone: arrows, a swap, a stand that is freed and given again', async () => {
    const page = await hall('organiser');
    const [first] = await stands();
    await page.locator(`#stand-${first.id}`).focus();
    await page.keyboard.press('ArrowRight');
    const right = await page.evaluate(() => Number(document.activeElement.id.slice(6)));
    assert.notEqual(right, first.id);
    const before = await companyAt(right);
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement.id === 'stand-panel');
    await accessible(page, 'a chosen stand');
    await page.getByRole('button', { name: 'Libérer le stand' }).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    if (
      (await dialog.isVisible().catch(() => false)) ||
      !(await page.locator('.message .good').isVisible())
    ) {
      await dialog.getByLabel('Motif').fill('essai');
      await page.keyboard.press('Enter');
    }
    await settled(page, 'est libre');
    await page.locator(`#stand-${right}.free`).waitFor();
    await page.locator('.tray', { hasText: await named(before) }).waitFor();
    await picture(page, 'stands-free');
    await page.getByLabel('Donner à').selectOption(String(before));
    await page.getByRole('button', { name: 'Donner', exact: true }).focus();
    await page.keyboard.press('Enter');
    await settled(page, await named(before));
    assert.equal(await companyAt(right), before);
    await page.keyboard.press('Escape');
    await close(page);
  });

  test('a better allocation is looked at, put in force whole, and taken back whole', async () => {
    const page = await hall('organiser');
    const before = await stands();
    await page.getByRole('button', { name: 'Proposer une attribution' }).click();
    await page.waitForFunction(() => document.activeElement.id === 'proposal-title');
    await page.getByLabel('Déplacer aussi ceux qui ont déjà un stand').check();
    await page.locator('.place.changes').first().waitFor();
    assert.deepEqual(await stands(), before, 'nothing changes by looking');
    await translated(page, 'a proposal');
    await accessible(page, 'a proposal');
    await picture(page, 'stands-proposal');
    const changes = await page.locator('.place.changes').count();
    await page.getByRole('button', { name: 'Appliquer cette attribution' }).click();
    await settled(page, `${changes} stands ont changé`);
    const after = await stands();
    assert.equal(
      after.filter(({ company }, index) => company !== before[index].company).length,
      changes,
    );
    await page.goto(`${server.url}/console#history`);
    await page
      .locator('.trail li', { hasText: 'Stands réattribués' })
      .first()
      .getByRole('button', { name: /^Annuler/ })
      .click();
    await settled(page, 'tout est comme avant');
    assert.deepEqual(await stands(), before);
    await close(page);
  });

  test('fits a phone and the night; whoever only reads is offered no deed', async () => {
    const page = await hall('viewer', { width: 360, height: 780, scheme: 'dark' });
    assert.equal(await page.getByRole('button', { name: 'Proposer une attribution' }).count(), 0);
    await fits(page, 'stands at 360 px');
    await accessible(page, 'stands, 360 px, dark');
    await picture(page, 'stands-phone');
    await close(page);
  });
});

endsWell(() => edition);
