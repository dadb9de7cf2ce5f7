/**
 * Fetches the pictures of the newest things before anybody looks for them, so that they show
 * without a network. In the background, two at a time, and bounded: a till's disk is for sales.
 */
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { TillState } from '@second-chance/shared/contract/till/views.ts';
import { tableOf } from '../documents/collection-tables.ts';
import type { Till } from '../till.ts';
import type { PictureCache } from './picture-cache.ts';

export interface FetchAheadOptions {
  readonly cache: PictureCache;
  /** Where the cache keeps its files. */
  readonly folder: string;
  readonly bytesMax?: number;
}

/** How many of the newest things have their picture here ahead of time. */
const PICTURES_MAX = 2_000;
const BYTES_MAX = 200_000_000;
const AT_ONCE = 2;
/** Where so many in a row cannot be had, the server is not there: the next news tries again. */
const MISSES_MAX = 4;
/** After a change: selling and loading come first, and many changes make one round. */
const SETTLE_MS = 1_500;

/** Follows the till and fetches whenever it is online and its catalogue changed. Returns the stop. */
export function startFetchAhead(till: Pick<Till, 'state' | 'inside'>, options: FetchAheadOptions) {
  const stopping = new AbortController();
  let done = '';
  let timer: NodeJS.Timeout | null = null;
  let running = false;

  function look(state: TillState): void {
    const { sync, catalogue } = state;
    if (!sync.online || !catalogue.complete || till.inside === null) return;
    const wanted = `${sync.since} ${catalogue.documents}`;
    if (wanted === done || running) return;
    timer ??= setTimeout(() => void run(wanted), SETTLE_MS).unref();
  }

  async function run(wanted: string): Promise<void> {
    timer = null;
    running = true;
    try {
      if (till.inside !== null) {
        const names = newestPictures(till.inside.store);
        await fetchPictures(names, { ...options, signal: stopping.signal });
      }
    } catch {
      // A picture is never needed to sell.
    }
    running = false;
    done = wanted;
    if (!stopping.signal.aborted) look(till.state.get());
  }

  const unsubscribe = till.state.subscribe(look);
  look(till.state.get());
  return () => {
    unsubscribe();
    stopping.abort();
    if (timer !== null) clearTimeout(timer);
  };
}

/** The first picture of each of the newest things, newest first, each once. */
export function newestPictures({ prepare }: Pick<NonNullable<Till['inside']>['store'], 'prepare'>) {
  const rows = prepare(NEWEST).all(PICTURES_MAX) as readonly { readonly name: string | null }[];
  return [...new Set(rows.flatMap(({ name }) => (name === null ? [] : [name])))];
}

const NEWEST = `select doc ->> '$.pictures[0]' as name from ${tableOf('items')}
  where deleted = 0 order by rowid desc limit ?`;

/** Fetches what is missing until the bound is reached; makes room by dropping what nobody wants. */
export async function fetchPictures(
  names: readonly string[],
  options: FetchAheadOptions & { readonly signal: AbortSignal },
): Promise<void> {
  const { cache, folder, signal, bytesMax = BYTES_MAX } = options;
  const kept = await keptPictures(folder);
  let bytes = [...kept.values()].reduce((sum, size) => sum + size, 0);
  if (bytes >= bytesMax) bytes -= await dropOthers(folder, kept, new Set(names));
  const missing = names.filter((name) => !kept.has(name)).values();
  let misses = 0;
  const worker = async () => {
    for (const name of missing) {
      if (signal.aborted || misses >= MISSES_MAX || bytes >= bytesMax) return;
      const picture = await cache.get(name);
      misses = picture === null ? misses + 1 : 0;
      bytes += picture?.length ?? 0;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

async function keptPictures(folder: string): Promise<Map<string, number>> {
  const kept = new Map<string, number>();
  for (const name of await readdir(folder)) {
    const found = await stat(join(folder, name)).catch(() => null);
    if (found?.isFile()) kept.set(name, found.size);
  }
  return kept;
}

/** Answers how many bytes are free again. */
async function dropOthers(
  folder: string,
  kept: ReadonlyMap<string, number>,
  wanted: ReadonlySet<string>,
): Promise<number> {
  let freed = 0;
  for (const [name, size] of kept) {
    if (wanted.has(name)) continue;
    await rm(join(folder, name), { force: true });
    freed += size;
  }
  return freed;
}
