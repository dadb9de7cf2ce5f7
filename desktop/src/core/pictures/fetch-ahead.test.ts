import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fetchPictures } from './fetch-ahead.ts';
import { openPictureCache } from './picture-cache.ts';

let folder = '';
let asked: string[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pictures-'));
  asked = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A cache whose server answers ten bytes for every picture, or nothing at all. */
function cacheOf({ online = true } = {}) {
  return openPictureCache({
    folder,
    serverUrl: () => 'http://server.example',
    async fetch(url) {
      asked.push(String(url).replace('http://server.example/pictures/', ''));
      if (!online) throw new TypeError('fetch failed');
      return new Response('x'.repeat(10), { headers: { 'content-type': 'image/png' } });
    },
  });
}
const signal = new AbortController().signal;
const names = (count: number) => Array.from({ length: count }, (_, at) => `${at}.png`);

test('what is not here yet is fetched once, and what is here is not asked for', async () => {
  writeFileSync(join(folder, '1.png'), 'kept');
  await fetchPictures(names(3), { cache: cacheOf(), folder, signal });
  expect(asked.toSorted()).toEqual(['0.png', '2.png']);
  expect(readdirSync(folder).toSorted()).toEqual(['0.png', '1.png', '2.png']);
});

test('the folder stays within its bound, the newest things first', async () => {
  await fetchPictures(names(50), { cache: cacheOf(), folder, signal, bytesMax: 40 });
  expect(asked.length).toBeLessThanOrEqual(5);
  expect(readdirSync(folder)).toContain('0.png');
});

test('a full folder drops pictures of things that are gone, and fetches again', async () => {
  writeFileSync(join(folder, 'sold.png'), 'x'.repeat(60));
  await fetchPictures(names(2), { cache: cacheOf(), folder, signal, bytesMax: 50 });
  expect(readdirSync(folder).toSorted()).toEqual(['0.png', '1.png']);
});

test('a server that is not there is not asked for a thousand pictures', async () => {
  await fetchPictures(names(1_000), { cache: cacheOf({ online: false }), folder, signal });
  expect(asked.length).toBeLessThanOrEqual(6);
});

test('nothing is asked for after the stop', async () => {
  await fetchPictures(names(9), { cache: cacheOf(), folder, signal: AbortSignal.abort() });
  expect(asked).toEqual([]);
});
