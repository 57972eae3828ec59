// SPDX-License-Identifier: EUPL-1.2
// Starts the real server on a port of the system's choice, and stops it: politely, or as a power
// cut would.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mind } from './children.mjs';
import { parvisBinary } from './edition.mjs';
import { wait_ms } from './until.mjs';

/**
 * Resolves when the server has followed what a command in another process wrote: its writer looks
 * for that at each order. `steering` is the client of a host or an organiser.
 */
export const followed = (steering) =>
  steering.post('/api/notices', { fr: 'Repère', en: 'Mark', minutes: 1 });

/** Starts `parvis serve` on `folder`; resolves when it says that it is ready. */
export async function startServer(
  folder,
  { at = '2017-11-20T09:05', args = [], quiet = false, env = {} } = {},
) {
  const clock = at ? ['--at', at] : [];
  const child = spawn(
    parvisBinary(),
    ['serve', '--data', folder, '--port', '0', ...clock, ...args],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, LANG: 'en_GB.UTF-8', LC_ALL: 'en_GB.UTF-8', ...env },
    },
  );
  const exited = once(child, 'exit').then(([code, signal]) => ({ code, signal }));
  const server = { child, exited, pid: child.pid, log: '', url: '', port: 0 };
  child.stderr.on('data', (bytes) => (server.log = (server.log + bytes).slice(-200_000)));
  mind(child, { stopped: true });
  server.url = await new Promise((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (bytes) => {
      said += bytes;
      const ready = said.match(/https?:\/\/[\d.]+:(\d+)/);
      if (ready) resolve(ready[0]);
    });
    child.on('error', reject);
    void exited.then((how) =>
      reject(new Error(`the server ended at once: ${JSON.stringify(how)}\n${said}${server.log}`)),
    );
    setTimeout(
      () => reject(new Error(`the server is not ready after ${wait_ms} ms\n${server.log}`)),
      wait_ms,
    ).unref();
  });
  server.port = Number(new URL(server.url).port);

  /** Stops it by SIGTERM; fails unless it ended well (a sanitizer's report makes it end badly). */
  server.stop = async () => {
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), wait_ms);
    const how = await exited;
    clearTimeout(late);
    if (how.code !== 0)
      throw new Error(
        `the server did not stop well: ${JSON.stringify(how)}\n${server.log.slice(-8000)}`,
      );
    if (!quiet && /runtime error:|AddressSanitizer/.test(server.log))
      throw new Error(server.log.slice(-8000));
  };
  /** kill -9: nothing is flushed, nobody is told. */
  server.kill = async () => {
    child.kill('SIGKILL');
    return exited;
  };
  return server;
}
