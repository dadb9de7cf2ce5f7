/**
 * Reads a store's feed from its beginning to its end, page by page as a till does, and keeps what
 * it was told. Owns no digest and repairs nothing: what it is not told, it lacks for ever.
 */
import { generateKeyPairSync, type JsonWebKey, type KeyObject } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { networkFetch } from '@second-chance/desktop/src/core/sync/network.ts';
import { callServer, type ServerLink } from '@second-chance/desktop/src/core/sync/server-call.ts';
import { createServerClock } from '@second-chance/desktop/src/core/sync/server-clock.ts';
import { enrolResponseSchema, pullResponseSchema } from '@second-chance/shared/contract/sync.ts';
import type { FeedPart } from '@second-chance/shared/documents/collections.ts';
import { canonicalJson } from '@second-chance/shared/journal/canonical-json.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { breach, type Ledger } from './ledger.ts';
import type { Door } from './proxy.ts';
import type { HeldDocument } from './till-documents.ts';

export interface Observer {
  readonly storeId: string;
  readonly part: FeedPart;
  readonly work: () => Promise<void>;
  readonly stop: () => void;
  readonly checkpoint: () => number;
  readonly seen: () => ReadonlyMap<string, SeenDocument>;
}

export interface SeenDocument extends HeldDocument {
  readonly number: number;
  readonly deleted: boolean;
}

/** Small pages, so that many ends of pages meet writers. */
const PAGE = 7;

export interface ObserverOptions {
  readonly door: Door;
  readonly ledger: Ledger;
  readonly storeId: string;
  readonly part: FeedPart;
  /** Code of a register that nobody sells at. */
  readonly code: string;
  readonly pauseMs: number;
}

export async function employObserver(options: ObserverOptions): Promise<Observer> {
  const { door, ledger, part, storeId } = options;
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const link = await enrolObserver(options, { publicKey, privateKey });
  const seen = new Map<string, SeenDocument>();
  let checkpoint = 0;
  let stopping = false;

  async function step(): Promise<void> {
    const asked = {
      method: 'GET',
      path: `/sync/pull?after=${checkpoint}&limit=${PAGE}&part=${part}`,
    } as const;
    const answered = await callServer(link, { ...asked, timeoutMs: 8_000 });
    if (!answered.ok) return;
    const page = pullResponseSchema.safeParse(answered.value);
    if (!page.success) return;
    let last = checkpoint;
    for (const { document, ...change } of page.data.changes) {
      if (change.number <= last) {
        breach(ledger, 'the feed is in order', { door: door.name, last, change });
      }
      last = change.number;
      const key = `${change.collection}/${change.id}`;
      seen.set(key, { ...change, document: canonicalJson(document as never) });
    }
    if (page.data.checkpoint < last) {
      breach(ledger, 'the feed is in order', { checkpoint: page.data.checkpoint, last });
    }
    checkpoint = page.data.checkpoint;
  }

  return {
    storeId,
    part,
    async work() {
      while (!stopping) {
        await step();
        await pause(options.pauseMs);
      }
    },
    stop: () => {
      stopping = true;
    },
    checkpoint: () => checkpoint,
    seen: () => seen,
  };
}

async function enrolObserver(
  { door, code }: ObserverOptions,
  keys: { readonly publicKey: KeyObject; readonly privateKey: KeyObject },
): Promise<ServerLink> {
  const clock = createServerClock({
    wall: () => Date.now() as EpochMs,
    monotonicMs: () => performance.now(),
  });
  const link = { serverUrl: door.url, fetch: networkFetch, clock, prover: null };
  const { kty, crv, x } = keys.publicKey.export({ format: 'jwk' }) as JsonWebKey;
  const request = { code, publicKey: { kty, crv, x }, appVersion: 'observer' };
  const answered = await callServer(link, {
    method: 'POST',
    path: '/sync/enrol',
    body: { bytes: Buffer.from(JSON.stringify(request)), gzip: false },
    timeoutMs: 10_000,
  });
  if (!answered.ok) throw new Error(`the observer could not enrol: ${answered.error.code}`);
  const { organizationId, registerId, epoch } = enrolResponseSchema.parse(answered.value);
  return { ...link, prover: { organizationId, registerId, epoch, privateKey: keys.privateKey } };
}
