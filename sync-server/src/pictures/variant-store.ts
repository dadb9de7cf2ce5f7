/**
 * Smaller pictures, made when first asked for and kept on disk beside the originals. A name always
 * means the same picture, but a file that was written anew is made anew.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, rename, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { PictureVariant } from '@second-chance/shared/catalogue/picture-address.ts';
import { renderVariant } from './render-variant.ts';

/** Below the originals and hidden, so that the originals' own address does not show it. */
const FOLDER = '.variants';
/** Drawn at once; more would take the processor from those who want pages. */
const AT_ONCE = 2;
/** Waiting to be drawn; whoever comes after them is asked to come again. */
const WAITING_MAX = 400;

export type VariantAnswer =
  | { readonly outcome: 'file'; readonly file: string }
  | { readonly outcome: 'no_such_picture' | 'not_a_picture' | 'busy' };

export type FindVariant = (variant: PictureVariant) => Promise<VariantAnswer>;

/** Finds or makes variants of the pictures in a folder; each is made once, however many ask. */
export function variantStore(folder: string): FindVariant {
  const making = new Map<string, Promise<VariantAnswer>>();
  const waiting: (() => void)[] = [];
  let drawing = 0;

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    while (drawing >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
    drawing += 1;
    try {
      return await work();
    } finally {
      drawing -= 1;
      waiting.shift()?.();
    }
  }

  async function make(variant: PictureVariant, file: string): Promise<VariantAnswer> {
    const original = join(folder, variant.name);
    const drawn = await inTurn(() => renderVariant(original, variant)).catch(() => null);
    if (drawn === null) return { outcome: 'not_a_picture' };
    await mkdir(dirname(file), { recursive: true });
    // Under its name it is whole or not there, also for the other nodes on this disk.
    const unfinished = `${file}.${randomUUID()}`;
    await writeFile(unfinished, drawn);
    await rename(unfinished, file);
    return { outcome: 'file', file };
  }

  return async (variant) => {
    const file = join(folder, FOLDER, pathOf(variant));
    const [original, made] = await Promise.all([timeOf(join(folder, variant.name)), timeOf(file)]);
    if (original === null) return { outcome: 'no_such_picture' };
    if (made !== null && made >= original) return { outcome: 'file', file };
    const known = making.get(file);
    if (known !== undefined) return known;
    if (waiting.length >= WAITING_MAX) return { outcome: 'busy' };
    const begun = make(variant, file).finally(() => making.delete(file));
    making.set(file, begun);
    return begun;
  };
}

function pathOf(variant: PictureVariant): string {
  return variant.kind === 'card'
    ? join('card', `${variant.name}.jpg`)
    : join(String(variant.width), `${variant.name}.${variant.kind}`);
}

/** When a file was last written, in ms; null where there is none. */
async function timeOf(file: string): Promise<number | null> {
  try {
    const found = await stat(file);
    return found.isFile() ? found.mtimeMs : null;
  } catch {
    return null;
  }
}
