// SPDX-License-Identifier: EUPL-1.2
// Pictures of badges as a camera would take them: drawn by ImageMagick from a badge's real code,
// the same at each run (noise has a seed).
import { spawnSync } from 'node:child_process';
import { parvis } from './edition.mjs';

export function convert(args) {
  const run = spawnSync('convert', args, { maxBuffer: 64 << 20 });
  if (run.status !== 0) throw new Error(`convert ${args.join(' ')} → ${run.status}\n${run.stderr}`);
  return run.stdout;
}

/** The code of a person's badge, as the organisers print it. */
export function drawBadge(folder, code, path) {
  parvis(folder, ['badges', '--person', code, '--png', path]);
  return path;
}

/**
 * The arguments that turn a code into a photograph of `width` × `height`, grey: the code `size`
 * pixels wide on a table, rotated by `turn` degrees, leaning by `lean` (0 to 0.4 of its side),
 * blurred (sigma in pixels), in a light of `light` (1: day), at a `contrast` (1: full), with sensor
 * noise and a reflection (`glare`, 0 to 1 of the code's side).
 */
export function photograph(
  code,
  {
    width = 1280,
    height = 720,
    size = 260,
    turn = 0,
    lean = 0,
    blur = 0,
    light = 1,
    contrast = 1,
    noise = 0,
    glare = 0,
    seed = 1,
  } = {},
) {
  const far = Math.round(size * lean),
    half = size / 2;
  const lower = 0.5 * (1 - contrast),
    grey = (part) => `${(100 * part).toFixed(1)}%`;
  return [
    '-size',
    `${width}x${height}`,
    '-seed',
    String(seed),
    'xc:gray45',
    '(',
    code,
    '-filter',
    'box',
    '-resize',
    `${size}x${size}!`,
    '-virtual-pixel',
    'white',
    '-background',
    'white',
    ...(lean
      ? [
          '-distort',
          'perspective',
          `0,0 ${far},${far / 2} ${size},0 ${size - far},${far / 2} 0,${size} 0,${size} ${size},${size} ${size},${size}`,
        ]
      : []),
    '-bordercolor',
    'white',
    '-border',
    String(Math.round(half / 4)),
    ...(glare
      ? ['-fill', 'white', '-draw', `circle ${half},${half} ${half + half * glare},${half}`]
      : []),
    '-background',
    'none',
    '-alpha',
    'set',
    '-rotate',
    String(turn),
    ')',
    '-gravity',
    'center',
    '-composite',
    '-alpha',
    'off',
    '-colorspace',
    'Gray',
    ...(blur ? ['-blur', `0x${blur}`] : []),
    ...(contrast < 1 ? ['+level', `${grey(lower)},${grey(1 - lower)}`] : []),
    ...(light < 1 ? ['-evaluate', 'multiply', String(light)] : []),
    ...(noise ? ['-attenuate', String(noise), '+noise', 'Gaussian'] : []),
    '-depth',
    '8',
  ];
}

/** A photograph in a file: its ending says the format. */
export function takePhotograph(code, path, how) {
  convert([...photograph(code, how), path]);
  return path;
}

/** A photograph as the luma of one frame. */
export const frameOf = (code, how) => convert([...photograph(code, how), 'gray:-']);

/** The header of a YUV4MPEG2 stream of luma alone, and a frame of it. */
export const y4mHeader = (width, height, rate) =>
  Buffer.from(`YUV4MPEG2 W${width} H${height} F${rate}:1 Ip A1:1 Cmono\n`);
export const y4mFrame = (luma) => Buffer.concat([Buffer.from('FRAME\n'), luma]);

/** A film of luma frames with grey colour planes (I420), as browsers take it for a camera. */
export function film(frames, width, height, rate) {
  const grey = Buffer.alloc((width * height) / 2, 128);
  return Buffer.concat([
    Buffer.from(`YUV4MPEG2 W${width} H${height} F${rate}:1 Ip A1:1 C420mpeg2\n`),
    ...frames.map((luma) => y4mFrame(Buffer.concat([luma, grey]))),
  ]);
}
