// SPDX-License-Identifier: EUPL-1.2
// The programs that a test started. None of them outlives the test.
const alive = new Set();
const kill = (children) => {
  for (const { child } of children) child.kill('SIGKILL');
};
process.on('exit', () => kill(alive));
// A test that failed must not leave the process waiting for what it started.
if (process.env.NODE_TEST_CONTEXT)
  (await import('node:test')).after(() => kill([...alive].filter(({ stopped }) => !stopped)));

/**
 * Makes sure that `child` is killed when the file's last test is over; returns it. With `stopped`
 * the file's own `after` stops it, and it is killed only at the end of the process.
 */
export function mind(child, { stopped = false } = {}) {
  const entry = { child, stopped };
  alive.add(entry);
  child.once('exit', () => alive.delete(entry));
  return child;
}
