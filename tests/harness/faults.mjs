// SPDX-License-Identifier: EUPL-1.2
// Makes a program's calls to the system fail: see tests/fault/shim.c.

/**
 * The environment of a program with these faults under it; sanitizers' runtimes need not come
 * first.
 */
export const faults = (some) => ({
  ...some,
  LD_PRELOAD: process.env.FAULT_SHIM,
  ASAN_OPTIONS: `${process.env.ASAN_OPTIONS ?? ''}:verify_asan_link_order=0`,
});
