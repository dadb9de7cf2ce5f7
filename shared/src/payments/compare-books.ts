/** Compares what a provider booked with what the shop rang up. Pure. */
import type { PaymentState } from './payment-state.ts';

export interface BookedCharge {
  readonly providerId: string;
  /** Ours, where the provider knows it. */
  readonly paymentId: string | null;
  readonly amount: number;
  readonly status: 'waiting' | 'approved' | 'declined' | 'canceled';
}

export interface OwnPayment {
  readonly id: string;
  readonly amount: number;
  readonly state: PaymentState;
  /** Paid by a link, or in training: no sale of the books belongs to it. */
  readonly byLink?: boolean;
}

export interface RungTender {
  readonly saleId: string;
  readonly paymentId: string;
  /** Above zero where the card paid. */
  readonly amount: number;
}

/** Money that went back, as the provider has it. */
export interface BookedRefund {
  readonly providerId: string;
  /** Ours, where the provider knows it. */
  readonly refundId: string | null;
  readonly amount: number;
  readonly status: 'pending' | 'succeeded' | 'failed';
}

export interface OwnRefund {
  readonly id: string;
  readonly providerId: string | null;
  readonly amount: number;
  /** Whether it is to be in these books: it went back by this provider, within their span. */
  readonly expected: boolean;
}

export type Difference =
  /** Money came in that no paid record accounts for: give it back, or ring it up. */
  | {
      readonly kind: 'charge_without_sale';
      readonly paymentId: string;
      readonly amount: number;
      readonly proposed: 'refund';
    }
  /** A record says that a card paid, and no money came. */
  | {
      readonly kind: 'sale_without_charge';
      readonly saleId: string;
      readonly paymentId: string;
      readonly amount: number;
      readonly charged: number;
      readonly proposed: 'collect_otherwise';
    }
  /** The provider has a charge on this account that this system never made. */
  | {
      readonly kind: 'charge_not_ours';
      readonly providerId: string;
      readonly amount: number;
      readonly proposed: 'look_at_provider';
    }
  /** The provider gave money back that this system did not ask it to. */
  | {
      readonly kind: 'refund_not_ours';
      readonly providerId: string;
      readonly amount: number;
      readonly proposed: 'look_at_provider';
    }
  /** A refund counts as done here, and the provider gave back nothing or less. */
  | {
      readonly kind: 'refund_not_booked';
      readonly refundId: string;
      readonly amount: number;
      readonly booked: number;
      readonly proposed: 'pay_out_otherwise';
    };

/** What a difference is about: our payment or refund, or else the provider's id. */
export function aboutOf(difference: Difference): string {
  if ('paymentId' in difference) return difference.paymentId;
  return 'refundId' in difference ? difference.refundId : difference.providerId;
}

export interface Books {
  readonly booked: readonly BookedCharge[];
  /** Every payment that a booked charge or a tender may name. */
  readonly payments: readonly OwnPayment[];
  readonly tenders: readonly RungTender[];
  /** What went back of a payment so far, by its id. */
  readonly refunded: ReadonlyMap<string, number>;
  readonly bookedRefunds: readonly BookedRefund[];
  /** Every refund that a booked one may be. */
  readonly refunds: readonly OwnRefund[];
}

/** Everything on which the books differ; empty where they agree. */
export function compareBooks({
  booked,
  payments,
  tenders,
  refunded,
  bookedRefunds,
  refunds,
}: Books): readonly Difference[] {
  const own = new Map(payments.map((payment) => [payment.id, payment]));
  const charged = new Map<string, number>();
  const differences: Difference[] = [];
  for (const { providerId, paymentId, amount, status } of booked) {
    if (status !== 'approved') continue;
    if (paymentId === null || !own.has(paymentId)) {
      differences.push({
        kind: 'charge_not_ours',
        providerId,
        amount,
        proposed: 'look_at_provider',
      });
      continue;
    }
    charged.set(paymentId, (charged.get(paymentId) ?? 0) + amount);
  }
  const rung = new Map<string, number>();
  for (const { paymentId, amount } of tenders) {
    if (amount > 0) rung.set(paymentId, (rung.get(paymentId) ?? 0) + amount);
  }
  for (const [paymentId, amount] of charged) {
    const open = amount - (rung.get(paymentId) ?? 0) - (refunded.get(paymentId) ?? 0);
    // What was rung up and given back is settled twice over; only money that is left counts.
    if (!rung.has(paymentId) && open > 0 && own.get(paymentId)?.byLink !== true) {
      differences.push({
        kind: 'charge_without_sale',
        paymentId,
        amount: open,
        proposed: 'refund',
      });
    }
  }
  for (const { saleId, paymentId, amount } of tenders) {
    const came = charged.get(paymentId) ?? 0;
    if (amount <= 0 || came >= amount) continue;
    differences.push({
      kind: 'sale_without_charge',
      saleId,
      paymentId,
      amount,
      charged: came,
      proposed: 'collect_otherwise',
    });
  }
  return [...differences, ...compareRefunds(bookedRefunds, refunds)];
}

function compareRefunds(
  booked: readonly BookedRefund[],
  own: readonly OwnRefund[],
): readonly Difference[] {
  const byId = new Map(own.map((refund) => [refund.id, refund]));
  const byProviderId = new Map(own.map((refund) => [refund.providerId, refund]));
  const wentBack = new Map<string, number>();
  const differences: Difference[] = [];
  for (const { providerId, refundId, amount, status } of booked) {
    if (status === 'failed') continue;
    const mine = byProviderId.get(providerId) ?? byId.get(refundId ?? '');
    if (mine !== undefined) {
      wentBack.set(mine.id, (wentBack.get(mine.id) ?? 0) + amount);
      continue;
    }
    differences.push({ kind: 'refund_not_ours', providerId, amount, proposed: 'look_at_provider' });
  }
  for (const { id, amount, expected } of own) {
    const back = wentBack.get(id) ?? 0;
    if (!expected || back >= amount) continue;
    differences.push({
      kind: 'refund_not_booked',
      refundId: id,
      amount: amount - back,
      booked: back,
      proposed: 'pay_out_otherwise',
    });
  }
  return differences;
}
