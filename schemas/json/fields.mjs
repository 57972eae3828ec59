// SPDX-License-Identifier: EUPL-1.2
// Makes the C tables by which bodies are read (include/parvis/json.h) from the *_request schemas,
// so that a member is declared once: `node fields.mjs OUT.h`, as the build does.
//
// Every schema NAME_request gives a macro FIELDS_NAME_request(order): the rows of a json_member
// table that fills `struct order`, whose members have the names of the schema's.
//   integer → int64_t    boolean → bool    string → char[4 × maxLength + 1 or more]
//   enum, with "x-parvis-enum": "PITCH" → an enumeration whose values are PITCH_<WORD>
//   array of objects, or of such words → an array, and `size_t <name>_count`
// With "x-parvis-given": true, `bool given.<name>` says which of the optional members were given.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('.', import.meta.url));
const ending = '.schema.json';
const read = (file) => JSON.parse(readFileSync(folder + file, 'utf8'));
const common = read(`common${ending}`);

class Unreadable extends Error {}

/** The schema itself, references followed; `nullable` when null may stand in its place. */
function resolve(schema) {
  if (schema.$ref) {
    const [, name] = /^\.\/common\.schema\.json#\/\$defs\/(\w+)$/.exec(schema.$ref) ?? [];
    if (!name || !common.$defs[name]) throw new Unreadable(`no way to read ${schema.$ref}`);
    return resolve(common.$defs[name]);
  }
  const alternatives = schema.anyOf?.filter(({ type }) => type !== 'null');
  if (alternatives?.length === 1) return { ...resolve(alternatives[0]), nullable: true };
  if (Array.isArray(schema.type) && schema.type.includes('null'))
    return { ...schema, type: schema.type.find((type) => type !== 'null'), nullable: true };
  return schema;
}

function words(schema) {
  const prefix = schema['x-parvis-enum'];
  if (!prefix) throw new Unreadable('an enum needs "x-parvis-enum"');
  const rows = schema.enum
    .filter((word) => word !== null)
    .map((word) => `{"${word}", ${prefix}_${word.toUpperCase().replaceAll('-', '_')}}`);
  return `(const struct json_word[]){${[...rows, '{NULL, 0}'].join(', ')}}`;
}

/** One row of a json_member table: the field that it begins with, and what else its type needs. */
const row = (name, type, offset, required, { min = 0, max = 0 } = {}, more = []) =>
  `{${[`.field = {"${name}", ${type}, ${offset}, ${required}, ${min}, ${max}}`, ...more].join(', ')}}`;

function textOf(order, name, schema, required, more) {
  if (!schema.maxLength) throw new Unreadable(`${name} needs a maxLength`);
  return row(
    name,
    'JSON_CHARS',
    `offsetof(${order}, ${name})`,
    required,
    { min: schema.minLength, max: schema.maxLength },
    [...more, `.size = JSON_ROOM(${order}, ${name}, ${schema.maxLength})`],
  );
}

function listOf(order, name, schema, required, more) {
  const item = resolve(schema.items);
  if (!item.enum && !item.properties) throw new Unreadable(`${name} has items that no order has`);
  const inner = `__typeof__(((${order} *)0)->${name}[0])`;
  const rows = Object.entries(item.properties ?? {}).map((member) => memberOf(inner, member, item));
  return row(
    name,
    'JSON_LIST',
    `offsetof(${order}, ${name})`,
    required,
    { min: schema.minItems, max: schema.maxItems },
    [
      ...more,
      `.size = JSON_ITEM(${order}, ${name}, ${schema.maxItems})`,
      `.count_offset = JSON_AT(${order}, ${name}_count, size_t)`,
      ...(item.enum
        ? [`.words = ${words(item)}`, `.unique = ${schema.uniqueItems ?? false}`]
        : [
            `.members = (const struct json_member[]){${rows.join(', ')}}`,
            `.member_count = ${rows.length}`,
          ]),
    ],
  );
}

function memberOf(order, [name, schema], owner) {
  const whole = resolve(schema);
  const must = owner.required?.includes(name) ?? false;
  const more = whole.nullable || whole.enum?.includes(null) ? ['.nullable = true'] : [];
  if (owner['x-parvis-given'] && !must)
    more.push(`.given_offset = JSON_AT(${order}, given.${name}, bool)`);
  if (whole.enum)
    return row(name, 'JSON_WORD', `JSON_WORD_AT(${order}, ${name})`, must, {}, [
      ...more,
      `.words = ${words(whole)}`,
    ]);
  if (whole.const === true) more.push('.only_true = true');
  switch (whole.const === true ? 'boolean' : whole.type) {
    case 'integer':
      return row(
        name,
        'JSON_INTEGER',
        `JSON_AT(${order}, ${name}, int64_t)`,
        must,
        { min: whole.minimum ?? 'INT64_MIN', max: whole.maximum ?? 'INT64_MAX' },
        more,
      );
    case 'boolean':
      return row(name, 'JSON_BOOLEAN', `JSON_AT(${order}, ${name}, bool)`, must, {}, more);
    case 'string':
      return textOf(order, name, whole, must, more);
    case 'array':
      return listOf(order, name, whole, must, more);
    default:
      throw new Unreadable(`${name} is of a type that no order has`);
  }
}

/** The macro of a schema; of one that no order can take (a scan, a whole file), why not. */
function macroOf(name, schema) {
  try {
    const rows = Object.entries(schema.properties ?? {}).map((member) =>
      memberOf('order', member, schema),
    );
    return `/* ${schema.title} */\n#define FIELDS_${name}(order)${[...rows, '{.field = {.name = NULL}}'].map((row) => ` \\\n    ${row}`).join(',')}\n`;
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return `/* ${name}: read by hand (${error.message}) */\n`;
  }
}

const out = process.argv[2];
const macros = readdirSync(folder)
  .filter((file) => file.endsWith(`_request${ending}`))
  .sort()
  .map((file) => macroOf(file.slice(0, -ending.length), read(file)));
mkdirSync(dirname(out), { recursive: true });
writeFileSync(
  out,
  `/* Made by schemas/json/fields.mjs from the *_request schemas: not to be edited. */\n#ifndef PARVIS_REQUEST_FIELDS_H\n#define PARVIS_REQUEST_FIELDS_H\n\n${macros.join('\n')}\n#endif\n`,
);
