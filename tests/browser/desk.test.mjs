// SPDX-License-Identifier: EUPL-1.2
// Mending people's rows at the desk, on the real server: a profile, a duplicate, an erasure.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
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
onServer('desk', '2017-11-20T09:30', (all) => ({ edition, server, browser } = all));

async function desk(role, options = {}) {
  return signedIn(browser, `${server.url}/console#people`, edition.users[role], options);
}
async function choose(page, query, name) {
  await page.getByRole('searchbox').first().fill(query);
  await page.locator('.person', { hasText: name }).first().click();
  await page.getByRole('heading', { name }).waitFor();
}
async function register(page, first, last) {
  const form = page.getByRole('form', { name: 'Inscrire sur place' });
  await form.getByLabel('Prénom').fill(first);
  await form.getByLabel('Nom', { exact: true }).fill(last);
  await form.getByRole('button', { name: 'Inscrire' }).click();
  await page.getByRole('heading', { name: `${first} ${last}` }).waitFor();
}

describe('the desk', () => {
  test('corrects a profile and notes an accessibility need; the other desk sees it', async () => {
    const [mine, other] = [await desk('host'), await desk('organiser')];
    for (const page of [mine, other]) await choose(page, 'gregory maes', 'Grégory Maës');
    await mine.getByRole('button', { name: 'Corriger la fiche' }).click();
    await mine.waitForFunction(() => document.activeElement.name === 'first_name');
    await accessible(mine, 'correcting a profile');
    await translated(mine, 'people');
    await mine
      .getByRole('form', { name: 'Corriger la fiche' })
      .getByLabel('Besoin d’accessibilité')
      .fill('boucle magnétique');
    await picture(mine, 'desk-profile');
    await mine.getByRole('button', { name: 'Enregistrer' }).click();
    await mine.locator('.message .good').waitFor();
    await other.locator('.panel .needs', { hasText: 'boucle magnétique' }).waitFor();
    await mine.waitForFunction(() => document.activeElement.id === 'mend-profile');
    await close(mine, other);
  });

  test('prints a badge, renews it, withdraws it; the old ones open nothing', async () => {
    const page = await desk('host');
    await register(page, 'Basile', 'Badgé');
    const serials = async () =>
      page.evaluate(async () => {
        const { people } = await (await fetch('/api/people?q=basile+badge')).json();
        return (await (await fetch(`/api/people/${people[0].id}`)).json()).badges.map(
          ({ revoked_at }) => revoked_at !== null,
        );
      });
    await page.getByRole('img', { name: /Code du badge/ }).waitFor();
    await page.emulateMedia({ media: 'print' });
    const sheet = (await page.pdf()).toString('latin1');
    assert.equal((sheet.match(/\/Type\s*\/Page\b/g) ?? []).length, 1, 'one page with the badge');
    await page.emulateMedia({ media: 'screen' });
    await page.getByRole('button', { name: 'Refaire le badge' }).click();
    await page.locator('.message .good', { hasText: 'l’ancien ne vaut plus' }).waitFor();
    assert.deepEqual((await serials()).sort(), [false, true]);
    await page.getByRole('button', { name: 'Retirer le badge' }).click();
    await page.getByText('Pas de badge valable').waitFor();
    assert.deepEqual(await serials(), [true, true]);
    await accessible(page, 'a person without a badge');
    await page.getByRole('button', { name: 'Faire un badge' }).click();
    await page.getByRole('img', { name: /Code du badge/ }).waitFor();
    await close(page);
  });

  test('makes one of two rows, after asking', async () => {
    const page = await desk('host');
    await register(page, 'Zoé', 'Double');
    await register(page, 'Zoe', 'Doublé');
    await page.getByRole('button', { name: 'Réunir avec un doublon' }).click();
    await page.locator('.mend').getByRole('searchbox').fill('zoé double');
    await page.locator('.mend .person', { hasText: 'Zoé Double' }).click();
    await page.getByRole('dialog').waitFor();
    await accessible(page, 'merging');
    await page.getByRole('dialog').getByRole('button', { name: 'Réunir avec un doublon' }).click();
    await page.locator('.message .good', { hasText: 'Zoe Doublé' }).waitFor();
    await page.getByRole('searchbox').first().fill('zoe double');
    await page.getByText('1 personne').waitFor();
    await close(page);
  });

  test('erases a person on request, and prints a receipt that names nobody', async () => {
    const page = await desk('organiser');
    await register(page, 'Odile', 'Effacée');
    await page.getByRole('button', { name: 'Effacer la personne' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Effacer la personne' }).click();
    await page.getByRole('heading', { name: 'Attestation d’effacement' }).waitFor();
    assert.ok(!(await page.locator('.receipt').innerText()).includes('Odile'));
    await accessible(page, 'a receipt');
    await picture(page, 'desk-receipt');
    await page.getByRole('searchbox').first().fill('odile effacee');
    await page.getByText('0 personne').waitFor();
    const host = await desk('host', { width: 360, height: 780, scheme: 'dark' });
    await choose(host, 'gregory maes', 'Grégory Maës');
    assert.equal(await host.getByRole('button', { name: 'Effacer la personne' }).count(), 0);
    await fits(host, 'a person at 360 px');
    await accessible(host, 'a person, 360 px, dark');
    await close(page, host);
  });
});

endsWell(() => edition);
