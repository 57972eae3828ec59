// SPDX-License-Identifier: EUPL-1.2
// Random numbers of the tests that Node runs. As in tests/harness/harness.h, PARVIS_TEST_SEED gives
// other ones and PARVIS_TEST_SCALE more or fewer rounds (1 is a day's run).
const { PARVIS_TEST_SEED, PARVIS_TEST_SCALE } = process.env;
const seed = BigInt.asUintN(64, BigInt(PARVIS_TEST_SEED ?? 20171120));
const scale = Number(PARVIS_TEST_SCALE ?? 1);
const told = `PARVIS_TEST_SEED=${seed} PARVIS_TEST_SCALE=${scale}`;

console.log(told);
process.on('exit', (code) => {
  if (code !== 0) console.log(`The random numbers come again with ${told}`);
});

/** How many rounds a campaign runs: `usual` times the scale, at least one. */
export const rounds = (usual) => Math.max(1, Math.floor(usual * scale));

/**
 * A source of random numbers, a function of `bound` that gives 0 to bound - 1: the same numbers for
 * the same seed, whatever other sources give. Each test takes a number of its own for `stream`.
 */
export function random(stream) {
  let state = Number(BigInt.asUintN(32, seed ^ (seed >> 32n))) ^ Math.imul(stream + 1, 0x9e3779b1);
  return (bound) => {
    // mulberry32
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
  };
}
