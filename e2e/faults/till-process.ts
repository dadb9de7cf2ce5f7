/** A real till core on its own disk, in a process of its own that may die at any moment. */

import { isDeepStrictEqual } from 'node:util';
import { placeOf } from '@second-chance/desktop/src/core/documents/collection-tables.ts';
import { readFeedState } from '@second-chance/desktop/src/core/documents/feed-state.ts';
import {
  countIntents,
  type IntentCounts,
  intentsOf,
} from '@second-chance/desktop/src/core/documents/intent-rows.ts';
import { readVersion } from '@second-chance/desktop/src/core/documents/read-version.ts';
import { openOnHand } from '@second-chance/desktop/src/core/stock/on-hand.ts';
import { openTill, type Till, type TillInside } from '@second-chance/desktop/src/core/till.ts';
import type { FeedPart } from '@second-chance/shared/documents/collections.ts';
import type { StaffId } from '@second-chance/shared/ids.ts';
import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { pino } from 'pino';
import { answerCalls } from './child-calls.ts';
import { type Acted, type Action, act, EDITED_FIELDS, must } from './till-actions.ts';
import { type HeldDocument, heldDocuments } from './till-documents.ts';

let opened: Till | undefined;
let clockOffsetMs = 0;

function theTill(): Till {
  if (opened === undefined) throw new Error('the till is not open');
  return opened;
}

function inside(): TillInside {
  const { inside: parts } = theTill();
  if (parts === null) throw new Error("the till's file did not pass its checks");
  return parts;
}

export interface Person {
  readonly staffId: string;
  readonly pin: string;
}

export interface TillStanding {
  readonly phase: string;
  readonly damage: string | null;
  readonly waitingEntries: number;
  /** Edits that the server has not decided on, and those that it refused. */
  readonly intents: IntentCounts;
  readonly problem: string | null;
  /** How far each part of the feed is here. */
  readonly checkpoints: Readonly<Record<FeedPart, number>>;
}

export interface TillComparison {
  /** Documents that were mended since this program started. */
  readonly repaired: number;
  /** By the till's clock; null: not yet found equal by this program. */
  readonly comparedAt: number | null;
}

export interface SentChain {
  readonly epoch: number;
  readonly chain: string;
  /** Up to here the server acknowledged it. */
  readonly acked: number;
  /** Up to here nothing is to be sent any more; above `acked` it is evidence. */
  readonly sent: number;
}

export const tillCalls = {
  async open({ dataDir, offsetMs }: { readonly dataDir: string; readonly offsetMs: number }) {
    clockOffsetMs = offsetMs;
    opened = await openTill({
      dataDir,
      clock: () => (Date.now() + clockOffsetMs) as EpochMs,
      appVersion: 'faults',
      logger: pino({ level: 'warn' }, pino.destination(2)),
      pollMs: 500,
      compareEveryMs: 3_000,
    });
  },
  setClock({ offsetMs }: { readonly offsetMs: number }) {
    clockOffsetMs = offsetMs;
  },
  /** Answers the code of the refusal, or null where it is enrolled now. */
  async enrol(code: { readonly serverUrl: string; readonly code: string }): Promise<string | null> {
    const enrolled = await theTill().register.enrol(code);
    return enrolled.ok ? null : enrolled.error.code;
  },
  /** Signs in and opens the shift where none is. False: settings and staff are not here yet. */
  begin({ staffId, pin }: Person): boolean {
    const till = theTill();
    const signedIn = till.people.signIn({ staffId: staffId as StaffId, pin });
    if (!signedIn.ok) {
      if (signedIn.error.code === 'CATALOGUE_NOT_READY') return false;
      throw new Error(`sign-in: ${signedIn.error.code} ${signedIn.error.message}`);
    }
    if (till.state.get().shift === null) must(till.shifts.open({ float: minorUnits(10_000) }));
    return true;
  },
  act: (action: Action): Promise<Acted> => act(theTill(), action),
  standing(_: null): TillStanding {
    const { phase, sync } = theTill().state.get();
    const damage = phase === 'damaged' ? JSON.stringify(theTill().state.get()) : null;
    return {
      phase,
      damage,
      waitingEntries: sync.waitingEntries,
      intents: damage === null ? countIntents(inside().store) : { waiting: 0, parked: 0 },
      problem: sync.problem,
      checkpoints: damage === null ? checkpoints() : NOWHERE,
    };
  },
  /** How much of each chain is with the server, as this till believes. */
  sent: (_: null): readonly SentChain[] =>
    inside()
      .store.prepare('select epoch, chain, acked_seq as acked, sent_seq as sent from journal_head')
      .all() as readonly SentChain[],
  /** Items whose latest undecided edit is not what this till shows: there must be none. */
  overwritten(itemIds: readonly string[]): readonly string[] {
    const { store, identity } = inside();
    const sealer = identity.sealer();
    if (sealer === null) return [];
    return itemIds.filter((id) => {
      const latest = intentsOf(store, sealer, 'items', id).at(-1);
      const shown = readVersion(store, sealer, 'items', id);
      return latest !== undefined && !isDeepStrictEqual(latest.wanted.document, shown?.document);
    });
  },
  /** What edited fields shall be by changes of these items that the server has not decided on. */
  undecidedValues(itemIds: readonly string[]): readonly unknown[] {
    const { store, identity } = inside();
    const sealer = identity.sealer();
    if (sealer === null) return [];
    return itemIds
      .flatMap((id) => intentsOf(store, sealer, 'items', id))
      .flatMap(({ wanted }) => EDITED_FIELDS.map((field) => wanted.document[field]));
  },
  /** What comparing with the server came to. */
  async compared(_: null): Promise<TillComparison> {
    const { repaired, comparedAt } = must(await theTill().sync.progress());
    return { repaired, comparedAt };
  },
  /** Takes a document off the disk as a defect would. False: it was not there. */
  loseItem(itemId: string): boolean {
    const { table } = placeOf('items');
    return inside().store.prepare(`delete from ${table} where id = ?`).run(itemId).changes === 1;
  },
  async syncNow(_: null): Promise<void> {
    await theTill().register.syncNow();
  },
  documents: (_: null): readonly HeldDocument[] => heldDocuments(inside()),
  onHand(itemIds: readonly string[]): Readonly<Record<string, number>> {
    const { store, catalogue, identity } = inside();
    const onHand = openOnHand(store, catalogue, () => identity.enrolment()?.registerId ?? null);
    return Object.fromEntries(itemIds.map((id) => [id, onHand.of(id as never)]));
  },
  async close(_: null): Promise<void> {
    await theTill().close();
    opened = undefined;
  },
};

function checkpoints(): Readonly<Record<FeedPart, number>> {
  const { store } = inside();
  return {
    catalogue: readFeedState(store, 'catalogue').checkpoint,
    receipts: readFeedState(store, 'receipts').checkpoint,
  };
}

const NOWHERE = { catalogue: 0, receipts: 0 };

answerCalls(tillCalls);
