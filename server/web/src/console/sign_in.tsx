// SPDX-License-Identifier: EUPL-1.2
// The door of the console.
import { useState } from 'preact/hooks';
import { signIn, wordsOf } from './session.ts';
import { say } from '../parts/text.ts';
import { textOf } from '../parts/form.ts';

export function SignIn() {
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const fields = new FormData(form);
    setBusy(true);
    try {
      await signIn(textOf(fields, 'user'), textOf(fields, 'password'));
    } catch (refusal) {
      setProblem(wordsOf(refusal));
      form.querySelector<HTMLInputElement>('[name=password]')?.focus();
    } finally {
      setBusy(false);
    }
  }
  return (
    <main class="sign-in">
      <form class="card" onSubmit={(event) => void submit(event)}>
        <h1>{say('sign_in_title')}</h1>
        <label class="field">
          <span>{say('user')}</span>
          <input name="user" autocomplete="username" required autofocus />
        </label>
        <label class="field">
          <span>{say('password')}</span>
          <input
            name="password"
            type="password"
            autocomplete="current-password"
            required
            aria-describedby="sign-in-problem"
          />
        </label>
        <p id="sign-in-problem" class="problem" role="alert">
          {problem}
        </p>
        <button class="primary" type="submit" aria-disabled={busy}>
          {say('sign_in')}
        </button>
      </form>
    </main>
  );
}
