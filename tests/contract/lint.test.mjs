// SPDX-License-Identifier: EUPL-1.2
// The description of the API is sound before any server is asked: the linter accepts it, schemas
// are strict and their examples true, and the views of the database give what the schemas say.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import test from 'node:test';
import { complete, routes } from '../../schemas/json/openapi.mjs';
import { userRoles } from '../harness/edition.mjs';
import { audiences, kinds as kindTable } from '../harness/kinds.mjs';
import {
  assertSchema,
  follow,
  membersOf,
  openapi,
  operations,
  schemaFaults,
  schemas,
  schemasFolder,
} from '../harness/schemas.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Calls `visit` for every schema object inside `schema`, itself included. */
function walk(schema, visit, place = '') {
  if (schema === null || typeof schema !== 'object') return;
  visit(schema, place);
  for (const key of ['properties', '$defs'])
    for (const [name, inner] of Object.entries(schema[key] ?? {}))
      walk(inner, visit, `${place}/${name}`);
  for (const key of ['items', 'additionalProperties']) walk(schema[key], visit, `${place}/${key}`);
  for (const key of ['anyOf', 'oneOf', 'allOf'])
    for (const inner of schema[key] ?? []) walk(inner, visit, `${place}/${key}`);
}

/** Every file name that `value` refers to. */
function references(value, found = new Set()) {
  if (Array.isArray(value)) for (const item of value) references(item, found);
  else if (value && typeof value === 'object')
    for (const [key, inner] of Object.entries(value)) {
      if (key === '$ref' && inner.startsWith('./')) found.add(inner.slice(2).split('#')[0]);
      else references(inner, found);
    }
  return found;
}

test('the linter finds neither error nor warning in openapi.json', () => {
  const run = spawnSync(
    process.execPath,
    [
      here('../node_modules/@redocly/cli/bin/cli.js'),
      'lint',
      '--config',
      here('redocly.yaml'),
      `${schemasFolder}openapi.json`,
    ],
    {
      encoding: 'utf8',
      env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
    },
  );
  assert.equal(run.status, 0, run.stdout + run.stderr);
  assert.doesNotMatch(run.stdout + run.stderr, /\d+ warnings?/);
});

/** Schemas that others are made of: those say what else may be there. */
const parts = new Set();
for (const schema of schemas.values())
  walk(schema, (inner) => {
    for (const { $ref } of inner.allOf ?? []) if ($ref) parts.add(follow($ref, schema));
  });

for (const [name, schema] of schemas) {
  test(`${name}: strict, described, with true examples`, () => {
    assert.equal(schema.$schema, 'https://json-schema.org/draft/2020-12/schema');
    assert.ok(schema.title && schema.description, 'title and description');
    walk(schema, (inner, place) => {
      if (inner.properties && inner.type && !parts.has(inner))
        assert.notEqual(
          inner.additionalProperties ?? inner.unevaluatedProperties,
          undefined,
          `${place} says what else may be there`,
        );
      if (inner.type && inner.properties)
        for (const [member, property] of Object.entries(inner.properties))
          assert.ok(
            property.description || property.$ref || property.const || property.properties,
            `${place}/${member} has a description`,
          );
    });
    if (name !== 'common') assert.ok(schema.examples?.length, 'at least one example');
    for (const example of schema.examples ?? []) assertSchema(name, example, 'example');
  });
}

test('every field of the forms about people has its label in both languages', () => {
  const labels = JSON.parse(readFileSync(here('../../lib/catalogue/web_console.json'), 'utf8'));
  Object.assign(labels, JSON.parse(readFileSync(here('../../lib/catalogue/web.json'), 'utf8')));
  for (const form of ['person_request', 'person_correction_request', 'person_profile'])
    for (const name of Object.keys(membersOf(schemas.get(form)))) {
      const label = labels[`web.console.${name === 'role' ? 'role' : `field.${name}`}`];
      assert.ok(label?.fr && label.en, `${form}: web.console.field.${name}`);
    }
});

test('every reference leads to a schema, and every schema is referred to', () => {
  const used = references(openapi);
  for (const schema of schemas.values()) references(schema, used);
  for (const file of used) assert.ok(existsSync(schemasFolder + file), `${file} exists`);
  // Described for who reads the feed or the database; no route answers with them by name.
  const aside = [
    'hello',
    'clock',
    'change',
    ...[...kindTable.keys()].map((kind) => `${kind}_body`),
  ];
  for (const name of schemas.keys())
    assert.ok(used.has(`${name}.schema.json`) || aside.includes(name), `${name} is used`);
});

test('every operation says who may, and what it costs to be wrong', () => {
  for (const { method, path, roles, operation } of operations()) {
    assert.ok(roles?.length, `${method} ${path} names its roles`);
    const open = roles.includes('anyone');
    if (!open) assert.ok(operation.responses['401'], `${method} ${path} can answer 401`);
    if (!open && method !== 'GET' && roles.some((role) => userRoles.includes(role))) {
      const cookie = operation.security.find((way) => 'session' in way);
      assert.ok(cookie && 'csrf' in cookie, `${method} ${path} asks cookies for the CSRF header`);
    }
    if (operation.requestBody)
      assert.ok(operation.responses['422'], `${method} ${path} can answer 422`);
  }
});

/** A route that only reads, whose answer's schema says in words what it is. */
function readsAndSays({ method, operation }) {
  const content = operation.responses['200']?.content?.['application/json'];
  const [, name] = content?.schema.$ref?.match(/^\.\/(\w+)\.schema\.json$/) ?? [];
  return method === 'GET' && schemas.get(name)?.description?.length > 20;
}

test('docs/api.md names no route that is not there, and all but those whose schema tells what they answer', () => {
  const told = new Set();
  const text = readFileSync(here('../../docs/api.md'), 'utf8');
  for (const [, method, path] of text.matchAll(/`(GET|POST|DELETE) (\/[^\s`?]*)/g))
    told.add(`${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
  for (const more of ['pitches', 'stands', 'demonstrations', 'me']) told.add(`GET /api/${more}`);
  const described = new Map(operations().map((one) => [`${one.method} ${one.path}`, one]));
  for (const route of told) assert.ok(described.has(route), `${route} of docs/api.md`);
  for (const [route, one] of described)
    assert.ok(told.has(route) || readsAndSays(one), `${route}: docs/api.md does not tell it`);
});

/* Rows with all their columns set to something, beside those of tests/data/rows.sql. */
const rows = `
INSERT INTO edition (id,name,date,timezone,opens_at,closes_at,venue,languages,slot_min,gap_min,public_key,tag)
 VALUES (1,'Inno''vember','2017-11-20','Europe/Paris',1511164800000,1511193600000,'Lille','["fr","en"]',20,5,randomblob(32),1);
INSERT INTO session (id,kind,room,from_at,to_at) VALUES (1,'pitch','Scène',1,2);
INSERT INTO slot VALUES (0,1,2);
INSERT INTO organisation (id,name,folded,kind) VALUES (1,'A','a','company'),(2,'B','b','buyer');
INSERT INTO application (organisation_id,received_at,solution,marketable,public_fit,mark,decision) VALUES (1,1,'s',1,0,200,'pitch');
INSERT INTO need (id,organisation_id,segment,text,budget_cents) VALUES (1,2,'s','t',100);
INSERT INTO person (id,first_name,last_name,organisation_id,role) VALUES (1,'É','B',2,'buyer'),(2,'Z','L',NULL,'visitor');
INSERT INTO wish VALUES (1,1,1,0,5);
INSERT INTO stand (id,code,zone,x_cm,y_cm) VALUES (1,'A1','Nef',250,300);
INSERT INTO pitch (id,company_id,session_id,position,planned_from_at,planned_to_at,projected_from_at,projected_to_at,pitch_ms,questions_ms)
 VALUES (1,1,1,1,1,2,1,2,480000,300000);
INSERT INTO demonstration VALUES (1,1,1,1,2,25);
INSERT INTO meeting (id,buyer_id,company_id,slot_id,place,state_at) VALUES (1,1,1,0,'A1',1);
INSERT INTO badge VALUES (1,-5,1,zeroblob(64),1,NULL),(2,5,1,zeroblob(64),1,2);
INSERT INTO device (id,name,role,token_hash,created_at,revoked_at,stand_id,leaving,dark,enrolled_at) VALUES (1,'Porte A','door',x'00',1,NULL,NULL,0,0,2),
 (2,'Stand A1','stand',x'00',1,3,1,1,1,NULL);
INSERT INTO scan (number,id,digest,device_id,serial,person_id,direction,occurred_at,received_at,status)
 VALUES (1,'scan-0001',x'00',1,5,1,'in',1,2,'admitted'),(2,'scan-0002',x'00',NULL,NULL,NULL,'out',1,2,'unreadable');
INSERT INTO presence VALUES (1,'in',1,'Porte A',1,1);
INSERT INTO user VALUES (1,'claire','organiser','x',1,NULL);
INSERT INTO sign_in VALUES (1,1,x'00',1,2,NULL);
INSERT INTO notice (id,text_fr,text_en,until_at) VALUES (1,'Bonjour','Hello',1);
INSERT INTO scan_exception (id,kind,scan,scan_id,device_id,journal,device_seq,occurred_at,received_at,said,status,person_id,first_at,first_place,resolved_at)
 VALUES (1,'twice',1,'scan-0001',1,'00112233445566ff',3,1,2,'admitted','already_in',1,1,'Porte B',3);
INSERT INTO scan_exception (id,kind,scan_id,device_id,received_at,reason) VALUES (2,'refused','',1,2,'sealed does not open');
INSERT INTO link VALUES (1,1,'page',zeroblob(32),1,NULL,NULL),(2,1,'once',randomblob(32),1,2,3);
INSERT INTO phone VALUES (1,1,zeroblob(32),1,2,NULL);
INSERT INTO word VALUES (1,1,0,1,'late',5,1),(2,1,1,2,'held',NULL,1);
INSERT INTO request VALUES (1,1,1,0,0,1,1,'open',1,2,1);
INSERT INTO contact VALUES (1,1,1,1,NULL),(2,1,2,1,2);
INSERT INTO outcome VALUES (1,1,0,2,'quote',1);
INSERT INTO lead VALUES (1,1,1,2,1,2,'n');
INSERT INTO override VALUES (1,'selection.pitch_count',NULL,'m','claire',1);
INSERT INTO audit VALUES (1,1,1,NULL,'meeting.slot','meeting',1,NULL,1,1,NULL);
`;

test('the limit on slots that schemas and pages name is the one of include/parvis/limits.h', () => {
  const header = readFileSync(here('../../include/parvis/limits.h'), 'utf8');
  const most = header.match(/#define SLOTS_MAX (\d+)/)[1];
  assert.equal(String(schemas.get('grid_answer').properties.slots.maximum), most);
  const described = openapi.paths['/api/grid'].post.description.match(/more than (\d+) slots/)[1];
  assert.equal(described, most);
  const page = (name) => readFileSync(here(`../../docs/${name}`), 'utf8');
  const told = [
    ...page('planner.md').matchAll(/`slots` \(1 to (\d+)\)|more than (\d+) slots/g),
    ...page('api.md').matchAll(/more than (\d+)(?: slots)? \|/g),
  ];
  assert.equal(told.length, 4);
  for (const [text, one, other] of told) assert.equal(one ?? other, most, text);
});

test('the limit on pitches that schema and page name is the one of include/parvis/limits.h', () => {
  const header = readFileSync(here('../../include/parvis/limits.h'), 'utf8');
  const most = header.match(/#define PITCHES_MAX (\d+)/)[1];
  assert.equal(String(schemas.get('settings_request').properties.pitches.maximum), most);
  const form = readFileSync(here('../../server/web/src/console/settings.tsx'), 'utf8');
  assert.equal(form.match(/\['pitches', (\d+)\]/)[1], most);
});

test('every <kind>_body view of the database gives what its schema says', () => {
  const sql = `${schemasFolder}../sql/`;
  const read = (file) => readFileSync(sql + file, 'utf8');
  const migrations = readdirSync(sql)
    .filter((file) => /^\d+_.*\.sql$/.test(file))
    .sort()
    .map(read)
    .join('\n');
  const views = read('views.sql');
  const kinds = [...views.matchAll(/CREATE TEMP(?:ORARY)? VIEW (\w+)_body/g)].map(
    (match) => match[1],
  );
  const select = kinds
    .map(
      (kind) => `SELECT json_object('kind','${kind}','id',id,'body',json(body)) FROM ${kind}_body;`,
    )
    .join('\n');
  const shared = readFileSync(here('../data/rows.sql'), 'utf8');
  const seen = new Set();
  for (const filled of [rows, shared]) {
    const run = spawnSync('sqlite3', [':memory:'], {
      input: migrations + views + filled + select,
      encoding: 'utf8',
    });
    assert.equal(run.stderr, '');
    for (const line of run.stdout.trim().split('\n')) {
      const { kind, id, body } = JSON.parse(line);
      assertSchema(`${kind}_body`, body, `${kind} ${id}`);
      if (audiences.some((audience) => kindTable.get(kind)[audience]))
        assertSchema('change', { seq: 1, at: 1, kind, id, body }, `change of ${kind}`);
      seen.add(kind);
    }
  }
  assert.deepEqual([...seen].sort(), kinds.sort(), 'a row of every kind was looked at');
  assert.deepEqual(kinds, [...kindTable.keys()].sort(), 'a view of every kind of the table');
});

test('a change is of a kind that somebody hears of, with what somebody is told of it', () => {
  const faults = (kind, body) => schemaFaults('change', { seq: 1, at: 1, kind, id: 1, body });
  for (const [kind, by] of kindTable) {
    const heard = audiences.some((audience) => by[audience]);
    assert.equal(faults(kind, null).length === 0, heard, kind);
  }
  assert.notDeepEqual(faults('rumour', null), []);
  assert.deepEqual(faults('person', { id: 1 }), [], 'what a door is told');
  assert.notDeepEqual(faults('person', { id: 1, role: 'buyer' }), [], 'what nobody is told');
  assert.notDeepEqual(faults('badge', { id: 1 }), [], 'less than anybody is told');
});

test('openapi.json is what the table of server/api/routes.def makes of it: ./dev api', () => {
  assert.deepEqual(complete(openapi), openapi);
  assert.ok(routes().length > 100);
});

test('a route that is new gets an entry, one that is gone loses it', () => {
  const gone = '/api/meetings/{id}/lock';
  const { [gone]: entry, ...paths } = openapi.paths;
  const made = complete({ ...openapi, paths: { ...paths, '/api/nowhere': entry } });
  assert.equal(made.paths['/api/nowhere'], undefined);
  const { post } = made.paths[gone];
  assert.deepEqual(post['x-parvis-roles'], ['host', 'organiser']);
  assert.deepEqual(post.requestBody, entry.post.requestBody);
  assert.deepEqual(post.security, entry.post.security);
  assert.equal(
    post.responses['200'].content['application/json'].schema.$ref,
    './meeting_answer.schema.json',
  );
  for (const status of ['400', '401', '403', '404', '413', '415', '422', '503'])
    assert.ok(post.responses[status], status);
});

test('every deed that an operation notes has its name in the console, in both languages', () => {
  const folder = here('../../server/operations/');
  const source = readdirSync(folder)
    .filter((file) => file.endsWith('.c'))
    .map((file) => readFileSync(folder + file, 'utf8'))
    .join('\n');
  // In a form, or given by `run` as a better name.
  const named = [...source.matchAll(/(?:\.action =|->action =)([^;,]*)/g)].flatMap(([, value]) =>
    [...value.matchAll(/"([^"]+)"/g)].map(([, action]) => action),
  );
  const texts = Object.assign(
    {},
    ...readdirSync(here('../../lib/catalogue')).map((file) =>
      JSON.parse(readFileSync(here(`../../lib/catalogue/${file}`), 'utf8')),
    ),
  );
  assert.ok(named.length > 25, `${named.length} deeds were found`);
  for (const action of named)
    for (const language of ['fr', 'en'])
      assert.ok(texts[`web.console.deed.${action}`]?.[language], `${action} in ${language}`);
});
