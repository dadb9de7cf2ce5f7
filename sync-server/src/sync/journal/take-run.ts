/** Takes a run of a register's journal in: verified, linked, kept, projected, acknowledged. */
import { hash as digest } from 'node:crypto';
import { setImmediate as breathe } from 'node:timers/promises';
import { assert } from '@second-chance/shared/assert.ts';
import type { CodedError, ExceptionKind } from '@second-chance/shared/contract/errors.ts';
import type { SignedAcknowledgement } from '@second-chance/shared/contract/sync.ts';
import type { SignedEntry } from '@second-chance/shared/journal/entry.ts';
import { isEntryType } from '@second-chance/shared/journal/parse-payload.ts';
import type { ChainHead } from '@second-chance/shared/journal/verify-chain.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { Kysely } from 'kysely';
import { retried } from '../../db/retried.ts';
import type { Database } from '../../db/schema.ts';
import { inTenant, type TenantTransaction } from '../../db/tenant-transaction.ts';
import { raiseExceptions } from '../../exceptions/exception-repository.ts';
import type { Metrics } from '../../http/metrics.ts';
import type { AcknowledgementSigner } from '../acknowledgement.ts';
import type { KnownTill } from '../known-till.ts';
import { type CheckedEntry, checkRun } from './check-run.ts';
import { ingestEntries } from './ingest-entries.ts';
import {
  type ChainPlace,
  freezeEpoch,
  keepEvidence,
  knownHashes,
  lockChain,
} from './journal-repository.ts';
import { linkRun, type RunFault } from './link-run.ts';
import { type ReadEntry, readEntry } from './read-entry.ts';

export interface TakeRunDeps {
  readonly db: Kysely<Database>;
  readonly signer: AcknowledgementSigner;
  readonly clock: () => EpochMs;
  readonly metrics: Pick<Metrics, 'journalEntries' | 'exceptions'>;
}

/** Entries read before other requests get their turn. */
const READ_AT_ONCE = 25;

/**
 * Takes a run in and answers what is acknowledged now. Safe to repeat: what is known is skipped.
 *
 * Errors: `INVALID_REQUEST` (not one run of this register), `JOURNAL_GAP` with the number expected,
 * `JOURNAL_FORK` and `JOURNAL_BROKEN` (the epoch is frozen from the entry in `details` on; what came
 * is kept as evidence), `EPOCH_FROZEN` (kept as evidence).
 */
export async function takeRun(
  { db, signer, clock, metrics }: TakeRunDeps,
  till: KnownTill,
  entries: readonly SignedEntry[],
): Promise<Result<SignedAcknowledgement, CodedError>> {
  const first = entries[0];
  assert(first, 'the schema lets no empty run through');
  const key = till.epochs.get(first.epoch);
  if (!key || !isOneRun(entries, till)) {
    return err(invalid('Not one ascending run of one chain of this register.'));
  }
  const checked = await checkRun(entries, key);
  if (checked === null) return err(invalid('An entry has no canonical form.'));
  const read = await readAll(checked);

  const { organizationId, storeId, registerId } = till;
  const place: ChainPlace = {
    organizationId,
    storeId,
    registerId,
    epoch: first.epoch,
    chain: first.chain,
  };
  const taken = await retried(() =>
    inTenant(db, organizationId, (tx) => takeIn(tx, { place, till, read, at: clock() })),
  );
  count(metrics, taken);
  if (!taken.answer.ok) return taken.answer;
  const { seq, hash } = taken.answer.value;
  const { epoch, chain } = place;
  return ok(signer.acknowledge({ registerId, epoch, chain, seq, hash, at: clock() }));
}

interface Taking {
  readonly place: ChainPlace;
  readonly till: KnownTill;
  readonly read: readonly ReadEntry[];
  readonly at: EpochMs;
}

/** What a run's transaction came to, once it is committed. */
interface Taken {
  readonly answer: Result<ChainHead, CodedError>;
  readonly fresh: readonly ReadEntry[];
  readonly raised: readonly ExceptionKind[];
}

async function takeIn(tx: TenantTransaction, { place, till, read, at }: Taking): Promise<Taken> {
  const saleIds = read.flatMap(({ content }) =>
    content?.type === 'sale_completed' ? [content.payload.saleId] : [],
  );
  const locked = await lockChain(tx, place, saleIds);
  if (locked.frozenCode !== null) {
    await keepEvidence(tx, place, { entries: read.map(asEvidence), receivedAt: at });
    return refused(frozen(place, locked.frozenCode));
  }
  const from = read[0]?.entry.seq ?? 1;
  const to = Math.min(locked.head.seq, read.at(-1)?.entry.seq ?? 0);
  const known = from <= to ? await knownHashes(tx, place, { from, to }) : new Map();
  const linked = linkRun(read, locked.head, known);
  if (linked.outcome === 'gap') {
    return refused({
      code: 'JOURNAL_GAP',
      message: 'Entries are missing before this run.',
      details: { expectedSeq: linked.expectedSeq },
    });
  }
  if (linked.outcome === 'faulty') {
    await freeze(tx, place, { fault: linked.fault, rest: linked.rest, at });
  }
  const { fresh } = linked;
  const findings =
    fresh.length > 0
      ? await ingestEntries(tx, { place, locked, entries: fresh, at, registerCode: till.code })
      : [];
  const raised = findings.map(({ kind }) => kind);
  if (linked.outcome === 'faulty') {
    const kind = kindOfFault(linked.fault);
    return { answer: err(faulty(linked.fault)), fresh, raised: [...raised, kind] };
  }
  const last = fresh.at(-1)?.entry;
  return { answer: ok(last ? { seq: last.seq, hash: last.hash } : locked.head), fresh, raised };
}

function refused(error: CodedError): Taken {
  return { answer: err(error), fresh: [], raised: [] };
}

function count(metrics: TakeRunDeps['metrics'], { fresh, raised }: Taken): void {
  for (const { entry } of fresh) {
    // Types that nobody knows share one label, whatever a till calls them.
    metrics.journalEntries.inc({ type: isEntryType(entry.type) ? entry.type : 'unknown' });
  }
  for (const kind of raised) metrics.exceptions.inc({ kind });
}

function kindOfFault({ code }: RunFault): ExceptionKind {
  return code === 'JOURNAL_FORK' ? 'journal_fork' : 'journal_broken';
}

async function freeze(
  tx: TenantTransaction,
  place: ChainPlace,
  {
    fault,
    rest,
    at,
  }: {
    readonly fault: RunFault;
    readonly rest: readonly CheckedEntry[];
    readonly at: EpochMs;
  },
): Promise<void> {
  const hash = rest[0]?.entry.hash ?? '';
  const { code, seq, ...details } = fault;
  const kind = kindOfFault(fault);
  await keepEvidence(tx, place, { entries: rest.map(asEvidence), receivedAt: at });
  await freezeEpoch(tx, place, { at, code });
  await raiseExceptions(tx, place, { raised: [{ kind, seq, hash, details }], at });
}

function asEvidence({ entry, wire }: CheckedEntry) {
  return { seq: entry.seq, hash: digest('sha256', wire), wire };
}

async function readAll(checked: readonly CheckedEntry[]): Promise<readonly ReadEntry[]> {
  const read: ReadEntry[] = [];
  for (const entry of checked) {
    if (read.length > 0 && read.length % READ_AT_ONCE === 0) await breathe();
    read.push(entry.fault === null ? readEntry(entry) : { ...entry, content: null, findings: [] });
  }
  return read;
}

function isOneRun(entries: readonly SignedEntry[], till: KnownTill): boolean {
  const first = entries[0];
  return entries.every(
    (entry, index) =>
      entry.organizationId === till.organizationId &&
      entry.storeId === till.storeId &&
      entry.registerId === till.registerId &&
      entry.epoch === first?.epoch &&
      entry.chain === first.chain &&
      entry.seq === first.seq + index,
  );
}

function invalid(message: string): CodedError {
  return { code: 'INVALID_REQUEST', message };
}

function faulty({ code, seq }: RunFault): CodedError {
  return {
    code,
    message: 'The journal does not go on from what the server has. A new enrolment is needed.',
    details: { seq },
  };
}

function frozen({ epoch }: ChainPlace, frozenCode: string): CodedError {
  return {
    code: 'EPOCH_FROZEN',
    message: 'This epoch is frozen; what came is kept as evidence.',
    details: { epoch, frozenCode },
  };
}
