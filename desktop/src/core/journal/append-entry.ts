/** The one way into the journal: an entry and everything that follows from it, or nothing. */
import { hash } from 'node:crypto';
import { assert } from '@second-chance/shared/assert.ts';
import type { StaffId } from '@second-chance/shared/ids.ts';
import type {
  Chain,
  EntryType,
  PayloadOf,
  RawEntry,
  SignedEntry,
} from '@second-chance/shared/journal/entry.ts';
import { hashingInput } from '@second-chance/shared/journal/hashing-input.ts';
import { signedText } from '@second-chance/shared/journal/signed-text.ts';
import { formatReceiptNumber } from '@second-chance/shared/sale/receipt-number.ts';
import type { BusinessDay, EpochMs } from '@second-chance/shared/time/time.ts';
import type { Store } from '../store/open-store.ts';
import type { EntrySigner } from './entry-signer.ts';

export interface NewEntry<T extends EntryType> {
  readonly chain: Chain;
  readonly type: T;
  /** A function where the payload holds a receipt number, which exists inside the transaction only. */
  readonly payload: PayloadOf<T> | ((nextReceiptNumber: () => string) => PayloadOf<T>);
  readonly staffId: StaffId | null;
  readonly approvedBy: StaffId | null;
  readonly at: EpochMs;
  readonly businessDay: BusinessDay;
}

/** Where an entry stands; rows that follow from it point at it. */
export interface EntryPlace {
  readonly epoch: number;
  readonly chain: Chain;
  readonly seq: number;
}

/**
 * Writes one signed entry, the chain's head and counter, and what `project` adds, in one
 * transaction: all of it is on disk when this returns, or nothing is and it throws.
 *
 * Inside an open transaction it joins that one. A receipt number that was asked for is used up only
 * if the entry is written, so numbers have no gaps. `payload` may ask for one number at most.
 * Errors: those of `store.transaction`; anything `payload` or `project` throws.
 */
export function appendEntry<T extends EntryType>(
  store: Store,
  signer: EntrySigner,
  entry: NewEntry<T>,
  project: (place: EntryPlace, payload: PayloadOf<T>) => void,
): SignedEntry {
  return store.transaction(() => {
    const { epoch } = signer;
    const head = headOf(store, epoch, entry.chain);
    const numbers = receiptNumbers(signer, head.receiptCounter);
    const payload =
      typeof entry.payload === 'function' ? entry.payload(numbers.next) : entry.payload;
    const place: EntryPlace = { epoch, chain: entry.chain, seq: head.seq + 1 };
    const raw: RawEntry = {
      organizationId: signer.organizationId,
      storeId: signer.storeId,
      registerId: signer.registerId,
      ...place,
      type: entry.type,
      at: entry.at,
      businessDay: entry.businessDay,
      staffId: entry.staffId,
      approvedBy: entry.approvedBy,
      payload,
      prevHash: head.hash,
    };
    const signed = sign(raw, signer);
    const gross = grossOfSale(entry.type, payload);
    writeEntry(store, signed, {
      receiptCounter: numbers.counter(),
      salesSoFar: head.salesSoFar + (gross === null ? 0 : 1),
      grossSoFar: head.grossSoFar + (gross ?? 0),
    });
    project(place, payload);
    return signed.entry;
  });
}

interface Head {
  readonly seq: number;
  readonly hash: string;
  readonly receiptCounter: number;
  readonly salesSoFar: number;
  readonly grossSoFar: number;
}

function headOf(store: Store, epoch: number, chain: Chain): Head {
  const head = store
    .prepare(
      `select seq, hash, receipt_counter as receiptCounter, sales_so_far as salesSoFar,
         gross_so_far as grossSoFar
       from journal_head where epoch = ? and chain = ?`,
    )
    .get(epoch, chain) as Head | undefined;
  assert(head !== undefined, `no journal of epoch ${epoch}: enrolment makes it`);
  return head;
}

function receiptNumbers({ registerCode, epoch }: EntrySigner, last: number) {
  let counter = last;
  const next = () => {
    assert(counter === last, 'an entry has one receipt number');
    counter += 1;
    return formatReceiptNumber({ registerCode, epoch, counter });
  };
  return { next, counter: () => counter };
}

interface SignedText {
  readonly entry: SignedEntry;
  /** The entry as it is stored and as it travels. */
  readonly json: string;
}

/** The canonical text is made once: it is hashed, and with the signature put in it is the entry. */
function sign(raw: RawEntry, { keyId, sign }: EntrySigner): SignedText {
  const input = hashingInput(raw);
  const digest = hash('sha256', input, 'buffer');
  const proof = { hash: digest.toString('hex'), signature: sign(digest), keyId };
  return { entry: { ...raw, ...proof }, json: signedText(input, proof) };
}

function grossOfSale(type: EntryType, payload: PayloadOf<EntryType>): number | null {
  return type === 'sale_completed' && 'gross' in payload ? payload.gross : null;
}

interface Running {
  readonly receiptCounter: number;
  readonly salesSoFar: number;
  readonly grossSoFar: number;
}

function writeEntry(store: Store, { entry, json }: SignedText, running: Running): void {
  store
    .prepare(
      `insert into journal_entry
         (epoch, chain, seq, type, at, hash, sales_so_far, gross_so_far, entry_json)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      entry.epoch,
      entry.chain,
      entry.seq,
      entry.type,
      entry.at,
      entry.hash,
      running.salesSoFar,
      running.grossSoFar,
      json,
    );
  store
    .prepare(
      `update journal_head
       set seq = ?, hash = ?, receipt_counter = ?, sales_so_far = ?, gross_so_far = ?
       where epoch = ? and chain = ?`,
    )
    .run(
      entry.seq,
      entry.hash,
      running.receiptCounter,
      running.salesSoFar,
      running.grossSoFar,
      entry.epoch,
      entry.chain,
    );
}
