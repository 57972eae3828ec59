// SPDX-License-Identifier: EUPL-1.2
// Waiting for what must come: a condition is tried again and again, and a test fails only when it
// never comes true. A loaded machine is slow and not wrong, so the limit is generous.
import { setTimeout as sleep } from 'node:timers/promises';

/** How long a test waits for what must come, in ms. */
export const wait_ms = 60_000;

/**
 * Calls `look` again and again, `every` ms apart, and resolves with what it gives once that is
 * true; throws after `ms`. `what` names what the test waits for: a text, or a function that gives
 * one.
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
