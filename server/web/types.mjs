// SPDX-License-Identifier: EUPL-1.2
// Writes generated/schemas.ts: a type for each of schemas/json/*.schema.json,
// generated/words.ts: the closed lists of common.schema.json, the moves of a meeting and the arrays
// of the agenda, and
// generated/forms.ts: the members of the forms about people, so that the pages and the server
// cannot drift apart. `node types.mjs`, as the build and the type checker do first.
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const folder = join(here, '../../schemas/json');
const ending = '.schema.json';

const capital = (words) =>
  words
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
/** The type of a file, or of one of its definitions. */
const nameOf = (file, definition = '') =>
  capital(file.slice(0, -ending.length)) + capital(definition);

/** What a pointer of JSON (RFC 6901) leads to. */
const follow = (schema, pointer) =>
  pointer
    .split('/')
    .filter(Boolean)
    .reduce((part, step) => part[step.replaceAll('~1', '/').replaceAll('~0', '~')], schema);

const alone = (type) => (/[|&]/.test(type) ? `(${type})` : type);
const either = (types) => [...new Set(types)].join(' | ') || 'never';

/** The TypeScript of a schema that stands in `file`. */
function typeOf(schemas, file, schema) {
  const of = (part) => typeOf(schemas, file, part);
  if (schema === true || schema === undefined) return 'unknown';
  if (schema.$ref) {
    const [path, pointer = ''] = schema.$ref.split('#');
    const target = path ? path.replace('./', '') : file;
    const definition = pointer.match(/^\/\$defs\/([^/]+)$/)?.[1];
    if (!pointer || definition) return nameOf(target, definition);
    return typeOf(schemas, target, follow(schemas.get(target), pointer));
  }
  if ('const' in schema) return JSON.stringify(schema.const);
  if (schema.enum) return either(schema.enum.map((value) => JSON.stringify(value)));
  // Members beside those of other schemas, some of which it requires.
  if (schema.properties && schema.allOf?.every(({ $ref }) => $ref)) {
    const others = schema.allOf.map(of).join(' & ');
    const needed = (schema.required ?? []).filter((name) => !schema.properties[name]);
    const own = objectOf(schema, of);
    if (!needed.length) return `${others} & ${own}`;
    return `${others} & Required<Pick<${others}, ${either(needed.map((name) => `'${name}'`))}>> & ${own}`;
  }
  // Members beside alternatives: the alternatives only say which go together.
  if (schema.properties)
    return either(
      [schema.type ?? 'object']
        .flat()
        .map((kind) => (kind === 'object' ? objectOf(schema, of) : kind)),
    );
  if (schema.anyOf || schema.oneOf) return either((schema.anyOf ?? schema.oneOf).map(of));
  // What only narrows (a pattern, an enumeration of a part) is the server's to keep.
  if (schema.allOf)
    return schema.allOf
      .filter(({ $ref, type }) => $ref || type)
      .map((part) => alone(of(part)))
      .join(' & ');
  const kinds = [schema.type].flat();
  return either(
    kinds.map((kind) => {
      switch (kind) {
        case 'integer':
        case 'number':
          return 'number';
        case 'string':
        case 'boolean':
        case 'null':
          return kind;
        case 'array':
          return `${alone(of(schema.items ?? schema.prefixItems?.[0]))}[]`;
        case 'object':
          return objectOf(schema, of);
        default:
          return 'unknown';
      }
    }),
  );
}

function objectOf({ properties = {}, required = [], additionalProperties }, of) {
  const members = Object.entries(properties).map(
    ([name, part]) =>
      `${/^\w+$/.test(name) ? name : JSON.stringify(name)}${required.includes(name) ? '' : '?'}: ${of(part)}`,
  );
  if (additionalProperties && typeof additionalProperties === 'object')
    members.push(`[name: string]: ${of(additionalProperties)}`);
  return members.length ? `{ ${members.join('; ')} }` : 'Record<string, unknown>';
}

const comment = (text = '') => `/** ${text.replaceAll('*/', '* /')} */\n`;

export function writeTypes() {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .sort();
  const schemas = new Map(
    files.map((file) => [file, JSON.parse(readFileSync(join(folder, file), 'utf8'))]),
  );
  const types = [];
  for (const [file, schema] of schemas) {
    if (schema.type || schema.$ref || schema.anyOf || schema.oneOf || schema.allOf)
      types.push(
        `${comment(schema.title)}export type ${nameOf(file)} = ${typeOf(schemas, file, schema)};`,
      );
    for (const [name, part] of Object.entries(schema.$defs ?? {}))
      types.push(
        `${comment(part.description)}export type ${nameOf(file, name)} = ${typeOf(schemas, file, part)};`,
      );
  }
  write('schemas.ts', types.join('\n'));
  write('forms.ts', formsText(schemas));
  const lists = Object.entries(schemas.get(`common${ending}`).$defs).filter(
    ([, part]) => part.enum,
  );
  write(
    'words.ts',
    [
      `import type { CommonMeetingState } from './schemas.ts';\n`,
      ...lists.map(
        ([name, { description, enum: words }]) =>
          `${comment(description)}export const ${plural(name)} = ${JSON.stringify(words)} as const;`,
      ),
      `${comment('Where a meeting may go from each state, in the order in which it is offered.')}` +
        `export const meetingMoves: Record<CommonMeetingState, readonly CommonMeetingState[]> = ` +
        `${JSON.stringify(meetingMoves())};`,
      `${comment('The array of the agenda that the rows of each kind are in.')}` +
        `export const kindLists = ${JSON.stringify(kindLists())} as const;`,
    ].join('\n'),
  );
}

/** The forms whose fields the pages make from their schemas. */
const forms = ['person_request', 'person_correction_request', 'person_profile'];

const formType = `/** A member of a form: a field of the page. */
export interface FormMember {
  name: string;
  /** It may not be empty. */
  filled: boolean;
  /** The longest text. */
  max?: number;
  /** What may be chosen; absent: a text. */
  choices?: readonly string[];
}`;

/** The members of a schema: its own first, then those of the schemas that it is made of. */
export function membersOf(schemas, file, schema = schemas.get(file)) {
  const members = { ...schema.properties };
  for (const { $ref } of schema.allOf ?? []) {
    const [path, pointer = ''] = $ref.split('#');
    const target = path ? path.replace('./', '') : file;
    const part = follow(schemas.get(target), pointer);
    for (const [name, member] of Object.entries(membersOf(schemas, target, part)))
      members[name] ??= member;
  }
  return members;
}

function formsText(schemas) {
  const texts = forms.map((form) => {
    const members = Object.entries(membersOf(schemas, form + ending)).map(([name, member]) => {
      const [, pointer] = member.$ref?.split('#') ?? [];
      const { enum: choices } = pointer ? follow(schemas.get(`common${ending}`), pointer) : member;
      return { name, filled: (member.minLength ?? 0) > 0, max: member.maxLength, choices };
    });
    const name = form.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());
    return (
      comment(schemas.get(form + ending).title) +
      `export const ${name}: readonly FormMember[] = ${JSON.stringify(members)};`
    );
  });
  return [formType, ...texts].join('\n');
}

/** "meeting_state" as "meetingStates". */
const plural = (name) =>
  name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase()) + (/s$/.test(name) ? 'es' : 's');

/** The server's own table, by state. */
export function meetingMoves() {
  const table = readFileSync(join(here, '../domain/meeting_moves.def'), 'utf8');
  const moves = {};
  for (const [, from, to] of table.matchAll(/^MOVE\((\w+), (\w+)\)$/gm))
    (moves[from.toLowerCase()] ??= []).push(to.toLowerCase());
  return moves;
}

/** The table of kinds: those whose rows stand in the agenda. */
function kindLists() {
  const table = readFileSync(join(here, '../../include/parvis/kinds.def'), 'utf8');
  const rows = table.matchAll(/^KIND\(\w+, "(\w+)", "(\w+)"/gm);
  return Object.fromEntries([...rows].map(([, kind, list]) => [kind, list]));
}

/** Writes a generated file, unless it is so already: its time is what the checkers look at. */
function write(name, made) {
  const text = `// Made by types.mjs: not to be edited.\n${made}\n`;
  const out = join(here, 'generated', name);
  if (existsSync(out) && readFileSync(out, 'utf8') === text) return;
  mkdirSync(dirname(out), { recursive: true });
  writeFileSync(out, text);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) writeTypes();
