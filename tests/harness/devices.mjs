// SPDX-License-Identifier: EUPL-1.2
// The devices that a test plugs into a kiosk: scanners, serial lines, touch panels.
import { spawn, spawnSync } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { mind } from './children.mjs';
import { until } from './until.mjs';

/** A named pipe in the place of a device; `open` waits until the kiosk reads it. */
export function makePipe(path) {
  const run = spawnSync('mkfifo', [path], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`mkfifo ${path}: ${run.stderr}`);
  const open = async () => {
    const stream = createWriteStream(path, { flags: 'w' });
    streams.add(stream);
    stream.once('close', () => streams.delete(stream));
    await once(stream, 'open');
    return stream;
  };
  return { path, open };
}
// A test that failed must not leave the process waiting for a pipe that nobody reads.
const streams = new Set();
if (process.env.NODE_TEST_CONTEXT)
  (await import('node:test')).after(() => streams.forEach((stream) => stream.destroy()));

/** A device made by tests/harness/plug.c; null where the kernel does not let us make one. */
export async function plug(...args) {
  const child = mind(
    spawn(process.env.PARVIS_PLUG_BINARY, args, { stdio: ['pipe', 'pipe', 'pipe'] }),
  );
  child.stdin.on('error', () => {}); // it may end before it has read everything
  const ended = once(child, 'exit').then(([code, signal]) => ({ code, signal }));
  let path = '';
  child.stdout.on('data', (bytes) => (path += bytes));
  let how = null;
  void ended.then((end) => (how = end));
  await until(() => how || path.includes('\n'), { what: 'the device' });
  if (how?.code === 77) return null;
  if (how) throw new Error(`plug ${args.join(' ')} → ${JSON.stringify(how)}`);
  return {
    path: path.trim(),
    send: (text) => child.stdin.write(text),
    unplug: () => {
      child.stdin.end();
      return ended;
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
