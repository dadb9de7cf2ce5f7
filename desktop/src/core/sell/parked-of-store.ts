/**
 * Parked tickets of the store. A ticket is left with the server as soon as that can be reached, and
 * from then on taken back by claiming it there, so that no two tills ever have the same one. Until
 * then it is this till's alone and needs no network.
 */

import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import {
  claimedParkedSchema,
  type LeaveParked,
  parkedListSchema,
} from '@second-chance/shared/contract/parked-tickets.ts';
import type { ParkedOfStore } from '@second-chance/shared/contract/till/parked-calls.ts';
import type { CartView } from '@second-chance/shared/contract/till/views.ts';
import type { ParkedSaleId } from '@second-chance/shared/ids.ts';
import { ok, type Result } from '@second-chance/shared/result.ts';
import { type Outcome, refuse } from '../outcome.ts';
import type { Store } from '../store/open-store.ts';
import type { ServerRequest } from '../sync/server-call.ts';
import type { AtCounter } from '../till-calls.ts';
import type { Session } from '../till-context.ts';
import type { Cart } from './cart.ts';
import { openParked, recallCart } from './park.ts';
import {
  deleteParked,
  markShared,
  type ParkedRow,
  parkedRow,
  parkedRows,
  parkedTicket,
  SHARED,
  unsharedTickets,
} from './parked-rows.ts';

export interface ParkedDeps {
  readonly store: Store;
  readonly at: AtCounter;
  readonly online: () => boolean;
  readonly ask: (request: ServerRequest) => Promise<Result<unknown, CodedError>>;
  /** Hears what broke the leaving of tickets; what was not left is tried the next time. */
  readonly broke: (thrown: unknown) => void;
}

export interface ParkedTickets {
  readonly list: () => Promise<Outcome<ParkedOfStore>>;
  readonly recall: (input: { readonly id: ParkedSaleId }) => Promise<Outcome<CartView>>;
  /** Leaves with the server, in a moment, what it does not have yet, where it can be reached. */
  readonly share: () => void;
  /** Leaves nothing more, and resolves when what is under way has ended. */
  readonly stop: () => Promise<void>;
}

const ASK_MS = 4_000;
/** A ticket that is taken back at once was never anybody else's. */
const SHARE_AFTER_MS = 1_500;
const NOBODY_NAMED = undefined;

export function createParkedTickets({ store, at, online, ask, broke }: ParkedDeps): ParkedTickets {
  let sharing: Promise<void> | null = null;
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;
  const local = at((session: Session, _: typeof NOBODY_NAMED) => ok(localTickets(session)));
  const others = at(otherTickets);
  const look = at((session: Session, { id }: { readonly id: ParkedSaleId }) =>
    ok({ row: parkedRow(session.store, id), training: session.chain() === 'training' }),
  );
  const recallHere = at(recallCart);
  const open = at(openParked);

  const post = (path: string, body: object) =>
    ask({
      method: 'POST',
      path,
      body: { bytes: new TextEncoder().encode(JSON.stringify(body)), gzip: false },
      timeoutMs: ASK_MS,
    });

  /** Whether the server has it for sure now. */
  async function leave(row: ParkedRow): Promise<boolean> {
    const cart = parkedTicket(store, row.id);
    if (cart === null) return false;
    // Before it is sent: an answer may be lost, and then another till may have it.
    store.quickTransaction(() => markShared(store, row.id, SHARED.perhaps));
    const { shared: _, ...facts } = row;
    const ticket: LeaveParked = { ...facts, cart: { ...cart } };
    const left = await post('/sync/parked', ticket);
    if (left.ok) {
      store.quickTransaction(() => markShared(store, row.id, SHARED.yes));
      return true;
    }
    if (left.error.details?.notReached === true && row.shared === SHARED.no) {
      store.quickTransaction(() => markShared(store, row.id, SHARED.no));
    }
    return false;
  }

  async function shareAll(): Promise<void> {
    for (const row of unsharedTickets(store)) {
      if (stopped || !online() || !(await leave(row))) return;
    }
  }

  return {
    share() {
      if (stopped) return;
      timer ??= setTimeout(() => {
        timer = null;
        sharing ??= shareAll()
          .catch(broke)
          .finally(() => {
            sharing = null;
          });
      }, SHARE_AFTER_MS).unref();
    },
    async stop() {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
      await sharing;
    },
    async list() {
      const here = local(NOBODY_NAMED);
      if (!here.ok || here.value.training) {
        return here.ok ? ok({ tickets: [...here.value.tickets], complete: true }) : here;
      }
      const answered = await ask({ method: 'GET', path: '/sync/parked', timeoutMs: ASK_MS });
      const parsed = parkedListSchema.safeParse(answered.ok ? answered.value : null);
      if (!parsed.success) return ok({ tickets: [...here.value.tickets], complete: false });
      return others(parsed.data.parked);
    },
    async recall({ id }) {
      const known = look({ id });
      if (!known.ok) return known;
      const { row } = known.value;
      if (row !== null && row.shared === SHARED.no) return recallHere({ id });
      if (row !== null && row.shared === SHARED.perhaps && !(await leave(row))) {
        return refuse('SERVER_UNREACHABLE', 'whether another till has it cannot be asked');
      }
      const claimed = await post(`/sync/parked/${id}/claim`, {});
      if (!claimed.ok) {
        const { code } = claimed.error;
        if (code === 'PARKED_ELSEWHERE' || code === 'NOT_FOUND') {
          store.quickTransaction(() => deleteParked(store, id));
        }
        return refuse(code, claimed.error.message);
      }
      const ticket = claimedParkedSchema.safeParse(claimed.value);
      if (!ticket.success) return refuse('INTERNAL', 'the server gave no ticket');
      const opened = open({ id, cart: ticket.data.cart as unknown as Cart });
      // Where this is lost the server forgets it in time; it gives it to nobody else.
      if (opened.ok) void post(`/sync/parked/${id}/taken`, {});
      return opened;
    },
  };
}

type Ticket = ParkedOfStore['tickets'][number];

function localTickets(session: Session): {
  readonly tickets: readonly Ticket[];
  readonly training: boolean;
} {
  const tickets = parkedRows(session.store).map(({ shared, ...row }) => ({
    ...row,
    parkedBy: nameOf(session, row.parkedBy),
    registerCode: session.registerCode,
    here: shared === SHARED.no,
  }));
  return { tickets, training: session.chain() === 'training' };
}

/** The server's list, and what it does not have yet; what another till took is gone from here too. */
function otherTickets(
  session: Session,
  listed: readonly Omit<LeaveParked & { readonly registerCode: string }, 'cart'>[],
): Outcome<ParkedOfStore> {
  const { store } = session;
  const known = new Set(listed.map(({ id }) => id));
  for (const { id, shared } of parkedRows(store)) {
    if (shared === SHARED.yes && !known.has(id)) {
      store.quickTransaction(() => deleteParked(store, id));
    }
  }
  const remote = listed.map((ticket) => ({
    ...ticket,
    parkedBy: nameOf(session, ticket.parkedBy),
    here: false,
  }));
  const own = localTickets(session).tickets.filter(({ id }) => !known.has(id));
  const tickets = [...own, ...remote].toSorted((a, b) => b.parkedAt - a.parkedAt);
  return ok({ tickets, complete: true });
}

function nameOf({ catalogue }: Session, staffId: ParkedRow['parkedBy']): string {
  return catalogue.staffById(staffId)?.displayName ?? '';
}
