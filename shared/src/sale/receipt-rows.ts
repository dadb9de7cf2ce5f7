/**
 * A receipt as rows of text, worded and formatted, before it becomes columns or HTML. What a person
 * typed (names, addresses) never shares a row with an amount, so that it cannot push one away.
 */
import {
  type AmountStyle,
  formatAmount,
  formatPercent,
  formatPlainAmount,
  localeOrEnglish,
} from '../money/format-amount.ts';
import { type MinorUnits, minorUnits, mulDivHalfAway } from '../money/minor-units.ts';
import { spacedCode } from '../stored-value/card-code.ts';
import { dayNumber } from '../time/calendar.ts';
import type { BusinessDay } from '../time/time.ts';
import type { Receipt } from './receipt.ts';
import {
  type ReceiptLanguage,
  type ReceiptWords,
  receiptLanguageOf,
  receiptWords,
} from './receipt-words.ts';
import type { PriceStep, Tender } from './sale-record.ts';

export type ReceiptRow =
  | {
      readonly row: 'title' | 'centred' | 'mark' | 'text' | 'item' | 'small';
      readonly text: string;
    }
  | {
      readonly row: 'pair';
      readonly left: string;
      readonly right: string;
      readonly weight: 'normal' | 'strong' | 'small';
    }
  | {
      readonly row: 'table';
      readonly head: readonly string[];
      readonly body: readonly (readonly string[])[];
    }
  | { readonly row: 'rule' };

/** All rows of a receipt from top to bottom. */
export function receiptRows(receipt: Receipt, language: ReceiptLanguage): readonly ReceiptRow[] {
  const words = receiptWords(language);
  const page: Page = { receipt, words, dates: datesOf(receipt, language), money: receipt };
  return [
    ...heading(page),
    { row: 'rule' },
    ...receipt.lines.flatMap((line) => lineRows(line, page)),
    { row: 'rule' },
    ...totalRows(page),
    ...taxRows(page),
    ...closing(page),
  ];
}

interface Page {
  readonly receipt: Receipt;
  readonly words: ReceiptWords;
  readonly dates: Dates;
  readonly money: AmountStyle;
}

function heading({ receipt, words, dates }: Page): readonly ReceiptRow[] {
  const { store, kind, copy, training, voidsReceiptNumber } = receipt;
  const marks = [training ? words.training : null, copy ? words.copy : null];
  return [
    { row: 'title', text: store.name },
    ...store.addressLines.filter(isNotEmpty).map((text) => ({ row: 'centred', text }) as const),
    ...marks.filter((text) => text !== null).map((text) => ({ row: 'mark', text }) as const),
    { row: 'rule' },
    pair(words.kinds[kind], receipt.receiptNumber, 'strong'),
    ...(voidsReceiptNumber === null
      ? []
      : [{ row: 'text', text: words.voids(voidsReceiptNumber) } as const]),
    pair(dates.day, dates.time),
    pair(words.register, receipt.registerCode),
    { row: 'text', text: `${words.servedBy}: ${receipt.cashier}` },
  ];
}

function lineRows(line: Receipt['lines'][number], { words, dates, money }: Page): ReceiptRow[] {
  const pieces = Math.abs(line.quantity);
  const unitPrice = formatPlainAmount(line.unitPrice, money);
  const count = `${pieces} × ${unitPrice}`;
  return [
    { row: 'item', text: line.name },
    pair(
      line.returned ? `${words.returned} ${count}` : count,
      formatPlainAmount(line.total, money),
    ),
    ...line.steps.map((step) => stepRow(step, { pieces, words, dates, money })),
    ...(line.note === undefined ? [] : [{ row: 'small', text: line.note } as const]),
    ...(line.cardCode === undefined
      ? []
      : [pair(words.cardCode, spacedCode(line.cardCode), 'strong')]),
  ];
}

/** Price steps by the piece say what the price was; steps on the line say what came off. */
function stepRow(
  step: PriceStep,
  { pieces, words, dates, money }: Omit<Page, 'receipt'> & { readonly pieces: number },
): ReceiptRow {
  const before = mulDivHalfAway(Math.abs(step.total - step.change), 1, pieces || 1);
  const was = words.was(formatPlainAmount(before, money));
  const change = formatPlainAmount(step.change, money);
  const percent = (basisPoints: number) => formatPercent(basisPoints, money);
  switch (step.step) {
    case 'markdown': {
      const since = dates.since(step.since);
      return pair(words.markdown({ percent: percent(step.basisPoints), since }), was, 'small');
    }
    case 'override':
      return pair(words.override, was, 'small');
    case 'line_discount':
      return step.kind === 'percent'
        ? pair(words.discountPercent(percent(Math.min(step.value, 10_000))), change, 'small')
        : pair(words.discountAmount, change, 'small');
    case 'promotion':
      return pair(step.name, change, 'small');
    case 'cart_discount':
      return pair(words.cartDiscount, change, 'small');
    case 'tax_exemption':
      return pair(words.taxExemption(percent(step.basisPoints)), change, 'small');
    case 'tag':
      return pair('', formatPlainAmount(step.total, money), 'small');
  }
}

function totalRows({ receipt, words, money }: Page): readonly ReceiptRow[] {
  const { gross, net, taxAmount, cashRounding, toPay, tenders, pricesIncludeTax } = receipt;
  const plain = (amount: MinorUnits) => formatPlainAmount(amount, money);
  const rows: ReceiptRow[] = [];
  if (!pricesIncludeTax && taxAmount !== 0) {
    rows.push(pair(words.net, plain(net)), pair(words.tax, plain(taxAmount)));
  }
  if (cashRounding !== 0) {
    rows.push(pair(words.total, plain(gross)), pair(words.cashRounding, plain(cashRounding)));
  }
  const label = toPay < 0 ? words.toRefund : cashRounding === 0 ? words.total : words.toPay;
  rows.push(pair(label, formatAmount(minorUnits(toPay < 0 ? -toPay : toPay), money), 'strong'));
  const isPending = ({ tenderId }: Tender) => receipt.pendingRefunds.includes(tenderId);
  return [
    ...rows,
    ...tenders.flatMap((tender) =>
      tenderRows(tender, { words, plain, isPending: isPending(tender) }),
    ),
  ];
}

function tenderRows(
  tender: Tender,
  {
    words,
    plain,
    isPending,
  }: {
    readonly words: ReceiptWords;
    readonly plain: (amount: MinorUnits) => string;
    readonly isPending: boolean;
  },
): readonly ReceiptRow[] {
  const isBack = tender.amount < 0;
  const size = plain(minorUnits(Math.abs(tender.amount)));
  switch (tender.kind) {
    case 'cash':
      if (isBack) return [pair(words.cashBack, size)];
      return tender.change === 0
        ? [pair(words.cash, size)]
        : [pair(words.cash, plain(tender.tendered)), pair(words.change, plain(tender.change))];
    case 'external_card': {
      const label = isBack ? words.cardBack(tender.lastFour) : words.card(tender.lastFour);
      return [
        pair(label, size),
        { row: 'small', text: `${words.approvalCode}: ${tender.approvalCode}` },
      ];
    }
    case 'card': {
      const { brand, lastFour, approvalCode } = tender.card;
      const name = words.cardNamed({ brand, lastFour });
      const rows: ReceiptRow[] = [pair(isBack ? words.cardNamedBack(name) : name, size)];
      if (approvalCode !== '') {
        rows.push({ row: 'small', text: `${words.approvalCode}: ${approvalCode}` });
      }
      if (isPending) rows.push({ row: 'small', text: words.refundPending });
      if (tender.provider === 'simulator') rows.push({ row: 'mark', text: words.simulated });
      return rows;
    }
    case 'gift_card':
      return [pair(isBack ? words.giftCardBack(tender.hint) : words.giftCard(tender.hint), size)];
    case 'store_credit':
      return [
        pair(isBack ? words.storeCreditBack : words.storeCredit, size),
        ...(isBack && tender.accountId !== undefined
          ? [{ row: 'small', text: words.creditHowTo } as const]
          : []),
      ];
  }
}

function taxRows({ receipt, words, money }: Page): readonly ReceiptRow[] {
  const rows: ReceiptRow[] = [];
  if (receipt.taxTotals.length > 0) {
    rows.push(
      { row: 'rule' },
      {
        row: 'table',
        head: [words.taxRate, words.net, words.tax, words.gross],
        body: receipt.taxTotals.map(({ tax, net, taxAmount, gross }) => [
          formatPercent(tax.basisPoints, money),
          formatPlainAmount(net, money),
          formatPlainAmount(taxAmount, money),
          formatPlainAmount(gross, money),
        ]),
      },
    );
  }
  if (receipt.hasMarginGoods) rows.push({ row: 'small', text: words.marginGoods });
  return rows;
}

function closing({ receipt, words }: Page): readonly ReceiptRow[] {
  const { store, proof, training } = receipt;
  return [
    { row: 'rule' },
    ...store.footer
      .split('\n')
      .filter(isNotEmpty)
      .map((text) => ({ row: 'centred', text }) as const),
    pair(words.proof, proof, 'small'),
    ...(training ? [{ row: 'mark', text: words.training } as const] : []),
  ];
}

function pair(
  left: string,
  right: string,
  weight: 'normal' | 'strong' | 'small' = 'normal',
): ReceiptRow {
  return { row: 'pair', left, right, weight };
}

function isNotEmpty(text: string): boolean {
  return text.trim() !== '';
}

interface Dates {
  readonly day: string;
  readonly time: string;
  /** A day without its year where that is the receipt's. */
  readonly since: (day: BusinessDay) => string;
}

/** Dates follow the store's locale where that speaks the receipt's language. */
function datesOf({ at, timeZone, locale }: Receipt, language: ReceiptLanguage): Dates {
  const dateLocale = receiptLanguageOf(locale) === language ? localeOrEnglish(locale) : language;
  const format = (options: Intl.DateTimeFormatOptions, when: number, zone = timeZone) =>
    new Intl.DateTimeFormat(dateLocale, { timeZone: zone, ...options }).format(when);
  const year = format({ year: 'numeric' }, at);
  return {
    day: format({ day: 'numeric', month: 'short', year: 'numeric' }, at),
    time: format({ hour: '2-digit', minute: '2-digit' }, at),
    since: (day) => {
      const when = dayNumber(day) * 86_400_000;
      const isThisYear = format({ year: 'numeric' }, when, 'UTC') === year;
      const shown = { day: 'numeric', month: 'short' } as const;
      return format(isThisYear ? shown : { ...shown, year: 'numeric' }, when, 'UTC');
    },
  };
}
