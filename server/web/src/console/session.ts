// SPDX-License-Identifier: EUPL-1.2
// Who is signed in, and every request that the console sends: the server decides, and what it says
// is shown as it says it.
import { signal } from '@preact/signals';
import { language, say } from '../parts/text.ts';

export interface User {
  id: number;
  name: string;
  role: string;
}
/** undefined: not known yet; null: signed out. */
export const user = signal<User | null | undefined>(undefined);
/** The last answer to an action, said in the page's live region. */
export const message = signal<{ text: string; bad: boolean } | null>(null);
let csrf = '';

/** Says why something did not come about. */
export function refused(refusal: unknown): void {
  message.value = { text: wordsOf(refusal), bad: true };
}

/** What an error says: the server's own words for a Refusal. */
export const wordsOf = (refusal: unknown): string =>
  refusal instanceof Error ? refusal.message : String(refusal);

export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    title: string,
  ) {
    super(title);
  }
}

interface Problem {
  code?: string;
  title?: string;
}

/** One request; the answer's JSON, or a Refusal with the server's own words. */
export async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
  let answer: Response;
  try {
    answer = await fetch(path, {
      method,
      credentials: 'same-origin',
      headers: {
        accept: 'application/json',
        'accept-language': language.value, // refusals come in the reader's language
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(method === 'GET' || !csrf ? {} : { 'x-parvis-csrf': csrf }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch {
    throw new Refusal(0, 'offline', say('no_server'));
  }
  const text = await answer.text();
  if (answer.ok) return (text ? JSON.parse(text) : {}) as T;
  let problem: Problem = {};
  try {
    problem = JSON.parse(text) as Problem;
  } catch {
    // Not a problem document (a proxy's page): the status alone is told.
  }
  if (answer.status === 401 && user.value) user.value = null;
  throw new Refusal(
    answer.status,
    problem.code ?? '',
    problem.title ?? say('failed', { status: answer.status }),
  );
}

export const read = <T>(path: string): Promise<T> => ask<T>('GET', path);

/** Sends a change; says what came of it. False: refused. */
export async function act(
  path: string,
  body: unknown,
  done?: string,
  method = 'POST',
): Promise<boolean> {
  try {
    await ask(method, path, body);
    message.value = done ? { text: done, bad: false } : null;
    return true;
  } catch (refusal) {
    refused(refusal);
    return false;
  }
}

interface Signed {
  user: User;
  csrf: string;
}

function enter(signed: Signed): void {
  csrf = signed.csrf;
  message.value = null;
  user.value = signed.user;
}

export async function resume(): Promise<void> {
  try {
    enter(await read<Signed>('/api/me'));
  } catch (refusal) {
    // A server that is away says nothing of who we are: ask again.
    if ((refusal as Refusal).status === 401) user.value = null;
    else setTimeout(() => void resume(), 2000);
  }
}

export async function signIn(name: string, password: string): Promise<void> {
  enter(await ask<Signed>('POST', '/api/sessions', { user: name, password }));
}

export async function signOut(): Promise<void> {
  if (!(await act('/api/sessions/current', undefined, undefined, 'DELETE'))) return;
  csrf = '';
  user.value = null;
}
