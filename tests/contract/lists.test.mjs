// SPDX-License-Identifier: EUPL-1.2
// The closed lists of words (states, roles, kinds …) have one source,
// schemas/json/common.schema.json. The pages' lists are made from it (server/web/types.mjs). The
// database's are history, and those of C stand where they are used: both are compared with it here,
// wherever they stand. The kinds of rows have theirs, include/parvis/kinds.def: no other lists
// kinds.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import test from 'node:test';
import { meetingMoves } from '../../server/web/types.mjs';
import { kinds } from '../harness/kinds.mjs';

const top = fileURLToPath(new URL('../../', import.meta.url));
const read = (path) => readFileSync(top + path, 'utf8');
const tracked = (...patterns) =>
  execFileSync('git', ['ls-files', '--', ...patterns], { cwd: top, encoding: 'utf8' })
    .split('\n')
    .filter(Boolean);
const { $defs } = JSON.parse(read('schemas/json/common.schema.json'));
const lists = new Map(
  Object.entries($defs)
    .filter(([, part]) => part.enum)
    .map(([name, part]) => [name, part.enum]),
);
const same = (a, b) => a.length === b.length && a.every((word) => b.includes(word));

/** Which list each column is held to. */
const columns = {
  'edition.called_names': 'call_audience',
  'session.kind': 'session_kind',
  'organisation.kind': 'organisation_kind',
  'application.decision': 'decision',
  'person.role': 'person_role',
  'person.language': 'language',
  'pitch.state': 'pitch_state',
  'meeting.state': 'meeting_state',
  'scan.direction': 'direction',
  'presence.state': 'presence',
  'device.role': 'device_role',
  'device.language': 'screen_language',
  'user.role': 'user_role',
  'scan_exception.kind': 'scan_exception_kind',
  'link.purpose': 'link_purpose',
  'word.kind': 'word_kind',
  'request.state': 'request_state',
  'outcome.follow_up': 'follow_up',
  'notice.audience': 'notice_audience',
};

/** The tables that all migrations together make. */
function tablesOfDatabase() {
  const migrations = readdirSync(`${top}schemas/sql`)
    .filter((file) => /^\d+_.*\.sql$/.test(file))
    .sort()
    .map((file) => read(`schemas/sql/${file}`));
  return JSON.parse(
    execFileSync('sqlite3', ['-json', ':memory:'], {
      input: `${migrations.join('\n')}SELECT name, sql FROM sqlite_schema WHERE type = 'table';`,
      encoding: 'utf8',
    }),
  );
}

test('every list of words in a CHECK of the database is the one of the schemas', () => {
  const found = {};
  for (const { name, sql } of tablesOfDatabase())
    for (const [, column, words] of sql.matchAll(/CHECK \((\w+) (?:IN \()?(\s*(?:= )?'[^)]*)\)/g))
      found[`${name}.${column}`] = [...words.matchAll(/'([^']*)'/g)].map(([, word]) => word);
  assert.deepEqual(Object.keys(found).sort(), Object.keys(columns).sort());
  for (const [column, words] of Object.entries(found))
    assert.deepEqual(words.toSorted(), lists.get(columns[column]).toSorted(), column);
});

test('a number that the database bounds has the bounds of its schema', () => {
  let seen = 0;
  for (const { name, sql } of tablesOfDatabase()) {
    const path = `schemas/json/${name}_body.schema.json`;
    if (!existsSync(top + path)) continue;
    const { properties } = JSON.parse(read(path));
    for (const [, column, least, most] of sql.matchAll(/\b(\w+) BETWEEN (-?\d+) AND (-?\d+)/g)) {
      if (!properties[column]) continue;
      seen++;
      const { minimum, maximum } = properties[column].anyOf?.[0] ?? properties[column];
      assert.deepEqual([minimum, maximum], [Number(least), Number(most)], `${name}.${column}`);
    }
  }
  assert.ok(seen >= 5, `${seen} bounds were found`);
});

/** The kiosk's screens, as include/parvis/kiosk_screens.def has them. */
const screens = [
  ...read('include/parvis/kiosk_screens.def').matchAll(
    /^SCREEN\((\w+), "([^"]+)", "(\w+)", \w+\)$/gm,
  ),
].map(([, id, word, role]) => ({ id, word, role }));

test('the table of screens and the schemas have the same screens of the hall, and the same roles', () => {
  const hall = screens.filter(({ role }) => role === 'screen').map(({ word }) => word);
  assert.ok(hall.length > 1 && screens.length > hall.length, 'the table was read');
  assert.deepEqual(hall.toSorted(), lists.get('hall_screen').toSorted());
  assert.deepEqual(
    [...new Set(screens.map(({ role }) => role))].toSorted(),
    lists.get('device_role').toSorted(),
  );
  for (const { id, word } of screens) assert.equal(id, word.toUpperCase().replaceAll('-', '_'));
});

test('every screen has its texts in both languages, and its golden pictures', () => {
  const folder = `${top}lib/catalogue/`;
  const texts = Object.assign(
    {},
    ...readdirSync(folder).map((file) => JSON.parse(readFileSync(folder + file, 'utf8'))),
  );
  const pictures = readdirSync(`${top}tests/golden/pictures`);
  for (const { word, role } of screens) {
    const keys = [`kiosk.screen.${word}`, `web.console.kiosk_screen.${word}`];
    if (role === 'screen') keys.push(`web.console.kiosk_shows.${word}`);
    for (const key of keys) assert.ok(texts[key]?.fr && texts[key].en, key);
    for (const language of ['fr', 'en'])
      for (const way of ['landscape', 'portrait'])
        assert.ok(
          pictures.some(
            (name) => name.startsWith(`${word}-`) && name.endsWith(`${language}-${way}.png`),
          ),
          `a golden picture of ${word}, ${language}, ${way}`,
        );
  }
});

test('no schema repeats a list that it could refer to', () => {
  for (const file of readdirSync(`${top}schemas/json`).filter((name) => name.endsWith('.json'))) {
    if (file === 'common.schema.json') continue;
    for (const [text] of read(`schemas/json/${file}`).matchAll(/"enum": (\[[^\]]*\])/g)) {
      const words = JSON.parse(text.slice('"enum": '.length)).filter((word) => word !== null);
      for (const [name, list] of lists)
        assert.ok(!same(words, list), `${file} repeats ${name} of common.schema.json: ${text}`);
    }
  }
});

/** Lists that share words with a closed one and are meant to be another. */
const others = {
  'public,hall,stage,stand,door,viewer,host,organiser': 'kinds.c: audiences, the roles among them',
  'late,cannot,colleague,held,not_held,outcome,contact': 'talk_rules.c: words, and two more deeds',
  'none,pitch,stand': 'selection.c: a decision, or none',
  'meetings,organisations,pitches,demonstrations,jury': 'people_day.c: the members of a document',
  // Kinds by name, each with what is its own: a statement, or the number of the one who asks.
  'device,user,sign_in,stand': 'rights.c: who somebody is',
  'wish,meeting,contact,lead,badge': 'store_desk.c: how rows of one person become those of another',
  'wish,person,need,stand,application': 'store_import_gone.c: how rows that a sheet lost are found',
  'wish,slot': 'plan_file.c: members of a file',
  'presence,badge,person': 'people.tsx: what the person who is looked at is read from',
};

/** The strings of every initialiser of strings alone, each with its place and its designators. */
function* initialisers(text) {
  for (const { 1: inside, index } of text.matchAll(/=\s*\{([^{}]*)\}/g)) {
    const items = inside
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item && item !== 'NULL');
    const parts = items.map((item) => item.match(/^(?:\[(\w+)\]\s*=\s*)?"(\w+)"$/));
    if (parts.length < 2 || !parts.every(Boolean)) continue;
    const line = text.slice(0, index).split('\n').length;
    yield { line, words: parts.map(([, , word]) => word), places: parts.map(([, place]) => place) };
  }
}

/** The first word of each row of a table of rows: `{{"late", …}, {"cannot", …}}`. */
function* tables(text) {
  for (const { 1: inside, index } of text.matchAll(
    /=\s*\{((?:\s*(?:\[\w+\] = )?\{[^{}]*\},?)+)\s*\}/g,
  )) {
    const words = [...inside.matchAll(/\{\s*"(\w+)"/g)].map(([, word]) => word);
    if (words.length > 1) yield { line: text.slice(0, index).split('\n').length, words };
  }
}

/**
 * A list is one of ours, or has nothing to do with any: at most so many words in common. `wider`:
 * it may have more than all words of ours (synonyms, other rows).
 */
function faultOf(words, { shared_max, wider = false }) {
  if (others[words.join()]) return null;
  if ([...lists.values()].some((list) => same(words, list))) return null;
  if (words.every((word) => kinds.has(word))) return 'lists kinds: walk the table of kinds';
  for (const [name, list] of lists) {
    const shared = list.filter((word) => words.includes(word));
    if (shared.length <= shared_max || (wider && shared.length === list.length)) continue;
    return `shares ${shared.join(', ')} with ${name}`;
  }
  return null;
}

test('every list of words in the C sources is one of the schemas, or another altogether', () => {
  const faults = [];
  let seen = 0;
  for (const file of tracked('server/*.[ch]', 'kiosk/*.[ch]', 'lib/*.c', 'include/*.h')) {
    const text = read(file);
    for (const { line, words } of tables(text)) {
      const fault = faultOf(words, { shared_max: 2, wider: true });
      if (fault) faults.push(`${file}:${line}: ${words.join(', ')}: ${fault}`);
    }
    for (const { line, words, places } of initialisers(text)) {
      const fault = faultOf(words, { shared_max: 1 });
      if (fault) faults.push(`${file}:${line}: ${words.join(', ')}: ${fault}`);
      if (![...lists.values()].some((list) => same(words, list))) continue;
      seen++;
      for (const [i, place] of places.entries())
        if (place && /[A-Z]/.test(place))
          assert.ok(
            place.toLowerCase().endsWith(`_${words[i]}`),
            `${file}:${line}: ${place} is called "${words[i]}"`,
          );
    }
  }
  assert.deepEqual(faults, []);
  assert.ok(seen > 5, `${seen} lists were found: the reader of the sources reads nothing`);
});

/** Parts of a list that a page means as parts. */
const parts = {
  'already_in,forged,revoked,wrong_edition,unknown,unreadable': 'decisions.ts: red at the door',
  'admitted,returned,left': 'people.tsx: green at the door',
  'running,called,no_show,done,planned': 'day.tsx: cancelled meetings are not counted',
  'planned,called,running': 'mine: what is not over',
};

test('every list of words in the pages is whole', () => {
  const faults = [];
  for (const file of tracked('server/web/src/*.ts', 'server/web/src/*.tsx')) {
    const text = read(file);
    for (const { 0: array, index } of text.matchAll(/\[\s*(?:'\w+',?\s*){2,}\]/g)) {
      const words = [...array.matchAll(/'(\w+)'/g)].map(([, word]) => word);
      const fault = parts[words.join()] ? null : faultOf(words, { shared_max: 2 });
      if (fault)
        faults.push(`${file}:${text.slice(0, index).split('\n').length}: ${words}: ${fault}`);
    }
  }
  assert.deepEqual(faults, []);
});

test('the moves of a meeting are between its states', () => {
  const moves = meetingMoves();
  assert.deepEqual(Object.keys(moves).toSorted(), lists.get('meeting_state').toSorted());
  for (const [from, to] of Object.entries(moves)) {
    assert.equal(new Set(to).size, to.length, from);
    for (const state of to) assert.ok(lists.get('meeting_state').includes(state), state);
  }
});

test('a key of the catalogue has one text: two of them would leave one unsaid', () => {
  const places = new Map();
  for (const path of tracked('lib/catalogue/*.json'))
    for (const [, key] of read(path).matchAll(/^ {2}"([^"]+)": *\{/gm)) {
      assert.ok(!places.has(key), `${key} stands in ${places.get(key)} and ${path}`);
      places.set(key, path);
    }
  assert.ok(places.size > 1000, `${places.size} keys`);
});
