// SPDX-License-Identifier: EUPL-1.2
// What is measured, one function a figure.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makePipe, typed } from '../../harness/devices.mjs';
import { startDoor, startProxy } from '../../harness/kiosk.mjs';
import { drawBadge, frameOf, y4mFrame, y4mHeader } from '../../harness/photos.mjs';
import { until } from '../../harness/until.mjs';

// ---- decoding ----

function timed(command, args) {
  const from = process.hrtime.bigint();
  const run = spawnSync(command, args, { encoding: 'utf8' });
  if (run.error) throw run.error;
  return { out: run.stdout ?? '', ms: Number(process.hrtime.bigint() - from) / 1e6 };
}

/**
 * Every reader over every picture, a process each, by turns; ours tells its own decoding time, too.
 */
export function decode(top, set) {
  const program = join(top, 'build/release/bench_kiosk_decode'),
    module = join(top, 'build/release/parvis-camera.so');
  const ours = (way) => ({
    run: (path) => timed(program, [module, way, path]),
    found: (out) => JSON.parse(out || '{}').text,
    decoding: (out) => JSON.parse(out).ms,
  });
  const readers = {
    'Parvis (both)': ours('thorough'),
    'Parvis (zxing-cpp alone)': ours('fast'),
    // Debian's 1.4 ends with a fault where there is no code: nothing found, then
    ZXingReader: {
      run: (path) => timed('ZXingReader', ['-format', 'QRCode', path]),
      found: (out) => out.match(/^Text:\s+"(.*)"$/m)?.[1],
    },
    zbarimg: {
      run: (path) => timed('zbarimg', ['-q', '--raw', '-Sdisable', '-Sqrcode.enable', path]),
      found: (out) => out.trim().split('\n')[0],
    },
  };
  const figures = {};
  for (const { path, text } of set)
    for (const [name, reader] of Object.entries(readers)) {
      const { out, ms } = reader.run(path);
      const of = (figures[name] ??= {
        read: [],
        process_ms: [],
        ...(reader.decoding ? { ms: [] } : {}),
      });
      of.read.push(reader.found(out) === text);
      of.process_ms.push(ms);
      if (reader.decoding) of.ms.push(reader.decoding(out));
    }
  return figures;
}

// ---- from the scan to the answer ----

async function answered(kiosk, count) {
  while (kiosk.answers.length < count) await once(kiosk.child.stdout, 'data');
}

/**
 * Milliseconds from the scanner's last key, or the camera's first frame, to the answer's report.
 */
export async function scans({ edition, server }, count) {
  const codes = [...edition.badges];
  // before the camera runs: one that gives nothing for two seconds is taken for broken
  const photos = Array.from({ length: count }, (_, i) =>
    frameOf(drawBadge(edition.folder, codes[2 * i + 1][0], `${edition.folder}/bench.png`), {
      turn: 7,
      noise: 0.1,
      seed: i,
    }),
  );
  const [keys, film] = ['bench-keys', 'bench-film'].map((name) =>
    makePipe(`${edition.folder}/${name}`),
  );
  const kiosk = startDoor(server.url, edition.tokens.door, {
    folder: `${edition.folder}/bench-door`,
    args: ['--scanner', keys.path, '--camera', film.path],
    hold: 1,
  });
  const [scanner, camera] = [await keys.open(), await film.open()];
  const table = Buffer.alloc(1280 * 720, 110);
  camera.write(y4mHeader(1280, 720, 30));
  camera.write(y4mFrame(table));
  await kiosk.says(/bench-keys is read/);
  await kiosk.online();
  const result = { 'scanner (evdev)': [], 'camera (1280 × 720, code 260 px)': [] };
  for (let i = 0; i < count; i++) {
    scanner.write(typed(codes[2 * i][1]));
    await sleep(60);
    let from = performance.now();
    scanner.write(typed('\n'));
    await answered(kiosk, 2 * i + 1);
    result['scanner (evdev)'].push(performance.now() - from);
    from = performance.now();
    camera.write(y4mFrame(photos[i]));
    await answered(kiosk, 2 * i + 2);
    result['camera (1280 × 720, code 260 px)'].push(performance.now() - from);
    camera.write(y4mFrame(table));
    await sleep(60);
  }
  if (kiosk.statuses().some((status) => status !== 'admitted'))
    throw new Error(`not all came in: ${kiosk.statuses()}`);
  scanner.end();
  camera.end();
  await kiosk.stop();
  return result;
}

/** The same by scanner when the server is gone, and the kiosk knows it. */
export async function scansAlone({ edition, server }, count) {
  const proxy = await startProxy(server.port);
  const codes = [...edition.badges].slice(-count);
  const keys = makePipe(`${edition.folder}/bench-alone`);
  const kiosk = startDoor(proxy.url, edition.tokens.door, {
    folder: `${edition.folder}/bench-alone-door`,
    args: ['--scanner', keys.path],
    hold: 1,
  });
  const scanner = await keys.open();
  await kiosk.ready();
  proxy.set('closed');
  await kiosk.says(/the server is gone/);
  const times = [];
  for (const [i, [, code]] of codes.entries()) {
    scanner.write(typed(code));
    await sleep(60);
    const from = performance.now();
    scanner.write(typed('\n'));
    await answered(kiosk, i + 1);
    times.push(performance.now() - from);
    await sleep(60);
  }
  if (kiosk.statuses().some((status) => status !== 'admitted'))
    throw new Error(`not all came in alone: ${kiosk.statuses()}`);
  scanner.end();
  await kiosk.stop();
  proxy.close();
  return times;
}

/**
 * A door's day: so many scans through the real kiosk; its memory after the first thousand and at
 * the end.
 */
export async function doorDay({ edition, server }, count) {
  const codes = [...edition.badges.values()];
  const kiosk = startDoor(server.url, edition.tokens.door, {
    folder: `${edition.folder}/bench-day`,
    stdin: true,
  });
  const result = { scans: count };
  for (let done = 0; done < count;) {
    const some = Math.min(500, count - done);
    kiosk.child.stdin.write(
      `${Array.from({ length: some }, (_, i) => codes[(done + i) % codes.length]).join('\n')}\n`,
    );
    done += some;
    await until(() => kiosk.answers.length >= done, { ms: 120_000, what: `${done} answers` });
    if (done === 1000) result.settled_mib = pssMiB([kiosk.child.pid]);
  }
  result.end_mib = pssMiB([kiosk.child.pid]);
  await kiosk.stop();
  return result;
}

// ---- the start ----

/** Milliseconds from exec until the first picture lies in the folder. */
export async function firstFrame({ edition, server }, runs) {
  const token = `${edition.folder}/door.token`;
  writeFileSync(token, `${edition.tokens.door}\n`, { mode: 0o600 });
  const screens = { 'check-in': 'check-in-idle', agenda: 'agenda' };
  const result = {};
  for (let run = 0; run < runs; run++)
    for (const [screen, picture] of Object.entries(screens)) {
      const folder = `${edition.folder}/first-${screen}-${run}`,
        path = `${folder}/${picture}.png`;
      const from = performance.now();
      const child = spawn(
        process.env.PARVIS_KIOSK_BINARY,
        [
          screen,
          '--server',
          server.url,
          '--token-file',
          token,
          '--output',
          `png:${folder}`,
          '--size',
          '1920x1080',
        ],
        { stdio: 'ignore' },
      );
      for (;;) {
        try {
          statSync(path);
          break;
        } catch {
          if (performance.now() - from > 10_000) throw new Error(`no ${path}`);
          await sleep(1);
        }
      }
      (result[screen] ??= []).push(performance.now() - from);
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
  return result;
}

// ---- memory ----

function family(pid) {
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        return (
          Number(readFileSync(`/proc/${name}/stat`, 'utf8').split(') ')[1].split(' ')[1]) === pid
        );
      } catch {
        return false;
      }
    });
  return [pid, ...children.flatMap((child) => family(Number(child)))];
}

function pssMiB(pids) {
  let kB = 0;
  for (const pid of pids)
    kB += Number(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8').match(/^Pss:\s+(\d+)/m)[1]);
  return kB / 1024;
}

async function weigh(command, args, env = {}) {
  const child = spawn(command, args, { stdio: 'ignore', env: { ...process.env, ...env } });
  await sleep(15_000);
  const pids = family(child.pid);
  const result = { mib: pssMiB(pids), processes: pids.length };
  child.kill('SIGKILL');
  await once(child, 'exit');
  return result;
}

/** PSS of the kiosk (a window under X; with a camera) and of Chromium on the web's wall screen. */
export async function memory({ edition, server }) {
  const display = `:${90 + (process.pid % 100)}`;
  const x = spawn('Xvfb', [display, '-screen', '0', '1920x1080x24', '-nolisten', 'tcp'], {
    stdio: 'ignore',
  });
  await until(() => statSync(`/tmp/.X11-unix/X${display.slice(1)}`, { throwIfNoEntry: false }), {
    what: 'the X server',
  });
  const kiosk = (screen, ...args) => [
    screen,
    '--server',
    server.url,
    '--token-file',
    `${edition.folder}/door.token`,
    '--size',
    '1920x1080',
    ...args,
  ];
  writeFileSync(`${edition.folder}/door.token`, `${edition.tokens.door}\n`, { mode: 0o600 });
  const film = `${edition.folder}/table.y4m`;
  writeFileSync(
    film,
    Buffer.concat([
      y4mHeader(1280, 720, 10),
      ...Array(200).fill(y4mFrame(Buffer.alloc(1280 * 720, 110))),
    ]),
  );
  const profile = `${edition.folder}/chromium`;
  mkdirSync(profile);
  const result = {
    'parvis-kiosk agenda (X11 window)': await weigh(
      process.env.PARVIS_KIOSK_BINARY,
      kiosk('agenda'),
      { DISPLAY: display },
    ),
    'parvis-kiosk check-in (X11 window)': await weigh(
      process.env.PARVIS_KIOSK_BINARY,
      kiosk('check-in'),
      { DISPLAY: display },
    ),
    'parvis-kiosk check-in with a camera, 1280 × 720': await weigh(
      process.env.PARVIS_KIOSK_BINARY,
      kiosk('check-in', '--camera', film),
      { DISPLAY: display },
    ),
    'Chromium, headless, the web wall screen': await weigh('chromium', [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      '--window-size=1920,1080',
      `--user-data-dir=${profile}`,
      '--remote-debugging-port=0',
      `${server.url}/screen`,
    ]),
  };
  x.kill('SIGTERM');
  return result;
}

// ---- drawing ----

export function frames(
  top,
  count,
  sizes = [
    [1280, 720],
    [1920, 1080],
    [3840, 2160],
  ],
) {
  const result = {};
  for (const [width, height] of sizes) {
    const run = spawnSync(
      join(top, 'build/release/bench_kiosk_frames'),
      [join(top, 'tests/golden/event.json'), String(width), String(height), String(count)],
      { encoding: 'utf8' },
    );
    if (run.status !== 0) throw new Error(`frames: ${run.stderr}`);
    result[`${width} × ${height}`] = JSON.parse(run.stdout);
  }
  return result;
}
