// SPDX-License-Identifier: EUPL-1.2
// The real parvis-kiosk with its pictures in a folder, driven by its standard input or by the
// devices of devices.mjs; and a network between it and the server that can be cut.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { mind } from './children.mjs';
import { until, wait_ms } from './until.mjs';

let started = 0;

/** A running kiosk. `answers` has each line of JSON that it wrote. */
export class Kiosk {
  /**
   * Starts `parvis-kiosk …`. `folder` gets `state/`, kept between starts, and the `pictures` of
   * this start. `program` runs in place of $PARVIS_KIOSK_BINARY.
   */
  constructor(args, { folder, env = {}, size = '640x360', program } = {}) {
    this.folder = folder;
    this.state = `${folder}/state`;
    this.pictures = `${folder}/pictures-${started++}`;
    this.answers = [];
    this.log = '';
    this.taken = 0;
    this.waiting = new Set();
    mkdirSync(this.pictures, { recursive: true });
    const [command, ...rest] = args;
    const all = [
      command,
      '--state',
      this.state,
      '--output',
      `png:${this.pictures}`,
      '--size',
      size,
    ];
    this.child = mind(
      spawn(program ?? process.env.PARVIS_KIOSK_BINARY, [...all, ...rest], {
        stdio: ['pipe', 'pipe', 'pipe'],
        env: { ...process.env, LANG: 'fr_FR.UTF-8', LC_ALL: 'fr_FR.UTF-8', ...env },
      }),
    );
    this.child.stdin.on('error', () => {}); // it may end before it has read everything
    this.child.stderr.on('data', (bytes) => (this.log += bytes));
    this.listen();
  }

  listen() {
    let rest = '';
    const wake = () => [...this.waiting].forEach((look) => look());
    this.child.stdout.on('data', (bytes) => {
      const lines = (rest + bytes).split('\n');
      rest = lines.pop();
      this.answers.push(...lines.filter(Boolean).map((line) => JSON.parse(line)));
      wake();
    });
    /** Resolves with { code, signal } when it has ended; `gone` has them from then on. */
    this.ended = once(this.child, 'close').then(([code, signal]) => {
      this.gone = { code, signal };
      wake();
      return this.gone;
    });
  }

  // ---- what it answers ----

  /** Types a line at its standard input. */
  write(text) {
    this.child.stdin.write(`${text}\n`);
  }
  /** Resolves with the n-th answer (from 0); with null when the kiosk ends before. */
  answer(n, ms = wait_ms) {
    return new Promise((resolve, reject) => {
      const look = () => {
        if (this.answers.length <= n && !this.gone) return;
        clearTimeout(late);
        this.waiting.delete(look);
        resolve(this.answers[n] ?? null);
      };
      const late = setTimeout(() => {
        this.waiting.delete(look);
        reject(new Error(`no answer ${n} in ${ms} ms, after ${this.statuses()}\n${this.log}`));
      }, ms);
      this.waiting.add(look);
      look();
    });
  }
  /** Resolves with the answer after the one that was taken last. */
  next() {
    return this.answer(this.taken++);
  }
  statuses() {
    return this.answers.map(({ status }) => status);
  }
  /** Waits for so many answers; resolves with the statuses of all. */
  async answered(count) {
    const last = await this.answer(count - 1);
    if (!last) throw new Error(`it ended after ${this.statuses()}\n${this.log}`);
    return this.statuses();
  }
  /** Types a code; resolves with its answer, or null when the kiosk ends before. */
  scan(text) {
    const n = this.answers.length;
    this.write(text);
    return this.answer(n);
  }
  async scanAll(texts) {
    const answers = [];
    for (const text of texts) answers.push(await this.scan(text));
    return answers;
  }

  // ---- what it says, shows and keeps ----

  /** Waits for a line of the log, from the character `from` on. */
  says(pattern, { from = 0 } = {}) {
    return until(() => pattern.test(this.log.slice(from)), {
      what: () => `${pattern} in\n${this.log}`,
    });
  }
  /** Waits until it follows the server: then it knows the event's time, and asks the server. */
  online() {
    return this.says(/the server is there/);
  }
  picture(name) {
    return `${this.pictures}/${name}.png`;
  }
  has(name) {
    return existsSync(this.picture(name));
  }
  forget(name) {
    rmSync(this.picture(name), { force: true });
  }
  /** When the picture of this name was drawn last (ms, of its file); 0: never. */
  drawn(name) {
    return statSync(this.picture(name), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  }
  /** Waits for a picture of this name, drawn after `after`; its path. */
  async shows(name, after = 0) {
    await until(() => this.drawn(name) > after, { what: () => `the screen ${name}\n${this.log}` });
    return this.picture(name);
  }
  /** The first value that a statement on the kiosk's roster gives; '': none. */
  query(sql) {
    const roster = `${this.state}/cache/roster.db`;
    if (!existsSync(roster)) return '';
    const run = spawnSync('sqlite3', [`file:${roster}?mode=ro`, sql], { encoding: 'utf8' });
    return run.stdout.trim();
  }
  kept(setting) {
    return this.query(`SELECT value FROM setting WHERE name = '${setting}'`);
  }
  /** Waits until it has the whole roster. */
  ready() {
    return until(() => this.kept('complete') === '1', {
      what: () => `the whole roster\n${this.log}`,
    });
  }

  // ---- its end ----

  async demand(good) {
    const late = setTimeout(() => this.child.kill('SIGKILL'), wait_ms);
    const { code, signal } = await this.ended;
    clearTimeout(late);
    if (!good.includes(code) || /runtime error:|Sanitizer/.test(this.log))
      throw new Error(`parvis-kiosk → ${code ?? signal}\n${this.log.slice(-8000)}`);
  }
  /** Stops it by SIGTERM; fails unless it ended well. */
  stop() {
    this.child.kill('SIGTERM');
    return this.demand([0]);
  }
  /**
   * Ends its input: the kiosk ends once every scan is answered, and sent if the server is there.
   */
  end(good = [0]) {
    this.child.stdin.end();
    return this.demand(good);
  }
  kill() {
    this.child.kill('SIGKILL');
    return this.ended;
  }
}

/**
 * `parvis-kiosk check-in` with a device's token, which is written into `folder`. `hold`: how many
 * ms an answer stays on the screen. With `stdin`, tests type codes; otherwise `args` name a device.
 */
export function startDoor(
  url,
  token,
  { folder, args = [], hold = 0, language = 'fr', stdin = false, ...how },
) {
  mkdirSync(folder, { recursive: true });
  const file = `${folder}/token`;
  writeFileSync(file, `${token}\n`, { mode: 0o600 });
  const door = ['check-in', '--server', url, '--token-file', file, '--hold-ms', String(hold)];
  const way = ['--still', stdin ? '--stdin' : '--report'];
  return new Kiosk([...door, '--lang', language, ...way, ...args], { folder, ...how });
}

/**
 * A network to 127.0.0.1:port that can be cut. Modes: 'open'; 'closed' (connections are refused and
 * those that are open break); 'silent' (bytes are swallowed: nobody is told); 'deaf' (what the
 * kiosk says arrives, and no answer comes back).
 */
export async function startProxy(port) {
  const proxy = { mode: 'open', port };
  const pairs = new Set();
  const server = net.createServer((near) => {
    if (proxy.mode === 'closed') return near.destroy();
    const far = net.connect(proxy.port, '127.0.0.1');
    const pair = { near, far };
    pairs.add(pair);
    const end = () => {
      pairs.delete(pair);
      near.destroy();
      far.destroy();
    };
    near.on('data', (bytes) => {
      if (proxy.mode === 'open' || proxy.mode === 'deaf') far.write(bytes);
    });
    far.on('data', (bytes) => {
      if (proxy.mode === 'open') near.write(bytes);
    });
    for (const socket of [near, far]) socket.on('error', end).on('close', end);
    return undefined;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  proxy.url = `http://127.0.0.1:${server.address().port}`;
  proxy.set = (mode) => {
    proxy.mode = mode;
    if (mode === 'closed' || mode === 'open') for (const { near } of [...pairs]) near.destroy();
  };
  proxy.close = () => {
    proxy.set('closed');
    server.close();
  };
  return proxy;
}
