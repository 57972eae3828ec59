// SPDX-License-Identifier: EUPL-1.2
// Beyond this machine everything goes by TLS: `parvis serve` refuses the open network without a
// certificate, and `parvis certificate` makes one.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import test, { before } from 'node:test';
import tls from 'node:tls';

import { copyEdition, parvisBinary } from '../harness/edition.mjs';
import { startServer } from '../harness/server.mjs';
import { wait_ms } from '../harness/until.mjs';

let edition;
before(() => {
  edition = copyEdition('certificate', { plan: false });
});

const environment = { ...process.env, LANG: 'en_GB.UTF-8', LC_ALL: 'en_GB.UTF-8' };
function parvis(...args) {
  const run = spawnSync(parvisBinary(), [...args, '--data', edition.folder], {
    encoding: 'utf8',
    env: environment,
    timeout: wait_ms,
  });
  return { status: run.status, said: `${run.stdout ?? ''}${run.stderr}` };
}

/** Serves on every address of a network of its own, and says what was said until it was ready. */
async function serveBeyond(...options) {
  const child = spawn(
    'unshare',
    [
      '-n',
      parvisBinary(),
      'serve',
      '--listen',
      '0.0.0.0',
      '--port',
      '0',
      ...options,
      '--data',
      edition.folder,
    ],
    { env: environment, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let said = '';
  const note = (bytes) => (said += bytes);
  child.stdout.on('data', note);
  child.stderr.on('data', note);
  const ended = once(child, 'exit').then(([status]) => status);
  while (!/ready: /.test(said) && child.exitCode === null)
    await Promise.race([ended, once(child.stdout, 'data')]);
  const status = child.exitCode;
  child.kill();
  await ended;
  return { status, said };
}

const certificate = () =>
  new X509Certificate(readFileSync(`${edition.folder}/certificate.pem`, 'utf8'));

test('an open network is refused without a certificate, unless the operator says so aloud', async () => {
  const refused = await serveBeyond();
  assert.equal(refused.status, 1);
  assert.match(refused.said, /without encryption.*parvis certificate.*--plain-http/s);
  const plain = await serveBeyond('--plain-http');
  assert.equal(plain.status, null, 'it served');
  assert.match(plain.said, /not encrypted/);
});

test('--plain-http and a certificate exclude one another', () => {
  const run = parvis('serve', '--plain-http', '--certificate', 'a', '--key', 'b');
  assert.equal(run.status, 2);
});

test('a certificate is for this machine’s names, and the key for its owner alone', () => {
  const run = parvis(
    'certificate',
    '--name',
    'parvis.example',
    '--name',
    '192.0.2.7',
    '--days',
    '40',
  );
  assert.equal(run.status, 0, run.said);
  assert.equal(statSync(`${edition.folder}/certificate.key`).mode & 0o777, 0o600);
  const made = certificate();
  assert.ok(made.checkHost('parvis.example'));
  assert.ok(made.checkHost('localhost'));
  assert.ok(made.checkIP('192.0.2.7'));
  assert.ok(made.checkIP('127.0.0.1'));
  assert.ok(!made.checkHost('other.example'));
  assert.equal(made.ca, false);
  const days = (new Date(made.validTo) - Date.now()) / 86_400_000;
  assert.ok(days > 39 && days <= 40, `${days} days`);
});

test('a certificate that is still good is kept, and --renew keeps its key', () => {
  const before = certificate();
  const kept = parvis('certificate');
  assert.equal(kept.status, 1);
  assert.match(kept.said, /good for (39|40) more days.*--renew/s);
  assert.equal(certificate().fingerprint256, before.fingerprint256);
  assert.equal(parvis('certificate', '--renew').status, 0);
  assert.notEqual(certificate().fingerprint256, before.fingerprint256);
  assert.equal(
    certificate().publicKey.export({ type: 'spki', format: 'pem' }),
    before.publicKey.export({ type: 'spki', format: 'pem' }),
  );
});

test('a name that is none changes nothing', () => {
  const before = certificate().fingerprint256;
  for (const name of ['a b', 'a,DNS:b', '', 'é']) {
    const run = parvis('certificate', '--renew', '--name', name);
    assert.equal(run.status, 1, name);
    assert.match(run.said, /nothing was changed/);
  }
  assert.equal(certificate().fingerprint256, before);
});

test('the open network gets HTTPS with the folder’s own certificate', async () => {
  const served = await serveBeyond();
  assert.equal(served.status, null, 'it served');
  assert.match(served.said, /https:\/\/0\.0\.0\.0:/);
});

/** What a client of TLS 1.2 with these ciphers is told. */
function shake(port, ciphers) {
  return new Promise((resolve) => {
    const socket = tls.connect(
      { port, host: '127.0.0.1', rejectUnauthorized: false, maxVersion: 'TLSv1.2', ciphers },
      () => {
        resolve(socket.getCipher().name);
        socket.destroy();
      },
    );
    socket.on('error', () => resolve(null));
  });
}

test('no cipher without authenticated encryption is taken', async () => {
  const child = spawn(
    parvisBinary(),
    [
      'serve',
      '--port',
      '0',
      '--certificate',
      `${edition.folder}/certificate.pem`,
      '--key',
      `${edition.folder}/certificate.key`,
      '--data',
      edition.folder,
    ],
    { env: environment, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const [line] = await once(child.stdout, 'data');
  const port = Number(/:(\d+)\//.exec(line)[1]);
  try {
    assert.equal(
      await shake(port, 'ECDHE-ECDSA-AES128-GCM-SHA256'),
      'ECDHE-ECDSA-AES128-GCM-SHA256',
    );
    assert.equal(await shake(port, 'ECDHE-ECDSA-AES128-SHA256:ECDHE-ECDSA-AES256-SHA'), null);
  } finally {
    child.kill();
    await once(child, 'exit');
  }
});

// A sanitizer's build says what it lost; the test waits for no hour, it only begins at several.
test('a server that is told to stop amid handshakes gives back what they held', async () => {
  const [file, key] = ['pem', 'key'].map((end) => `${edition.folder}/certificate.${end}`);
  for (let turn = 0; turn < 8; turn++) {
    const server = await startServer(edition.folder, {
      args: ['--certificate', file, '--key', key],
    });
    const shaking = Array.from({ length: 60 }, () =>
      tls
        .connect({ host: '127.0.0.1', port: server.port, rejectUnauthorized: false })
        .on('error', () => {}),
    );
    for (let pass = 0; pass < turn * 20; pass++) await new Promise(setImmediate);
    await server.stop();
    for (const socket of shaking) socket.destroy();
  }
});
