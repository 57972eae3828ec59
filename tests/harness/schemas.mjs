// SPDX-License-Identifier: EUPL-1.2
// The JSON Schemas of schemas/, compiled once, and the assertion that a value has a schema's form.
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { bodiesOf, kinds } from './kinds.mjs';

export const schemasFolder = fileURLToPath(new URL('../../schemas/json/', import.meta.url));
const suffix = '.schema.json';

/** Name → schema of every *.schema.json. */
export const schemas = new Map(
  readdirSync(schemasFolder)
    .filter((file) => file.endsWith(suffix))
    .map((file) => [
      file.slice(0, -suffix.length),
      JSON.parse(readFileSync(schemasFolder + file, 'utf8')),
    ]),
);

/** The schema that a reference of `schema` leads to. */
export function follow($ref, schema) {
  const [file, pointer = ''] = $ref.split('#');
  const steps = pointer.split('/').filter(Boolean);
  const from = file ? schemas.get(file.slice('./'.length, -suffix.length)) : schema;
  return steps.reduce((part, step) => part[step], from);
}

/** The members of a schema: its own, and those of the schemas that it is made of. */
export const membersOf = (schema) =>
  Object.assign(
    {},
    ...(schema.allOf ?? []).filter(({ $ref }) => $ref).map(({ $ref }) => membersOf(follow($ref))),
    schema.properties,
  );

const ajv = new Ajv2020({
  allErrors: true,
  strict: true,
  strictTypes: false,
  strictRequired: false,
});
addFormats(ajv);
ajv.addKeyword('x-parvis-given');
ajv.addKeyword('x-parvis-enum'); // which C enumeration the words are (schemas/json/fields.mjs)

/** The schema of what an audience hears of a row: its whole body, or exactly these members. */
function toldForm(kind, members) {
  const body = `./${kind}_body${suffix}`;
  if (!members) return { $ref: body };
  return {
    type: 'object',
    additionalProperties: false,
    required: members,
    properties: Object.fromEntries(
      members.map((name) => [name, { $ref: `${body}#/properties/${name}` }]),
    ),
  };
}

/** The schema of a change, completed with the forms that the table of kinds gives to each kind. */
function changeForm(schema) {
  const heard = [...kinds.keys()].filter((kind) => bodiesOf(kind).length);
  return {
    ...schema,
    oneOf: heard.map((kind) => ({
      properties: {
        kind: { const: kind },
        body: {
          anyOf: [...bodiesOf(kind).map((members) => toldForm(kind, members)), { type: 'null' }],
        },
      },
    })),
  };
}
schemas.set('change', changeForm(schemas.get('change')));
for (const [name, schema] of schemas) ajv.addSchema(schema, name + suffix);

/** What is wrong with `value` as a `name`: an array of sentences, empty when nothing is. */
export function schemaFaults(name, value) {
  const validate = ajv.getSchema(name + suffix);
  if (!validate) throw new Error(`no schema named ${name}`);
  if (validate(value)) return [];
  return validate.errors.map((error) => {
    const extra = error.params.additionalProperty ? ` (${error.params.additionalProperty})` : '';
    return `${error.instancePath || '/'} ${error.message}${extra}`;
  });
}

/** Throws, naming what is wrong, unless `value` has the form of the schema `name`. */
export function assertSchema(name, value, context = '') {
  const faults = schemaFaults(name, value);
  if (faults.length === 0) return value;
  const text = JSON.stringify(value);
  throw new Error(
    `${context || 'value'} is not a ${name}: ${faults.slice(0, 6).join('; ')}\n` +
      `  ${text === undefined ? 'undefined' : text.slice(0, 600)}`,
  );
}

/** The OpenAPI description as a tree. */
export const openapi = JSON.parse(readFileSync(`${schemasFolder}openapi.json`, 'utf8'));

/** Every operation of it: { method, path, roles, operation }. */
export function operations() {
  return Object.entries(openapi.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      roles: operation['x-parvis-roles'],
      operation,
    })),
  );
}
