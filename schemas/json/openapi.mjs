// SPDX-License-Identifier: EUPL-1.2
// Keeps openapi.json in step with server/api/routes.def: `node openapi.mjs` writes it, `--check`
// only says what would change. What follows from a route's line (who may, what it reads, how it can
// fail) is written anew each time; words, tags and unusual answers are the file's own and stay. A
// route that is new gets an entry, one that is gone loses it.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const file = here('openapi.json');

/** The lines of routes.def: { method, path, role, doc, operation, body, answer }. */
export function routes() {
  const text = readFileSync(here('../../server/api/routes.def'), 'utf8').replace(
    /\/\*.*?\*\//gs,
    '',
  );
  const lines = [...text.matchAll(/^(ROUTE|OPERATION|PREPARED)\(((?:[^"()]|"[^"]*")*)\)$/gms)];
  const rest = text.replace(/^(ROUTE|OPERATION|PREPARED)\(((?:[^"()]|"[^"]*")*)\)$/gms, '').trim();
  if (rest)
    throw new Error(`routes.def has a line that is none of the three: ${rest.slice(0, 80)}`);
  return lines.map(([, kind, inside]) => {
    const parts = [...inside.matchAll(/"[^"]*"|[^\s,][^,]*/g)].map(([part]) => part.trim());
    const [method, pattern] = parts;
    const [role, , doc] = parts.slice(-3);
    const [operation, body, answer] =
      kind === 'ROUTE' ? [] : parts.slice(kind === 'PREPARED' ? 3 : 2);
    const path = pattern.slice(1, -1).replace(/:(\w+)/g, '{$1}');
    return { method, path, role, doc: doc.slice(1, -1), operation, body, answer };
  });
}

/** Which roles a set of api.h has, in the words of `x-parvis-roles`. */
export function rolesOf(set) {
  const header = readFileSync(here('../../server/api/api.h'), 'utf8');
  const words = {
    STRANGER: 'anyone',
    DOOR: 'door',
    SCREEN: 'screen',
    STAGE: 'stage',
    STAND: 'stand',
    VIEWER: 'viewer',
    HOST: 'host',
    ORGANISER: 'organiser',
    ATTENDEE: 'attendee',
    STAFF: 'door',
    REGISTERING: 'door', // doors, in a state of theirs
  };
  const single = /^API_ROLE_(\w+)$/.exec(set);
  if (single) return [words[single[1]] ?? fail(`no word for ${set}`)];
  const [, members] =
    new RegExp(`\\b${set} = ([^,]+),`).exec(header) ?? fail(`${set} is no set of api.h`);
  const found = [...new Set(members.split('|').flatMap((member) => rolesOf(member.trim())))];
  return found.includes('anyone') ? ['anyone'] : found;
}

function fail(message) {
  throw new Error(`openapi: ${message}`);
}

const response = (name) => ({ $ref: `#/components/responses/${name}` });
const users = ['viewer', 'host', 'organiser'];
const devices = ['door', 'screen', 'stage', 'stand'];

/** The ways to show who one is; of users and phones with the CSRF header when something changes. */
function securityOf(route, roles) {
  if (roles.includes('anyone')) return [];
  const changes = route.method === 'GET' ? {} : { csrf: [] };
  return [
    ...(roles.some((role) => users.includes(role)) ? [{ session: [], ...changes }] : []),
    ...(roles.includes('attendee') ? [{ phone: [], ...changes }] : []),
    ...(roles.some((role) => devices.includes(role)) ? [{ device: [] }] : []),
  ];
}

/**
 * What every operation can be refused with, and a route that is new (of the others, the file says).
 */
function refusalsOf(route, roles, body, isNew) {
  if (!route.operation && !isNew) return {};
  return {
    400: response('BadRequest'),
    ...(roles.includes('anyone')
      ? {}
      : { 401: response('Unauthorised'), 403: response('Forbidden') }),
    ...(route.path.includes('{') ? { 404: response('NotFound') } : {}),
    ...(route.operation && isNew ? { 409: response('Conflict') } : {}),
    ...(body
      ? { 413: response('TooLarge'), 415: response('WrongType'), 422: response('Invalid') }
      : {}),
    503: response('Busy'),
  };
}

function parameterOf(name) {
  return {
    name,
    in: 'path',
    required: true,
    description: 'The row.',
    schema: { $ref: './common.schema.json#/$defs/id' },
  };
}

const schemaOf = (name) => {
  if (!existsSync(here(`${name}.schema.json`))) fail(`there is no ${name}.schema.json`);
  return { 'application/json': { schema: { $ref: `./${name}.schema.json` } } };
};

/**
 * The answer of a route that is new: by its operation's kind of row, or by the last word of its
 * path.
 */
function answerOf(route) {
  if (route.answer === 'api_answer_nothing') return { 204: { description: 'Durable.' } };
  const last = route.path
    .split('/')
    .filter((part) => !part.startsWith('{'))
    .at(-1);
  const name = route.answer === 'api_answer_row' ? `${route.operation.split('_')[0]}_answer` : last;
  return {
    200: {
      description: route.operation ? 'Durable; the row as it is then.' : 'As it is now.',
      content: schemaOf(name),
    },
  };
}

const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const idOf = (route) =>
  [
    route.method.toLowerCase(),
    ...route.path.split('/').filter((part) => part && part !== 'api' && !part.startsWith('{')),
  ]
    .join('_')
    .replace(/\W/g, '_');

function entryOf(route, present) {
  const told = present ?? {
    tags: ['steering'],
    operationId: idOf(route),
    summary: sentence(route.doc),
    responses: answerOf(route),
  };
  // Where the handler itself looks closer at who asks, the file says who is let through.
  const roles = told['x-parvis-narrowed'] ? told['x-parvis-roles'] : rolesOf(route.role);
  const parameters = [...route.path.matchAll(/\{(\w+)\}/g)]
    .map(([, name]) => told.parameters?.find((one) => one.name === name) ?? parameterOf(name))
    .concat((told.parameters ?? []).filter((one) => one.in !== 'path'));
  const body =
    route.body && route.body !== 'no_body'
      ? { required: true, content: schemaOf(route.body) }
      : told.requestBody;
  const same =
    told['x-parvis-roles'] && roles.toSorted().join() === told['x-parvis-roles'].toSorted().join();
  const entry = {
    ...told,
    'x-parvis-roles': same ? told['x-parvis-roles'] : roles,
    security: same ? told.security : securityOf(route, roles),
    ...(parameters.length ? { parameters } : {}),
    ...(body ? { requestBody: body } : {}),
    responses: { ...refusalsOf(route, roles, body, !present), ...told.responses },
  };
  const order = [
    'tags',
    'operationId',
    'summary',
    'description',
    'x-parvis-roles',
    'x-parvis-narrowed',
    'security',
    'parameters',
    'requestBody',
    'responses',
  ];
  return Object.fromEntries(order.filter((key) => key in entry).map((key) => [key, entry[key]]));
}

/** The description, completed from the table. */
export function complete(openapi) {
  const paths = {};
  for (const route of routes()) {
    if (route.path === '/*') continue; // the pages
    const method = route.method.toLowerCase();
    paths[route.path] ??= {};
    paths[route.path][method] = entryOf(route, openapi.paths[route.path]?.[method]);
  }
  // In the file's order, new ones behind their neighbours of the table.
  const known = Object.keys(openapi.paths).filter((path) => paths[path]);
  for (const path of Object.keys(paths)) {
    if (known.includes(path)) continue;
    const all = Object.keys(paths);
    known.splice(known.indexOf(all[all.indexOf(path) - 1]) + 1, 0, path);
  }
  const inOrder = (path) => {
    const before = Object.keys(openapi.paths[path] ?? {}).filter((method) => paths[path][method]);
    const methods = [...new Set([...before, ...Object.keys(paths[path])])];
    return Object.fromEntries(methods.map((method) => [method, paths[path][method]]));
  };
  return { ...openapi, paths: Object.fromEntries(known.map((path) => [path, inOrder(path)])) };
}

/** JSON as the file has it: what fits into a line of 100 stands in one. */
function print(value, indent = 0, lead = 0) {
  const flat = inline(value);
  if (indent + lead + flat.length < 100 && indent > 0) return flat;
  if (typeof value !== 'object' || value === null) return flat;
  const inner = ' '.repeat(indent + 2);
  const rows = Array.isArray(value)
    ? value.map((item) => inner + print(item, indent + 2, 1))
    : Object.entries(value).map(
        ([key, item]) =>
          `${inner}${JSON.stringify(key)}: ${print(item, indent + 2, key.length + 5)}`,
      );
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return rows.length ? `${open}\n${rows.join(',\n')}\n${' '.repeat(indent)}${close}` : open + close;
}

function inline(value) {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const rows = Object.entries(value).map(
    ([key, item]) => `${JSON.stringify(key)}: ${inline(item)}`,
  );
  return rows.length ? `{ ${rows.join(', ')} }` : '{}';
}

export const printed = (openapi) => `${print(openapi)}\n`;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const before = readFileSync(file, 'utf8');
  const after = printed(complete(JSON.parse(before)));
  if (process.argv.includes('--check')) {
    if (after === before) process.exit(0);
    console.error('schemas/json/openapi.json does not follow server/api/routes.def: ./dev api');
    process.exit(1);
  }
  writeFileSync(file, after);
}
