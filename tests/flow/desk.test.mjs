// The kiosk for who has no badge, or needs somebody: by touch and by key, with the server and
// without.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createWriteStream, existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import test, { after, before } from 'node:test';
import { Client } from '../harness/client.mjs';
import { makeEdition, parvis } from '../harness/edition.mjs';
import { keyEvents, startKiosk, touched, typed, until } from '../harness/door.mjs';
import { eventually, startProxy } from '../harness/kiosk.mjs';
import { socketPrinter, zebra } from '../harness/printers.mjs';
import { startServer } from '../harness/server.mjs';

const [F5, F6] = [63, 64],
  BACKSPACE = 14,
  ESCAPE = 1;
let edition, server, organiser, host, people;
before(async () => {
  edition = makeEdition('desk', { plan: false });
  people = [...edition.badges];
  server = await startServer(edition.folder);
  organiser = new Client(server.url);
  await organiser.signIn(edition.users.organiser);
  host = new Client(server.url);
  await host.signIn(edition.users.host);
});
const pipes = new Set();
after(async () => {
  for (const pipe of pipes) pipe.destroy(); // of a test that failed
  organiser?.close();
  host?.close();
  await server?.stop();
});

const row = async () =>
  (await host.get('/api/kiosks')).json.kiosks.find(({ role }) => role === 'door');
const set = async (path, body) => {
  const answer = await organiser.post(`/api/kiosks/${(await row()).id}/${path}`, body);
  assert.equal(answer.status, 200, answer.text);
  return answer.json;
};

let doors = 0;
/** A kiosk of 1920 × 1080 units with a touch panel and a keyboard. */
async function door({ url = server.url, args = [], hold = 1500 } = {}) {
  const name = `desk-${doors++}`,
    folder = `${edition.folder}/${name}`;
  const paths = ['keys', 'touch'].map((what) => `${folder}.${what}`);
  for (const path of paths) assert.equal(spawnSync('mkfifo', [path]).status, 0);
  const kiosk = startKiosk(
    edition,
    url,
    ['--scanner', paths[0], '--touch', paths[1], '--size', '960x540', ...args],
    { name, hold },
  );
  const [keys, panel] = paths.map((path) => createWriteStream(path));
  for (const pipe of [keys, panel]) pipes.add(pipe);
  await Promise.all([once(keys, 'open'), once(panel, 'open')]);
  const picture = (page) => `${folder}/${page}.png`;
  const drawn = (page) => statSync(picture(page), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  kiosk.press = (key) => keys.write(keyEvents(key));
  kiosk.type = (text) => keys.write(typed(text));
  kiosk.touch = (x, y, to) =>
    panel.write(touched(x / 1920, y / 1080, to && [to[0] / 1920, to[1] / 1080]));
  /** Waits for a page that is drawn from now on. */
  kiosk.page = async (page, act) => {
    const before = drawn(page);
    await act();
    await until(() => drawn(page) > before, { what: `${page}\n${kiosk.log}` });
    return readFileSync(picture(page));
  };
  kiosk.forget = (page) => rmSync(picture(page), { force: true });
  kiosk.has = (page) => existsSync(picture(page));
  kiosk.kept = (setting) =>
    spawnSync(
      'sqlite3',
      [
        `file:${folder}/cache/roster.db?mode=ro`,
        `SELECT value FROM setting WHERE name = '${setting}'`,
      ],
      { encoding: 'utf8' },
    ).stdout?.trim();
  kiosk.leave = async () => {
    keys.end();
    panel.end();
    await kiosk.stop();
  };
  await until(() => drawn('check-in-idle'), { what: 'the idle screen' });
  await eventually(() => kiosk.kept('complete') === '1', { what: 'the roster' });
  return kiosk;
}

// Where a finger finds what is drawn, in the kiosk's units.
const help = [1750, 1020];
const choice = (n, of) => [960, 720 - 172 * (of - n)];
const keyboard = ['éèêëàâçîïô', 'azertyuiop', 'qsdfghjklm', "wxcvbn'-.\b"];
function keyAt(sign) {
  if (sign === '\n') return [1590, 865];
  if (sign === ' ') return [1000, 865];
  const down = keyboard.findIndex((signs) => signs.includes(sign));
  assert.ok(down >= 0, sign);
  return [67 + 179.56 * [...keyboard[down]].indexOf(sign) + 85, 501 + 82 * down + 36];
}
async function touchText(kiosk, text) {
  for (const sign of text) {
    kiosk.touch(...keyAt(sign));
    await sleep(15);
  }
}

test('somebody calls the desk by touch; the console sees it, answers, and the kiosk says so', async () => {
  const kiosk = await door();
  const calling = async () => (await row()).health?.help_at;
  await kiosk.page('desk-menu', () => kiosk.touch(...help));
  kiosk.touch(...choice(1, 1), [100, 100]);
  await sleep(400);
  assert.ok(!kiosk.has('desk-call'), 'a finger that slides away does nothing');
  await kiosk.page('desk-call', () => kiosk.touch(...choice(1, 1)));
  await eventually(calling, { what: 'the call at the console' });
  await sleep(300);
  const waiting = readFileSync(`${kiosk.folder}/desk-call.png`);
  const coming = await kiosk.page('desk-call', () =>
    host.post(`/api/kiosks/${1}/command`, { do: 'coming' }),
  );
  assert.notDeepEqual(coming, waiting, 'it says that somebody comes');
  assert.equal(await calling(), null);
  await kiosk.page('check-in-idle', () => kiosk.press(ESCAPE));
  await kiosk.page('desk-call', () => kiosk.press(F6));
  await kiosk.page('check-in-idle', () => kiosk.touch(500, 860)); // the call is cancelled
  await kiosk.page('desk-menu', () => kiosk.press(F6));
  kiosk.type('1');
  await eventually(calling, { what: 'another call, by key' });
  kiosk.press(ESCAPE);
  await sleep(500);
  assert.ok(await calling(), 'the call goes on without its page');
  await kiosk.leave();
});

test('a visitor registers by touch, comes in, and the badge is printed by itself', async () => {
  const printer = await socketPrinter(zebra());
  const kiosk = await door({
    args: ['--printer', `zpl:127.0.0.1:${printer.port}`, '--print', 'badge'],
  });
  await kiosk.says(/printer is ready/);
  await eventually(async () => (await row()).health?.printer === 'ready', {
    what: 'the printer at the console',
  });
  await kiosk.page('desk-menu', () => kiosk.press(F6));
  kiosk.type('2');
  await sleep(400);
  assert.ok(!kiosk.has('desk-form'), 'not where nobody allowed it');
  await set('settings', { registers: true });
  await sleep(500);
  await kiosk.page('check-in-idle', () => kiosk.press(F6));
  await kiosk.page('desk-menu', () => kiosk.press(F6));
  await kiosk.page('desk-form', () => kiosk.touch(...choice(2, 2)));
  await touchText(kiosk, 'zoé\nd’hau'.replace('’', "'"));
  await sleep(200); // two devices: what is typed on one waits for the other's
  kiosk.press(BACKSPACE);
  await sleep(200);
  await touchText(kiosk, 'u lefèvre\n');
  await sleep(100);
  await touchText(kiosk, 'mairie de lille\n');
  assert.deepEqual(await kiosk.answered(1), ['admitted']);
  const {
    people: [person],
  } = (await host.get(`/api/people?q=${encodeURIComponent("d'hau lefevre")}`)).json;
  assert.deepEqual(
    [person.first_name, person.last_name, person.organisation.name, person.presence],
    ['Zoé', "D'Hau Lefèvre", 'Mairie De Lille', 'in'],
  );
  const job = await until(() => printer.jobs[0]?.toString('utf8'), { what: 'the badge' });
  assert.ok(job.includes('Zoé'), job);
  const badge = job.match(/\^FDMA,([A-Z2-7]+)\^FS/)[1];
  const again = await host.post('/api/check-ins', {
    scan_id: 'imprime-1',
    occurred_at: Date.now(),
    badge,
  });
  assert.equal(again.json.status, 'already_in', 'the printed badge is theirs');
  await kiosk.leave();
  await printer.close();
});

test('the staff finds somebody by name with the PIN, and nobody does without', async () => {
  const printer = await socketPrinter(zebra());
  const [code, badge] = people.find(([code]) => code.startsWith('P'));
  const {
    people: [person],
  } = (await host.get(`/api/people?q=${code}`)).json;
  const kiosk = await door({
    args: ['--printer', `zpl:127.0.0.1:${printer.port}`, '--print', 'badge'],
  });
  await kiosk.says(/printer is ready/);
  const { pin } = await set('pin', { set: true });
  await eventually(() => kiosk.kept('staff_salt') && kiosk.kept('complete') === '1', {
    what: 'the names',
  });
  await kiosk.page('desk-menu', () => kiosk.press(F6));
  await kiosk.page('desk-pin', () => kiosk.type('3'));
  await kiosk.page('desk-pin', () => kiosk.type(pin === '00000000' ? '11111111' : '00000000'));
  await kiosk.says(/a wrong PIN/);
  assert.ok(!kiosk.has('desk-search'));
  await kiosk.page('desk-search', () => kiosk.type(pin));
  const plain = `${person.last_name} ${person.first_name}`
    .normalize('NFD')
    .replace(/[^A-Za-z ]/g, '')
    .toLowerCase();
  await kiosk.page('desk-search', () => kiosk.type(plain));
  kiosk.type('\n');
  assert.deepEqual(await kiosk.answered(1), ['admitted']);
  const found = (await host.get(`/api/people/${person.id}`)).json;
  assert.equal((found.person ?? found).presence, 'in');
  await sleep(300);
  kiosk.press(F5);
  const job = await until(() => printer.jobs[0]?.toString('utf8'), { what: 'a new badge' });
  const fresh = job.match(/\^FDMA,([A-Z2-7]+)\^FS/)[1];
  assert.notEqual(fresh, badge);
  const ask = async (text, id) =>
    (await host.post('/api/check-ins', { scan_id: id, occurred_at: Date.now(), badge: text })).json
      .status;
  assert.deepEqual(
    [await ask(badge, 'ancien-badge'), await ask(fresh, 'nouveau-badge')],
    ['revoked', 'already_in'],
    'the lost one ends',
  );
  await kiosk.page('desk-menu', () => kiosk.press(F6));
  await kiosk.page('desk-pin', () => kiosk.type('3'));
  await kiosk.leave();
  await printer.close();
});

test('without the server names are found all the same, and whoever carries the kiosk away finds none', async () => {
  const { pin } = await set('pin', { set: true });
  const proxy = await startProxy(server.port);
  const kiosk = await door({ url: proxy.url });
  await eventually(
    () => kiosk.kept('staff_salt') === undefined || kiosk.kept('staff_salt').length === 32,
    { what: 'the salt' },
  );
  const [code] = people.filter(([one]) => one.startsWith('P'))[1];
  const {
    people: [person],
  } = (await host.get(`/api/people?q=${code}`)).json;
  proxy.set('closed');
  await sleep(600);
  const search = async () => {
    await kiosk.page('desk-menu', () => kiosk.press(F6));
    await kiosk.page('desk-pin', () => kiosk.type('3'));
    await kiosk.page('desk-search', () => kiosk.type(pin));
    const plain = `${person.last_name} ${person.first_name}`
      .normalize('NFD')
      .replace(/[^A-Za-z ]/g, '')
      .toLowerCase();
    await kiosk.page('desk-search', () => kiosk.type(plain));
    kiosk.type('\n');
  };
  await search();
  assert.deepEqual(await kiosk.answered(1), ['admitted']);
  assert.equal(
    (await host.get(`/api/people?q=${code}`)).json.people[0].presence,
    'expected',
    'the server does not know yet',
  );
  await sleep(2500);
  await search();
  assert.deepEqual(
    await kiosk.answered(2),
    ['admitted', 'already_in'],
    'it knows whom it let in by name',
  );
  await sleep(2500);
  await kiosk.page('desk-menu', () => kiosk.press(F6));
  await kiosk.page('desk-call', () => kiosk.type('1')); // nobody can be told: it says so
  const files = spawnSync('sh', ['-c', `cat ${kiosk.folder}/journal ${kiosk.folder}/cache/*`], {
    maxBuffer: 64 << 20,
  }).stdout.toString('latin1');
  for (const name of [
    person.last_name,
    Buffer.from(person.last_name).toString('latin1'),
    pin,
    '"first_name"',
  ])
    assert.ok(!files.includes(name), `${name} lies open`);
  proxy.set('open');
  await eventually(
    async () => (await host.get(`/api/people?q=${code}`)).json.people[0].presence === 'in',
    { what: 'the journal at the server' },
  );
  await eventually(async () => (await row()).health?.help_at, { what: 'the call, late' });
  const { exceptions } = (await host.get('/api/check-ins/exceptions')).json;
  assert.deepEqual(
    exceptions.filter(({ person: id }) => id === person.id).map(({ kind }) => kind),
    [],
    'one arrival, and a red that stayed red',
  );
  await kiosk.leave();
  proxy.close();
});

test('a badge closes what is open; a code that says it is a name is none', async () => {
  const kiosk = await door();
  await kiosk.page('desk-menu', () => kiosk.press(F6));
  kiosk.type(`${people.at(-1)[1]}\n`);
  assert.deepEqual(await kiosk.answered(1), ['admitted']);
  await kiosk.leave();
  const {
    people: [person],
  } = (await host.get(`/api/people?q=${people.at(-2)[0]}`)).json;
  const child = startKiosk(edition, server.url, ['--stdin'], { name: 'desk-forger', hold: 0 });
  child.child.stdin.write(`\x01person ${person.id}\n\x02\x01person ${person.id}\n`);
  assert.deepEqual(await child.answered(2), ['unreadable', 'unreadable']);
  await child.stop();
  assert.equal(
    (await host.get(`/api/people/${person.id}`)).json.presence ?? 'expected',
    'expected',
  );
});

test(
  'a page that nobody touches closes by itself, and says so before',
  { timeout: 150_000 },
  async () => {
    const kiosk = await door();
    await kiosk.page('desk-menu', () => kiosk.press(F6));
    kiosk.forget('check-in-idle');
    await sleep(5000);
    const open = readFileSync(`${kiosk.folder}/desk-menu.png`);
    await sleep(45_000);
    assert.ok(!kiosk.has('check-in-idle'), 'it stays for a minute');
    assert.notDeepEqual(
      readFileSync(`${kiosk.folder}/desk-menu.png`),
      open,
      'it says that it closes',
    );
    await until(() => kiosk.has('check-in-idle'), { what: 'the idle screen' });
    await kiosk.leave();
  },
);

test('at the end the edition verifies', () => parvis(edition.folder, ['verify']));
