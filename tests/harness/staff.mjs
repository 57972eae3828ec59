// SPDX-License-Identifier: EUPL-1.2
// The staff's PIN as a door's program uses it. The PIN's key is read where the server keeps it,
// since Node has no Argon2id; that the kiosk makes the same key from the PIN is shown by
// tests/flow/desk.
import { createHmac } from 'node:crypto';
import { spawnSync } from 'node:child_process';

export function staffKey(folder, device) {
  const run = spawnSync(
    'sqlite3',
    [
      `file:${folder}/parvis.db?mode=ro`,
      `SELECT lower(hex(staff_key)) FROM device WHERE id = ${Number(device)}`,
    ],
    { encoding: 'utf8' },
  );
  const hex = run.stdout.trim();
  if (!/^[0-9a-f]{64}$/.test(hex)) throw new Error(`no key of device ${device}: ${run.stderr}`);
  return Buffer.from(hex, 'hex');
}

const authenticated = (key, text) =>
  createHmac('sha512', key).update(text).digest().subarray(0, 32).toString('hex');
export const answerTo = (key, question) => authenticated(key, `parvis staff answer v1 ${question}`);
export const voucherOf = (key, scanId, person, direction = 'in') =>
  authenticated(key, `parvis staff voucher v1 ${scanId} ${person} ${direction}`);

/** Gives the PIN at a door; the headers that its client shows from then on. */
export async function givePin(door, key) {
  const { question } = (await door.post('/api/kiosk/staff/question', {})).json;
  const given = await door.post('/api/kiosk/staff/proof', { answer: answerTo(key, question) });
  if (given.status !== 200) throw new Error(`the PIN: ${given.status} ${given.text}`);
  return { 'x-parvis-staff': given.json.proof };
}
