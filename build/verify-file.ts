/**
 * Verifies the journal in a till's file, from the file alone: it is opened read-only, beside a till
 * that may be running, and nothing of it is believed but the public keys it enrolled with.
 */
import { existsSync } from 'node:fs';
import {
  type Chain,
  chainSchema,
  GENESIS_HASH,
  type SignedEntry,
  signedEntrySchema,
} from '@second-chance/shared/journal/entry.ts';
import { type ChainHead, verifyEntry } from '@second-chance/shared/journal/verify-chain.ts';
import Database from 'better-sqlite3';
import { nodeChainCrypto } from './node-chain-crypto.ts';
import type { VerifiedChain } from './verified-chain.ts';

/** A file that is no till's file, or that cannot be read. */
export class UnreadableFileError extends Error {
  override readonly name = 'UnreadableFileError';
}

/** All chains of all epochs, each up to its first fault. Throws `UnreadableFileError`. */
export function verifyFile(file: string): readonly VerifiedChain[] {
  if (!existsSync(file)) throw new UnreadableFileError(`There is no file ${file}.`);
  let sqlite: Database.Database | undefined;
  try {
    sqlite = new Database(file, { readonly: true, fileMustExist: true });
    return chainsOf(sqlite);
  } catch (cause) {
    throw new UnreadableFileError(`${file} is not readable as a till's file: ${String(cause)}`, {
      cause,
    });
  } finally {
    sqlite?.close();
  }
}

interface EnrolmentRow {
  readonly epoch: number;
  readonly keyId: string;
  readonly publicKeyJson: string;
}

function chainsOf(sqlite: Database.Database): readonly VerifiedChain[] {
  const enrolments = sqlite
    .prepare(
      `select epoch, key_id as keyId, public_key_json as publicKeyJson
       from enrolment order by epoch`,
    )
    .all() as readonly EnrolmentRow[];
  return enrolments.flatMap((enrolment) =>
    chainSchema.options.map((chain) => verifyChain(sqlite, enrolment, chain)),
  );
}

function verifyChain(
  sqlite: Database.Database,
  { epoch, keyId, publicKeyJson }: EnrolmentRow,
  chain: Chain,
): VerifiedChain {
  const how = { keyId, ...nodeChainCrypto(JSON.parse(publicKeyJson)) };
  const rows = sqlite
    .prepare('select seq, entry_json from journal_entry where epoch = ? and chain = ? order by seq')
    .iterate(epoch, chain) as IterableIterator<{ seq: number; entry_json: string }>;
  let head: ChainHead = { seq: 0, hash: GENESIS_HASH };
  for (const row of rows) {
    const entry = readEntry(row.entry_json);
    const fault =
      entry === null || entry.epoch !== epoch || entry.chain !== chain || entry.seq !== row.seq
        ? ({ code: 'not_canonical', seq: row.seq, expected: null } as const)
        : verifyEntry({ entry, previous: head, ...how });
    if (fault !== null || entry === null) return { epoch, chain, entries: head.seq, fault };
    head = { seq: entry.seq, hash: entry.hash };
  }
  return { epoch, chain, entries: head.seq, fault: headFault(sqlite, { epoch, chain, head }) };
}

/** Entries cut off at the end leave a chain that holds; the head row still knows how long it was. */
function headFault(
  sqlite: Database.Database,
  { epoch, chain, head }: { epoch: number; chain: Chain; head: ChainHead },
): VerifiedChain['fault'] {
  const stated = sqlite
    .prepare('select seq, hash from journal_head where epoch = ? and chain = ?')
    .get(epoch, chain) as ChainHead | undefined;
  if (
    stated === undefined ? head.seq === 0 : stated.seq === head.seq && stated.hash === head.hash
  ) {
    return null;
  }
  return { code: 'seq_unexpected', seq: head.seq + 1, expected: stated?.seq ?? 0 };
}

function readEntry(json: string): SignedEntry | null {
  try {
    const parsed = signedEntrySchema.safeParse(JSON.parse(json));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
