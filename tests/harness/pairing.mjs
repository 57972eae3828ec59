// SPDX-License-Identifier: EUPL-1.2
// Pairing codes, read by code that has nothing in common with the programs': from the description
// in include/parvis/pairing.h alone.
import assert from 'node:assert/strict';

const letters = 'BCDEFGHIJKLNOPRS';

const toBytes = (text) =>
  Buffer.from([...text].map((letter) => letters.indexOf(letter).toString(16)).join(''), 'hex');
export const pairingSecret = (bytes) =>
  [...bytes.toString('hex')].map((digit) => letters[parseInt(digit, 16)]).join('');

export function readPairing(text) {
  assert.match(text, /^[BCDEFGHIJKLNOPRS]+$/, 'letters that every keyboard has in one place');
  const bytes = toBytes(text);
  assert.equal(bytes[0], 1, 'version');
  const tls = bytes[1] === 1;
  const secret = pairingSecret(bytes.subarray(2, 18));
  const fingerprint = tls ? bytes.subarray(18, 50).toString('hex') : null;
  const rest = bytes.subarray(tls ? 50 : 18, -2);
  assert.equal(rest[2], rest.length - 3, 'the host’s length');
  return {
    tls,
    secret,
    fingerprint,
    port: rest.readUInt16BE(0),
    host: rest.subarray(3).toString(),
  };
}

/** The text of a code with other members; `check` (BLAKE2b-256) is the caller's to give. */
export function writePairing({ secret, fingerprint, host, port, tls = true }, check) {
  const body = Buffer.concat([
    Buffer.from([1, tls ? 1 : 0]),
    toBytes(secret),
    tls ? Buffer.from(fingerprint, 'hex') : Buffer.alloc(0),
    Buffer.from([port >> 8, port & 255, host.length]),
    Buffer.from(host),
  ]);
  return pairingSecret(Buffer.concat([body, check(body).subarray(0, 2)]));
}
