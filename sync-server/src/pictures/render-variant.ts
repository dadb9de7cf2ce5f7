import {
  CARD_SIZE,
  PICTURE_RATIO,
  type PictureVariant,
} from '@second-chance/shared/catalogue/picture-address.ts';
import sharp, { type Sharp } from 'sharp';

/** A picture of more pixels than this is refused before it is decoded. */
export const INPUT_PIXELS_MAX = 60_000_000;

/** Ground of cards around the thing; the paper of the shop's light look. */
const PAPER = '#f3f0e8';
const SVG_DENSITY = 72;
const SVG_DENSITY_MAX = 600;

/**
 * Draws a variant of a picture: upright, without metadata, whole (nothing of it is cut off), and no
 * larger than it is. Throws where the file is no picture that can be decoded.
 */
export async function renderVariant(file: string, variant: PictureVariant): Promise<Buffer> {
  if (variant.kind === 'card') return renderCard(file);
  const { width } = variant;
  const height = (width * PICTURE_RATIO.height) / PICTURE_RATIO.width;
  const picture = (await opened(file, { width, height }))
    .autoOrient()
    .resize({ width, height, fit: 'inside', withoutEnlargement: true });
  return variant.kind === 'avif'
    ? picture.avif({ quality: 58, effort: 3 }).toBuffer()
    : picture.webp({ quality: 78, effort: 4 }).toBuffer();
}

async function renderCard(file: string): Promise<Buffer> {
  return (await opened(file, CARD_SIZE))
    .autoOrient()
    .resize({ ...CARD_SIZE, fit: 'contain', background: PAPER })
    .flatten({ background: PAPER })
    .jpeg({ quality: 82, progressive: true })
    .toBuffer();
}

interface Box {
  readonly width: number;
  readonly height: number;
}

/** Opens a picture; a drawing is drawn as finely as the box needs it. */
async function opened(file: string, box: Box): Promise<Sharp> {
  const open = (density?: number) =>
    sharp(file, {
      limitInputPixels: INPUT_PIXELS_MAX,
      failOn: 'error',
      ...(density !== undefined && { density }),
    });
  const { format, width, height } = await open().metadata();
  if (format !== 'svg' || !width || !height) return open();
  const scale = Math.max(1, Math.min(box.width / width, box.height / height));
  return open(Math.min(Math.ceil(SVG_DENSITY * scale), SVG_DENSITY_MAX));
}
