// SPDX-License-Identifier: EUPL-1.2
// The programs that a test started: none outlives it.
const alive = new Set();
const kill = (children) => {
  for (const { child } of children) child.kill('SIGKILL');
};
process.on('exit', () => kill(alive));
// A test that failed must not leave the process waiting for what it started.
if (process.env.NODE_TEST_CONTEXT)
  (await import('node:test')).after(() => kill([...alive].filter(({ stopped }) => !stopped)));

/**
 * Kills `child` when the file's last test is over, and gives it back. With `stopped`, the file's
 * own `after` stops it: then it is killed at the end of the process at the latest.
 */
export function mind(child, { stopped = false } = {}) {
  const entry = { child, stopped };
  alive.add(entry);
  child.once('exit', () => alive.delete(entry));
  return child;
}
