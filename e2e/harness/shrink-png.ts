/** Makes the PNG of a screen smaller without changing a pixel: a browser writes them in haste. */
import { crc32, deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE_BYTES = 8;
const RGB = 2;
const RGBA = 6;
const NO_FILTER = 0;
const FILTER_UP = 2;

/** Answers the smaller picture, or the same where it is of a kind that screens do not have. */
export function shrinkPng(png: Buffer): Buffer {
  const chunks = readChunks(png);
  const head = chunks.find(({ type }) => type === 'IHDR')?.data;
  if (head === undefined || head[8] !== 8 || head[12] !== 0) return png;
  const channels = head[9] === RGB ? 3 : head[9] === RGBA ? 4 : 0;
  if (channels === 0) return png;
  const data = Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map((c) => c.data));
  const size = { width: head.readUInt32BE(0), height: head.readUInt32BE(4) };
  const colours = withoutAlpha(unfilter(inflateSync(data), { ...size, channels }), channels);
  if (colours === null) return png;
  const stride = size.width * 3;
  const packed = [NO_FILTER, FILTER_UP].map((filter) =>
    deflateSync(filterRows(colours, stride, filter), { level: 9, memLevel: 9 }),
  );
  const [best = data] = packed.toSorted((a, b) => a.length - b.length);
  const newHead = Buffer.from(head);
  newHead[9] = RGB;
  const whole = Buffer.concat([
    png.subarray(0, SIGNATURE_BYTES),
    chunk('IHDR', newHead),
    chunk('IDAT', best),
    chunk('IEND', Buffer.alloc(0)),
  ]);
  return whole.length < png.length ? whole : png;
}

function readChunks(png: Buffer): { readonly type: string; readonly data: Buffer }[] {
  const chunks = [];
  for (let at = SIGNATURE_BYTES; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const type = png.toString('latin1', at + 4, at + 8);
    chunks.push({ type, data: png.subarray(at + 8, at + 8 + length) });
    at += 12 + length;
  }
  return chunks;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}

interface Shape {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
}

/** Undoes the five filters of the PNG specification, row by row. */
function unfilter(filtered: Buffer, { width, height, channels }: Shape): Buffer {
  const stride = width * channels;
  const out = Buffer.alloc(stride * height);
  for (let row = 0; row < height; row += 1) {
    const filter = filtered[row * (stride + 1)] ?? 0;
    for (let x = 0; x < stride; x += 1) {
      const at = row * stride + x;
      const left = x < channels ? 0 : (out[at - channels] ?? 0);
      const up = row === 0 ? 0 : (out[at - stride] ?? 0);
      const corner = x < channels || row === 0 ? 0 : (out[at - stride - channels] ?? 0);
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0;
      out[at] = (filtered[row * (stride + 1) + 1 + x] ?? 0) + guess;
    }
  }
  return out;
}

function paeth(left: number, up: number, corner: number): number {
  const toLeft = Math.abs(up - corner);
  const toUp = Math.abs(left - corner);
  const toCorner = Math.abs(left + up - 2 * corner);
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}

/** Null where a pixel is not wholly opaque. */
function withoutAlpha(pixels: Buffer, channels: number): Buffer | null {
  if (channels === 3) return pixels;
  const out = Buffer.alloc((pixels.length / 4) * 3);
  for (let from = 0, to = 0; from < pixels.length; from += 4, to += 3) {
    if (pixels[from + 3] !== 255) return null;
    pixels.copy(out, to, from, from + 3);
  }
  return out;
}

function filterRows(pixels: Buffer, stride: number, filter: number): Buffer {
  const rows = pixels.length / stride;
  const out = Buffer.alloc(pixels.length + rows);
  for (let row = 0; row < rows; row += 1) {
    out[row * (stride + 1)] = filter;
    for (let x = 0; x < stride; x += 1) {
      const at = row * stride + x;
      const up = filter === FILTER_UP && row > 0 ? (pixels[at - stride] ?? 0) : 0;
      out[row * (stride + 1) + 1 + x] = (pixels[at] ?? 0) - up;
    }
  }
  return out;
}
