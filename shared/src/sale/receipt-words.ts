/** The words of a receipt, one set a language, and how a receipt picks its set. */
import type { CardFacts } from '../payments/card.ts';
import { RECEIPT_WORDS_DE } from '../text/de/receipt.ts';
import { RECEIPT_WORDS_EN } from '../text/en/receipt.ts';
import type { Receipt } from './receipt.ts';

export const RECEIPT_LANGUAGES = ['en', 'de'] as const;
export type ReceiptLanguage = (typeof RECEIPT_LANGUAGES)[number];

export interface ReceiptWords {
  readonly kinds: Readonly<Record<Receipt['kind'], string>>;
  readonly copy: string;
  readonly training: string;
  readonly voids: (receiptNumber: string) => string;
  readonly register: string;
  readonly servedBy: string;
  /** Before a line of goods that came back. */
  readonly returned: string;
  readonly was: (price: string) => string;
  readonly markdown: (what: { readonly percent: string; readonly since: string }) => string;
  readonly override: string;
  readonly discountPercent: (percent: string) => string;
  readonly discountAmount: string;
  readonly cartDiscount: string;
  readonly taxExemption: (percent: string) => string;
  readonly total: string;
  readonly toRefund: string;
  readonly cashRounding: string;
  readonly toPay: string;
  readonly cash: string;
  readonly cashBack: string;
  readonly change: string;
  readonly card: (lastFour: string) => string;
  readonly cardBack: (lastFour: string) => string;
  /** A card by what is known of it: `Visa ending 4242`; brand may be empty, digits unknown. */
  readonly cardNamed: (card: Pick<CardFacts, 'brand' | 'lastFour'>) => string;
  readonly cardNamedBack: (name: string) => string;
  /** Says that money is not back on its card yet. */
  readonly refundPending: string;
  /** Says that no money moved. */
  readonly simulated: string;
  readonly approvalCode: string;
  /** `hint` is the end of the card's code. */
  readonly giftCard: (hint: string) => string;
  /** The name of the rate of what is not taxed when it is paid. */
  readonly untaxed: string;
  /** Before the code of a card that was made for this receipt. */
  readonly cardCode: string;
  readonly giftCardBack: (hint: string) => string;
  readonly storeCredit: string;
  readonly storeCreditBack: string;
  /** How credit that was given is spent. */
  readonly creditHowTo: string;
  readonly taxRate: string;
  readonly net: string;
  readonly tax: string;
  readonly gross: string;
  /** What the law wants to be said of goods under the margin scheme. */
  readonly marginGoods: string;
  readonly proof: string;
}

/** The words of a language. */
export function receiptWords(language: ReceiptLanguage): ReceiptWords {
  return language === 'de' ? RECEIPT_WORDS_DE : RECEIPT_WORDS_EN;
}

/** The language in which a store's receipts are printed: its locale's, or English. */
export function receiptLanguageOf(locale: string): ReceiptLanguage {
  return /^de\b/i.test(locale) ? 'de' : 'en';
}
