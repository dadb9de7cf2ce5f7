import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openPictureCache } from './picture-cache.ts';

let folder = '';
let asked: string[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pictures-'));
  asked = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

const serverUrl = () => 'http://server.example';
const picture = (body: string, type = 'image/svg+xml') => respond(200, body, type);

function respond(status: number, body: string, type: string): typeof globalThis.fetch {
  return async (url) => {
    asked.push(String(url));
    return new Response(body, { status, headers: { 'content-type': type } });
  };
}
const noNetwork: typeof globalThis.fetch = () => Promise.reject(new TypeError('fetch failed'));

test('a picture that was shown once shows again without a network', async () => {
  const online = openPictureCache({ folder, serverUrl, fetch: picture('<svg/>') });
  expect(String(Buffer.from((await online.get('cup.svg')) ?? []))).toBe('<svg/>');
  expect(asked).toEqual(['http://server.example/pictures/cup.svg']);
  const offline = openPictureCache({ folder, serverUrl, fetch: noNetwork });
  expect(String(Buffer.from((await offline.get('cup.svg')) ?? []))).toBe('<svg/>');
  expect(readdirSync(folder)).toEqual(['cup.svg']);
});

test('screens that ask for one picture at once cause one request', async () => {
  const cache = openPictureCache({ folder, serverUrl, fetch: picture('<svg/>') });
  await Promise.all([cache.get('cup.svg'), cache.get('cup.svg'), cache.get('cup.svg')]);
  expect(asked).toHaveLength(1);
});

test.for([
  ['no network', noNetwork],
  ['no such picture', respond(404, '', 'text/plain')],
  ['something that is no picture', picture('<script>', 'text/html')],
  ['a picture that is far too large', picture('x'.repeat(5_000_001))],
] as const)('%s gives no picture and keeps nothing', async ([, fetch]) => {
  const cache = openPictureCache({ folder, serverUrl, fetch });
  expect(await cache.get('cup.svg')).toBeNull();
  expect(readdirSync(folder)).toEqual([]);
});

test('a name can lead nowhere else', async () => {
  const cache = openPictureCache({ folder, serverUrl, fetch: picture('<svg/>') });
  for (const name of ['../till.db', 'a/b.svg', '', '.hidden', 'a%2fb']) {
    expect(await cache.get(name), name).toBeNull();
  }
  expect(asked).toEqual([]);
});

test('before enrolment there is nobody to ask', async () => {
  const cache = openPictureCache({ folder, serverUrl: () => null, fetch: picture('<svg/>') });
  expect(await cache.get('cup.svg')).toBeNull();
  expect(asked).toEqual([]);
});
