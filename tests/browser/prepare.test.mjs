// SPDX-License-Identifier: EUPL-1.2
// What is done before the day, on the real server: spreadsheets that are tried and imported.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readFileSync, writeFileSync } from 'node:fs';
import { makeLinks } from '../harness/attendees.mjs';
import { files, parvis, temporaryFolder } from '../harness/edition.mjs';
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
onServer('prepare', '2017-11-18T10:00', (all) => ({ edition, server, browser } = all));

async function desk(role, view, options = {}) {
  const page = await open(browser, `${server.url}/console#${view}`, {
    width: 1440,
    height: 1000,
    ...options,
  });
  await signIn(page, edition.users[role]);
  return page;
}
const settled = (page, text) => page.locator('.message .good', { hasText: text }).waitFor();

describe('importing', () => {
  const folder = temporaryFolder('sheets');
  const sheet = (name, change) => {
    writeFileSync(`${folder}/${name}`, change(readFileSync(`${files}${name}`, 'latin1')), 'latin1');
    return `${folder}/${name}`;
  };

  test('a faulty spreadsheet is told row by row, as the command does, and nothing changes', async () => {
    const page = await desk('organiser', 'import');
    await translated(page, 'import'); // file names would look like keys later on
    const path = sheet('stands.csv', (text) =>
      text.replace('A2,Nef,5.7', 'A2,Nef,cinq').replace('B1,Verri', 'A1,Verri'),
    );
    await page.locator('input[type=file]').setInputFiles([path, `${files}besoins.csv`]);
    await page.getByRole('heading', { name: '2 erreurs : rien ne peut être importé' }).waitFor();
    await page.waitForFunction(() => document.activeElement.id === 'verdict');
    const rows = await page.locator('.findings tbody tr').allInnerTexts();
    const command = parvis(edition.folder, ['import', '--check', path, `${files}besoins.csv`], {
      status: 1,
    });
    const faulty = page.locator('.findings tbody tr', { hasText: 'cinq' });
    assert.match(await faulty.innerText(), /stands\.csv\s+3\s+x_m\s+cinq/);
    assert.equal(
      rows.filter((row) => row.startsWith('erreur')).length,
      command.stderr.split('\n').filter((line) => line.startsWith('error')).length,
    );
    assert.equal(await page.getByRole('button', { name: 'Importer', exact: true }).count(), 0);
    await accessible(page, 'a faulty import');
    await picture(page, 'import-errors');
    await page.setViewportSize({ width: 360, height: 780 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await fits(page, 'import at 360 px');
    await accessible(page, 'a faulty import, 360 px, dark');
    await close(page);
  });

  test('a good one says what would change first; then every page follows', async () => {
    const page = await desk('organiser', 'import'),
      other = await desk('viewer', 'stands');
    const path = sheet('stands.csv', (text) => text.trimEnd() + '\nD1,Nef,28.1,3,16 A,oui,oui\n');
    await page.locator('input[type=file]').setInputFiles(path);
    await page.getByRole('heading', { name: 'Tout est juste : voici ce qui changerait' }).waitFor();
    assert.equal(await page.locator('.verdict .changed').innerText(), '1');
    await accessible(page, 'a good import');
    await picture(page, 'import');
    await other.locator('.place').first().waitFor();
    assert.equal(
      await other.locator('.place', { hasText: 'D1' }).count(),
      0,
      'a dry run writes nothing',
    );
    await page.getByRole('button', { name: 'Importer', exact: true }).click();
    await settled(page, 'Les tableaux sont importés');
    await other.locator('.place', { hasText: 'D1' }).waitFor();
    await page.goto(`${server.url}/console#history`);
    await page.locator('.trail li', { hasText: 'Import de fichiers' }).first().waitFor();
    await close(page, other);
  });

  test('files are dropped, too; a rule of the selection asks for a motive', async () => {
    const page = await desk('organiser', 'import');
    const content = readFileSync(`${files}decisions.csv`, 'latin1').replace(/,pitch/, ',stand');
    await page.locator('.drop').waitFor();
    await page.evaluate((text) => {
      const data = new DataTransfer();
      data.items.add(new File([text], 'decisions.csv', { type: 'text/csv' }));
      document
        .querySelector('.drop')
        .dispatchEvent(
          new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }),
        );
    }, content);
    await page.getByRole('heading', { name: /erreurs? : rien ne peut être importé/ }).waitFor();
    await picture(page, 'import-rule');
    await page.getByLabel('Motif, pour passer outre').fill('vœu du jury');
    await page.getByRole('button', { name: 'Essayer avec ce motif' }).click();
    await page.getByRole('heading', { name: 'Tout est juste : voici ce qui changerait' }).waitFor();
    await close(page);
  });
});

describe('the selection', () => {
  test('the funnel leads from 79 to 9 and 19, with the reasons', async () => {
    const page = await desk('host', 'selection');
    await page.locator('.step').first().waitFor();
    const funnel = await page.evaluate(async () => {
      const { funnel: f } = await (await fetch('/api/selection')).json();
      return [f.received, f.passed, f.seen, f.kept].map(String);
    });
    assert.deepEqual([funnel[0], funnel[3]], ['79', '28']);
    assert.deepEqual(await page.locator('.step-count').allInnerTexts(), funnel);
    assert.match(await page.locator('.tiles').innerText(), /9[\s\S]*19/);
    assert.match(await page.locator('.gone').first().innerText(), /hors région/);
    await translated(page, 'selection');
    await accessible(page, 'the selection');
    await page.getByLabel('État').selectOption('outside_region');
    const { outside_region: many } = await page.evaluate(
      async () => (await (await fetch('/api/selection')).json()).funnel,
    );
    assert.equal(await page.locator('.findings tbody tr').count(), many);
    assert.equal(await page.locator('.findings select').count(), 0, 'a host decides nothing');
    await picture(page, 'selection');
    await page.setViewportSize({ width: 360, height: 780 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await fits(page, 'selection at 360 px');
    await accessible(page, 'selection, 360 px, dark');
    await close(page);
  });

  test('decisions are chosen, weighed against the rules, put in force together, broken with a motive', async () => {
    const page = await desk('organiser', 'selection');
    await page.getByLabel('État').selectOption('outside_region');
    const row = page.locator('.findings tbody tr').first();
    const name = (await row.locator('th').innerText()).split('\n')[0];
    await row.getByRole('combobox').selectOption('stand');
    await page.locator('.pending', { hasText: '1 décision à appliquer' }).waitFor();
    await accessible(page, 'decisions to put in force');
    await picture(page, 'selection-pending');
    await page.getByRole('button', { name: 'Appliquer' }).click();
    await page.getByRole('dialog').getByText(name).waitFor();
    await page.getByRole('dialog').getByRole('textbox').fill('vœu du jury');
    await page.getByRole('button', { name: 'Passer outre' }).click();
    await settled(page, '1 décision est en vigueur');
    await page.getByLabel('État').selectOption('');
    const kept = page.locator('.findings tbody tr', { hasText: name });
    await kept.locator('.state.running').waitFor();
    await kept.getByRole('combobox').selectOption('');
    await page.getByRole('button', { name: 'Appliquer' }).click();
    await settled(page, '1 décision est en vigueur');
    await close(page);
  });
});

describe('accounts', () => {
  test('a host is let in, renewed and closed; the password is shown once', async () => {
    const page = await desk('organiser', 'users');
    await page.getByRole('form', { name: 'Ouvrir un compte' }).getByLabel('Nom').fill('Camille');
    await page.getByRole('button', { name: 'Ajouter' }).click();
    await page.locator('.told-once').waitFor();
    await page.waitForFunction(() => document.activeElement.classList.contains('told-once'));
    const password = await page.locator('.told-once code').innerText();
    await translated(page, 'users');
    await accessible(page, 'accounts');
    const camille = await open(browser, `${server.url}/console`);
    await signIn(camille, { name: 'Camille', password });
    await page.getByRole('button', { name: 'C’est noté' }).click();
    await page.locator('.told-once').waitFor({ state: 'detached' });
    await picture(page, 'users');
    await page.getByLabel('Rôle de Camille').selectOption('viewer');
    await settled(page, 'Camille');
    await page.getByRole('button', { name: 'Fermer le compte : Camille' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Fermer le compte' }).click();
    await page.getByText('Comptes fermés : Camille').waitFor();
    await camille.goto(`${server.url}/console#stage`);
    await camille.reload();
    await camille.getByLabel('Mot de passe').waitFor();
    await page.setViewportSize({ width: 360, height: 780 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await fits(page, 'accounts at 360 px');
    await accessible(page, 'accounts, 360 px, dark');
    await close(page, camille);
  });
});

describe('settings and demonstrations', () => {
  test('a setting, a room and a session change; the public page follows; what is planned forbids the rest', async () => {
    const page = await desk('organiser', 'settings'),
      host = await desk('host', 'history');
    await page.getByRole('form', { name: 'L’édition' }).waitFor();
    await translated(page, 'settings');
    await accessible(page, 'settings');
    await picture(page, 'settings');
    await page.getByLabel('Nom', { exact: true }).fill('Inno’vember 2017');
    await page
      .getByRole('form', { name: 'L’édition' })
      .getByRole('button', { name: 'Enregistrer' })
      .click();
    await settled(page, 'Les réglages sont enregistrés');
    await host.locator('.edition', { hasText: 'Inno’vember 2017' }).waitFor();
    await host.locator('.trail li', { hasText: 'Réglages de l’édition' }).first().waitFor();
    await page.getByRole('spinbutton', { name: 'Pitchs' }).fill('8');
    await page
      .getByRole('form', { name: 'L’édition' })
      .getByRole('button', { name: 'Enregistrer' })
      .click();
    await page.locator('.message .bad', { hasText: 'ordre de passage' }).waitFor();
    const grid = page.getByRole('form', { name: /^Grille des rendez-vous/ });
    await grid.locator('.pill', { hasText: '13 créneaux' }).waitFor();
    await grid.getByLabel('Durée d’un rendez-vous').fill('25');
    await grid.getByRole('button', { name: 'Enregistrer' }).click();
    await page.locator('.message .bad', { hasText: 'annulez-les d’abord' }).waitFor();
    const opening = page.getByRole('form', { name: 'La plénière, 09:30' });
    await opening.getByRole('textbox', { name: 'Salle' }).fill('Amphithéâtre');
    await opening.getByLabel('partout').waitFor();
    await accessible(page, 'renaming a room');
    await opening.getByRole('button').click();
    await settled(page, 'Les réglages sont enregistrés');
    const rooms = await page.evaluate(async () =>
      (await (await fetch('/api/agenda')).json()).sessions.map(({ room }) => room),
    );
    assert.ok(
      rooms.filter((room) => room === 'Amphithéâtre').length > 1 && !rooms.includes('Grande scène'),
    );
    await page.setViewportSize({ width: 360, height: 780 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await fits(page, 'settings at 360 px');
    await accessible(page, 'settings, 360 px, dark');
    await close(page, host);
  });

  test('a demonstration is taken off and given again, with seats', async () => {
    const page = await desk('host', 'demonstrations');
    await page.locator('.shows li').first().waitFor();
    await translated(page, 'demonstrations');
    await accessible(page, 'demonstrations');
    const first = page.locator('.shows li').first();
    const name = await first.locator('strong').innerText();
    await first.getByLabel(/^Places pour/).fill('12');
    await page.keyboard.press('Tab');
    await settled(page, '12 places');
    await first.getByRole('button', { name: /^Retirer/ }).click();
    await settled(page, 'est retirée');
    await page.locator('.needs', { hasText: name }).waitFor();
    await picture(page, 'demonstrations');
    await first.getByRole('combobox').selectOption({ label: name });
    await first.getByRole('button').click();
    await settled(page, name);
    await page.setViewportSize({ width: 360, height: 780 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await fits(page, 'demonstrations at 360 px');
    await accessible(page, 'demonstrations, 360 px, dark');
    await close(page);
  });
});

test('a host closes the booking: guests see it at once, and open it again', async () => {
  const links = [...makeLinks(edition.folder).values()];
  const page = await desk('host', 'meetings');
  const phone = await open(
    browser,
    `${server.url}/mine#${links.find(({ code }) => code.startsWith('P')).secret}`,
    { width: 360, height: 780 },
  );
  await phone.locator('nav.tabs a[href="#meet"]').click();
  await phone.getByRole('searchbox').waitFor();
  await page.getByRole('button', { name: 'Fermer les demandes' }).click();
  await page.locator('.pill', { hasText: 'demandes closes' }).waitFor();
  await phone.getByText('Les demandes de rendez-vous sont closes.').waitFor();
  assert.equal(await phone.getByRole('searchbox').count(), 0);
  await accessible(page, 'the booking is closed');
  await accessible(phone, 'the booking is closed, on a phone');
  await page.getByRole('button', { name: 'Rouvrir les demandes' }).click();
  await phone.getByRole('searchbox').waitFor();
  await close(page, phone);
});

endsWell(() => edition);
