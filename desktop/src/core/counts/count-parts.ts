/**
 * Several tills count one stock: each counts by itself, with or without a network, and hands over what
 * it has; the till that enters the count takes the parts in. The server gives a part to exactly one
 * till, and a part is in a count here once, so the pieces add up however often an answer is lost.
 */
import { type CountPart, countPartSchema } from '@second-chance/shared/contract/count-part.ts';
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import {
  claimedParkedSchema,
  type LeaveParked,
  parkedListSchema,
} from '@second-chance/shared/contract/parked-tickets.ts';
import type { CountHead, CountParts } from '@second-chance/shared/contract/till/count-views.ts';
import type { ParkedSaleId, StockCountId } from '@second-chance/shared/ids.ts';
import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import { ok, type Result } from '@second-chance/shared/result.ts';
import { type Outcome, refuse } from '../outcome.ts';
import { authorize } from '../people/authorize.ts';
import type { ServerRequest } from '../sync/server-call.ts';
import type { AtCounter } from '../till-calls.ts';
import type { Session } from '../till-context.ts';
import {
  addPart,
  countById,
  endCount,
  hasPart,
  partIdOf,
  scansOf,
  setPartId,
} from './count-rows.ts';
import { openCount } from './run-count.ts';

export interface CountPartDeps {
  readonly at: AtCounter;
  readonly ask: (request: ServerRequest) => Promise<Result<unknown, CodedError>>;
}

export interface CountPartCalls {
  /** What other tills handed over and nobody has taken in. Error: SERVER_UNREACHABLE. */
  readonly parts: () => Promise<Outcome<CountParts>>;
  /**
   * Leaves what was counted here to the till that enters it, and ends the count here. Errors:
   * NOT_FOUND, NOT_IN_TRAINING, CONFLICT where it has ended or nothing was counted, SERVER_UNREACHABLE:
   * then it goes on here, unless the server may have it already.
   */
  readonly handOver: (input: { readonly countId: StockCountId }) => Promise<Outcome<CountHead>>;
  /** Adds a part to an open count. Errors: NOT_FOUND, CONFLICT, PARKED_ELSEWHERE, SERVER_UNREACHABLE. */
  readonly takeIn: (input: TakeIn) => Promise<Outcome<CountHead>>;
}

interface TakeIn {
  readonly countId: StockCountId;
  readonly partId: ParkedSaleId;
}

const ASK_MS = 8_000;

export function countPartCalls({ at, ask }: CountPartDeps): CountPartCalls {
  const post = (path: string, body: object) =>
    ask({
      method: 'POST',
      path,
      body: { bytes: new TextEncoder().encode(JSON.stringify(body)), gzip: false },
      timeoutMs: ASK_MS,
    });
  const prepare = at(preparePart);
  const ended = at(endHere);
  const goOn = at(({ store }: Session, { countId }: { readonly countId: StockCountId }) => {
    store.transaction(() => setPartId(store, countId, null));
    return ok({});
  });
  const mayTake = at((session: Session, { countId }: TakeIn) => {
    if (session.chain() === 'training') return refuse('NOT_IN_TRAINING', 'it would be lost');
    const allowed = authorize(session, 'edit_catalogue', undefined);
    return allowed.ok ? openCount(session, countId) : allowed;
  });
  const add = at(addToCount);
  const named = at((session: Session, listed: Listed) => ok(viewOf(session, listed)));

  return {
    async parts() {
      const answered = await ask({
        method: 'GET',
        path: '/sync/parked?kind=count',
        timeoutMs: ASK_MS,
      });
      if (!answered.ok) return refuse(answered.error.code, answered.error.message);
      const parsed = parkedListSchema.safeParse(answered.value);
      return parsed.success ? named(parsed.data.parked) : refuse('INTERNAL', 'no list of parts');
    },
    async handOver({ countId }) {
      const prepared = prepare({ countId });
      if (!prepared.ok) return prepared;
      const { part, first } = prepared.value;
      const left = await post('/sync/parked', part);
      if (left.ok) return ended({ countId });
      // What never got there is not there; after a lost answer it may be.
      const { details, code, message } = left.error;
      if (first && details?.notReached === true) goOn({ countId });
      return refuse(code, message);
    },
    async takeIn(input) {
      const may = mayTake(input);
      if (!may.ok) return may;
      const claimed = await post(`/sync/parked/${input.partId}/claim`, {});
      if (!claimed.ok) return refuse(claimed.error.code, claimed.error.message);
      const given = claimedParkedSchema.safeParse(claimed.value);
      const part = countPartSchema.safeParse(given.success ? given.data.cart : null);
      if (!part.success) return refuse('INTERNAL', 'the server gave no part of a count');
      const added = add({ ...input, part: part.data });
      // Where this is lost, the part shows here alone until the server forgets it, and adds nothing.
      if (added.ok) void post(`/sync/parked/${input.partId}/taken`, {});
      return added;
    },
  };
}

type Listed = readonly Omit<LeaveParked & { readonly registerCode: string }, 'cart'>[];

/** The part as it goes to the server. From here on the count is not changed until it is answered. */
function preparePart(
  session: Session,
  { countId }: { readonly countId: StockCountId },
): Outcome<{ readonly part: LeaveParked; readonly first: boolean }> {
  const { store, me, now } = session;
  const count = countById(session, countId);
  if (count === null) return refuse('NOT_FOUND', 'no such count');
  if (count.state !== 'open') return refuse('CONFLICT', 'this count has ended');
  if (count.pieces === 0) return refuse('CONFLICT', 'nothing was counted');
  if (session.chain() === 'training') return refuse('NOT_IN_TRAINING', 'nobody enters this');
  const known = partIdOf(store, countId);
  const id = known ?? session.newId<'ParkedSale'>();
  if (known === null) store.transaction(() => setPartId(store, countId, id));
  const { name, categoryId, startedAt, items, pieces } = count;
  const cart: CountPart = { name, categoryId, startedAt, lines: [...scansOf(store, countId)] };
  const facts = { label: name, parkedAt: now, parkedBy: me.id, lineCount: items };
  const part = { id, kind: 'count', ...facts, total: minorUnits(pieces), cart } as const;
  return ok({ part, first: known === null });
}

function endHere(
  session: Session,
  { countId }: { readonly countId: StockCountId },
): Outcome<CountHead> {
  session.store.transaction(() => endCount(session, countId, 'handed_over'));
  const count = countById(session, countId);
  return count === null ? refuse('NOT_FOUND', 'no such count') : ok(count);
}

function addToCount(
  session: Session,
  { countId, partId, part }: TakeIn & { readonly part: CountPart },
): Outcome<CountHead> {
  const open = openCount(session, countId);
  if (!open.ok) return open;
  const { store } = session;
  if (!hasPart(store, partId)) {
    store.transaction(() => addPart(session, { countId, partId, part }));
  }
  return openCount(session, countId);
}

function viewOf({ catalogue, store }: Session, listed: Listed): CountParts {
  return listed
    .filter(({ kind, id }) => kind === 'count' && !hasPart(store, id))
    .map(({ id, label, parkedAt, parkedBy, lineCount, total, registerCode }) => ({
      id,
      name: label,
      leftAt: parkedAt,
      leftBy: catalogue.staffById(parkedBy)?.displayName ?? '',
      registerCode,
      items: lineCount,
      pieces: Number(total),
    }));
}
