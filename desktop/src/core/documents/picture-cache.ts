/** Pictures of items, fetched from the server once and shown from the till's own disk after that. */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { Fetch } from '../sync/server-call.ts';

export interface Picture {
  readonly bytes: Uint8Array;
  readonly contentType: string;
}

export interface PictureCache {
  /** Null where there is no such picture, or neither disk nor server can give it now. */
  readonly get: (name: string) => Promise<Picture | null>;
}

/** What a browser may be shown; anything else is not passed on, whatever the server calls it. */
const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.svg': 'image/svg+xml',
};
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/;
const PICTURE_BYTES_MAX = 5_000_000;
const FOLDER_BYTES_MAX = 500_000_000;
const TIMEOUT_MS = 10_000;
/** How long a picture that could not be had is not asked for again. */
const MISS_MS = 30_000;

/**
 * Opens the cache in a folder of its own. A name is hashed before it becomes a file's name, so no
 * name reaches another file. The pictures that were not looked at longest go first when the folder
 * is full. A name always means the same picture.
 */
export function openPictureCache({
  folder,
  serverUrl,
  fetch,
  bytesMax = FOLDER_BYTES_MAX,
}: {
  readonly folder: string;
  /** Null before the device is enrolled. */
  readonly serverUrl: () => string | null;
  readonly fetch: Fetch;
  readonly bytesMax?: number | undefined;
}): PictureCache {
  const underway = new Map<string, Promise<Uint8Array | null>>();
  const missedAt = new Map<string, number>();
  let bytesKept: number | null = null;

  async function get(name: string): Promise<Picture | null> {
    const contentType = CONTENT_TYPES[extname(name).toLowerCase()];
    if (!NAME.test(name) || contentType === undefined) return null;
    const file = join(folder, createHash('sha256').update(name).digest('hex'));
    const bytes = (await fromDisk(file)) ?? (await fetchOnce(name, file));
    return bytes === null ? null : { bytes, contentType };
  }

  async function fromDisk(file: string): Promise<Uint8Array | null> {
    try {
      const bytes = await readFile(file);
      const now = new Date();
      void utimes(file, now, now).catch(() => undefined);
      return bytes;
    } catch {
      return null;
    }
  }

  function fetchOnce(name: string, file: string): Promise<Uint8Array | null> {
    if (performance.now() - (missedAt.get(name) ?? Number.NEGATIVE_INFINITY) < MISS_MS) {
      return Promise.resolve(null);
    }
    const known = underway.get(name);
    if (known !== undefined) return known;
    const fetched = fetchPicture(name, file).finally(() => underway.delete(name));
    underway.set(name, fetched);
    return fetched;
  }

  async function fetchPicture(name: string, file: string): Promise<Uint8Array | null> {
    const bytes = await download(name);
    if (bytes === null) {
      if (missedAt.size > 10_000) missedAt.clear();
      missedAt.set(name, performance.now());
      return null;
    }
    await keep(file, bytes).catch(() => undefined);
    return bytes;
  }

  async function download(name: string): Promise<Uint8Array | null> {
    const server = serverUrl();
    if (server === null) return null;
    try {
      const url = `${server.replace(/\/+$/, '')}/pictures/${name}`;
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      const response = await fetch(url, { signal, redirect: 'error' });
      const length = Number(response.headers.get('content-length') ?? 0);
      if (!response.ok || length > PICTURE_BYTES_MAX) {
        await response.body?.cancel();
        return null;
      }
      const bytes = new Uint8Array(await response.arrayBuffer());
      return bytes.length > PICTURE_BYTES_MAX ? null : bytes;
    } catch {
      return null;
    }
  }

  async function keep(file: string, bytes: Uint8Array): Promise<void> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(`${file}.partial`, bytes);
    await rename(`${file}.partial`, file);
    bytesKept = (bytesKept ?? (await sizeOf(folder))) + bytes.length;
    if (bytesKept > bytesMax) bytesKept = await makeRoom(folder, bytesMax * 0.9);
  }

  return { get };
}

interface KeptFile {
  readonly path: string;
  readonly bytes: number;
  readonly usedAt: number;
}

async function filesIn(folder: string): Promise<readonly KeptFile[]> {
  const names = await readdir(folder);
  return Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      const { size, mtimeMs } = await stat(path);
      return { path, bytes: size, usedAt: mtimeMs };
    }),
  );
}

async function sizeOf(folder: string): Promise<number> {
  return (await filesIn(folder)).reduce((bytes, file) => bytes + file.bytes, 0);
}

/** Removes what was not looked at longest until the rest fits; answers its size. */
async function makeRoom(folder: string, bytesMax: number): Promise<number> {
  const files = (await filesIn(folder)).toSorted((a, b) => b.usedAt - a.usedAt);
  let kept = 0;
  for (const file of files) {
    if (kept + file.bytes <= bytesMax) kept += file.bytes;
    else await rm(file.path, { force: true });
  }
  return kept;
}
