/**
 * The pictures of things, kept on the till's disk so that they show without a network. A picture is
 * never needed to sell: whatever goes wrong here, the screen shows the thing without it.
 */
import { mkdirSync } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { networkFetch } from '../sync/network.ts';

export interface PictureCache {
  /** The bytes of a picture, from disk or else from the server; null where neither has it. */
  get(name: string): Promise<Uint8Array | null>;
}

export interface PictureCacheOptions {
  readonly folder: string;
  /** The server that this till is enrolled with, or null before. */
  readonly serverUrl: () => string | null;
  readonly fetch?: typeof globalThis.fetch;
}

/** Beside the cache: pictures taken here that the server does not have yet (sync/errands.ts). */
const UNSENT = 'pictures-unsent';
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/;
const BYTES_MAX = 5_000_000;
const ANSWER_MS = 5_000;
/** How long a picture that could not be had is not asked for again. */
const MISS_MS = 30_000;

/** Opens the cache; makes its folder. */
export function openPictureCache(options: PictureCacheOptions): PictureCache {
  const { folder, serverUrl, fetch = networkFetch } = options;
  mkdirSync(folder, { recursive: true });
  const underWay = new Map<string, Promise<Uint8Array | null>>();

  async function load(name: string): Promise<Uint8Array | null> {
    const file = join(folder, name);
    const kept = await readFile(file).catch(() => null);
    if (kept !== null) return kept;
    const unsent = await readFile(join(dirname(folder), UNSENT, name)).catch(() => null);
    if (unsent !== null) return unsent;
    const server = serverUrl();
    if (server === null) return null;
    const bytes = await download(new URL(`/pictures/${name}`, server), fetch);
    if (bytes !== null) await keep(file, bytes);
    return bytes;
  }

  return {
    get(name) {
      if (!NAME.test(name)) return Promise.resolve(null);
      const asked = underWay.get(name);
      if (asked !== undefined) return asked;
      const asking = load(name).catch(() => null);
      underWay.set(name, asking);
      void asking.then((bytes) => {
        const again = () => underWay.delete(name);
        if (bytes === null) setTimeout(again, MISS_MS).unref();
        else again();
      });
      return asking;
    },
  };
}

/** A picture and nothing else, of a size that a screen can use. */
async function download(url: URL, fetch: typeof globalThis.fetch): Promise<Uint8Array | null> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(ANSWER_MS), redirect: 'error' });
  const isPicture = answer.headers.get('content-type')?.startsWith('image/') ?? false;
  const size = Number(answer.headers.get('content-length') ?? 0);
  if (!answer.ok || !isPicture || size > BYTES_MAX) {
    await answer.body?.cancel();
    return null;
  }
  const bytes = await answer.bytes();
  return bytes.length <= BYTES_MAX ? bytes : null;
}

/** Whole or not at all: written aside, then renamed. A full disk leaves nothing behind. */
async function keep(file: string, bytes: Uint8Array): Promise<void> {
  const aside = `${file}.${process.pid}.partial`;
  try {
    await writeFile(aside, bytes);
    await rename(aside, file);
  } catch {
    await rm(aside, { force: true });
  }
}
