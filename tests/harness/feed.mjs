// SPDX-License-Identifier: EUPL-1.2
// The change feed, read as any follower would: an event-stream parser (WHATWG HTML 9.2), readers
// over curl or Node's http, and the event put together again from what the stream said.
import { spawn } from 'node:child_process';
import http from 'node:http';
import { mind } from './children.mjs';
import { lists } from './kinds.mjs';
import { wait_ms } from './until.mjs';

/** Cuts a stream's text into events { event, id, data, retry }; give it pieces as they come. */
export class EventParser {
  constructor(take) {
    this.take = take;
    this.rest = '';
    this.fields = {};
  }
  write(text) {
    this.rest += text;
    let end;
    while ((end = this.rest.indexOf('\n')) >= 0) {
      const line = this.rest.slice(0, end).replace(/\r$/, '');
      this.rest = this.rest.slice(end + 1);
      if (line === '') this.dispatch();
      else if (!line.startsWith(':')) {
        const [, name, value] = line.match(/^([^:]*):? ?(.*)$/s);
        this.fields[name] =
          name === 'data' && 'data' in this.fields ? `${this.fields.data}\n${value}` : value;
      }
    }
  }
  dispatch() {
    const { event = 'message', ...fields } = this.fields;
    this.fields = {};
    // without data a browser sees nothing either
    if ('data' in fields) this.take({ event, ...fields });
  }
}

/** Collects events and lets a test wait for one. */
export class FeedReader {
  constructor() {
    this.events = [];
    this.ended = false;
    this.waiting = new Set();
    this.parser = new EventParser((event) => {
      if (event.event !== 'goodbye' && event.event !== 'too_slow')
        event.json = JSON.parse(event.data);
      this.events.push(event);
      this.wake();
    });
  }
  wake() {
    for (const look of [...this.waiting]) look();
  }
  end() {
    this.ended = true;
    this.wake();
  }
  /** The first event, from `from` on, that `wanted` accepts. */
  wait(wanted, { ms = wait_ms, from = 0, what = 'the event' } = {}) {
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = this.events.slice(from).find(wanted);
        if (!found && !this.ended) return;
        clearTimeout(timer);
        this.waiting.delete(look);
        if (found) resolve(found);
        else reject(new Error(`the stream ended before ${what}`));
      };
      const timer = setTimeout(() => {
        this.waiting.delete(look);
        reject(
          new Error(
            `${what} did not come in ${ms} ms; got ${this.events.map((e) => e.event).slice(-10)}`,
          ),
        );
      }, ms);
      this.waiting.add(look);
      look();
    });
  }
}

/** Follows with Node's own client. */
export function follow(url, { token, cookie, after, lastEventId, query, path = '/api/feed' } = {}) {
  const reader = new FeedReader();
  const search = query ?? (after === undefined ? '' : `?after=${after}`);
  const headers = {
    accept: 'text/event-stream',
    ...(token ? { authorization: `Bearer ${token}` } : {}),
    ...(cookie ? { cookie } : {}),
    ...(lastEventId !== undefined ? { 'last-event-id': String(lastEventId) } : {}),
  };
  reader.opened = new Promise((resolve, reject) => {
    reader.request = http.get(`${url}${path}${search}`, { headers, agent: false }, (response) => {
      reader.response = response;
      response.setEncoding('utf8');
      response.on('data', (text) => reader.parser.write(text));
      response.on('close', () => reader.end());
      response.on('error', () => reader.end());
      resolve(response);
    });
    reader.request.on('error', (error) => {
      reader.end();
      reject(error);
    });
  });
  reader.close = () => reader.request.destroy();
  return reader;
}

/** Follows with curl: a client that nobody wrote here. */
export function followWithCurl(url, { token, cookie, after } = {}) {
  const reader = new FeedReader();
  const search = after === undefined ? '' : `?after=${after}`;
  const args = ['-N', '-s', '-S', '--no-progress-meter', `${url}/api/feed${search}`];
  // The secret goes by a configuration on standard input: command lines are for all to read.
  const header = token ? `Authorization: Bearer ${token}` : cookie ? `Cookie: ${cookie}` : '';
  const child = mind(
    spawn('curl', header ? ['-K', '-', ...args] : args, { stdio: ['pipe', 'pipe', 'inherit'] }),
    { stopped: true },
  );
  child.stdin.end(header ? `header = "${header}"\n` : '');
  child.stdout.setEncoding('utf8');
  child.stdout.on('data', (text) => reader.parser.write(text));
  reader.closed = new Promise((resolve) =>
    child.on('close', (code) => {
      reader.end();
      resolve(code);
    }),
  );
  reader.close = () => child.kill();
  return reader;
}

/** The event as a follower knows it: kind → id → body. */
export class FeedState {
  constructor() {
    this.kinds = new Map();
    this.seq = -1;
  }
  kind(name) {
    if (!this.kinds.has(name)) this.kinds.set(name, new Map());
    return this.kinds.get(name);
  }
  take({ event, json }) {
    if (event === 'snapshot') this.snapshot(json);
    if (event === 'change') this.change(json);
  }
  snapshot(document) {
    this.seq = document.seq;
    this.kind('edition').set(1, document.edition);
    for (const [kind, list] of lists) {
      this.kind(kind).clear();
      for (const body of document[list]) this.kind(kind).set(body.id, body);
    }
  }
  change({ seq, kind, id, body }) {
    if (seq <= this.seq) throw new Error(`the feed went back: ${seq} after ${this.seq}`);
    this.seq = seq;
    if (body === null) this.kind(kind).delete(id);
    else this.kind(kind).set(id, body);
  }
  /** The rows of a kind by id. */
  rows(kind) {
    return [...this.kind(kind).values()].sort((a, b) => a.id - b.id);
  }
}
