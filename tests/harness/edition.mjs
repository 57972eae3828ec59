// SPDX-License-Identifier: EUPL-1.2
// Makes a whole edition in a temporary folder with the project's own commands, as an organiser
// would: init, import, plan, badges, users, kiosks.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const files = fileURLToPath(new URL('../data/innovember-2017/', import.meta.url));

/** The program under test: $PARVIS_BINARY, as the CMakeLists.txt of the tests set it. */
export function parvisBinary() {
  const path = process.env.PARVIS_BINARY;
  if (!path)
    throw new Error('PARVIS_BINARY names the program to test: run this through ctest or ./dev');
  return path;
}

/** Runs `parvis …`; throws, with its output, unless it exits with `status`. */
export function parvis(folder, args, { input, status = 0, quiet = false, env = {} } = {}) {
  const run = spawnSync(parvisBinary(), [...args, '--data', folder], {
    encoding: 'utf8',
    input,
    maxBuffer: 64 << 20,
    env: { ...process.env, LANG: 'en_GB.UTF-8', LC_ALL: 'en_GB.UTF-8', ...env },
  });
  if (run.error) throw run.error;
  if (run.status !== status && !quiet)
    throw new Error(
      `parvis ${args.join(' ')} → ${run.status ?? run.signal}\n${run.stdout}${run.stderr}`,
    );
  return run;
}

const folders = new Set();
process.on('exit', () => {
  if (process.env.PARVIS_KEEP) return; // to look at what a test left
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A fresh temporary folder, removed when the process ends. */
export function temporaryFolder(name) {
  const folder = mkdtempSync(join(tmpdir(), `parvis-${name}-`));
  folders.add(folder);
  return folder;
}

export const userRoles = ['organiser', 'host', 'viewer'];
export const deviceRoles = ['door', 'screen', 'stage', 'stand'];

/**
 * The arguments of `parvis plan` that end its search after a number of tries, so that it finds the
 * same meetings whatever else the machine does.
 */
export const by_rounds = ['--rounds', '10000'];

/** The Inno'vember edition with one user and one device of every role. */
export function makeEdition(name, { plan = true } = {}) {
  const folder = temporaryFolder(name);
  parvis(folder, ['init', `${files}edition.json`]);
  parvis(folder, [
    'import',
    '--applications',
    `${files}candidatures.csv`,
    '--decisions',
    `${files}decisions.csv`,
    '--needs',
    `${files}besoins.csv`,
    '--participants',
    `${files}participants.csv`,
    '--wishes',
    `${files}voeux.csv`,
    '--stands',
    `${files}stands.csv`,
  ]);
  if (plan) parvis(folder, ['plan', ...by_rounds]);
  const badges = issueBadges(folder);
  const users = {};
  for (const role of userRoles) users[role] = addUser(folder, `${role}-1`, role);
  const tokens = {};
  for (const role of deviceRoles) tokens[role] = addDevice(folder, `Borne ${role}`, role);
  return { folder, users, tokens, badges };
}

/**
 * Where the editions are that are made once: another place for other programs, spreadsheets or
 * commands.
 */
function shelf() {
  const program = statSync(parvisBinary());
  const parts = [
    program.size,
    program.mtimeMs,
    ...readdirSync(files).map((file) => statSync(files + file).mtimeMs),
    statSync(fileURLToPath(import.meta.url)).mtimeMs,
  ];
  const name = createHash('sha256').update(parts.join()).digest('hex').slice(0, 16);
  return join(dirname(parvisBinary()), 'test-editions', name);
}

/** Makes an edition that copies are taken from, unless it is there; its folder. */
function keepEdition(plan) {
  const kept = join(shelf(), plan ? 'planned' : 'unplanned');
  if (existsSync(kept)) return kept;
  const { folder, users, tokens, badges } = makeEdition('made-once', { plan });
  writeFileSync(join(folder, 'made.json'), JSON.stringify({ users, tokens, badges: [...badges] }));
  const half = `${kept}.${process.pid}`;
  mkdirSync(shelf(), { recursive: true });
  cpSync(folder, half, { recursive: true });
  try {
    renameSync(half, kept);
  } catch (error) {
    // another test was quicker: its edition is as good
    rmSync(half, { recursive: true, force: true });
    if (!existsSync(kept)) throw error;
  }
  return kept;
}

/**
 * As makeEdition, but made once for a program and copied for each test that only needs some
 * edition. All copies have the same key, passwords and badges.
 */
export function copyEdition(name, { plan = true } = {}) {
  const folder = temporaryFolder(name);
  cpSync(keepEdition(plan), folder, { recursive: true });
  const { users, tokens, badges } = JSON.parse(readFileSync(join(folder, 'made.json'), 'utf8'));
  return { folder, users, tokens, badges: new Map(badges) };
}

/**
 * What the ctest fixture `edition` runs: makes both, and throws away those of programs that are
 * gone.
 */
function keepEditions() {
  const now = shelf(),
    all = dirname(now);
  for (const old of existsSync(all) ? readdirSync(all) : [])
    if (join(all, old) !== now) rmSync(join(all, old), { recursive: true, force: true });
  for (const plan of [true, false]) keepEdition(plan);
}

/** Issues the badges that are missing; the organisers' code of each person → the QR code's text. */
export function issueBadges(folder) {
  const { stdout } = parvis(folder, ['badges', '--text']);
  return new Map(
    stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => line.split('\t')),
  );
}

/** A user with a password of the program's making. */
export function addUser(folder, name, role) {
  const { stdout } = parvis(folder, ['user', 'add', name, '--role', role]);
  const password = stdout.match(/\b[A-Za-z2-9]{4}(?:-[A-Za-z2-9]{4}){3}\b/)?.[0];
  if (!password) throw new Error(`no password in: ${stdout}`);
  return { name, password };
}

/** Adds a device; returns its token. */
export function addDevice(folder, name, role) {
  const path = join(folder, `${role}-${process.pid}.token`);
  parvis(folder, ['kiosk', 'add', name, '--role', role, '--token-file', path]);
  return readFileSync(path, 'utf8').trim();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) keepEditions();
