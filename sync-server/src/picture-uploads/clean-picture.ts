import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import {
  PICTURE_EDGE_MAX,
  PICTURE_PIXELS_MAX,
} from '@second-chance/shared/contract/rest/pictures.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import sharp from 'sharp';
import { type HeaderProblem, readPictureHeader } from './picture-header.ts';

export interface CleanPicture {
  /** JPEG, upright, without any metadata. */
  readonly bytes: Buffer;
  readonly width: number;
  readonly height: number;
}

/**
 * Makes of what somebody sent a picture that is fit to be shown: decoded whole, turned upright, its
 * edges at most `PICTURE_EDGE_MAX`, encoded anew. Place, camera, thumbnails and whatever else was
 * in the file or behind it are gone with that.
 *
 * Format and size are checked by the header before anything is decoded, so that a small file that
 * unpacks to gigabytes costs nothing.
 *
 * Errors: PICTURE_NOT_SUPPORTED with what it is, PICTURE_TOO_LARGE, PICTURE_DAMAGED.
 */
export async function cleanPicture(sent: Buffer): Promise<Result<CleanPicture, CodedError>> {
  const header = readPictureHeader(sent);
  if (!header.ok) return err(headerError(header.error));
  const { width, height, animated } = header.value;
  if (animated) return err(notSupported('animated'));
  if (width * height > PICTURE_PIXELS_MAX) {
    return err({
      code: 'PICTURE_TOO_LARGE',
      message: 'The picture has too many pixels.',
      details: { width, height, pixelsMax: PICTURE_PIXELS_MAX },
    });
  }
  try {
    const { data, info } = await sharp(sent, {
      limitInputPixels: PICTURE_PIXELS_MAX,
      failOn: 'error',
      pages: 1,
    })
      .autoOrient()
      .resize({
        width: PICTURE_EDGE_MAX,
        height: PICTURE_EDGE_MAX,
        fit: 'inside',
        withoutEnlargement: true,
      })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 84, progressive: true })
      .toBuffer({ resolveWithObject: true });
    return ok({ bytes: data, width: info.width, height: info.height });
  } catch {
    // What the decoder says is about its own insides; nobody can do anything with it.
    return err(DAMAGED);
  }
}

function headerError(problem: HeaderProblem): CodedError {
  return problem === 'damaged' ? DAMAGED : notSupported(problem);
}

function notSupported(what: 'heic' | 'not_a_picture' | 'animated'): CodedError {
  return {
    code: 'PICTURE_NOT_SUPPORTED',
    message: 'Only JPEG, PNG and WebP pictures that do not move are taken.',
    details: { what },
  };
}

const DAMAGED: CodedError = {
  code: 'PICTURE_DAMAGED',
  message: 'The picture cannot be read to its end.',
};
