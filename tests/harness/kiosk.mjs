// The real parvis-kiosk, driven by standard input, with its pictures in a folder, and a network
// between it and the server that can be cut.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { mind } from './children.mjs';

/** Resolves when `look` gives something; throws after `ms`. */
export async function until(look, what, ms = 15_000) {
  const end = Date.now() + ms;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`${what}: not in ${ms} ms`);
    await sleep(20);
  }
}

export class Kiosk {
  /** `folder` gets state/ (kept between starts) and the pictures of this start. */
  constructor(folder, args, { env = {} } = {}) {
    this.pictures = `${folder}/pictures-${Kiosk.started++}`;
    mkdirSync(this.pictures, { recursive: true });
    this.lines = [];
    this.log = '';
    this.child = spawn(
      process.env.PARVIS_KIOSK_BINARY,
      [...args, '--output', `png:${this.pictures}`, '--size', '640x360'],
      {
        stdio: ['pipe', 'pipe', 'pipe'],
        env: { ...process.env, LANG: 'fr_FR.UTF-8', LC_ALL: 'fr_FR.UTF-8', ...env },
      },
    );
    mind(this.child);
    let rest = '';
    this.child.stdout.on('data', (bytes) => {
      const lines = (rest + bytes).split('\n');
      rest = lines.pop();
      for (const line of lines) this.lines.push(JSON.parse(line));
    });
    this.child.stderr.on('data', (bytes) => (this.log += bytes));
    this.exited = new Promise((resolve) =>
      this.child.on('exit', (code, signal) => resolve({ code, signal })),
    );
  }
  static started = 0;

  show(text) {
    this.child.stdin.write(`${text}\n`);
  }
  /** The next line of JSON that it writes. */
  async answer() {
    await until(() => this.lines.length, `an answer of the kiosk (${this.log.slice(-500)})`);
    return this.lines.shift();
  }
  picture(name) {
    return `${this.pictures}/${name}.png`;
  }
  has(name) {
    return existsSync(this.picture(name));
  }
  /** Waits for a picture of this name, drawn after `after` (ms of its file). */
  async shows(name, after = 0) {
    await until(
      () => this.has(name) && statSync(this.picture(name)).mtimeMs > after,
      `the screen ${name} (${this.log.slice(-500)})`,
    );
    return this.picture(name);
  }
  /** Ends its input, and demands that it ends well. */
  async stop() {
    this.child.stdin.end();
    const how = await Promise.race([this.exited, sleep(15_000, null, { ref: false })]);
    if (!how) this.child.kill('SIGKILL');
    if (!how || ![0, 1].includes(how.code) || /runtime error:|Sanitizer/.test(this.log))
      throw new Error(
        `the kiosk did not stop well: ${JSON.stringify(how)}\n${this.log.slice(-4000)}`,
      );
    return how.code;
  }
}

/**
 * A kiosk at work: `scan(text)` gives its JSON line. `env` and `args` go to the program; `folder`
 * has its state, its pictures and its token.
 */
export function startKiosk(url, token, folder, { args = [], env = {}, hold = 0 } = {}) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/token`, `${token}\n`);
  chmodSync(`${folder}/token`, 0o600);
  const child = spawn(
    process.env.PARVIS_KIOSK_BINARY,
    [
      'check-in',
      '--server',
      url,
      '--token-file',
      `${folder}/token`,
      '--stdin',
      '--hold-ms',
      String(hold),
      '--output',
      `png:${folder}/png`,
      '--state',
      `${folder}/state`,
      '--lang',
      'fr',
      ...args,
    ],
    { stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, ...env } },
  );
  mind(child);
  const kiosk = { child, log: '', answers: [], state: `${folder}/state`, png: `${folder}/png` };
  const waiting = new Set();
  let rest = '';
  child.stdin.on('error', () => {}); // it was killed
  child.stderr.on('data', (bytes) => (kiosk.log += bytes));
  child.stdout.on('data', (bytes) => {
    const lines = (rest + bytes).split('\n');
    rest = lines.pop();
    kiosk.answers.push(...lines.filter(Boolean).map((line) => JSON.parse(line)));
    for (const look of [...waiting]) look();
  });
  kiosk.ended = once(child, 'close').then(([code, signal]) => {
    kiosk.gone = { code, signal };
    for (const look of [...waiting]) look();
    return kiosk.gone;
  });
  /** Resolves with the n-th answer (from 0); with null when the kiosk ends before. */
  kiosk.answer = (n, ms = 30_000) =>
    new Promise((resolve, reject) => {
      const look = () => {
        if (kiosk.answers.length <= n && !kiosk.gone) return;
        clearTimeout(late);
        waiting.delete(look);
        resolve(kiosk.answers[n] ?? null);
      };
      const late = setTimeout(
        () => reject(new Error(`no answer ${n} in ${ms} ms\n${kiosk.log}`)),
        ms,
      );
      waiting.add(look);
      look();
    });
  kiosk.scan = (text) => {
    const n = kiosk.answers.length;
    child.stdin.write(`${text}\n`);
    return kiosk.answer(n);
  };
  kiosk.scanAll = async (texts) => {
    const answers = [];
    for (const text of texts) answers.push(await kiosk.scan(text));
    return answers;
  };
  /** No more scans: it ends once they are answered, and sent if the server is there. */
  kiosk.end = async () => {
    child.stdin.end();
    const how = await kiosk.ended;
    if (how.code !== 0)
      throw new Error(`parvis-kiosk → ${how.code ?? how.signal}\n${kiosk.log.slice(-8000)}`);
  };
  kiosk.kill = async () => {
    child.kill('SIGKILL');
    return kiosk.ended;
  };
  return kiosk;
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

/** Waits until `look` gives something true. */
export async function eventually(look, { ms = 20_000, what = 'it' } = {}) {
  const until = Date.now() + ms;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > until) throw new Error(`${what} did not come about in ${ms} ms`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
