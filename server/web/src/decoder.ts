// SPDX-License-Identifier: EUPL-1.2
// A worker that reads QR codes in pictures, for browsers that cannot. It runs under a policy of its
// own (build.mjs), the only one that lets WebAssembly be compiled, and reaches no other host.
import { prepareZXingModule, readBarcodes, type ReaderOptions } from 'zxing-wasm/reader';

declare const WASM: string; // put in by build.mjs

const worker = self as unknown as { postMessage(message: unknown): void } & EventTarget;
/** Badges are printed black on white, one to a picture. */
const options: ReaderOptions = {
  formats: ['QRCode'],
  tryHarder: true,
  tryInvert: false,
  maxNumberOfSymbols: 2,
};

// Asked for at once: the first picture then waits less.
const ready = prepareZXingModule({ overrides: { locateFile: () => WASM }, fireImmediately: true });

worker.addEventListener('message', (event) => {
  const picture = (event as MessageEvent<ImageData>).data;
  void ready
    .then(() => readBarcodes(picture, options))
    .then((found) =>
      worker.postMessage({ texts: found.filter(({ isValid }) => isValid).map(({ text }) => text) }),
    )
    .catch((error: unknown) => worker.postMessage({ failed: String(error) }));
});
