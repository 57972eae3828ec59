// SPDX-License-Identifier: EUPL-1.2
// A client whose every answer is held against openapi.json: the status must be documented for that
// operation, the media type too, and the body must have its schema's form.
import { Client } from '../harness/client.mjs';
import { assertSchema, openapi, operations, schemaFaults } from '../harness/schemas.mjs';

const table = operations().map((entry) => ({
  ...entry,
  pattern: new RegExp(`^${entry.path.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/]+')}$`),
}));
/** "METHOD /path status" of every answer that was checked. */
export const seen = new Set();

/** The documented operation of a request; undefined: none. Fixed paths come before patterns. */
function operationOf(method, path) {
  const matches = table.filter((entry) => entry.method === method && entry.pattern.test(path));
  return matches.find((entry) => !entry.path.includes('{')) ?? matches[0];
}

function documented(operation, status) {
  const response = operation.responses[status];
  return response?.$ref ? openapi.components.responses[response.$ref.split('/').at(-1)] : response;
}

const schemaName = (ref) => ref.replace(/^\.\//, '').replace(/\.schema\.json$/, '');

function checkBody(context, schema, value) {
  if (schema.$ref) assertSchema(schemaName(schema.$ref), value, context);
  else if (schema.oneOf) {
    const faults = schema.oneOf.map(({ $ref }) => schemaFaults(schemaName($ref), value));
    if (!faults.some((list) => list.length === 0))
      throw new Error(`${context}: ${JSON.stringify(faults)}`);
  }
}

/** Throws unless the answer is one that the description allows. */
export function checkAnswer(method, target, answer) {
  const path = decodeURI(target.split('?')[0]);
  const entry = operationOf(method, path);
  if (!entry) return answer; // not of the API: the test itself says what it awaits
  const context = `${method} ${path} → ${answer.status}`;
  const response = documented(entry.operation, answer.status);
  if (!response) throw new Error(`${context} is not documented: ${answer.text.slice(0, 300)}`);
  seen.add(`${method} ${entry.path} ${answer.status}`);
  if (!response.content) {
    if (answer.bytes.length) throw new Error(`${context} has a body: ${answer.text.slice(0, 300)}`);
    return answer;
  }
  if (!(answer.type in response.content)) throw new Error(`${context} comes as ${answer.type}`);
  const { schema } = response.content[answer.type];
  if (answer.type.endsWith('json') && !answer.headers['content-encoding'])
    checkBody(context, schema, answer.json);
  for (const [name, header] of Object.entries(response.headers ?? {}))
    if (header.required && !answer.headers[name.toLowerCase()])
      throw new Error(`${context} lacks ${name}`);
  if (answer.headers['x-content-type-options'] !== 'nosniff')
    throw new Error(`${context} lacks nosniff`);
  return answer;
}

export class CheckedClient extends Client {
  async request(method, path, options) {
    return checkAnswer(method, path, await super.request(method, path, options));
  }
}
