// SPDX-License-Identifier: EUPL-1.2
// Paper at the door: label printers that record what they are sent, printers out of paper, gone or
// silent, and a real cupsd.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import test, { after, before } from 'node:test';
import { Client } from '../harness/client.mjs';
import { copyEdition } from '../harness/edition.mjs';
import { keyEvents, makePipe, typed } from '../harness/devices.mjs';
import { startDoor } from '../harness/kiosk.mjs';
import { epson, socketPrinter, startCups, zebra } from '../harness/printers.mjs';
import { startServer } from '../harness/server.mjs';
import { pass, until } from '../harness/until.mjs';

const F5 = 63;
let edition, server, cups, organiser;
/** Buyers with meetings: the organisers' code and the badge. */
let people;
before(async () => {
  edition = copyEdition('printing');
  people = [...edition.badges].filter(([code]) => code.startsWith('P'));
  server = await startServer(edition.folder);
  organiser = new Client(server.url);
  await organiser.signIn(edition.users.organiser);
});
after(async () => {
  cups?.stop();
  organiser?.close();
  await server?.stop();
});

/** The console hears how a kiosk's printer is. */
const heard = (word) =>
  until(
    async () =>
      (await organiser.get('/api/kiosks')).json.kiosks.some(
        ({ health }) => health?.printer === word,
      ),
    { what: `${word} of the printer at the console` },
  );

let doors = 0;
/** A kiosk with a scanner that the test types at. */
async function door(args, options) {
  const folder = `${edition.folder}/door-${doors++}`;
  const pipe = makePipe(`${folder}.keys`);
  const kiosk = startDoor(server.url, edition.tokens.door, {
    folder,
    args: ['--scanner', pipe.path, ...args],
    hold: 60_000,
    ...options,
  });
  const keys = await pipe.open();
  let scans = 0,
    entered = 0; // where the log was then
  kiosk.enter = async () => {
    const [code, badge] = people.pop();
    entered = kiosk.log.length;
    keys.write(typed(`${badge}\n`));
    await kiosk.answered(++scans);
    return { code, badge };
  };
  /** Waits for the day of who entered last: it comes a moment after the green. */
  kiosk.hasDay = () => kiosk.says(/the day of who came in/, { from: entered });
  kiosk.press = (key) => keys.write(keyEvents(key));
  kiosk.leave = async () => {
    keys.end();
    await kiosk.stop();
  };
  await kiosk.online();
  return kiosk;
}

const printedBy = (printer, count = 1) =>
  until(() => printer.jobs.length >= count && printer.jobs[count - 1], { what: 'a print' });

test('a badge goes to a Zebra: UTF-8, and the code by its own command', async () => {
  const printer = await socketPrinter(zebra());
  const kiosk = await door([
    '--printer',
    `zpl:127.0.0.1:${printer.port}`,
    '--print',
    'badge',
    '--label',
    '100x60',
  ]);
  await kiosk.says(/printer is ready/);
  const { badge } = await kiosk.enter();
  kiosk.press(F5);
  const job = (await printedBy(printer)).toString('utf8');
  assert.match(job, /^\^XA\^CI28\^PW800\^LL480/);
  assert.ok(job.includes(`^FDMA,${badge}^FS`), job);
  assert.ok(job.includes('^BQN,2,6'), job);
  assert.match(job, /\^XZ\n$/);
  assert.equal((job.match(/\^XA/g) ?? []).length, 1);
  kiosk.press(F5); // again: one paper a person
  await pass(500);
  assert.equal(printer.jobs.length, 1);
  await kiosk.leave();
  await printer.close();
});

test('a slip goes to an Epson: Windows-1252, the day in it, a cut at the end', async () => {
  const printer = await socketPrinter(epson());
  const kiosk = await door(['--printer', `escpos:127.0.0.1:${printer.port}`]);
  await kiosk.says(/printer is ready/);
  let job = Buffer.alloc(0);
  for (let i = 1; i <= 8 && !/\d\d:\d\d {2}/.test(job.toString('latin1')); i++) {
    await kiosk.enter();
    await kiosk.hasDay();
    kiosk.press(F5);
    job = await printedBy(printer, i);
  }
  assert.deepEqual([...job.subarray(0, 5)], [0x1b, 0x40, 0x1b, 0x74, 16]);
  assert.deepEqual([...job.subarray(-4)], [0x1d, 0x56, 66, 0]);
  assert.match(job.toString('latin1'), /\d\d:\d\d {2}\S+/); // a meeting, with its time and place
  assert.ok(!/\xc3[\x80-\xbf]/.test(job.toString('latin1')), 'no UTF-8 in a code page');
  await kiosk.leave();
  await printer.close();
});

test('out of paper: not offered, and nobody waits; with paper again it is', async () => {
  const printer = await socketPrinter(zebra({ paperOut: 1 }));
  const kiosk = await door(['--printer', `zpl:127.0.0.1:${printer.port}`, '--print', 'badge']);
  await kiosk.says(/printer is out of paper/);
  await heard('no_paper');
  await kiosk.enter();
  kiosk.press(F5);
  await pass(500);
  assert.equal(printer.jobs.length, 0);
  printer.answer = zebra();
  await kiosk.says(/printer is ready/);
  await heard('ready');
  await kiosk.enter();
  printer.answer = zebra({ open: 1 }); // opened between the offer and the key
  kiosk.press(F5);
  await kiosk.says(/printer is blocked/);
  const begin = Date.now();
  await kiosk.enter();
  assert.ok(Date.now() - begin < 5000);
  assert.equal(printer.jobs.length, 0);
  await kiosk.leave();
  await printer.close();
});

test('a printer that is gone or says nothing holds nobody up', async () => {
  const gone = await door(['--printer', 'zpl:127.0.0.1:9'], { hold: 200 });
  await gone.says(/printer is gone/);
  await gone.enter();
  gone.press(F5);
  await gone.enter();
  assert.deepEqual(gone.statuses(), ['admitted', 'admitted']);
  await gone.leave();
  // takes everything, answers nothing: it may print all the same
  const mute = await socketPrinter(() => null);
  const kiosk = await door(['--printer', `escpos:127.0.0.1:${mute.port}`]);
  await kiosk.says(/printer is ready/);
  await kiosk.enter();
  kiosk.press(F5);
  await printedBy(mute);
  await kiosk.leave();
  await mute.close();
});

test('CUPS prints a PDF with the name and a code that reads; no name stays in its queue', async (t) => {
  cups = await startCups(edition.folder);
  if (!cups) return t.skip('no cupsd here');
  const kiosk = await door(['--printer', cups.address, '--print', 'badge']);
  await kiosk.says(/printer is ready/);
  const { badge } = await kiosk.enter();
  kiosk.press(F5);
  const [path] = await until(() => cups.printed().length === 1 && cups.printed(), {
    what: `a PDF\n${kiosk.log}\n`,
  });
  const picture = `${edition.folder}/printed`;
  assert.equal(
    spawnSync('pdftoppm', ['-r', '300', '-png', '-singlefile', path, picture]).status,
    0,
  );
  const read = spawnSync('zbarimg', ['-q', '--raw', `${picture}.png`], { encoding: 'utf8' });
  assert.equal(read.stdout.trim(), badge);
  const text = spawnSync('pdftotext', [path, '-'], { encoding: 'utf8' }).stdout;
  assert.match(text, /\p{L}{2,}/u);
  const { stdout } = spawnSync('pdfinfo', [path], { encoding: 'utf8' });
  assert.match(stdout, /Page size:\s+255\.1\d* x 155\.9/); // 90 × 55 mm
  await until(() => cups.spooled().length === 0, { what: 'an empty spool' });
  const queue = spawnSync(
    'lpstat',
    ['-h', cups.address.split('@')[1], '-W', 'completed', '-l', '-o', 'label'],
    { encoding: 'utf8' },
  );
  assert.ok(
    !text
      .split(/\s+/)
      .filter((word) => word.length > 4)
      .some((word) => queue.stdout.includes(word)),
    queue.stdout,
  );
  await kiosk.leave();
});

test('CUPS out of paper is said, and the job is taken back', async (t) => {
  if (!cups) return t.skip('no cupsd here');
  cups.empty(true);
  const kiosk = await door(['--printer', cups.address]);
  await kiosk.says(/printer is ready/); // CUPS learns of it with the next job
  await kiosk.enter();
  kiosk.press(F5);
  await kiosk.says(/printer is out of paper/);
  cups.empty(false);
  await kiosk.enter();
  await pass(500);
  assert.equal(cups.printed().length, 1); // the one of the test before
  await kiosk.leave();
});
