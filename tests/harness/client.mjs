// SPDX-License-Identifier: EUPL-1.2
// An HTTP client that hides nothing: raw status, headers and bytes, kept connections, one sign-in
// or device token each.
import http from 'node:http';
import https from 'node:https';
import { wait_ms } from './until.mjs';

export class Client {
  constructor(url, { token, sockets = 8, from } = {}) {
    this.url = new URL(url);
    this.token = token;
    this.cookie = '';
    this.csrf = '';
    this.shown = {}; // headers of every request
    // `from`: another source address (127.0.0.x), to be somebody else for the rate limits.
    this.protocol = this.url.protocol === 'https:' ? https : http;
    // A test server's certificate is its own; who it is, the tests of the kiosk's pin look at.
    this.agent = new this.protocol.Agent({
      keepAlive: true,
      maxSockets: sockets,
      rejectUnauthorized: false,
      ...(from ? { localAddress: from } : {}),
    });
  }

  /** Sends one request. `json` is the body as a value, `body` as bytes; `headers` win. */
  request(method, path, { json, body, headers = {} } = {}) {
    const bytes =
      json !== undefined
        ? Buffer.from(JSON.stringify(json))
        : body !== undefined
          ? Buffer.from(body)
          : null;
    const all = {
      ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
      ...(this.cookie ? { cookie: this.cookie } : {}),
      ...(this.csrf && method !== 'GET' ? { 'x-parvis-csrf': this.csrf } : {}),
      ...(json !== undefined ? { 'content-type': 'application/json' } : {}),
      ...(bytes
        ? { 'content-length': bytes.length }
        : method === 'POST'
          ? { 'content-length': 0 }
          : {}),
      ...this.shown,
      ...headers,
    };
    for (const [name, value] of Object.entries(all)) if (value === null) delete all[name];
    return new Promise((resolve, reject) => {
      const request = this.protocol.request(
        {
          host: this.url.hostname,
          port: this.url.port,
          method,
          path,
          headers: all,
          agent: this.agent,
        },
        (response) => {
          const chunks = [];
          response.on('data', (chunk) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => resolve(new Answer(response, Buffer.concat(chunks))));
        },
      );
      request.setTimeout(wait_ms, () =>
        request.destroy(new Error(`${method} ${path}: no answer in ${wait_ms} ms`)),
      );
      request.on('error', reject);
      request.end(bytes ?? undefined);
    });
  }

  get(path, options) {
    return this.request('GET', path, options);
  }
  post(path, json, options) {
    return this.request('POST', path, { json, ...options });
  }
  delete(path, options) {
    return this.request('DELETE', path, options);
  }

  /** Signs in, and keeps cookie and CSRF token for what follows. */
  async signIn({ name, password }) {
    const answer = await this.post('/api/sessions', { user: name, password });
    if (answer.status !== 200)
      throw new Error(`sign-in of ${name}: ${answer.status} ${answer.text}`);
    this.cookie = answer.headers['set-cookie'][0].split(';')[0];
    this.csrf = answer.json.csrf;
    return answer;
  }

  close() {
    this.agent.destroy();
  }
}

/** What came back. */
class Answer {
  constructor(response, bytes) {
    this.status = response.statusCode;
    this.headers = response.headers;
    this.bytes = bytes;
  }
  get type() {
    return (this.headers['content-type'] ?? '').split(';')[0];
  }
  get text() {
    return this.bytes.toString('utf8');
  }
  get json() {
    return JSON.parse(this.text);
  }
}
