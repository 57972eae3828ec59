// SPDX-License-Identifier: EUPL-1.2
// Badge texts as include/parvis/badge.h describes them, written again from that description: to
// make what a forger, another edition or a lost list would show at the door.
import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

export function decodeBadge(text) {
  const bits = [...text]
    .map((sign) => alphabet.indexOf(sign).toString(2).padStart(5, '0'))
    .join('');
  return Buffer.from(
    bits
      .slice(0, 584)
      .match(/.{8}/g)
      .map((octet) => parseInt(octet, 2)),
  );
}

export function encodeBadge(bytes) {
  const bits = [...bytes]
    .map((octet) => octet.toString(2).padStart(8, '0'))
    .join('')
    .padEnd(585, '0');
  return bits
    .match(/.{5}/g)
    .map((five) => alphabet[parseInt(five, 2)])
    .join('');
}

const signed = (bytes) => Buffer.concat([Buffer.from('parvis badge v1\n'), bytes.subarray(0, 9)]);

/** A badge with `serial` (8 bytes) under the edition's own key, which no list has. */
export function signBadge(folder, serial) {
  const seed = readFileSync(`${folder}/badge.key`).subarray(0, 32);
  const key = createPrivateKey({
    key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]),
    format: 'der',
    type: 'pkcs8',
  });
  const head = Buffer.concat([Buffer.from([1]), serial]);
  return encodeBadge(Buffer.concat([head, sign(null, signed(head), key)]));
}

/** Whether a badge's signature is right under the edition's public key (hexadecimal). */
export function verifyBadge(text, publicKey) {
  const bytes = decodeBadge(text);
  const key = createPublicKey({
    key: Buffer.concat([
      Buffer.from('302a300506032b6570032100', 'hex'),
      Buffer.from(publicKey, 'hex'),
    ]),
    format: 'der',
    type: 'spki',
  });
  return verify(null, signed(bytes), key, bytes.subarray(9));
}
