/**
 * What a till does with the server besides its lanes, when there is a network and nothing waits for
 * it: pictures go up, the names of the other stores come down.
 */
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { idSchema, type StoreId } from '@second-chance/shared/ids.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { z } from 'zod';
import type { DeviceKey } from '../register/device-key.ts';
import type { Enrolment } from '../register/enrolment.ts';
import type { Store } from '../store/open-store.ts';
import { callServer, type Fetch, type ServerLink } from './server-call.ts';
import { createServerClock } from './server-clock.ts';

/** Where pictures wait that the server does not have. */
export function unsentPictures(storeFile: string): string {
  return join(dirname(storeFile), 'pictures-unsent');
}

export interface ErrandsDeps {
  readonly store: Store;
  readonly fetch: Fetch;
  readonly clock: () => EpochMs;
  readonly enrolment: () => Enrolment | null;
  readonly key: () => DeviceKey | null;
  readonly online: () => boolean;
  readonly log: (facts: object, message: string) => void;
}

export interface Errands {
  /** Runs what is due now; a round that is under way is waited for. */
  readonly run: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

const EVERY_MS = 4_000;
const STORES_EVERY_MS = 60 * 60_000;
const STORES_AGAIN_MS = 60_000;
const TIMEOUT_MS = 30_000;

export function startErrands(deps: ErrandsDeps): Errands {
  const { store, clock, log } = deps;
  const stopping = new AbortController();
  const serverClock = createServerClock({
    wall: clock,
    monotonicMs: () => performance.now(),
  });
  let storesDueAt = 0;
  let running: Promise<void> | null = null;

  function link(): ServerLink | null {
    const [enrolment, key] = [deps.enrolment(), deps.key()];
    if (enrolment === null || key === null) return null;
    const prover = { ...enrolment, privateKey: key.privateKey };
    const { serverUrl } = enrolment;
    return { serverUrl, fetch: deps.fetch, clock: serverClock, prover, signal: stopping.signal };
  }

  async function round(): Promise<void> {
    const now = link();
    if (now === null || !deps.online()) return;
    await sendPictures(store, now, log);
    if (clock() < storesDueAt) return;
    const told = await fetchStores(store, now);
    storesDueAt = clock() + (told ? STORES_EVERY_MS : STORES_AGAIN_MS);
  }

  function run(): Promise<void> {
    running ??= round()
      .catch((thrown: unknown) => log({ err: thrown }, 'an errand failed'))
      .finally(() => {
        running = null;
      });
    return running;
  }

  const timer = setInterval(() => void run(), EVERY_MS).unref();
  return {
    run,
    async stop() {
      clearInterval(timer);
      stopping.abort();
      await running;
    },
  };
}

/** One after another, the oldest first, until one does not get through. */
async function sendPictures(store: Store, link: ServerLink, log: ErrandsDeps['log']) {
  const folder = unsentPictures(store.file);
  const waiting = store
    .prepare('select name from picture_upload where refused_code is null order by taken_at, name')
    .all() as readonly { readonly name: string }[];
  for (const { name } of waiting) {
    const file = join(folder, name);
    if (!existsSync(file)) {
      settle(store, name, 'FILE_GONE');
      continue;
    }
    const sent = await callServer(link, {
      method: 'POST',
      path: `/sync/pictures?name=${encodeURIComponent(name)}`,
      body: { bytes: readFileSync(file), gzip: false },
      timeoutMs: TIMEOUT_MS,
    });
    if (sent.ok) {
      const shown = join(dirname(store.file), 'pictures');
      mkdirSync(shown, { recursive: true });
      renameSync(file, join(shown, name));
      settle(store, name, null);
    } else if (LASTING.has(sent.error.code)) {
      log({ name, code: sent.error.code }, 'the server refuses a picture');
      settle(store, name, sent.error.code);
    } else {
      return;
    }
  }
}

/** What is wrong with the picture itself stays wrong; it still shows at this till. */
const LASTING: ReadonlySet<string> = new Set([
  'PICTURE_NOT_SUPPORTED',
  'PICTURE_TOO_LARGE',
  'PICTURE_DAMAGED',
  'PAYLOAD_TOO_LARGE',
  'INVALID_REQUEST',
]);

function settle(store: Store, name: string, refused: string | null): void {
  store.quickTransaction(() => {
    if (refused === null) store.prepare('delete from picture_upload where name = ?').run(name);
    else {
      store.prepare('update picture_upload set refused_code = ? where name = ?').run(refused, name);
    }
  });
}

export const knownStoresSchema = z.array(
  z.object({
    id: idSchema<'Store'>() as z.ZodType<StoreId, StoreId>,
    code: z.string(),
    name: z.string(),
  }),
);
export type KnownStore = z.infer<typeof knownStoresSchema>[number];

async function fetchStores(store: Store, link: ServerLink): Promise<boolean> {
  const told = await callServer(link, {
    method: 'GET',
    path: '/sync/stores',
    timeoutMs: TIMEOUT_MS,
  });
  const parsed = told.ok ? z.object({ stores: knownStoresSchema }).safeParse(told.value) : null;
  if (!parsed?.success) return false;
  store.quickTransaction(() => {
    store
      .prepare(
        `insert into sync_state (key, value) values ('stores', ?)
         on conflict (key) do update set value = excluded.value`,
      )
      .run(JSON.stringify(parsed.data.stores));
  });
  return true;
}

/** The stores of the organization, as the server named them last. */
export function knownStores(store: Store): readonly KnownStore[] {
  const row = store.prepare(`select value from sync_state where key = 'stores'`).get() as
    | { readonly value: string }
    | undefined;
  return row === undefined ? [] : (knownStoresSchema.safeParse(JSON.parse(row.value)).data ?? []);
}
