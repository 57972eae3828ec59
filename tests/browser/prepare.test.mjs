// What is done before the day, on the real server: spreadsheets that are tried and imported.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { files, makeEdition, parvis, temporaryFolder } from '../harness/edition.mjs';
import { startServer } from '../harness/server.mjs';
import { accessible, complaints, fits, foreign, launch, open, signIn, translated } from './browser.mjs';

const pictures = process.env.PARVIS_PICTURES;
let edition, server, browser;

before(async () => {
  if (pictures) mkdirSync(pictures, { recursive: true });
  edition = makeEdition('prepare');
  server = await startServer(edition.folder, { at: '2017-11-18T10:00' });
  browser = await launch();
}, { timeout: 180_000 });
after(async () => {
  await browser?.close();
  await server?.stop();
});

const picture = async (page, name) => pictures && page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true });
async function desk(role, view, options = {}) {
  const page = await open(browser, `${server.url}/console#${view}`, { width: 1440, height: 1000, ...options });
  await signIn(page, edition.users[role]);
  return page;
}
const close = (...pages) => Promise.all(pages.map((page) => page.context().close()));
const settled = (page, text) => page.locator('.message .good', { hasText: text }).waitFor();

describe('importing', { timeout: 120_000 }, () => {
  const folder = temporaryFolder('sheets');
  const sheet = (name, change) => {
    writeFileSync(`${folder}/${name}`, change(readFileSync(`${files}${name}`, 'latin1')), 'latin1');
    return `${folder}/${name}`;
  };

  test('a faulty spreadsheet is told row by row, as the command does, and nothing changes', async () => {
    const page = await desk('organiser', 'import');
    await translated(page, 'import'); // file names would look like keys later on
    const path = sheet('stands.csv', (text) => text.replace('A2,Nef,5.7', 'A2,Nef,cinq').replace('B1,Verri', 'A1,Verri'));
    await page.locator('input[type=file]').setInputFiles([path, `${files}besoins.csv`]);
    await page.getByRole('heading', { name: '2 erreurs : rien ne peut être importé' }).waitFor();
    await page.waitForFunction(() => document.activeElement.id === 'verdict');
    const rows = await page.locator('.findings tbody tr').allInnerTexts();
    const command = parvis(edition.folder, ['import', '--check', path, `${files}besoins.csv`], { status: 1 });
    const faulty = page.locator('.findings tbody tr', { hasText: 'cinq' });
    assert.match(await faulty.innerText(), /stands\.csv\s+3\s+x_m\s+cinq/);
    assert.equal(rows.filter((row) => row.startsWith('erreur')).length, command.stderr.split('\n').filter((line) => line.startsWith('error')).length);
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
    const page = await desk('organiser', 'import'), other = await desk('viewer', 'stands');
    const path = sheet('stands.csv', (text) => text.trimEnd() + '\nD1,Nef,28.1,3,16 A,oui,oui\n');
    await page.locator('input[type=file]').setInputFiles(path);
    await page.getByRole('heading', { name: 'Tout est juste : voici ce qui changerait' }).waitFor();
    assert.equal(await page.locator('.verdict .changed').innerText(), '1');
    await accessible(page, 'a good import');
    await picture(page, 'import');
    await other.locator('.place').first().waitFor();
    assert.equal(await other.locator('.place', { hasText: 'D1' }).count(), 0, 'a dry run writes nothing');
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
    await page.evaluate((text) => {
      const data = new DataTransfer();
      data.items.add(new File([text], 'decisions.csv', { type: 'text/csv' }));
      document.querySelector('.drop').dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
    }, content);
    await page.getByRole('heading', { name: /erreurs? : rien ne peut être importé/ }).waitFor();
    await picture(page, 'import-rule');
    await page.getByLabel('Motif, pour passer outre').fill('vœu du jury');
    await page.getByRole('button', { name: 'Essayer avec ce motif' }).click();
    await page.getByRole('heading', { name: 'Tout est juste : voici ce qui changerait' }).waitFor();
    await close(page);
  });
});

test('nothing was asked of another host, the policy held, the edition is sound', () => {
  assert.deepEqual(foreign, []);
  assert.deepEqual(complaints, []);
  const { status, stdout, stderr } = parvis(edition.folder, ['verify'], { quiet: true });
  assert.equal(status, 0, stdout + stderr);
});
