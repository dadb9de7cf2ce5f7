/** The words for what a record holds, exhaustive by type. */
import type { RelatedSale } from '@second-chance/shared/contract/rest/sales.ts';
import type {
  PriceStep,
  SaleRecord,
  Tender,
  TenderKind,
} from '@second-chance/shared/sale/sale-record.ts';
import type { Format } from '../text/use-format.ts';
import type { Text, TextKey } from '../text/use-text.ts';

const KINDS = {
  sale: 'admin.sale.kind.sale',
  return: 'admin.sale.kind.return',
  exchange: 'admin.sale.kind.exchange',
  void: 'admin.sale.kind.void',
} as const satisfies Record<SaleRecord['kind'], TextKey>;

export function kindKey(kind: SaleRecord['kind']): TextKey {
  return KINDS[kind];
}

const TENDERS = {
  cash: 'admin.tender.cash',
  card: 'admin.tender.card',
  external_card: 'admin.tender.external_card',
  gift_card: 'admin.tender.gift_card',
  store_credit: 'admin.tender.store_credit',
} as const satisfies Record<TenderKind, TextKey>;

/** A newer till may know means of payment that these pages do not. */
export function tenderKey(kind: string): TextKey {
  return Object.hasOwn(TENDERS, kind) ? TENDERS[kind as TenderKind] : 'admin.tender.other';
}

/** What the receipt says of a tender beside its name. */
export function tenderNote(tender: Tender, { t, amount }: { t: Text; amount: Amount }): string {
  switch (tender.kind) {
    case 'cash':
      return tender.change > 0
        ? t('admin.sale.cashGiven', {
            tendered: amount(tender.tendered),
            change: amount(tender.change),
          })
        : '';
    case 'external_card':
      return t('admin.sale.slip', { lastFour: tender.lastFour, code: tender.approvalCode });
    default:
      return '';
  }
}

type Amount = (value: number) => string;

/** Why a step changed the price, as one would say it. */
export function stepWords(
  step: PriceStep,
  { t, format, amount }: { readonly t: Text; readonly format: Format; readonly amount: Amount },
): string {
  switch (step.step) {
    case 'tag':
      return t('admin.step.tag', { price: amount(step.unitPrice) });
    case 'markdown':
      return t('admin.step.markdown', {
        percent: format.percent(step.basisPoints),
        day: format.day(step.since),
      });
    case 'override':
      return t('admin.step.override', { price: amount(step.unitPrice), reason: step.reason });
    case 'line_discount': {
      const value = step.kind === 'percent' ? format.percent(step.value) : amount(step.value);
      return step.reason === ''
        ? t('admin.step.discount', { value })
        : t('admin.step.discountFor', { value, reason: step.reason });
    }
    case 'promotion':
      return t('admin.step.promotion', { name: step.name });
    case 'cart_discount':
      return t('admin.step.cart');
    case 'tax_exemption':
      return t('admin.step.exempt', { percent: format.percent(step.basisPoints) });
  }
}

const RELATIONS = {
  returns: 'admin.sale.relation.returns',
  returned_by: 'admin.sale.relation.returned_by',
  voids: 'admin.sale.relation.voids',
  voided_by: 'admin.sale.relation.voided_by',
} as const satisfies Record<RelatedSale['relation'], TextKey>;

export function relationKey(relation: RelatedSale['relation']): TextKey {
  return RELATIONS[relation];
}
