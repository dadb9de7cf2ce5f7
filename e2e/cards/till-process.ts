/** A real till core on its own disk, in a process that dies at the point of a payment it is told. */

import { randomUUIDv7 } from 'node:crypto';
import type { Outcome } from '@second-chance/desktop/src/core/outcome.ts';
import { saleRecord, saleRowById } from '@second-chance/desktop/src/core/receipts/sale-rows.ts';
import { openTill, type Till } from '@second-chance/desktop/src/core/till.ts';
import type { Id, SaleId, StaffId } from '@second-chance/shared/ids.ts';
import { type MinorUnits, minorUnits } from '@second-chance/shared/money/minor-units.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { pino } from 'pino';
import { answerCalls } from '../faults/child-calls.ts';
import { passPoint, pointCalls, routeOf } from './kill-point.ts';

// The shortest of all waits after a failure: a walk has many of them.
Math.random = () => 0;

let opened: Till | undefined;
function theTill(): Till {
  if (opened === undefined) throw new Error('the till is not open');
  return opened;
}

let writesOf: string | null = null;

/** Every commit of what belongs to a card is a point. */
function beforeStatement(sql: string): void {
  if (sql === 'begin immediate') writesOf = null;
  writesOf ??= /^(?:insert into|update) (card_payment|card_refund)\b/.exec(sql)?.[1] ?? null;
  if (sql === 'commit' && writesOf !== null) passPoint(`till commits ${writesOf}`);
}

/** Every request about a card is a point before it leaves, and one when its answer is here. */
async function watchedFetch(...[input, init]: Parameters<typeof fetch>): Promise<Response> {
  const { pathname } = new URL(String(input));
  if (!/^\/sync\/(payments|refunds)\b/.test(pathname)) return fetch(input, init);
  const route = routeOf(init?.method, pathname);
  passPoint(`till sends ${route}`);
  const response = await fetch(input, init);
  const body = await response.text();
  passPoint(`till hears of ${route}`);
  const { status, headers } = response;
  return new Response(body, { status, headers });
}

export interface Ticket {
  readonly saleId: string;
  readonly gross: number;
}

export interface CardOnTill {
  readonly id: string;
  readonly state: string;
  readonly amount: number;
  readonly givenUp: boolean;
  /** Whether the server ever spoke of it, so that its reader may show it. */
  readonly shown: boolean;
}

interface PaymentRow extends Pick<CardOnTill, 'id' | 'state' | 'amount'> {
  readonly give_up: number;
  readonly shown: number;
}

export interface TillLook {
  readonly online: boolean;
  readonly payments: readonly CardOnTill[];
  readonly refunds: readonly Pick<CardOnTill, 'id' | 'state' | 'amount'>[];
  /** Whether money that a card holds is still to be taken. */
  readonly toCapture: boolean;
  /** The sale that the ticket became, with what each card paid of it. */
  readonly sale: {
    readonly receiptNumber: string;
    readonly cards: readonly { readonly paymentId: string; readonly amount: number }[];
  } | null;
}

export const cardTillCalls = {
  ...pointCalls,
  /** `resumeAs`: who was at the till when it died, as the desktop program tells it. */
  async open({ dataDir, resumeAs }: { readonly dataDir: string; readonly resumeAs?: string }) {
    opened = await openTill({
      dataDir,
      clock: () => Date.now() as EpochMs,
      appVersion: 'faults',
      logger: pino({ level: 'warn' }, pino.destination(2)),
      pollMs: 250,
      fetch: watchedFetch,
      beforeStatement,
      ...(resumeAs !== undefined && { resumeAs: resumeAs as StaffId }),
    });
  },
  async enrol(code: { readonly serverUrl: string; readonly code: string }): Promise<void> {
    must(await theTill().register.enrol(code));
  },
  /** Signs in and opens a shift. False: settings and staff are not here yet. */
  begin({ staffId, pin }: { readonly staffId: string; readonly pin: string }): boolean {
    const till = theTill();
    const signedIn = till.people.signIn({ staffId: staffId as StaffId, pin });
    if (!signedIn.ok && signedIn.error.code === 'CATALOGUE_NOT_READY') return false;
    must(signedIn);
    must(till.shifts.open({ float: minorUnits(10_000) }));
    return true;
  },
  /** One thing at a price on an empty ticket. */
  ring({ code, price }: { readonly code: string; readonly price: number }): Ticket {
    const { cart } = theTill();
    must(cart.clear());
    const { lines } = must(cart.scan({ code, quantity: 1 }));
    const override = { unitPrice: minorUnits(price), reason: 'chipped' };
    return ticketOf(must(cart.overridePrice({ lineId: lines[0]?.lineId ?? '', override })));
  },
  /** Charges a card for the whole ticket; answers the code of a refusal, or null. */
  charge({ saleId, gross }: Ticket): string | null {
    const amount = gross as MinorUnits;
    const charge = { saleId: saleId as SaleId, gross: amount, amount, readerId: null };
    const charged = theTill().cards.charge(charge);
    return charged.ok ? null : charged.error.code;
  },
  giveUp({ id }: { readonly id: string }): void {
    must(theTill().cards.giveUp({ paymentId: id as Id<'Payment'> }));
  },
  /** Pays what is left in cash, if anything is left. Answers the receipt's number. */
  payRest({ cash }: { readonly cash: boolean }): string {
    const { saleId, gross, dueInCash } = must(theTill().cart.get());
    const tenderId = randomUUIDv7() as Id<'Tender'>;
    const tenders = cash ? [{ kind: 'cash' as const, tenderId, tendered: dueInCash }] : [];
    return must(theTill().sales.pay({ saleId, gross, tenders })).receiptNumber;
  },
  /** Puts everything of a receipt on the ticket, to come back. */
  ringReturn({ receiptNumber }: { readonly receiptNumber: string }): Ticket {
    const { cart, sales } = theTill();
    must(cart.clear());
    const { saleId, lines } = must(sales.returnable({ receiptNumber }));
    const back = lines.map(({ lineNumber, returnable }) => ({
      ...{ lineNumber, quantity: returnable },
      ...({ reason: 'other', note: '', restock: true } as const),
    }));
    return ticketOf(must(cart.addReturn({ saleId, lines: back })));
  },
  /** Gives the ticket's money back to the card that paid. Answers the receipt's number. */
  payBack({ saleId, gross }: Ticket): string {
    const card = must(theTill().cart.get()).refundable[0];
    if (card === undefined) throw new Error('no card paid for this');
    const tender = {
      ...({ kind: 'card', tenderId: randomUUIDv7() as Id<'Tender'> } as const),
      ...{ amount: gross as MinorUnits, paymentId: card.paymentId },
    };
    const paid = { saleId: saleId as SaleId, gross: gross as MinorUnits, tenders: [tender] };
    return must(theTill().sales.pay(paid)).receiptNumber;
  },
  look({ saleId }: { readonly saleId: string }): TillLook {
    const till = theTill();
    const store = till.inside?.store;
    if (store === undefined) throw new Error('the file of the till is damaged');
    const all = (sql: string) => store.prepare(sql).all(saleId) as never;
    const row = saleRowById(store, saleId as SaleId);
    const record = row === null ? null : saleRecord(store, saleId as SaleId);
    return {
      online: till.state.get().sync.online,
      payments: (
        all(`select payment_id as id, state, amount, give_up, view_json is not null as shown
             from card_payment where sale_id = ? order by payment_id`) as PaymentRow[]
      ).map(({ give_up, shown, ...payment }) => ({
        ...payment,
        givenUp: give_up === 1,
        shown: shown === 1,
      })),
      refunds: all(
        'select refund_id as id, state, amount from card_refund where sale_id = ? order by refund_id',
      ),
      toCapture:
        (all('select 1 from card_payment where sale_id = ? and to_capture = 1') as []).length > 0,
      sale: record && {
        receiptNumber: record.receiptNumber,
        cards: record.tenders.flatMap((tender) =>
          tender.kind === 'card' ? [{ paymentId: tender.paymentId, amount: tender.amount }] : [],
        ),
      },
    };
  },
};

function ticketOf({ saleId, gross }: { readonly saleId: string; readonly gross: number }): Ticket {
  return { saleId, gross };
}

function must<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Error(`${outcome.error.code} ${outcome.error.message}`);
}

answerCalls(cardTillCalls);
