/** What the server does not have yet: the runs to send, how much waits, and what it acknowledged. */
import { assert } from '@second-chance/shared/assert.ts';
import type { SignedAcknowledgement } from '@second-chance/shared/contract/sync.ts';
import { type Chain, GENESIS_HASH } from '@second-chance/shared/journal/entry.ts';
import { type MinorUnits, minorUnits } from '@second-chance/shared/money/minor-units.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { Store } from '../store/open-store.ts';
import type { EntryPlace } from './append-entry.ts';

/** One chain of one epoch: where it stands, and how much of it the server has. */
export interface ChainState {
  readonly epoch: number;
  readonly chain: Chain;
  readonly seq: number;
  /** As the server said and signed. */
  readonly ackedSeq: number;
  /** At least `ackedSeq`; more where the server keeps entries as evidence only. */
  readonly sentSeq: number;
}

/** Chains with entries to send: older epochs first, and what counts before training. */
export function waitingChains(store: Store): readonly ChainState[] {
  return store
    .prepare(
      `select epoch, chain, seq, acked_seq as ackedSeq, sent_seq as sentSeq from journal_head
       where seq > sent_seq order by epoch, chain`,
    )
    .all() as readonly ChainState[];
}

export interface Run {
  readonly fromSeq: number;
  readonly toSeq: number;
  /** The entries as they lie on disk, joined by commas; nothing is parsed on the way. */
  readonly entriesJson: string;
}

/** A run of a chain from a number on, within limits; its first entry is in it whatever its size. */
export function readRun(
  store: Store,
  {
    epoch,
    chain,
    fromSeq,
    entriesMax,
    bytesMax,
  }: Pick<ChainState, 'epoch' | 'chain'> & {
    readonly fromSeq: number;
    readonly entriesMax: number;
    readonly bytesMax: number;
  },
): Run | null {
  const rows = store
    .prepare(
      `select entry_json as json from journal_entry
       where epoch = ? and chain = ? and seq >= ? order by seq limit ?`,
    )
    .iterate(epoch, chain, fromSeq, entriesMax) as Iterable<{ readonly json: string }>;
  const texts: string[] = [];
  let bytes = 0;
  for (const { json } of rows) {
    bytes += Buffer.byteLength(json) + 1;
    if (texts.length > 0 && bytes > bytesMax) break;
    texts.push(json);
  }
  if (texts.length === 0) return null;
  return { fromSeq, toSeq: fromSeq + texts.length - 1, entriesJson: texts.join(',') };
}

export interface Waiting {
  readonly entries: number;
  /** Of the live chains. */
  readonly sales: number;
  readonly total: MinorUnits;
  readonly oldestAt: EpochMs | null;
}

/** What waits to be sent; costs the same however much that is. */
export function waiting(store: Store): Waiting {
  const row = store
    .prepare(
      `select coalesce(sum(seq - sent_seq), 0) as entries,
         coalesce(sum(sales_so_far - sent_sales) filter (where chain = 'live'), 0) as sales,
         coalesce(sum(gross_so_far - sent_gross) filter (where chain = 'live'), 0) as total,
         (select min(entry.at) from journal_head head join journal_entry entry
            on entry.epoch = head.epoch and entry.chain = head.chain
              and entry.seq = head.sent_seq + 1
            where head.seq > head.sent_seq) as oldestAt
       from journal_head`,
    )
    .get() as { entries: number; sales: number; total: number; oldestAt: EpochMs | null };
  return { ...row, total: minorUnits(row.total) };
}

/**
 * Notes that the server has everything up to an entry. Only ever moves forward; an older word is
 * harmless. The signature is the caller's to check.
 *
 * Answers false where the server speaks of an entry that this till has not, or has otherwise: then
 * the two journals are not the same.
 */
export function acknowledge(store: Store, ack: SignedAcknowledgement): boolean {
  return store.quickTransaction(() => {
    const { epoch, chain, seq } = ack;
    const entry = entryAt(store, { epoch, chain, seq });
    if (entry?.hash !== ack.hash) return false;
    store
      .prepare(
        `update journal_head set acked_seq = ?, ack_json = ?
         where epoch = ? and chain = ? and acked_seq < ?`,
      )
      .run(seq, JSON.stringify(ack), epoch, chain, seq);
    markSent(store, ack, entry);
    return true;
  });
}

/** Notes that the server keeps entries up to this one as evidence and will never acknowledge them. */
export function keptAsEvidence(store: Store, place: EntryPlace): void {
  store.quickTransaction(() => {
    const entry = entryAt(store, place);
    assert(entry !== null, 'what was sent is there');
    markSent(store, place, entry);
  });
}

/** Whether the server refused to count on from an epoch's journal. */
export function isFrozen(store: Store, epoch: number): boolean {
  const frozen = store.prepare(
    'select 1 from journal_head where epoch = ? and sent_seq > acked_seq limit 1',
  );
  return frozen.get(epoch) !== undefined;
}

function markSent(store: Store, { epoch, chain, seq }: EntryPlace, entry: EntryFigures): void {
  store
    .prepare(
      `update journal_head set sent_seq = ?, sent_sales = ?, sent_gross = ?
       where epoch = ? and chain = ? and sent_seq < ?`,
    )
    .run(seq, entry.sales, entry.gross, epoch, chain, seq);
}

interface EntryFigures {
  readonly hash: string;
  readonly sales: number;
  readonly gross: number;
}

function entryAt(store: Store, { epoch, chain, seq }: EntryPlace): EntryFigures | null {
  assert(seq >= 0, 'entries are numbered from 1');
  if (seq === 0) return { hash: GENESIS_HASH, sales: 0, gross: 0 };
  const row = store
    .prepare(
      `select hash, sales_so_far as sales, gross_so_far as gross from journal_entry
       where epoch = ? and chain = ? and seq = ?`,
    )
    .get(epoch, chain, seq);
  return (row as EntryFigures | undefined) ?? null;
}
