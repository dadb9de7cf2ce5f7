/** Whether the journal in a till's file is whole, in order, unchanged and signed by its device. */
import {
  type Chain,
  GENESIS_HASH,
  type SignedEntry,
  signedEntrySchema,
} from '@second-chance/shared/journal/entry.ts';
import { type ChainHead, verifyEntry } from '@second-chance/shared/journal/verify-chain.ts';
import { type Enrolment, enrolments } from '../register/enrolment.ts';
import { ed25519PublicKey } from '../register/public-key.ts';
import type { StoreReader } from '../store/read-snapshot.ts';
import { chainCrypto } from './chain-crypto.ts';

/** The first thing wrong with a chain. */
export interface JournalFault {
  readonly epoch: number;
  readonly chain: Chain;
  readonly seq: number;
  readonly code: string;
  readonly expected: string | number | null;
}

export interface JournalReport {
  readonly entries: number;
  readonly fault: JournalFault | null;
}

/**
 * Verifies every chain from its first entry to its head, or only its last `lastEntries`. Stops at
 * the first fault. Reads entries one by one, so that any length fits in memory. Of a file that a
 * till may be writing to, `readSnapshot` gives the reader.
 */
export function verifyJournal(
  reader: StoreReader,
  { lastEntries = Number.MAX_SAFE_INTEGER }: { readonly lastEntries?: number } = {},
): JournalReport {
  const heads = reader
    .prepare('select epoch, chain, seq, hash from journal_head order by epoch, chain')
    .all() as readonly Head[];
  const devices = new Map(enrolments(reader).map((enrolment) => [enrolment.epoch, enrolment]));
  let entries = 0;
  for (const head of heads) {
    const report = verifyChain(reader, head, devices.get(head.epoch), lastEntries);
    entries += report.entries;
    if (report.fault !== null) return { entries, fault: report.fault };
  }
  return { entries, fault: orphan(reader) };
}

type Head = ChainHead & { readonly epoch: number; readonly chain: Chain };

function verifyChain(
  reader: StoreReader,
  head: Head,
  device: Enrolment | undefined,
  lastEntries: number,
): JournalReport {
  const { epoch, chain } = head;
  const fault = (seq: number, code: string, expected: string | number | null = null) => ({
    entries,
    fault: { epoch, chain, seq, code, expected },
  });
  let entries = 0;
  if (device === undefined) return fault(head.seq, 'key_unknown');
  const how = { keyId: device.keyId, ...chainCrypto(ed25519PublicKey(device.publicKey)) };
  const start = startOf(reader, head, lastEntries);
  if (start === null) return fault(Math.max(1, head.seq - lastEntries), 'entry_missing');
  let previous: ChainHead = start;
  const rows = reader
    .prepare(
      `select seq, hash, entry_json as json from journal_entry
       where epoch = ? and chain = ? and seq > ? order by seq`,
    )
    .iterate(epoch, chain, previous.seq) as Iterable<{ seq: number; hash: string; json: string }>;
  for (const row of rows) {
    const entry = parseEntry(row.json);
    if (entry === null) return fault(row.seq, 'not_an_entry');
    const broken = verifyEntry({ entry, previous, ...how });
    if (broken !== null) return fault(row.seq, broken.code, broken.expected);
    if (entry.seq !== row.seq || entry.hash !== row.hash) return fault(row.seq, 'columns_differ');
    if (entry.epoch !== epoch || entry.chain !== chain || !isOf(device, entry)) {
      return fault(row.seq, 'other_register');
    }
    previous = { seq: entry.seq, hash: entry.hash };
    entries += 1;
  }
  if (previous.seq !== head.seq) return fault(previous.seq, 'head_differs', head.seq);
  if (previous.hash !== head.hash) return fault(previous.seq, 'head_differs', head.hash);
  return { entries, fault: null };
}

/** The entry before the first one that is looked at; null where it is missing. */
function startOf(reader: StoreReader, head: Head, lastEntries: number): ChainHead | null {
  const seq = head.seq - lastEntries;
  if (seq <= 0) return { seq: 0, hash: GENESIS_HASH };
  const row = reader
    .prepare('select seq, hash from journal_entry where epoch = ? and chain = ? and seq = ?')
    .get(head.epoch, head.chain, seq);
  return (row as ChainHead | undefined) ?? null;
}

function parseEntry(json: string): SignedEntry | null {
  try {
    const parsed = signedEntrySchema.safeParse(JSON.parse(json));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

function isOf(device: Enrolment, entry: SignedEntry): boolean {
  return (
    entry.organizationId === device.organizationId &&
    entry.storeId === device.storeId &&
    entry.registerId === device.registerId
  );
}

/** An entry of a chain that has no head. */
function orphan(reader: StoreReader): JournalFault | null {
  const row = reader
    .prepare(
      `select epoch, chain, seq from journal_entry entry
       where not exists (select 1 from journal_head head
         where head.epoch = entry.epoch and head.chain = entry.chain)
       limit 1`,
    )
    .get() as Pick<JournalFault, 'epoch' | 'chain' | 'seq'> | undefined;
  return row === undefined ? null : { ...row, code: 'head_missing', expected: null };
}
