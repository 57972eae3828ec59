// The real parvis-kiosk, driven by standard input, with its pictures in a folder.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const alive = new Set();
process.on('exit', () => {
  for (const child of alive) child.kill('SIGKILL');
});

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
    this.child = spawn(process.env.PARVIS_KIOSK_BINARY, [...args, '--output', `png:${this.pictures}`, '--size', '640x360'], {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, LANG: 'fr_FR.UTF-8', LC_ALL: 'fr_FR.UTF-8', ...env },
    });
    alive.add(this.child);
    let rest = '';
    this.child.stdout.on('data', (bytes) => {
      const lines = (rest + bytes).split('\n');
      rest = lines.pop();
      for (const line of lines) this.lines.push(JSON.parse(line));
    });
    this.child.stderr.on('data', (bytes) => (this.log += bytes));
    this.exited = new Promise((resolve) => this.child.on('exit', (code, signal) => {
      alive.delete(this.child);
      resolve({ code, signal });
    }));
  }
  static started = 0;

  show(text) { this.child.stdin.write(`${text}\n`); }
  /** The next line of JSON that it writes. */
  async answer() {
    await until(() => this.lines.length, `an answer of the kiosk (${this.log.slice(-500)})`);
    return this.lines.shift();
  }
  picture(name) { return `${this.pictures}/${name}.png`; }
  has(name) { return existsSync(this.picture(name)); }
  /** Waits for a picture of this name, drawn after `after` (ms of its file). */
  async shows(name, after = 0) {
    await until(() => this.has(name) && statSync(this.picture(name)).mtimeMs > after, `the screen ${name} (${this.log.slice(-500)})`);
    return this.picture(name);
  }
  /** Ends its input, and demands that it ends well. */
  async stop() {
    this.child.stdin.end();
    const how = await Promise.race([this.exited, sleep(15_000, null, { ref: false })]);
    if (!how) this.child.kill('SIGKILL');
    if (!how || ![0, 1].includes(how.code) || /runtime error:|Sanitizer/.test(this.log))
      throw new Error(`the kiosk did not stop well: ${JSON.stringify(how)}\n${this.log.slice(-4000)}`);
    return how.code;
  }
}
