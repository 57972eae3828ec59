// SPDX-License-Identifier: EUPL-1.2
// Waiting for what must come: a condition is looked at again and again, and only its not coming at
// all is a failure. A loaded machine is slow and not wrong, so the limit is generous.
import { setTimeout as sleep } from 'node:timers/promises';

/** How long a test waits for what must come, in ms. */
export const wait_ms = 60_000;

/**
 * Looks every so many ms, and resolves with what `look` gives once that is true; throws after `ms`.
 * `what` names what is awaited: a text, or a function that gives one when it did not come.
 */
export async function until(look, { what = 'what was awaited', ms = wait_ms, every = 20 } = {}) {
  for (const end = Date.now() + ms; ; await sleep(every)) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end)
      throw new Error(`not in ${ms} ms: ${typeof what === 'function' ? what() : what}`);
  }
}

/**
 * Lets `ms` pass in which something must not happen, or whose passing is what the test is about.
 * For what must come there is until().
 */
export const pass = (ms) => sleep(ms);
