/** What a picture's first bytes say of it, read before anything is decoded. */
import { err, ok, type Result } from '@second-chance/shared/result.ts';

export interface PictureHeader {
  readonly format: 'jpeg' | 'png' | 'webp';
  /** As stored, before it is turned upright. */
  readonly width: number;
  readonly height: number;
  readonly animated: boolean;
}

/** `heic`: what iPhones take unless told otherwise. `damaged`: begins as a picture and goes wrong. */
export type HeaderProblem = 'heic' | 'not_a_picture' | 'damaged';

/**
 * Reads format and size from the bytes alone; what the sender calls the file does not matter.
 * Only formats that every camera, phone and browser writes are taken. Source: the PNG and WebP
 * container specifications, ITU-T T.81 for JPEG.
 */
export function readPictureHeader(bytes: Buffer): Result<PictureHeader, HeaderProblem> {
  if (bytes.subarray(0, 8).equals(PNG)) return readPng(bytes);
  if (bytes.subarray(0, 3).equals(JPEG)) return readJpeg(bytes);
  const [outer, inner] = [ascii(bytes, 0, 4), ascii(bytes, 8, 12)];
  if (outer === 'RIFF' && inner === 'WEBP') return readWebp(bytes);
  if (ascii(bytes, 4, 8) === 'ftyp' && HEIF_BRANDS.has(inner)) return err('heic');
  return err('not_a_picture');
}

const PNG = Buffer.from('89504e470d0a1a0a', 'hex');
const JPEG = Buffer.from('ffd8ff', 'hex');
const HEIF_BRANDS = new Set(['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'mif1', 'msf1']);

function readPng(bytes: Buffer): Result<PictureHeader, HeaderProblem> {
  if (bytes.length < 33 || ascii(bytes, 12, 16) !== 'IHDR') return err('damaged');
  let animated = false;
  // An animation says so before the first picture data.
  for (let at = 33; at + 8 <= bytes.length; ) {
    const type = ascii(bytes, at + 4, at + 8);
    if (type === 'IDAT') break;
    animated ||= type === 'acTL';
    at += 12 + bytes.readUInt32BE(at);
  }
  return sized('png', bytes.readUInt32BE(16), bytes.readUInt32BE(20), animated);
}

function readJpeg(bytes: Buffer): Result<PictureHeader, HeaderProblem> {
  let at = 2;
  while (at + 9 < bytes.length) {
    if (bytes[at] !== 0xff) return err('damaged');
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
    } else if (isFrameStart(marker)) {
      return sized('jpeg', bytes.readUInt16BE(at + 7), bytes.readUInt16BE(at + 5), false);
    } else if (marker === 0xda || marker === 0xd9) {
      return err('damaged');
    } else {
      at += 2 + bytes.readUInt16BE(at + 2);
    }
  }
  return err('damaged');
}

/** SOF0 to SOF15, which are all but the markers for tables (DHT, JPG, DAC). */
function isFrameStart(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

function readWebp(bytes: Buffer): Result<PictureHeader, HeaderProblem> {
  if (bytes.length < 30) return err('damaged');
  switch (ascii(bytes, 12, 16)) {
    case 'VP8X':
      return sized(
        'webp',
        1 + bytes.readUIntLE(24, 3),
        1 + bytes.readUIntLE(27, 3),
        ((bytes[20] ?? 0) & 0b10) !== 0,
      );
    case 'VP8L': {
      const bits = bytes.readUInt32LE(21);
      return sized('webp', 1 + (bits & 0x3fff), 1 + ((bits >>> 14) & 0x3fff), false);
    }
    case 'VP8 ':
      return sized('webp', bytes.readUInt16LE(26) & 0x3fff, bytes.readUInt16LE(28) & 0x3fff, false);
    default:
      return err('damaged');
  }
}

function sized(
  format: PictureHeader['format'],
  width: number,
  height: number,
  animated: boolean,
): Result<PictureHeader, HeaderProblem> {
  return width > 0 && height > 0 ? ok({ format, width, height, animated }) : err('damaged');
}

function ascii(bytes: Buffer, from: number, to: number): string {
  return bytes.toString('latin1', from, to);
}
