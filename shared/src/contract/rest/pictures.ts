/**
 * Uploads of pictures: `POST /pictures?storeId=…` with the bytes of one file as its body, so that
 * each has its own progress. Not JSON, and so beside the contract's routes.
 */
import { z } from 'zod';

/** The largest file; a phone's picture of 48 megapixels fits. */
export const PICTURE_BYTES_MAX = 30_000_000;
/** The most pixels, checked before anything is decoded. */
export const PICTURE_PIXELS_MAX = 60_000_000;
/** What is kept is no longer than this at its longer edge. */
export const PICTURE_EDGE_MAX = 2_000;

export const takenPictureSchema = z.strictObject({
  /** File name below `/pictures/`, as an item's `pictures` name it. */
  name: z.string(),
  width: z.int().min(1),
  height: z.int().min(1),
  bytes: z.int().min(1),
});
export type TakenPicture = z.infer<typeof takenPictureSchema>;
