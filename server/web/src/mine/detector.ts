// SPDX-License-Identifier: EUPL-1.2
// Reads the QR codes that a camera sees: by the browser itself where it can, else by the decoder's
// worker (decoder.ts), which is fetched the first time that it is wanted.
import decoder from 'parvis:decoder';
import { certain } from '../parts/certain.ts';

/** The texts of the codes in the picture of this moment. Throws where nothing can read them. */
export type Detector = (video: HTMLVideoElement) => Promise<string[]>;

interface Native {
  detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}
interface NativeMaker {
  new (options: { formats: string[] }): Native;
  getSupportedFormats(): Promise<string[]>;
}

/** A browser may have the interface and no reader behind it. */
async function nativeDetector(): Promise<Detector | null> {
  const Maker = (globalThis as { BarcodeDetector?: NativeMaker }).BarcodeDetector;
  const formats: string[] = (await Maker?.getSupportedFormats().catch(() => [])) ?? [];
  if (!Maker || !formats.includes('qr_code')) return null;
  const detector = new Maker({ formats: ['qr_code'] });
  return async (video) => (await detector.detect(video)).map(({ rawValue }) => rawValue);
}

/** The longer side of what is looked at: a badge at arm's length has some pixels a module then. */
const side_px_max = 1280;

/** The picture of this moment, as bytes. */
function pictureOf(video: HTMLVideoElement, canvas: HTMLCanvasElement): ImageData {
  const scale = Math.min(1, side_px_max / Math.max(video.videoWidth, video.videoHeight));
  canvas.width = Math.round(video.videoWidth * scale);
  canvas.height = Math.round(video.videoHeight * scale);
  const context = certain(canvas.getContext('2d', { willReadFrequently: true }));
  context.drawImage(video, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

interface Answer {
  texts?: string[];
  failed?: string;
}

function workerDetector(): Detector {
  const worker = new Worker(decoder);
  const canvas = document.createElement('canvas');
  return (video) =>
    new Promise((resolve, reject) => {
      worker.onerror = () => reject(new Error('the decoder did not start'));
      worker.onmessage = ({ data }: MessageEvent<Answer>) =>
        data.texts ? resolve(data.texts) : reject(new Error(data.failed));
      const picture = pictureOf(video, canvas);
      worker.postMessage(picture, [picture.data.buffer]);
    });
}

let detector: Promise<Detector> | undefined;
/** The detector of this page, made once; asked for early, it is there when the camera is. */
export const detectorOf = (): Promise<Detector> =>
  (detector ??= nativeDetector().then((native) => native ?? workerDetector()));

/** Cameras are for pages that came by TLS, or from this machine itself. */
export const hasCamera = (): boolean =>
  'mediaDevices' in navigator && typeof navigator.mediaDevices.getUserMedia === 'function';
