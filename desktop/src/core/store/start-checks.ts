/** Whether the till's file can be sold from: a quick look before the first sale, a whole one after. */
import { Worker } from 'node:worker_threads';
import { type JournalFault, verifyJournal } from '../journal/verify-journal.ts';
import type { DeviceKeys } from '../register/device-key.ts';
import { enrolments } from '../register/enrolment.ts';
import type { Store } from './open-store.ts';
import { readSnapshot, type StoreReader } from './read-snapshot.ts';
import { storeErrorOf } from './store-error.ts';

/** Why nothing may be sold. Nothing is repaired by itself. */
export interface StoreDamage {
  readonly code:
    | 'JOURNAL_DAMAGED'
    | 'PROJECTION_MISSING'
    | 'FILE_DAMAGED'
    | 'FILE_LOST'
    | 'DEVICE_KEY_LOST';
  /** English, for logs and for whoever helps: what is missing and where. */
  readonly message: string;
}

/** Entries at the end of each chain that are verified before the first sale. */
const RECENT_ENTRIES = 200;

/**
 * The look before the first sale: keys and file belong together, the end of each chain is sound and
 * signed, and what follows from its sales is there. Takes some 50 ms. Null where all is well.
 */
export function checkBeforeSelling(store: Store, keys: DeviceKeys): StoreDamage | null {
  try {
    return checkKeys(store, keys) ?? checkJournal(store, RECENT_ENTRIES) ?? missingRows(store);
  } catch (thrown) {
    return damageOf(thrown);
  }
}

/** `file`: SQLite's own check. `whole`: that, and every entry of the journal. */
export type CheckDepth = 'file' | 'whole';

/** A long look at a file, or a copy of it and the look at that. */
export type FileTask =
  | { readonly file: string; readonly depth: CheckDepth }
  | { readonly file: string; readonly copy: string };

/**
 * A task on a thread of its own while the till sells. Null where all is well, also where `signal` ended
 * it early. Rejects with what the disk did to a copy.
 */
export function inBackground(task: FileTask, signal: AbortSignal): Promise<StoreDamage | null> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return resolve(null);
    const worker = new Worker(new URL('./check-file-worker.ts', import.meta.url), {
      workerData: task,
    });
    const stop = () => void worker.terminate();
    signal.addEventListener('abort', stop, { once: true });
    worker.once('message', (damage: StoreDamage | null) => resolve(damage));
    worker.once('error', reject);
    worker.once('exit', () => {
      signal.removeEventListener('abort', stop);
      resolve(null);
    });
  });
}

/** As `inBackground`, on this thread. Takes seconds on a large file. */
export function checkFile(file: string, depth: CheckDepth): StoreDamage | null {
  try {
    return readSnapshot(file, (reader) => {
      const first = reader.prepare('pragma quick_check(1)').get() as { quick_check: string };
      if (first.quick_check !== 'ok') return { code: 'FILE_DAMAGED', message: first.quick_check };
      return depth === 'file' ? null : checkJournal(reader, Number.MAX_SAFE_INTEGER);
    });
  } catch (thrown) {
    return damageOf(thrown);
  }
}

function damageOf(thrown: unknown): StoreDamage {
  const error = storeErrorOf(thrown);
  if (error === null) throw thrown;
  return { code: 'FILE_DAMAGED', message: error.message };
}

function checkKeys(store: Store, keys: DeviceKeys): StoreDamage | null {
  const known = enrolments(store);
  const [latest] = known;
  if (latest !== undefined && latest.retiredAt === null && keys.load(latest.keyId) === null) {
    return { code: 'DEVICE_KEY_LOST', message: `the key of epoch ${latest.epoch} is not here` };
  }
  const ids = new Set(known.map(({ keyId }) => keyId));
  const stray = keys.adopted().find((keyId) => !ids.has(keyId));
  if (stray === undefined) return null;
  const message = `key ${stray} was used by an enrolment that this file does not know`;
  return { code: 'FILE_LOST', message };
}

function checkJournal(reader: StoreReader, lastEntries: number): StoreDamage | null {
  const { fault } = verifyJournal(reader, { lastEntries });
  return fault === null ? null : { code: 'JOURNAL_DAMAGED', message: inWords(fault) };
}

function inWords({ epoch, chain, seq, code, expected }: JournalFault): string {
  const place = `epoch ${epoch}, ${chain}, entry ${seq}`;
  return expected === null ? `${place}: ${code}` : `${place}: ${code}, expected ${expected}`;
}

/** A recent sale in the journal without its row, or with another number of lines or tenders. */
function missingRows(store: Store): StoreDamage | null {
  const row = store
    .prepare(
      `select entry.epoch, entry.seq from journal_head head
       join journal_entry entry on entry.epoch = head.epoch and entry.chain = head.chain
         and entry.seq > head.seq - ?
       left join sale on sale.epoch = entry.epoch and sale.chain = entry.chain
         and sale.seq = entry.seq
       where head.chain = 'live' and entry.type = 'sale_completed'
         and (sale.sale_id is not entry.entry_json ->> '$.payload.saleId'
           or json_array_length(entry.entry_json, '$.payload.lines')
             <> (select count(*) from sale_line where sale_line.sale_id = sale.sale_id)
           or json_array_length(entry.entry_json, '$.payload.tenders')
             <> (select count(*) from sale_tender where sale_tender.sale_id = sale.sale_id))
       limit 1`,
    )
    .get(RECENT_ENTRIES) as { readonly epoch: number; readonly seq: number } | undefined;
  if (row === undefined) return null;
  const message = `epoch ${row.epoch}, live, entry ${row.seq}: its sale is not in the tables`;
  return { code: 'PROJECTION_MISSING', message };
}
