// SPDX-License-Identifier: EUPL-1.2
// The door as a good Node engineer would write it: fastify with compiled schemas, better-sqlite3
// with prepared statements, the same tables, the same checks, and the same group commit: whatever
// arrived in one turn of the event loop shares one transaction, and is answered after its COMMIT.
//
//   node peer_fastify.mjs DATABASE OFFSET_MS TOKEN    prints {"port":N} when it listens
import { createHash, createPublicKey, timingSafeEqual, verify } from 'node:crypto';
import Database from 'better-sqlite3';
import Fastify from 'fastify';

const [path, offset, token] = process.argv.slice(2);
const db = new Database(path);
db.pragma('journal_mode = WAL');
db.pragma('synchronous = FULL');
db.pragma('foreign_keys = ON');
db.pragma('wal_autocheckpoint = 2000');
db.pragma('journal_size_limit = 16777216');

// ---- the read model: devices, badges, people ----
const hash = (text) => createHash('sha256').update(text).digest('base64');
const devices = new Map([
  [hash(token), db.prepare("SELECT id, name FROM device WHERE role = 'door'").get()],
]);
const edition = db
  .prepare(
    'SELECT opens_at - doors_min * 60000 AS doors_at, closes_at, tag, public_key FROM edition',
  )
  .get();
const badges = new Map(
  db
    .prepare("SELECT printf('%016x', serial) AS serial, signature FROM badge")
    .all()
    .map((row) => [row.serial, row]),
);
const people = new Map(
  db
    .prepare(
      `SELECT p.id, first_name, last_name, coalesce(o.name, '') AS organisation, p.role, p.language
    FROM person p LEFT JOIN organisation o ON o.id = p.organisation_id`,
    )
    .all()
    .map((row) => [row.id, row]),
);
const key = createPublicKey({
  key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), edition.public_key]),
  format: 'der',
  type: 'spki',
});

// ---- badges ----
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const values = new Uint8Array(128).fill(255);
for (let i = 0; i < 32; i++) values[alphabet.charCodeAt(i)] = i;

/** Base32 of 117 characters → 73 bytes; null: not that form. */
function decode(text) {
  if (text.length !== 117) return null;
  const bytes = Buffer.allocUnsafe(73);
  let bits = 0,
    count = 0,
    out = 0;
  for (let i = 0; i < 117; i++) {
    const value = values[text.charCodeAt(i)];
    if (value === undefined || value === 255) return null;
    bits = ((bits << 5) | value) & 0xfff;
    count += 5;
    if (count >= 8) {
      count -= 8;
      bytes[out++] = (bits >> count) & 0xff;
    }
  }
  return bytes[0] === 1 ? bytes : null;
}

/** What the text is, and its serial (in hexadecimal) when it is genuine. */
function judge(text) {
  const bytes = decode(text);
  if (!bytes) return { verdict: 'unreadable' };
  const serial = bytes.toString('hex', 1, 9),
    signature = bytes.subarray(9);
  const known = badges.get(serial);
  if (known && timingSafeEqual(known.signature, signature)) return { verdict: 'genuine', serial };
  if (parseInt(serial.slice(0, 6), 16) !== edition.tag) return { verdict: 'wrong_edition' };
  const signed = Buffer.concat([Buffer.from('parvis badge v1\n'), bytes.subarray(0, 9)]);
  return verify(null, signed, key, signature)
    ? { verdict: 'genuine', serial }
    : { verdict: 'forged' };
}

// ---- the door's statements, the same as the server's ----
const sql = {
  find: db.prepare('SELECT * FROM scan WHERE id = ?'),
  badge:
    db.prepare(`SELECT person_id, revoked_at IS NOT NULL AS revoked FROM badge JOIN person ON person.id = person_id
    WHERE serial = ? AND erased_at IS NULL`),
  presence: db.prepare('SELECT state, first_at, place, at, scan FROM presence WHERE person_id = ?'),
  scan: db.prepare(`INSERT INTO scan (id, digest, device_id, serial, person_id, direction, occurred_at, received_at,
    status, first_at, first_place, before_state) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)`),
  put: db.prepare(`INSERT INTO presence (person_id, state, first_at, place, at, scan) VALUES (?,?,?,?,?,?)
    ON CONFLICT (person_id) DO UPDATE SET state = excluded.state, first_at = excluded.first_at, place = excluded.place,
    at = excluded.at, scan = excluded.scan`),
  change: db.prepare(`INSERT INTO change (at, kind, id, body) VALUES (?, 'presence', ?, ?)`),
};
const signed64 = (hex) => BigInt.asIntN(64, BigInt(`0x${hex}`));

function decide(out, now, state) {
  if (out) return state === 'in' ? ['left', 'out'] : ['not_in', null];
  if (now < edition.doors_at) return ['not_yet_open', null];
  if (now >= edition.closes_at) return ['closed', null];
  if (state === 'in') return ['already_in', null];
  return state === 'out' ? ['returned', 'in'] : ['admitted', 'in'];
}

/** One scan inside the transaction. */
function commitScan(work) {
  const { body, device, judged } = work;
  const now = Date.now() + Number(offset);
  const digest = createHash('sha256')
    .update(`${device.id} ${body.occurred_at} ${body.direction} ${body.badge}`)
    .digest()
    .subarray(0, 16);
  const before = sql.find.get(body.scan_id);
  if (before)
    return {
      status: before.digest.equals(digest) ? before.status : 'scan_id_reused',
      at: before.received_at,
      person: before.person_id,
    };
  const badge = judged.verdict === 'genuine' ? sql.badge.get(signed64(judged.serial)) : undefined;
  const presence = badge ? sql.presence.get(badge.person_id) : undefined;
  const out = body.direction === 'out';
  let [status, state] = [judged.verdict, null];
  if (judged.verdict === 'genuine')
    [status, state] = !badge
      ? ['unknown', null]
      : badge.revoked
        ? ['revoked', null]
        : decide(out, body.occurred_at, presence?.state ?? 'expected');
  const { lastInsertRowid: number } = sql.scan.run(
    body.scan_id,
    digest,
    device.id,
    judged.serial ? signed64(judged.serial) : null,
    badge?.person_id ?? null,
    out ? 'out' : 'in',
    body.occurred_at,
    now,
    status,
    null,
    null,
    state ? (presence?.state ?? 'expected') : null,
  );
  if (state) {
    const id = badge.person_id;
    const first = status === 'admitted';
    const first_at = first ? body.occurred_at : presence.first_at,
      place = first ? device.name : presence.place;
    sql.put.run(id, state, first_at, place, body.occurred_at, number);
    sql.change.run(
      now,
      id,
      JSON.stringify({ id, state, first_at, place, at: body.occurred_at, scan: number }),
    );
  }
  return { status, at: now, person: badge?.person_id };
}

// ---- the group commit ----
let queue = [];
const commitAll = db.transaction((works) => works.map(commitScan));

function flush() {
  const works = queue;
  queue = [];
  try {
    const results = commitAll.immediate(works);
    works.forEach((work, i) => work.resolve(results[i]));
  } catch (error) {
    for (const work of works) work.reject(error);
  }
}

function submit(body, device) {
  return new Promise((resolve, reject) => {
    if (queue.push({ body, device, judged: judge(body.badge), resolve, reject }) === 1)
      setImmediate(flush);
  });
}

// ---- the route ----
const said = {
  admitted: { fr: 'Bienvenue, ', en: 'Welcome, ' },
  returned: { fr: 'Bon retour, ', en: 'Welcome back, ' },
  left: { fr: 'Bonne route, ', en: 'Goodbye, ' },
};
const text = { type: 'string' },
  integer = { type: 'integer' };
const app = Fastify({ logger: false, bodyLimit: 262144 });
app.post(
  '/api/check-ins',
  {
    schema: {
      body: {
        type: 'object',
        additionalProperties: false,
        required: ['scan_id', 'badge', 'occurred_at'],
        properties: {
          scan_id: { type: 'string', pattern: '^[A-Za-z0-9-]{8,64}$' },
          badge: { type: 'string', maxLength: 1024 },
          occurred_at: integer,
          direction: { type: 'string', enum: ['in', 'out'], default: 'in' },
        },
      },
      response: {
        200: {
          type: 'object',
          properties: {
            scan_id: text,
            status: text,
            at: integer,
            person: {
              type: ['object', 'null'],
              properties: {
                id: integer,
                first_name: text,
                last_name: text,
                organisation: text,
                role: text,
                language: text,
              },
            },
            first: { type: 'null' },
            say: { type: 'object', properties: { fr: text, en: text } },
          },
        },
      },
    },
    preHandler: (request, reply, next) => {
      request.device = devices.get(hash((request.headers.authorization ?? '').slice(7)));
      if (!request.device)
        reply.code(401).send({ status: 401, code: 'unauthorised', title: 'unknown token' });
      else next();
    },
  },
  async (request) => {
    const { status, at, person: id } = await submit(request.body, request.device);
    const person = people.get(id) ?? null;
    const name = person ? `${person.first_name} ${person.last_name}` : '';
    const say = said[status] ?? { fr: '', en: '' };
    return {
      scan_id: request.body.scan_id,
      status,
      at,
      person,
      first: null,
      say: { fr: say.fr + name, en: say.en + name },
    };
  },
);

await app.listen({ host: '127.0.0.1', port: 0 });
console.log(JSON.stringify({ port: app.server.address().port }));
process.on('SIGTERM', () =>
  app
    .close()
    .then(() => db.close())
    .then(() => process.exit(0)),
);
