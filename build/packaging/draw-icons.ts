/** Draws the icons of every system from the one picture in `build/icons`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { root } from '../lib/checkout.ts';

const SOURCE = join(root, 'build/icons/icon.svg');
const LINUX_SIZES = [16, 32, 48, 64, 128, 256, 512];
const ICO_SIZES = [16, 24, 32, 48, 64, 128, 256];
/** Apple's four letters for each size of a PNG in an `icns`. */
const ICNS_TYPES = [
  ['icp4', 16],
  ['icp5', 32],
  ['ic07', 128],
  ['ic08', 256],
  ['ic09', 512],
  ['ic10', 1_024],
] as const;

/** Writes `png/SIZExSIZE.png`, `icon.ico` and `icon.icns` into a folder. */
export async function drawIcons(folder: string): Promise<void> {
  mkdirSync(join(folder, 'png'), { recursive: true });
  for (const size of LINUX_SIZES) {
    writeFileSync(join(folder, 'png', `${size}x${size}.png`), await draw(size));
  }
  const ico = await Promise.all(ICO_SIZES.map(async (size) => ({ size, png: await draw(size) })));
  writeFileSync(join(folder, 'icon.ico'), icoOf(ico));
  const icns = ICNS_TYPES.map(async ([type, size]) => ({ type, png: await draw(size) }));
  writeFileSync(join(folder, 'icon.icns'), icnsOf(await Promise.all(icns)));
}

function draw(size: number): Promise<Buffer> {
  return sharp(SOURCE, { density: 192 }).resize(size, size).png({ compressionLevel: 9 }).toBuffer();
}

/** The directory of an ICO: 16 bytes a picture, then the pictures as PNG. A side of 256 is 0. */
function icoOf(pictures: readonly { readonly size: number; readonly png: Buffer }[]): Buffer {
  const head = Buffer.alloc(6 + 16 * pictures.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(pictures.length, 4);
  let offset = head.length;
  pictures.forEach(({ size, png }, index) => {
    const at = 6 + 16 * index;
    head.writeUInt8(size % 256, at);
    head.writeUInt8(size % 256, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(png.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += png.length;
  });
  return Buffer.concat([head, ...pictures.map(({ png }) => png)]);
}

/** An `icns`: each part has its type and its length with this head, big-endian. */
function icnsOf(pictures: readonly { readonly type: string; readonly png: Buffer }[]): Buffer {
  const part = (type: string, body: Buffer) => {
    const head = Buffer.alloc(8, type, 'latin1');
    head.writeUInt32BE(body.length + 8, 4);
    return Buffer.concat([head, body]);
  };
  return part('icns', Buffer.concat(pictures.map(({ type, png }) => part(type, png))));
}
