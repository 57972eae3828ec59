// SPDX-License-Identifier: EUPL-1.2
// The commands in clumsy hands: what is missing, unknown, unreadable, full, another's or damaged is
// named, with what to do; and nothing is half done.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import test, { before } from 'node:test';
import {
  by_rounds,
  files,
  makeEdition,
  parvis,
  parvisBinary,
  temporaryFolder,
} from '../harness/edition.mjs';
import { startServer } from '../harness/server.mjs';
import { random } from '../harness/random.mjs';
import { wait_ms } from '../harness/until.mjs';

const nobody = 65534;
let edition, scratch;
before(() => {
  edition = makeEdition('commands', { plan: false });
  scratch = temporaryFolder('scratch');
});

/** What a command says, on both streams, and its status. */
function say(args, { lang = 'en_GB.UTF-8', input, uid } = {}) {
  const run = spawnSync(parvisBinary(), args, {
    encoding: 'utf8',
    input,
    timeout: wait_ms,
    env: { ...process.env, LANG: lang, LC_ALL: lang },
    ...(uid ? { uid, gid: uid } : {}),
  });
  return { status: run.status, said: `${run.stdout ?? ''}${run.stderr}` };
}
const here = (...args) => say([...args, '--data', edition.folder]);
/** A copy of the edition that may be spoilt. */
function copy(name) {
  const folder = `${scratch}/${name}`;
  cpSync(edition.folder, folder, { recursive: true });
  return folder;
}
const sql = (folder, text) =>
  assert.equal(spawnSync('sqlite3', [`${folder}/parvis.db`, text]).status, 0);

const commands = [
  'init',
  'import',
  'selection',
  'wishes',
  'plan',
  'badges',
  'agendas',
  'links',
  'user',
  'kiosk',
  'certificate',
  'serve',
  'status',
  'backup',
  'verify',
];
for (const command of commands)
  test(`${command}: an option that is none and a value that is missing are named, in both languages`, () => {
    assert.equal(say([command, '--such']).status, 2);
    assert.match(
      say([command, '--such']).said,
      new RegExp(`^parvis ${command}: “--such” is not an option\\.\nUsage: parvis ${command}`),
    );
    assert.match(
      say([command, '--such'], { lang: 'fr_FR.UTF-8' }).said,
      new RegExp(
        `^parvis ${command}\\s: «\\s--such\\s» n’est pas une option\\.\nUsage\\s: parvis ${command}`,
      ),
    );
    assert.match(say([command, '--data']).said, /“--data” needs a value\./);
    assert.equal(say([command, '--help']).status, 0);
  });

test('a value that will not do is named with its option', () => {
  for (const [args, fault] of [
    [['serve', '--port', 'abc'], '“abc” is not a valid value for --port'],
    [['plan', '--seconds', 'soon'], '“soon” is not a valid value for --seconds'],
    [['plan', '--rounds', '0'], '“0” is not a valid value for --rounds'],
    [['plan', '--only', 'walls'], '“walls” is not a valid value for --only'],
    [['wishes', 'P0001', '--boost', '99'], '“99” is not a valid value for --boost'],
    [['selection', '--decide', 'X=pitch'], '“X=pitch” is not a valid value for --decide'],
    [['user', 'add', 'bob', '--role', 'king'], '“king” is not a valid value for --role'],
  ])
    assert.match(here(...args).said, new RegExp(fault));
});

test('arguments that are missing, too many or at odds show how the command is called', () => {
  for (const args of [
    ['backup'],
    ['backup', 'a', 'b'],
    ['verify', 'x'],
    ['user'],
    ['user', 'add'],
    ['user', 'add', ''],
    ['kiosk', 'add'],
    ['kiosk', 'add', 'S', '--role', 'stand', '--stand', 'A1'],
    ['badges', '--svg', 'x.svg'],
    ['import'],
    ['agendas'],
    ['links'],
  ]) {
    const { status, said } = here(...args);
    assert.equal(status, 2, `${args}: ${said}`);
    assert.match(
      said,
      /an argument is missing, or one too many, or two do not go together\.\nUsage: parvis/,
    );
  }
});

test('a password may come from standard input', () => {
  const run = (input) =>
    say(['user', 'add', 'lina', '--password-stdin', '--data', edition.folder], { input });
  assert.match(run('short\n').said, /a password needs 10 characters or more/);
  assert.match(run('a long enough one\n').said, /Account lina \(organiser\) saved\./);
});

test('--data that points to nothing, to an empty file, to another program’s or to a later one’s', () => {
  const cases = [
    ['nothing', () => {}, /no edition in “.*nothing”. Make one: parvis init/],
    [
      'empty',
      (folder) => {
        mkdirSync(folder);
        writeFileSync(`${folder}/parvis.db`, '');
      },
      /no edition in “.*empty”/,
    ],
    [
      'foreign',
      (folder) => {
        mkdirSync(folder);
        sql(folder, 'CREATE TABLE note(a); PRAGMA user_version = 3');
      },
      /another program's database[^]*is damaged\. Keep it/,
    ],
    [
      'noise',
      (folder) => {
        mkdirSync(folder);
        writeFileSync(`${folder}/parvis.db`, Buffer.alloc(20_000, 'noise'));
      },
      /is damaged\. Keep it/,
    ],
    [
      'later',
      (folder) => {
        cpSync(edition.folder, folder, { recursive: true });
        sql(folder, 'PRAGMA user_version = 999');
      },
      /later version of Parvis: update this program/,
    ],
  ];
  for (const [name, make, words] of cases) {
    const folder = `${scratch}/${name}`;
    make(folder);
    const file = `${folder}/parvis.db`,
      bytes = existsSync(file) && readFileSync(file);
    for (const args of [
      ['status'],
      ['verify'],
      ['plan'],
      ['badges'],
      ['import', `${files}voeux.csv`],
      ['serve', '--port', '0'],
      ['backup', `${scratch}/never.db`],
    ]) {
      const { status, said } = say([...args, '--data', folder]);
      assert.equal(status, 1, `${name} ${args}: ${said}`);
      assert.match(said, words, `${name} ${args}`);
    }
    if (bytes) assert.deepEqual(readFileSync(file), bytes, `${name} was touched`);
  }
  assert.ok(!existsSync(`${scratch}/never.db`));
});

test('a database with bytes that fell over is found damaged, wherever they are, and never taken for sound', () => {
  const whole = copy('whole');
  sql(whole, 'PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE');
  const bytes = readFileSync(`${whole}/parvis.db`);
  const [folder] = [copy('fallen')];
  const below = random(1);
  for (let round = 0; round < 40; round++) {
    const spoilt = Buffer.from(bytes);
    if (round % 4 === 0) spoilt.fill(0, below(bytes.length >> 12) << 12).fill(0);
    else
      for (let i = 0; i < 40; i++)
        spoilt[below(round % 4 === 1 ? 8192 : bytes.length)] = below(256);
    for (const name of ['parvis.db-wal', 'parvis.db-shm'])
      rmSync(`${folder}/${name}`, { force: true });
    writeFileSync(
      `${folder}/parvis.db`,
      round % 4 === 2 ? spoilt.subarray(0, below(bytes.length)) : spoilt,
    );
    for (const args of [['verify'], ['status'], ['backup', `${scratch}/fallen-${round}.db`]]) {
      const { status, said } = say([...args, '--data', folder]);
      assert.ok(
        status === 1 || (status === 0 && args[0] !== 'verify'),
        `${round} ${args}: ${status} ${said}`,
      );
      if (status === 1)
        assert.match(
          said,
          /damaged|rules broken: |no edition|failed|later version|not be written/,
          `${round} ${args}`,
        );
    }
  }
});

test('a key that is missing, damaged, another edition’s or open to others', () => {
  const other = `${scratch}/other`;
  parvis(other, ['init', `${files}edition.json`]);
  for (const [name, spoil, words, serves] of [
    ['no-key', (key) => rmSync(key), /badge\.key” is missing: take it from your backup/],
    [
      'bad-key',
      (key) => writeFileSync(key, Buffer.alloc(64, 7)),
      /badge\.key” is damaged: take it from your backup/,
    ],
    ['long-key', (key) => writeFileSync(key, Buffer.alloc(65)), /badge\.key” is damaged/],
    ['other-key', (key) => cpSync(`${other}/badge.key`, key), /badge\.key” is another edition’s/],
    [
      'open-key',
      (key) => chmodSync(key, 0o644),
      /badge\.key” can be read by others: chmod 600/,
      true,
    ],
  ]) {
    const folder = copy(name);
    spoil(`${folder}/badge.key`);
    const verified = say(['verify', '--data', folder]);
    assert.equal(verified.status, 1);
    assert.match(verified.said, words);
    const issued = say(['badges', '--reissue', 'P0001', '--data', folder]);
    assert.match(issued.said, words);
    assert.equal(issued.status, serves ? 0 : 1);
    if (!serves) assert.match(say(['serve', '--port', '0', '--data', folder]).said, words);
  }
});

test('files that cannot be read say why, and what to give instead', () => {
  const csv = `${scratch}/some.csv`;
  assert.match(here('import', csv).said, /“.*some\.csv” does not exist\./);
  assert.match(
    here('import', scratch).said,
    /is not a file: a folder, perhaps\? Name the files, for instance .*\/\*\.csv\./,
  );
  assert.match(here('import', '/dev/zero').said, /is not a file/);
  assert.match(here('init', csv).said, /does not exist/);
});

test('a file that holds headings alone does not empty the edition', () => {
  const csv = `${scratch}/headings.csv`;
  writeFileSync(csv, 'id,prenom,nom,organisme,role\n\n,,,,\n');
  const { status, said } = here('import', '--participants', csv);
  assert.equal(status, 1);
  assert.match(said, /headings\.csv, line 1: no row below the headings/);
  assert.equal(JSON.parse(here('status', '--json').said).arrivals.buyer.expected, 60);
});

test('files that cannot be written say why, and leave nothing half done', () => {
  parvis(edition.folder, ['plan', ...by_rounds]);
  const writers = [
    ['badges', '--pdf'],
    ['agendas', '--pdf'],
    ['links', '--csv'],
    ['badges', '--person', 'P0001', '--svg'],
    ['badges', '--person', 'P0001', '--png'],
    ['kiosk', 'add', 'K', '--token-file'],
    ['backup'],
  ];
  for (const args of writers) {
    const absent = here(...args, `${scratch}/absent/x`);
    assert.deepEqual(
      [absent.status, /its folder does not exist/.test(absent.said)],
      [1, true],
      `${args}: ${absent.said}`,
    );
  }
  for (const args of writers.slice(0, 3)) {
    const full = here(...args, '/dev/full');
    assert.deepEqual(
      [full.status, /could not be written: the disk is probably full/.test(full.said)],
      [1, true],
      `${args}: ${full.said}`,
    );
  }
  assert.match(
    here('badges', '--pdf', scratch).said,
    /is a folder: give the name of the file to write/,
  );
});

test('what is printed onto a full disk fails; a reader that leaves does not', () => {
  const shell = (script) =>
    spawnSync('bash', ['-c', script, parvisBinary(), edition.folder], {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: '', LANGUAGE: '', LANG: 'C.UTF-8' },
    });
  const full = shell('"$0" badges --text --data "$1" >/dev/full');
  assert.equal(full.status, 1);
  assert.match(
    full.stderr,
    /the output could not be written whole|la sortie n’a pas pu être écrite entière/,
  );
  const left = shell('set -o pipefail; "$0" badges --text --data "$1" | head -1');
  assert.deepEqual([left.status, left.stderr], [0, '']);
});

test(
  'folders that are not ours to read or write',
  { skip: process.getuid() !== 0 ? 'needs to be somebody else' : false },
  (t) => {
    if (say(['--version'], { uid: nobody }).status !== 0)
      return t.skip('the program lies where nobody else may read');
    chmodSync(scratch, 0o755);
    const folder = copy('ours');
    chmodSync(folder, 0o755);
    for (const name of ['parvis.db', 'parvis.db-wal', 'parvis.db-shm'])
      if (existsSync(`${folder}/${name}`)) chmodSync(`${folder}/${name}`, 0o644);
    for (const args of [['status'], ['verify'], ['plan'], ['serve', '--port', '0']])
      assert.match(
        say([...args, '--data', folder], { uid: nobody }).said,
        /you may not write in this folder; see whose it is/,
        args,
      );
    const edition_json = `${scratch}/edition.json`;
    cpSync(`${files}edition.json`, edition_json);
    chmodSync(edition_json, 0o644);
    assert.match(
      say(['init', edition_json, '--data', `${folder}/new`], { uid: nobody }).said,
      /you may not write in this folder/,
    );
    chmodSync(edition_json, 0o600);
    assert.match(
      say(['init', edition_json, '--data', `${folder}/new`], { uid: nobody }).said,
      /permission to read it/,
    );
  },
);

test(
  'a kiosk whose screen nobody could see ends and says what to do',
  { skip: existsSync('/dev/dri') ? 'there is a screen' : false },
  () => {
    const { DISPLAY, WAYLAND_DISPLAY, SDL_VIDEODRIVER, ...env } = process.env;
    const run = spawnSync(process.env.PARVIS_KIOSK_BINARY, ['agenda'], {
      encoding: 'utf8',
      timeout: wait_ms,
      env: { ...env, LANG: 'en_GB.UTF-8', LC_ALL: 'en_GB.UTF-8' },
    });
    assert.equal(run.status, 1, run.stderr);
    assert.match(run.stderr, /--output drm draws on the screen itself/);
  },
);

test('an edition has one server: a second one is sent away and leaves the first alone', async () => {
  const first = await startServer(edition.folder);
  const second = here('serve', '--port', '0');
  assert.equal(second.status, 1);
  assert.match(
    second.said,
    new RegExp(`a server runs on “.*” already http://127.0.0.1:${first.port}`),
  );
  assert.equal((await fetch(`${first.url}/healthz`)).status, 200);
  assert.ok(existsSync(`${edition.folder}/serving.json`));
  await first.kill(); // a lock that outlived its process would keep the doors shut
  const third = await startServer(edition.folder);
  await third.stop();
});

test('HTTPS that cannot be: certificate and key are named', () => {
  for (const file of ['/nonexistent.pem', `${files}voeux.csv`])
    assert.match(
      here('serve', '--port', '0', '--certificate', file, '--key', file).said,
      /HTTPS: “.*” and “.*” cannot be used: a certificate and its key are needed/,
    );
});

test('the day at a glance stands in columns, whatever letters names have', () => {
  parvis(edition.folder, ['plan', ...by_rounds]);
  const rows = here('status')
    .said.split('\n')
    .filter((line) => /^ {2}\d\d:\d\d {2}/.test(line));
  assert.equal(rows.length, 9);
  assert.equal(new Set(rows.map((line) => line.search(/ready$/))).size, 1, rows.join('\n'));
});
