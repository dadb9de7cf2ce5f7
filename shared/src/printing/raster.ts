/** Pictures for printers that know black and paper alone. */
import { z } from 'zod';
import { assert } from '../assert.ts';

/** One bit a dot, row by row, each row filled up to whole bytes, the first dot in the highest bit. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly bits: Uint8Array;
}

export const LOGO_WIDTH_MAX = 576;
export const LOGO_HEIGHT_MAX = 320;

/** A raster as it travels: its bits in base64. */
export const rasterTextSchema = z.strictObject({
  width: z.int().min(8).max(LOGO_WIDTH_MAX),
  height: z.int().min(8).max(LOGO_HEIGHT_MAX),
  bits: z
    .string()
    .max(40_000)
    .regex(/^[A-Za-z0-9+/]*={0,2}$/),
});
export type RasterText = z.infer<typeof rasterTextSchema>;

export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue and opacity of each dot, 0 to 255. */
  readonly data: ArrayLike<number>;
}

/**
 * A picture in black dots, its greys by spreading each dot's error to those beside and below it
 * (Floyd and Steinberg). What is see-through is paper.
 */
export function rasterOf({ width, height, data }: Pixels): Raster {
  assert(data.length === width * height * 4, 'four figures a dot');
  const grey = Float32Array.from({ length: width * height }, (_, dot) => lightness(data, dot * 4));
  const rowBytes = Math.ceil(width / 8);
  const bits = new Uint8Array(rowBytes * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = y * width + x;
      const value = grey[at] ?? 255;
      const black = value < 128;
      if (black) {
        const byte = y * rowBytes + (x >> 3);
        bits[byte] = (bits[byte] ?? 0) | (0x80 >> (x & 7));
      }
      const error = value - (black ? 0 : 255);
      spread(grey, { width, height, x: x + 1, y }, (error * 7) / 16);
      spread(grey, { width, height, x: x - 1, y: y + 1 }, (error * 3) / 16);
      spread(grey, { width, height, x, y: y + 1 }, (error * 5) / 16);
      spread(grey, { width, height, x: x + 1, y: y + 1 }, error / 16);
    }
  }
  return { width, height, bits };
}

/** Whether a dot is black. */
export function isBlack({ width, bits }: Raster, x: number, y: number): boolean {
  const byte = bits[y * Math.ceil(width / 8) + (x >> 3)] ?? 0;
  return (byte & (0x80 >> (x & 7))) !== 0;
}

/** Brightness as the eye weighs it (ITU-R BT.601), over white paper. */
function lightness(data: ArrayLike<number>, at: number): number {
  const opacity = (data[at + 3] ?? 255) / 255;
  const light = 0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0);
  return 255 + (light - 255) * opacity;
}

interface Place {
  readonly width: number;
  readonly height: number;
  readonly x: number;
  readonly y: number;
}

function spread(grey: Float32Array, { width, height, x, y }: Place, error: number): void {
  if (x < 0 || x >= width || y >= height) return;
  const at = y * width + x;
  grey[at] = (grey[at] ?? 0) + error;
}
