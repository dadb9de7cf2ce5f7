import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PictureVariant } from '@second-chance/shared/catalogue/picture-address.ts';
import sharp from 'sharp';
import { afterAll, expect, test } from 'vitest';
import { drawPicture } from '../demo/pictures/draw-picture.ts';
import { variantStore } from './variant-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'pictures-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
writeFileSync(join(folder, 'coat.svg'), drawPicture({ motif: 'coat', colour: 'navy', index: 0 }));
writeFileSync(join(folder, 'no-picture.jpg'), 'not a picture at all');
/** 900 by 600 as stored, and to be turned: shown it is 600 by 900. */
writeFileSync(
  join(folder, 'photo.jpg'),
  await sharp({ create: { width: 900, height: 600, channels: 3, background: '#a33' } })
    .withExif({ IFD0: { Copyright: 'Somebody', Orientation: '6' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer(),
);
const find = variantStore(folder);

async function made(variant: PictureVariant) {
  const found = await find(variant);
  if (found.outcome !== 'file') throw new Error(found.outcome);
  return { file: found.file, ...(await sharp(readFileSync(found.file)).metadata()) };
}

test('a drawing is drawn at the size that is asked for, in both formats', async () => {
  const avif = await made({ name: 'coat.svg', kind: 'avif', width: 640 });
  expect([avif.format, avif.width, avif.height]).toEqual(['heif', 640, 800]);
  const webp = await made({ name: 'coat.svg', kind: 'webp', width: 160 });
  expect([webp.format, webp.width, webp.height]).toEqual(['webp', 160, 200]);
});

test('a photo is turned upright, stays whole, is never enlarged and tells nothing of its camera', async () => {
  const small = await made({ name: 'photo.jpg', kind: 'webp', width: 320 });
  expect([small.width, small.height]).toEqual([267, 400]);
  expect([small.exif, small.orientation]).toEqual([undefined, undefined]);
  const large = await made({ name: 'photo.jpg', kind: 'webp', width: 1_600 });
  expect([large.width, large.height]).toEqual([600, 900]);
});

test('a card has one size and shows the whole thing', async () => {
  const card = await made({ name: 'photo.jpg', kind: 'card' });
  expect([card.format, card.width, card.height]).toEqual(['jpeg', 1_200, 630]);
});

test('what is there is not made again, until the picture is written anew', async () => {
  const variant = { name: 'coat.svg', kind: 'webp', width: 320 } as const;
  const { file } = await made(variant);
  const first = statSync(file).ino;
  await made(variant);
  expect(statSync(file).ino).toBe(first);
  const later = new Date(Date.now() + 60_000);
  utimesSync(join(folder, 'coat.svg'), later, later);
  await made(variant);
  expect(statSync(file).ino).not.toBe(first);
});

test('many who ask at once get one picture, and nothing unfinished stays', async () => {
  const variant = { name: 'coat.svg', kind: 'webp', width: 960 } as const;
  const answers = await Promise.all(Array.from({ length: 20 }, () => find(variant)));
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(readdirSync(join(folder, '.variants/960'))).toEqual(['coat.svg.webp']);
});

test('a file that is no picture is said to be none, and a name without a file too', async () => {
  const asked = { kind: 'webp', width: 320 } as const;
  expect(await find({ ...asked, name: 'no-picture.jpg' })).toEqual({ outcome: 'not_a_picture' });
  expect(await find({ ...asked, name: 'none.jpg' })).toEqual({ outcome: 'no_such_picture' });
});
