// SPDX-License-Identifier: EUPL-1.2
// What is measured, one function a figure. Each gives samples by name; run.mjs repeats them by
// turns and takes medians.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { spawn } from 'node:child_process';
import { Client } from '../../harness/client.mjs';
import {
  copyEdition,
  cpuMs,
  freePort,
  holdStreams,
  load,
  manyConnections,
  parvisPath,
  pssMiB,
  said,
  sqliteAlone,
  startFastify,
  startNginx,
  startParvis,
} from './processes.mjs';

const SERVER_CORE = 0,
  CLIENT_CORE = 1;

/** Durable check-ins a second, 64 clients, one scan a request. */
export async function checkIns({ edition, scratch, quick }, who) {
  const folder = copyEdition(edition.folder, scratch, 'run');
  const seconds = quick ? 1 : 5;
  if (who === 'sqlite')
    return { per_second: (await sqliteAlone(join(folder, 'parvis.db'), seconds)).per_second };
  const ours = who === 'parvis';
  const offset = edition.offset();
  const server = ours
    ? await startParvis(folder, { args: manyConnections })
    : await startFastify(join(folder, 'parvis.db'), offset, edition.tokens.door);
  const result = await load([
    'post',
    '--port',
    server.port,
    '--path',
    '/api/check-ins',
    '--token',
    edition.tokens.door,
    '--badges',
    edition.badgesPath,
    '--clients',
    64,
    '--seconds',
    seconds,
    '--offset-ms',
    ours ? (await agenda(server.port)).clock_offset_ms : offset,
  ]);
  const cpu = cpuMs(server.pids);
  await server.stop();
  if (result.not_moved > result.requests / 100)
    throw new Error(`${who}: ${result.not_moved} scans moved nobody`);
  return {
    per_second: result.per_second,
    p50_ms: result.p50_ms,
    p99_ms: result.p99_ms,
    cpu_us: (cpu * 1000) / result.requests,
  };
}

/** Latency of paced check-ins while `streams` screens follow and a change a second reaches them. */
export async function checkInLatency({ edition, scratch, quick }, streams) {
  const server = await startParvis(copyEdition(edition.folder, scratch, 'run'), {
    core: SERVER_CORE,
    args: manyConnections,
  });
  const { clock_offset_ms: offset } = await agenda(server.port);
  const screens = streams
    ? await holdStreams(
        ['--port', server.port, '--path', '/api/feed', '--clients', streams, '--addresses', 200],
        { core: CLIENT_CORE },
      )
    : null;
  const changes = keepChanging(server, edition);
  const result = await load(
    [
      'post',
      '--port',
      server.port,
      '--path',
      '/api/check-ins',
      '--token',
      edition.tokens.door,
      '--badges',
      edition.badgesPath,
      '--clients',
      16,
      '--rate',
      300,
      '--seconds',
      quick ? 3 : 10,
      '--offset-ms',
      offset,
    ],
    { core: CLIENT_CORE },
  );
  await changes.stop();
  await screens?.release();
  await server.stop();
  return { p50_ms: result.p50_ms, p99_ms: result.p99_ms, max_ms: result.max_ms };
}

/** A notice a second by a host, as the day brings them. */
function keepChanging(server, edition) {
  const host = new Client(server.url);
  let stopped = false,
    failed = null;
  const done = (async () => {
    await host.signIn(edition.users.host);
    for (let i = 0; !stopped; i++) {
      const answer = await host.post('/api/notices', {
        fr: `Annonce ${i}`,
        en: `Notice ${i}`,
        minutes: 1,
      });
      if (answer.status !== 200) throw new Error(`notice: ${answer.status} ${answer.text}`);
      await sleep(1000);
    }
  })().catch((error) => (failed = error));
  return {
    async stop() {
      stopped = true;
      await done;
      host.close();
      if (failed) throw failed;
    },
  };
}

const NOTICE = {
  fr: 'Le déjeuner est servi dans le hall.',
  en: 'Lunch is served in the hall.',
  minutes: 30,
};

/** Time for a change to reach the last of `streams` subscribers; CPU and memory of the server. */
export async function fanOut(context, who, streams) {
  const ours = who === 'parvis';
  const { edition, scratch, quick } = context;
  const server = ours
    ? await startParvis(copyEdition(edition.folder, scratch, 'run'), {
        core: SERVER_CORE,
        args: manyConnections,
      })
    : await startNginx(scratch, { core: SERVER_CORE, nchan: true });
  const rounds = quick ? 3 : 10;
  const request = join(scratch, `publish-${who}`);
  writeFileSync(request, ours ? await noticeRequest(server, edition) : await channelRequest());
  const empty = pssMiB(server.pids);
  let cpu = 0,
    memory = 0;
  const result = await load(
    [
      'streams',
      '--port',
      server.port,
      '--path',
      ours ? '/api/feed' : '/sub',
      '--clients',
      streams,
      '--addresses',
      200,
      '--marker',
      ours ? 'event: change' : 'data:',
      '--publish',
      request,
      '--rounds',
      rounds,
      '--interval-ms',
      300,
    ],
    {
      core: CLIENT_CORE,
      async opened(child) {
        await said(child, /\{"open".*\}/, 90_000);
        cpu = cpuMs(server.pids);
        await Promise.race([said(child, /"last_p50_ms"/, 300_000), child.ended]);
        memory = pssMiB(server.pids);
        cpu = cpuMs(server.pids) - cpu;
      },
    },
  );
  await server.stop();
  return {
    last_ms: result.last_p50_ms,
    last_max_ms: result.last_max_ms,
    each_ms: result.each_p50_ms,
    cpu_ms: cpu / rounds,
    memory_mib: memory,
    per_stream_kib: ((memory - empty) * 1024) / streams,
  };
}

/** The raw request that puts a line on every screen. */
async function noticeRequest(server, edition) {
  const host = new Client(server.url);
  await host.signIn(edition.users.host);
  const body = Buffer.from(JSON.stringify(NOTICE));
  const head =
    `POST /api/notices HTTP/1.1\r\nHost: localhost\r\nCookie: ${host.cookie}\r\nX-Parvis-CSRF: ${host.csrf}\r\n` +
    `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`;
  host.close();
  return Buffer.concat([Buffer.from(head), body]);
}

/** The same change for nginx: the message is what our feed sends as data. */
async function channelRequest() {
  const { fr, en } = NOTICE;
  const change = {
    seq: 1813,
    at: 1511165400000,
    kind: 'notice',
    id: 1,
    body: { id: 1, fr, en, until_at: 1511167200000 },
  };
  const body = Buffer.from(JSON.stringify(change));
  return Buffer.concat([
    Buffer.from(`POST /pub HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${body.length}\r\n\r\n`),
    body,
  ]);
}

/** Agenda reads a second, beside nginx serving the same bytes as a file. */
export async function agendaReads({ edition, scratch, quick }, who, gzip) {
  const seconds = quick ? 1 : 4;
  const parvis = await startParvis(copyEdition(edition.folder, scratch, 'run'), {
    core: SERVER_CORE,
    args: manyConnections,
  });
  const plain = await fetchBytes(parvis.port, '/api/agenda', {});
  const packed = await fetchBytes(parvis.port, '/api/agenda', { 'accept-encoding': 'gzip' });
  if (gunzipped(packed) === false) throw new Error('the agenda did not come as gzip');
  let server = parvis,
    path = '/api/agenda';
  if (who === 'nginx') {
    await parvis.stop();
    writeFileSync(join(scratch, 'agenda.json'), plain.bytes);
    writeFileSync(join(scratch, 'agenda.json.gz'), packed.bytes);
    server = await startNginx(scratch, { core: SERVER_CORE, site: scratch });
    path = '/agenda.json';
  }
  const result = await load(
    [
      'get',
      '--port',
      server.port,
      '--path',
      path,
      '--clients',
      64,
      '--seconds',
      seconds,
      ...(gzip ? ['--gzip'] : []),
    ],
    { core: CLIENT_CORE },
  );
  await server.stop();
  return {
    per_second: result.per_second,
    p99_ms: result.p99_ms,
    bytes: result.bytes / result.requests,
  };
}

const gunzipped = ({ headers }) => headers['content-encoding'] === 'gzip';

/** From exec to the first answer, and the memory with the edition loaded. */
export async function start({ edition, scratch }) {
  const folder = copyEdition(edition.folder, scratch, 'run');
  const port = await freePort();
  const began = performance.now();
  const child = spawn(
    parvisPath,
    ['serve', '--data', folder, '--port', String(port), '--at', '2017-11-20T09:05'],
    { stdio: 'ignore' },
  );
  let answer = null;
  while (!answer && performance.now() - began < 20_000) {
    answer = await fetchBytes(port, '/api/agenda', {}).catch(() => null);
    if (!answer) await sleep(1);
  }
  const first_ms = performance.now() - began;
  if (!answer) throw new Error('no answer after the start');
  await sleep(200);
  const memory_mib = pssMiB([child.pid]);
  child.kill('SIGTERM');
  await new Promise((resolve) => child.on('exit', resolve));
  return { first_ms, memory_mib };
}

async function agenda(port) {
  return JSON.parse((await fetchBytes(port, '/api/agenda', {})).bytes.toString());
}

function fetchBytes(port, path, headers) {
  return new Promise((resolve, reject) => {
    const request = http.get(
      { host: '127.0.0.1', port, path, headers, agent: false },
      (response) => {
        const chunks = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('end', () => {
          if (response.statusCode !== 200) reject(new Error(`${path}: ${response.statusCode}`));
          else resolve({ bytes: Buffer.concat(chunks), headers: response.headers });
        });
      },
    );
    request.on('error', reject);
  });
}
