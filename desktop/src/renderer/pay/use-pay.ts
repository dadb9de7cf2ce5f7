import type { CartView, RefundableCard } from '@second-chance/shared/contract/till/views.ts';
import type { MinorUnits } from '@second-chance/shared/money/minor-units.ts';
import { minorUnits, ZERO } from '@second-chance/shared/money/minor-units.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useGuardedCall } from '../approval/use-guarded-call.ts';
import type { CallError } from '../rpc/call-error.ts';
import { useSell } from '../sell/sell-context.ts';
import { useSource } from '../state/source.ts';
import { useCart, useTill } from '../state/till-context.tsx';
import { sizeOf } from '../text/size-of.ts';
import { type Payment, paySale } from './pay.ts';
import { newTenderId } from './tender-id.ts';

export interface Slip {
  readonly amount: MinorUnits;
  readonly lastFour: string;
  readonly approvalCode: string;
}

export interface Pay {
  readonly phase: 'ready' | 'saving' | 'waiting';
  readonly error: CallError | null;
  clearError(): void;
  /** `tendered` is what the customer handed over; zero where money goes back. */
  cash(tendered: MinorUnits): void;
  /** A slip, and the cash beside it where the slip does not cover all. */
  slip(slip: Slip, cash: MinorUnits | null): void;
  storeCredit(amount: MinorUnits): void;
  /** Money back to a card of what comes back; what is over goes back in cash. */
  backToCard(card: RefundableCard): void;
  /** Money back to the gift card that paid; what is over goes back in cash. */
  backToGiftCard(card: CartView['refundableGiftCards'][number]): void;
  /** A ticket that comes out even. */
  finish(): void;
  /** A ticket that cards have paid: shows the sale that core made of it. */
  complete(ticket: Pick<CartView, 'saleId' | 'gross'>): void;
}

/** Pays the ticket as it is shown. One payment at a time. */
export function usePay(): Pay {
  const model = useSell();
  const till = useTill();
  const call = useGuardedCall();
  const queries = useQueryClient();
  const [waiting, setWaiting] = useState(false);

  // What was refused concerns the ticket and the sheet as they were.
  const panel = useSource(model.panel);
  const revision = useCart()?.revision;
  const clear = useRef(call.clear);
  useEffect(() => {
    if (panel !== null || revision !== undefined) clear.current();
  }, [panel, revision]);

  const pay = async (tenders: Payment['tenders']) => {
    const cart = till.cart.get();
    if (cart === null || cart.lines.length === 0) return;
    await payTicket(cart, tenders);
  };
  const payTicket = async (
    { saleId, gross }: Pick<CartView, 'saleId' | 'gross'>,
    tenders: Payment['tenders'],
  ) => {
    const payment = { saleId, gross, tenders };
    const onWaiting = () => setWaiting(true);
    const sale = await call.run((approval) => paySale(till, payment, { approval, onWaiting }));
    setWaiting(false);
    if (sale === null) return;
    till.cart.accept(sale.cart);
    model.completed.set(sale);
    model.chosen.set(null);
    model.close();
    void queries.invalidateQueries();
  };
  return {
    phase: waiting ? 'waiting' : call.busy ? 'saving' : 'ready',
    error: call.error,
    clearError: call.clear,
    cash: (tendered) => void pay([{ kind: 'cash', tenderId: newTenderId(), tendered }]),
    slip(slip, cash) {
      const card = { kind: 'external_card' as const, tenderId: newTenderId(), ...slip };
      const rest = { kind: 'cash' as const, tenderId: newTenderId(), tendered: cash ?? ZERO };
      void pay(cash === null ? [card] : [card, rest]);
    },
    storeCredit: (amount) => void pay([{ kind: 'store_credit', tenderId: newTenderId(), amount }]),
    backToCard({ paymentId, left }) {
      const due = sizeOf(till.cart.get()?.gross ?? ZERO);
      const amount = minorUnits(-Math.min(due, left));
      const card = { kind: 'card' as const, tenderId: newTenderId(), amount, paymentId };
      const rest = { kind: 'cash' as const, tenderId: newTenderId(), tendered: ZERO };
      void pay(due > left ? [card, rest] : [card]);
    },
    backToGiftCard({ accountId, left }) {
      const due = sizeOf(till.cart.get()?.gross ?? ZERO);
      const amount = minorUnits(-Math.min(due, left));
      const card = { kind: 'gift_card' as const, tenderId: newTenderId(), amount, accountId };
      const rest = { kind: 'cash' as const, tenderId: newTenderId(), tendered: ZERO };
      void pay(due > left ? [card, rest] : [card]);
    },
    finish: () => void pay([]),
    complete: (ticket) => void payTicket(ticket, []),
  };
}
