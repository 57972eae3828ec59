// The real kiosk with the devices that a test plugs into it.
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { mind } from './children.mjs';

function start(command, args, options) {
  const child = mind(spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'], ...options }));
  child.stdin.on('error', () => {}); // it may end before it has read everything
  child.ended = once(child, 'exit').then(([code, signal]) => ({ code, signal }));
  return child;
}

/** Waits until `look` gives something; it throws when that takes too long. */
export async function until(look, { ms = 20_000, what = 'what was awaited' } = {}) {
  for (const end = Date.now() + ms; Date.now() < end; await sleep(20)) {
    const found = await look();
    if (found) return found;
  }
  throw new Error(`${what} did not come in ${ms} ms`);
}

/**
 * `parvis-kiosk check-in` at the edition's door. Its answers come in `answers`, pictures in
 * `folder`.
 */
export function startKiosk(
  edition,
  url,
  args,
  { name = 'kiosk', env = {}, language = 'fr', hold = 300 } = {},
) {
  const folder = `${edition.folder}/${name}`;
  mkdirSync(folder, { recursive: true });
  const token = `${edition.folder}/door.token`;
  writeFileSync(token, `${edition.tokens.door}\n`, { mode: 0o600 });
  const child = start(
    process.env.PARVIS_KIOSK_BINARY,
    [
      'check-in',
      '--server',
      url,
      '--token-file',
      token,
      '--report',
      '--still',
      '--size',
      '640x360',
      '--output',
      `png:${folder}`,
      '--state',
      folder,
      '--lang',
      language,
      '--hold-ms',
      String(hold),
      ...args,
    ],
    { env: { ...process.env, LANG: 'en_GB.UTF-8', ...env } },
  );
  const kiosk = { child, folder, answers: [], log: '', ended: child.ended };
  let rest = '';
  child.stderr.on('data', (bytes) => (kiosk.log += bytes));
  child.stdout.on('data', (bytes) => {
    const lines = (rest + bytes).split('\n');
    rest = lines.pop();
    kiosk.answers.push(...lines.map((line) => JSON.parse(line)));
  });
  kiosk.statuses = () => kiosk.answers.map(({ status }) => status);
  /** Waits until so many answers came; all of them. */
  kiosk.answered = async (count) => {
    await until(() => kiosk.answers.length >= count, {
      what: `answer ${count} (${kiosk.statuses()})\n${kiosk.log}`,
    });
    return kiosk.statuses();
  };
  /** Waits for a line of the log. */
  kiosk.says = (pattern) =>
    until(() => pattern.test(kiosk.log), { what: `${pattern} in\n${kiosk.log}` });
  /** Stops it politely, and demands that it ended well. */
  kiosk.stop = async () => {
    child.kill('SIGTERM');
    const { code, signal } = await child.ended;
    if (code !== 0) throw new Error(`parvis-kiosk → ${code ?? signal}\n${kiosk.log.slice(-6000)}`);
  };
  return kiosk;
}

/** A device of tests/harness/plug.c; null where the kernel has none for us. */
export async function plug(...args) {
  const child = start(process.env.PARVIS_PLUG_BINARY, args);
  let path = '';
  child.stdout.on('data', (bytes) => (path += bytes));
  const how = await Promise.race([child.ended, until(() => path.includes('\n'))]);
  if (how.code === 77) return null;
  if (how !== true) throw new Error(`plug ${args.join(' ')} → ${JSON.stringify(how)}`);
  return {
    path: path.trim(),
    send: (text) => child.stdin.write(text),
    unplug: () => {
      child.stdin.end();
      return child.ended;
    },
  };
}

// ---- recordings of input events ----

const [EV_SYN, EV_KEY] = [0, 1];
const keys = { shift: 42, a: 30, q: 16, caps: 58 };
for (const [first, row] of [
  [2, '1234567890-='],
  [16, 'qwertyuiop[]\n'],
  [30, "asdfghjkl;'"],
  [44, 'zxcvbnm,./'],
  [57, ' '],
])
  [...row].forEach((sign, i) => (keys[sign] = first + i));
const shifted = { ':': ';', '?': '/', _: '-', '+': '=', '&': '7', '@': '2', '"': "'" };

function event(at, type, code, value) {
  const bytes = Buffer.alloc(24); // struct input_event of a 64-bit kernel
  bytes.writeBigInt64LE(BigInt(Math.floor(at / 1000)), 0);
  bytes.writeBigInt64LE(BigInt((at % 1000) * 1000), 8);
  bytes.writeUInt16LE(type, 16);
  bytes.writeUInt16LE(code, 18);
  bytes.writeInt32LE(value, 20);
  return bytes;
}

/** A key as the kernel would report it; `value` 1: pressed, 0: let go, 2: repeats. */
export const keyEvents = (code, values = [1, 0], at = 0) =>
  Buffer.concat(
    values.flatMap((value) => [event(at, EV_KEY, code, value), event(at, EV_SYN, 0, 0)]),
  );

/** What a wedge scanner with US key codes types for `text`, from `at` ms on. */
export function typed(text, at = 0) {
  return Buffer.concat(
    [...text].map((sign) => {
      const upper = /[A-Z]/.test(sign) || sign in shifted;
      const code = keys[shifted[sign] ?? sign.toLowerCase()];
      if (code === undefined) throw new Error(`no key types ${sign}`);
      const press = keyEvents(code, [1, 0], at);
      return upper
        ? Buffer.concat([keyEvents(keys.shift, [1], at), press, keyEvents(keys.shift, [0], at)])
        : press;
    }),
  );
}

// ---- a touch panel ----

const EV_ABS = 3,
  BTN_TOUCH = 330;
/** A finger that comes down at a place of the panel, from 0 to 1, and is lifted at another. */
export function touched(x, y, [to_x, to_y] = [x, y]) {
  const place = (at_x, at_y) => [
    event(0, EV_ABS, 0, Math.round(at_x * 65535)),
    event(0, EV_ABS, 1, Math.round(at_y * 65535)),
  ];
  return Buffer.concat([
    ...place(x, y),
    event(0, EV_KEY, BTN_TOUCH, 1),
    event(0, EV_SYN, 0, 0),
    ...place(to_x, to_y),
    event(0, EV_KEY, BTN_TOUCH, 0),
    event(0, EV_SYN, 0, 0),
  ]);
}
