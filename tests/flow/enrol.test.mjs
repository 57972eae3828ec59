// SPDX-License-Identifier: EUPL-1.2
// A kiosk's life through both real programs, over TLS: it waits, is shown its code, works, is
// steered from the console, and is nobody again the moment that it is revoked.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import net from 'node:net';
import test, { after, before } from 'node:test';
import { blake2b } from '../harness/blake2b.mjs';
import { Client } from '../harness/client.mjs';
import { copyEdition, parvis, temporaryFolder } from '../harness/edition.mjs';
import { Kiosk } from '../harness/kiosk.mjs';
import { readPairing, writePairing } from '../harness/pairing.mjs';
import { startServer } from '../harness/server.mjs';
import { pass, until } from '../harness/until.mjs';

const at = '2017-11-20T10:05';
let edition, server, organiser, certificate;
const kiosks = new Set();

function makeCertificate(folder, name, oldKey) {
  const [key, cert] = [oldKey ?? `${folder}/${name}.key`, `${folder}/${name}.pem`];
  const making = oldKey
    ? ['-key', key]
    : ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', key];
  const run = spawnSync('openssl', [
    'req',
    '-x509',
    ...making,
    '-days',
    '2',
    '-subj',
    '/CN=parvis.test',
    '-out',
    cert,
  ]);
  assert.equal(run.status, 0, run.stderr?.toString());
  return {
    key,
    cert,
    fingerprint: new X509Certificate(readFileSync(cert)).fingerprint256
      .replaceAll(':', '')
      .toLowerCase(),
  };
}

const tls = () => ['--certificate', certificate.cert, '--key', certificate.key];
async function start(from = at, port = 0) {
  server = await startServer(edition.folder, {
    at: from,
    args: [...tls(), ...(port ? ['--port', `${port}`] : [])],
  });
  organiser?.close();
  organiser = new Client(server.url);
  await organiser.signIn(edition.users.organiser);
}

before(async () => {
  edition = copyEdition('enrol');
  certificate = makeCertificate(edition.folder, 'server');
  await start();
});
after(async () => {
  for (const kiosk of kiosks) kiosk.child.kill('SIGKILL');
  organiser?.close();
  await server?.stop();
});

/** A code by the command; its text is the last line. */
function pair(name, args = []) {
  const { stdout } = parvis(edition.folder, ['kiosk', 'add', name, '--pair', ...args]);
  return stdout.trim().split('\n').at(-1);
}
function box(folder = temporaryFolder('kiosk'), args = []) {
  const kiosk = new Kiosk(['run', '--stdin', '--hold-ms', '300', ...args], { folder });
  kiosks.add(kiosk);
  return kiosk;
}
async function enrolled(name, args) {
  const kiosk = box();
  kiosk.write(pair(name, args));
  assert.deepEqual(await kiosk.next(), { pairing: 'enrolled' });
  return kiosk;
}
const identityOf = (kiosk) => `${kiosk.state}/identity.json`;
const row = async (name) =>
  (await organiser.get('/api/kiosks')).json.kiosks.find((one) => one.name === name);
async function tell(name, path, body) {
  const answer = await organiser.post(`/api/kiosks/${(await row(name)).id}/${path}`, body);
  assert.equal(answer.status, 200, answer.text);
  return answer.json;
}

test('the code says where, by which certificate, and nothing that a layout scrambles', () => {
  const png = `${edition.folder}/code.png`;
  const text = pair('Code', ['--png', png]);
  const code = readPairing(text);
  assert.equal(code.fingerprint, certificate.fingerprint, 'as openssl says it');
  assert.equal(`https://${code.host}:${code.port}`, server.url);
  const read = spawnSync('zbarimg', ['-q', '--raw', png], { encoding: 'utf8' });
  assert.equal(read.stdout.trim(), text, 'a reader of codes reads the picture');
  assert.equal(statSync(png).mode & 0o777, 0o600);
  const database =
    readFileSync(`${edition.folder}/parvis.db`).toString('latin1') +
    readFileSync(`${edition.folder}/parvis.db-wal`).toString('latin1');
  assert.ok(!database.includes(text) && !database.includes(code.secret), 'stored as a hash alone');
});

test('a kiosk that is nobody waits, and takes no other text for its code', async () => {
  const kiosk = box();
  await kiosk.shows('pairing');
  kiosk.write([...edition.badges.values()][0]);
  assert.deepEqual(await kiosk.next(), { pairing: 'not_a_code' });
  const text = pair('Abîmée');
  kiosk.write(text.slice(0, 40) + (text[40] === 'B' ? 'C' : 'B') + text.slice(41));
  assert.deepEqual(await kiosk.next(), { pairing: 'not_a_code' }, 'one letter is wrong');
  kiosk.write(`  ${text.toLowerCase()} \r`);
  assert.deepEqual(
    await kiosk.next(),
    { pairing: 'enrolled' },
    'white space and lower case are forgiven',
  );
  await kiosk.end([0, 1]);
});

test('another certificate than the code’s is told nothing', async () => {
  const text = pair('Imposteur');
  const other = makeCertificate(edition.folder, 'other');
  const kiosk = box();
  kiosk.write(writePairing({ ...readPairing(text), fingerprint: other.fingerprint }, blake2b));
  assert.deepEqual(await kiosk.next(), { pairing: 'other_certificate' });
  assert.ok(!existsSync(identityOf(kiosk)));
  kiosk.write(text);
  assert.deepEqual(
    await kiosk.next(),
    { pairing: 'enrolled' },
    'the secret was not used up: it was never sent',
  );
  await kiosk.end([0, 1]);
});

test('by its code it becomes a door: its token is its own, its badges are read, and a restart goes straight there', async () => {
  const kiosk = await enrolled('Porte A', ['--lang', 'en']);
  assert.equal(statSync(identityOf(kiosk)).mode & 0o777, 0o600);
  for (const file of readdirSync(`${kiosk.state}`))
    assert.equal(
      statSync(`${kiosk.state}/${file}`).mode & 0o077,
      0,
      `${file} is its owner’s alone`,
    );
  await kiosk.shows('check-in-idle');
  kiosk.write([...edition.badges.values()][3]);
  assert.equal((await kiosk.next()).status, 'admitted');
  const seen = await until(async () => (await row('Porte A')).health, { what: 'a heartbeat' });
  assert.deepEqual([seen.screen, seen.width, seen.height], ['check-in', 640, 360]);
  await kiosk.end([0, 1]);

  const again = box(kiosk.folder);
  again.write([...edition.badges.values()][4]);
  assert.equal((await again.next()).status, 'admitted');
  assert.ok(!again.has('pairing'), 'it knew who it was');
  await again.end([0, 1]);
});

test('a code works once', async () => {
  const text = pair('Une fois');
  const [first, second] = [box(), box()];
  first.write(text);
  assert.deepEqual(await first.next(), { pairing: 'enrolled' });
  second.write(text);
  assert.deepEqual(await second.next(), { pairing: 'code_used' });
  assert.ok(!existsSync(identityOf(second)));
  await second.shows('pairing');
  await Promise.all([first.end([0, 1]), second.end([0, 1])]);
});

test('an answer that is lost on the way is asked for again, and the code is not lost with it', async () => {
  let cut = 0;
  const proxy = net.createServer((client) => {
    const onward = net.connect(server.port, '127.0.0.1');
    let up = 0;
    client.on('data', (bytes) => {
      up += bytes.length;
      onward.write(bytes);
    });
    onward.on('data', (bytes) => {
      // The handshake passes; what the server says to the request does not, the first time.
      if (cut === 0 && up > 700) {
        cut++;
        client.destroy();
        onward.destroy();
      } else if (!client.destroyed) client.write(bytes);
    });
    for (const [one, other] of [
      [client, onward],
      [onward, client],
    ]) {
      one.on('error', () => other.destroy());
      one.on('close', () => other.destroy());
    }
  });
  await new Promise((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const kiosk = box();
  kiosk.write(pair('Loin', ['--server', `https://127.0.0.1:${proxy.address().port}`]));
  assert.deepEqual(await kiosk.next(), { pairing: 'enrolled' });
  assert.equal(cut, 1, 'one answer was lost');
  await kiosk.end([0, 1]);
  proxy.close();
});

test('revoking it, by the command or from the console, makes it nobody at once', async () => {
  for (const how of ['command', 'console']) {
    const name = `Révoquée (${how})`;
    const kiosk = await enrolled(name);
    await kiosk.shows('check-in-idle');
    await until(async () => (await row(name)).online, { what: 'it is connected' });
    await until(() => existsSync(`${kiosk.state}/cache/roster.db`), {
      what: 'what it needs to be alone',
    });
    const token = JSON.parse(readFileSync(identityOf(kiosk))).token;
    const before = Date.now();
    if (how === 'command') parvis(edition.folder, ['kiosk', 'revoke', name]);
    else await tell(name, 'revocation');
    await kiosk.shows('pairing', before);
    assert.ok(!existsSync(identityOf(kiosk)), 'the token is forgotten');
    assert.deepEqual(readdirSync(`${kiosk.state}/cache`), [], 'and what it kept of the event');
    const thief = new Client(server.url, { token });
    assert.equal((await thief.get('/api/people?q=a')).status, 401);
    thief.close();
    kiosk.write(pair(name, ['--role', 'stage']));
    assert.deepEqual(await kiosk.next(), { pairing: 'enrolled' }, 'a new code begins anew');
    await kiosk.shows('stage');
    await kiosk.end([0, 1]);
  }
});

test('it does what the console says: its name, another role, darkness, a picture without names', async () => {
  const kiosk = await enrolled('Écran nord', ['--role', 'screen']);
  await kiosk.shows('agenda');
  await until(async () => (await row('Écran nord')).online, { what: 'it is connected' });
  await tell('Écran nord', 'command', { do: 'identify' });
  await kiosk.shows('identify');

  await tell('Écran nord', 'settings', { shows: 'meetings', language: 'en' });
  await kiosk.shows('meetings');
  assert.equal(
    JSON.parse(readFileSync(identityOf(kiosk))).settings.shows,
    'meetings',
    'kept for the next start',
  );

  const id = (await row('Écran nord')).id;
  const picture = () =>
    organiser
      .get(`/api/kiosks/${id}/picture.png`)
      .then((answer) => (answer.status === 200 ? answer.bytes : null));
  await until(
    async () =>
      (await organiser.post(`/api/kiosks/${id}/command`, { do: 'picture' })).status === 200,
    { what: 'its connection' },
  );
  const bytes = await until(picture, { what: 'a picture' });
  assert.equal(bytes.subarray(1, 4).toString(), 'PNG');
  assert.deepEqual([bytes.readUInt32BE(16), bytes.readUInt32BE(20)], [640, 360]);

  await tell('Écran nord', 'settings', { dark: true });
  await kiosk.shows('dark');
  const before = Date.now();
  await tell('Écran nord', 'settings', { dark: false });
  await kiosk.shows('meetings', before);
  await until(
    async () =>
      (await organiser.post(`/api/kiosks/${id}/command`, { do: 'reload' })).status === 200,
    { what: 'a kiosk that is told to reload' },
  );
  await kiosk.shows('meetings', Date.now());
  assert.equal(kiosk.child.exitCode, null, 'a reload is no exit');
  kiosk.child.kill('SIGKILL');
});

test('a renewed certificate for the same key is the same server, another key is another server', async () => {
  const kiosk = await enrolled('Fidèle', ['--role', 'screen']);
  await kiosk.shows('agenda');
  const { port } = server,
    first = certificate;
  await server.stop();
  certificate = makeCertificate(edition.folder, 'renewed', first.key);
  assert.notEqual(certificate.fingerprint, first.fingerprint);
  await start(at, port);
  await until(async () => (await row('Fidèle')).online, { what: 'it is back' });
  await server.stop();
  certificate = makeCertificate(edition.folder, 'another');
  await start(at, port);
  await pass(6000); // it has asked by now, again and again
  assert.equal((await row('Fidèle')).online, false);
  assert.ok(existsSync(identityOf(kiosk)), 'and forgets nothing for a stranger’s sake');
  await server.stop();
  certificate = first;
  await start(at, port);
  await until(async () => (await row('Fidèle')).online, { what: 'it knows its server' });
  kiosk.child.kill('SIGKILL');
});

test('a code is over after ten minutes of the event’s clock, and goes on being over', async () => {
  const text = pair('En retard');
  const { port } = server;
  await server.stop();
  await start('2017-11-20T10:14', port);
  const early = pair('À temps');
  await server.stop();
  await start('2017-11-20T10:16', port);
  const kiosk = box();
  kiosk.write(text);
  assert.deepEqual(await kiosk.next(), { pairing: 'code_expired' });
  kiosk.write(early);
  assert.deepEqual(await kiosk.next(), { pairing: 'enrolled' });
  await kiosk.end([0, 1]);
});

test('parvis verify finds nothing, and the list says who waits', () => {
  assert.match(parvis(edition.folder, ['verify']).stdout, /./);
  const { stdout } = parvis(edition.folder, ['kiosk', 'list']);
  assert.match(stdout, /Code +door +waits for its code/);
  assert.match(stdout, /Porte A +door *\n/);
});
