import { expect, test } from 'vitest';
import { cardAddress, parsePicturePath, pictureAddress } from './picture-address.ts';

test('the address of a smaller picture is read back as what was asked for', () => {
  const path = pictureAddress('coat-01.svg', 480, 'avif').slice('/pictures'.length);
  expect(path).toBe('/480/coat-01.svg.avif');
  expect(parsePicturePath(path)).toEqual({ name: 'coat-01.svg', kind: 'avif', width: 480 });
  const card = cardAddress('a.b.webp').slice('/pictures'.length);
  expect(parsePicturePath(card)).toEqual({ name: 'a.b.webp', kind: 'card' });
});

test.for([
  '/481/cup.svg.avif',
  '/480/cup.svg.gif',
  '/480/cup.svg.jpg',
  '/card/cup.svg.avif',
  '/480/.avif',
  '/480/.hidden.avif',
  '/480/../secret.avif',
  '/480/a/b.avif',
  '/480/..avif',
  '/cup.svg',
  '/0480/cup.svg.avif',
])('%s is no picture that a page asks for', (path) => {
  expect(parsePicturePath(path)).toBeNull();
});
