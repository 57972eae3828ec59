// SPDX-License-Identifier: EUPL-1.2
// BLAKE2b-256, which Node's OpenSSL lacks in this length: Debian's b2sum has it.
import { spawnSync } from 'node:child_process';

export function blake2b(bytes) {
  const run = spawnSync('b2sum', ['-l', '256', '-'], { input: bytes, encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`b2sum: ${run.stderr}`);
  return Buffer.from(run.stdout.slice(0, 64), 'hex');
}
