/**
 * Addresses of a thing's pictures below `/pictures/`: the original by its name, and smaller ones
 * made from it. A picture's name is never used again for another picture, so that whatever is
 * served under it may be kept for ever.
 */

/** Widths of the boxes that pictures are made for, in CSS pixels times density. */
export const PICTURE_WIDTHS = [160, 320, 480, 640, 960, 1_280, 1_600] as const;
export type PictureWidth = (typeof PICTURE_WIDTHS)[number];

export const PICTURE_FORMATS = ['avif', 'webp'] as const;
export type PictureFormat = (typeof PICTURE_FORMATS)[number];

/** The box of every picture of a thing is 4:5; nothing of the thing is cut off to fill it. */
export const PICTURE_RATIO = { width: 4, height: 5 } as const;

/** A picture for links in other people's pages (Open Graph), in pixels; always a JPEG. */
export const CARD_SIZE = { width: 1_200, height: 630 } as const;

/** What a picture may be called: no folders, nothing hidden, nothing to escape in an address. */
export const PICTURE_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,180}$/;

/** The picture that fits a box of this width. */
export function pictureAddress(name: string, width: PictureWidth, format: PictureFormat): string {
  return `/pictures/${width}/${encodeURIComponent(name)}.${format}`;
}

/** The picture for links in other people's pages. */
export function cardAddress(name: string): string {
  return `/pictures/card/${encodeURIComponent(name)}.jpg`;
}

export type PictureVariant =
  | { readonly name: string; readonly kind: PictureFormat; readonly width: PictureWidth }
  | { readonly name: string; readonly kind: 'card' };

/**
 * Reads the path of a smaller picture below `/pictures`, decoded: `/480/cup.svg.avif`. Null for
 * any other path, so that strangers cannot have pictures made of sizes that no page uses.
 */
export function parsePicturePath(path: string): PictureVariant | null {
  const [, size = '', file = ''] = /^\/([0-9]{3,4}|card)\/([^/]+)$/.exec(path) ?? [];
  const dot = file.lastIndexOf('.');
  const name = file.slice(0, dot);
  const ending = file.slice(dot + 1);
  if (!PICTURE_NAME.test(name)) return null;
  if (size === 'card') return ending === 'jpg' ? { name, kind: 'card' } : null;
  const width = PICTURE_WIDTHS.find((known) => String(known) === size);
  const kind = PICTURE_FORMATS.find((known) => known === ending);
  return width === undefined || kind === undefined ? null : { name, kind, width };
}

/** The name of a picture that a till took: the till makes it, so that it shows before it is sent. */
export function pictureNameOfTill(id: string): string {
  return `till-${id}.jpg`;
}

/** Whether a till may bring a picture under this name. */
export function isPictureNameOfTill(name: string): boolean {
  return /^till-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.jpg$/.test(name);
}
