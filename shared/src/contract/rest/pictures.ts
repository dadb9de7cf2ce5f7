/**
 * What is told of pictures, and their uploads: `POST /pictures?storeId=…` with the bytes of one file as its body, so that
 * each has its own progress. Not JSON, and so beside the contract's routes.
 */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { PICTURE_NAME } from '../../catalogue/picture-address.ts';
import { type ItemId, idSchema } from '../../ids.ts';
import { textSchema } from '../../text/text-schema.ts';

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

/** As long as somebody listens to what a picture shows. */
export const PICTURE_WORDS_MAX = 250;

/** What a picture of an item shows, in words; empty: nobody has told yet. */
export const pictureWordsSchema = z.strictObject({
  /** File name below `/pictures/`. */
  name: z.string().regex(PICTURE_NAME),
  words: textSchema({ max: PICTURE_WORDS_MAX }),
});
export type PictureWords = z.infer<typeof pictureWordsSchema>;

const itemId = idSchema<'Item'>() as z.ZodType<ItemId, ItemId>;
const rows = z.array(pictureWordsSchema).max(20);
const tags = ['Catalogue'];

export const pictureWordsContract = {
  pictureWords: {
    get: oc
      .route({
        method: 'GET',
        path: '/items/{id}/picture-words',
        tags,
        summary: 'What the pictures of an item show',
      })
      .input(z.strictObject({ id: itemId }))
      .output(z.strictObject({ rows })),
    put: oc
      .route({
        method: 'PUT',
        path: '/items/{id}/picture-words',
        tags,
        summary: 'Tell what pictures of an item show; those that are not named stay as they are',
      })
      .input(z.strictObject({ id: itemId, rows: rows.min(1) }))
      .output(z.strictObject({ rows })),
  },
};
