// SPDX-License-Identifier: EUPL-1.2
// The processes of the bench: servers pinned to a core where there are two, their CPU and memory as
// the kernel counts them, and the load generator.
import { spawn } from 'node:child_process';
import { createServer, connect } from 'node:net';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
export const buildFolder = fileURLToPath(new URL('../../../build/bench/', import.meta.url));
export const parvisPath = process.env.PARVIS_BINARY;
const twoCores = cpus().length > 1;
const running = new Set();

process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));

/** The command, on one core when `core` is given and the machine has two. */
function pinned(core, command) {
  return core !== undefined && twoCores ? ['taskset', '-c', String(core), ...command] : command;
}

function start(command, { core, idle = false, stdin = 'ignore', env = {} } = {}) {
  const all = pinned(core, idle ? ['nice', '-n', '19', ...command] : command);
  const child = spawn(all[0], all.slice(1), {
    stdio: [stdin, 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  running.add(child);
  child.setMaxListeners(0); // whoever waits for its words listens
  child.out = '';
  child.err = '';
  child.stdout.on('data', (bytes) => {
    child.out += bytes;
    child.emit('said');
  });
  child.stderr.on('data', (bytes) => (child.err = (child.err + bytes).slice(-20000)));
  child.ended = new Promise((resolve) =>
    child.on('exit', (code, signal) => {
      running.delete(child);
      resolve(code ?? signal);
    }),
  );
  child.on('error', (error) => {
    throw error;
  });
  return child;
}

/** Waits until the child's output matches; the match. */
export async function said(child, pattern, ms = 60_000) {
  const until = Date.now() + ms;
  let ended = false;
  child.ended.then(() => (ended = true));
  for (;;) {
    const match = child.out.match(pattern);
    if (match) return match;
    if (ended || Date.now() > until)
      throw new Error(`${child.spawnargs.join(' ')}: no ${pattern}\n${child.out}${child.err}`);
    await Promise.race([
      new Promise((resolve) => child.once('said', resolve)),
      child.ended,
      sleep(200),
    ]);
  }
}

async function stop(child) {
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), 15_000);
  await child.ended;
  clearTimeout(late);
}

// ---- folders ----

/** A folder on the disk of the build, where the database of a run lives; gone at the end. */
export function scratchFolder() {
  mkdirSync(buildFolder, { recursive: true });
  const folder = mkdtempSync(join(buildFolder, 'run-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A fresh copy of the edition, so that no run finds what another left. */
export function copyEdition(edition, scratch, name) {
  const folder = join(scratch, name);
  rmSync(folder, { recursive: true, force: true });
  cpSync(edition, folder, { recursive: true });
  return folder;
}

// ---- servers ----

export const manyConnections = ['--connections', '15000', '--connections-per-address', '15000'];

/** The server on a copy of the edition; { child, pids, port, url, stop }. */
export async function startParvis(folder, { core, args = [] } = {}) {
  const child = start(
    [parvisPath, 'serve', '--data', folder, '--port', '0', '--at', '2017-11-20T09:05', ...args],
    { core },
  );
  const [url, port] = await said(child, /https?:\/\/[\d.]+:(\d+)/);
  return { child, pids: [child.pid], port: Number(port), url, stop: () => stop(child) };
}

export async function startFastify(database, offset, token, { core } = {}) {
  const child = start(
    [process.execPath, join(here, 'peer_fastify.mjs'), database, String(offset), token],
    {
      core,
      env: { NODE_ENV: 'production' },
    },
  );
  const [, port] = await said(child, /"port":(\d+)/);
  return { child, pids: [child.pid], port: Number(port), stop: () => stop(child) };
}

/** nginx with one worker, serving `site` statically and, with nchan, a channel at /sub and /pub. */
export async function startNginx(scratch, { core, site, nchan = false } = {}) {
  const folder = mkdtempSync(join(scratch, 'nginx-'));
  const port = await freePort();
  const template = readFileSync(join(here, 'nginx.conf'), 'utf8');
  const modules = nchan ? 'load_module /usr/lib/nginx/modules/ngx_nchan_module.so;' : '';
  const channel = nchan ? readFileSync(join(here, 'nchan.conf'), 'utf8') : '';
  // else its worker may not read our folder
  const user = process.getuid() === 0 ? 'user root;' : '';
  const settings = {
    MODULES: modules,
    USER: user,
    CHANNEL: channel,
    FOLDER: folder,
    SITE: site ?? folder,
    PORT: port,
  };
  writeFileSync(
    join(folder, 'nginx.conf'),
    template.replace(/@(\w+)@/g, (_, name) => String(settings[name])),
  );
  const child = start(
    ['nginx', '-p', folder, '-e', join(folder, 'error.log'), '-c', join(folder, 'nginx.conf')],
    { core },
  );
  await accepts(port, child);
  return {
    child,
    port,
    pids: [child.pid, ...childrenOf(child.pid)],
    stop: () => stop(child),
    folder,
  };
}

export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function accepts(port, child) {
  for (let tries = 0; tries < 200; tries++) {
    const open = await new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.destroy();
        resolve(true);
      });
      socket.on('error', () => resolve(false));
    });
    if (open) return;
    await sleep(25);
  }
  throw new Error(`nginx does not listen\n${child.err}`);
}

// ---- what the kernel counts ----

function childrenOf(pid) {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        return (
          Number(readFileSync(`/proc/${name}/stat`, 'utf8').split(') ')[1].split(' ')[1]) === pid
        );
      } catch {
        return false;
      }
    })
    .map(Number);
}

/** Time on a processor of all threads of the processes so far, milliseconds. */
export function cpuMs(pids) {
  let ns = 0;
  for (const pid of pids)
    for (const task of readdirSync(`/proc/${pid}/task`))
      ns += Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[0]);
  return ns / 1e6;
}

/** Proportional set size of the processes together, MiB: shared pages are counted once. */
export function pssMiB(pids) {
  let kB = 0;
  for (const pid of pids)
    kB += Number(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8').match(/^Pss:\s+(\d+)/m)[1]);
  return kB / 1024;
}

// ---- the load generator ----

export const loadPath = join(buildFolder, 'load');
export const sqlitePath = join(buildFolder, 'sqlite_alone');

/** Runs the load generator to its end; its last line of JSON. */
export async function load(args, { core, idle, opened } = {}) {
  const child = start([loadPath, ...args.map(String)], { core, idle });
  if (opened) await opened(child);
  const code = await child.ended;
  if (code !== 0) throw new Error(`load ${args.join(' ')} → ${code}\n${child.out}${child.err}`);
  const result = JSON.parse(child.out.trim().split('\n').at(-1));
  if (result.wrong)
    throw new Error(`load ${args.join(' ')}: ${result.wrong} wrong answers\n${child.err}`);
  return result;
}

/** Opens streams that only read, until `release` is called. */
export async function holdStreams(args, { core } = {}) {
  const child = start([loadPath, 'streams', ...args.map(String)], {
    core,
    idle: true,
    stdin: 'pipe',
  });
  const [line] = await said(child, /\{"open".*\}/, 90_000);
  const { open, gone } = JSON.parse(line);
  if (gone) throw new Error(`${gone} of ${open + gone} streams were refused\n${child.err}`);
  return {
    async release() {
      child.stdin.end();
      const code = await child.ended;
      if (code !== 0) throw new Error(`streams were cut meanwhile: ${child.out}${child.err}`);
    },
  };
}

/** SQLite alone for some seconds; its line of JSON. */
export async function sqliteAlone(database, seconds) {
  const child = start([sqlitePath, database, String(seconds)]);
  if ((await child.ended) !== 0) throw new Error(child.err);
  return JSON.parse(child.out);
}
