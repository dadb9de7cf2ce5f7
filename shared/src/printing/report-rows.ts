import type { ShiftReport } from '../contract/till-rpc.ts';
import {
  type AmountStyle,
  formatPercent,
  formatPlainAmount,
  localeOrEnglish,
} from '../money/format-amount.ts';
import type { ReceiptRow } from '../sale/receipt-rows.ts';
import type { Language, MessageKey } from '../text/messages.ts';
import { dayNumber } from '../time/calendar.ts';
import { say } from './say.ts';

export interface ReportPlace {
  readonly name: string;
  readonly currency: string;
  readonly locale: string;
  readonly timeZone: string;
  readonly language: Language;
}

/**
 * An X or Z report as rows to be printed and put away. What should be in the drawer stands on it
 * only after the count, so that the count stays a count.
 */
export function reportRows(report: ShiftReport, place: ReportPlace): readonly ReceiptRow[] {
  const { totals, counted, difference } = report;
  const { language } = place;
  const words = (key: MessageKey, values?: Readonly<Record<string, string | number>>) =>
    say(language, key, values);
  const money: AmountStyle = { currency: place.currency, locale: place.locale };
  const plain = (amount: Parameters<typeof formatPlainAmount>[0]) =>
    formatPlainAmount(amount, money);
  const counting = (key: MessageKey, figure: { readonly count: number; readonly total: number }) =>
    pair(
      figure.count === 0 ? words(key) : `${figure.count} × ${words(key)}`,
      plain(figure.total as Parameters<typeof formatPlainAmount>[0]),
    );
  const dates = datesOf(place);
  return [
    { row: 'title', text: place.name },
    pair(
      report.zNumber === null
        ? words('shift.xReport')
        : words('shift.zReport', { number: report.zNumber }),
      report.registerCode,
      'strong',
    ),
    pair(words('report.day'), dates.day(report.businessDay)),
    pair(words('report.opened'), dates.moment(report.openedAt)),
    { row: 'small', text: report.openedBy },
    ...(report.closedAt === null
      ? []
      : [
          pair(words('report.closed'), dates.moment(report.closedAt)),
          { row: 'small', text: report.closedBy ?? '' } as const,
        ]),
    { row: 'rule' },
    counting('report.sales', totals.sales),
    counting('report.returns', totals.returns),
    counting('report.exchanges', totals.exchanges),
    counting('report.voids', totals.voids),
    pair(words('report.gross'), plain(totals.gross), 'strong'),
    pair(words('report.net'), plain(totals.net)),
    ...totals.taxTotals.map(({ tax, taxAmount }) =>
      pair(
        words(`report.taxLine.${tax.scheme}`, {
          name: tax.name,
          percent: formatPercent(tax.basisPoints, money),
        }),
        plain(taxAmount),
      ),
    ),
    ...(totals.cashRounding === 0
      ? []
      : [pair(words('report.rounding'), plain(totals.cashRounding))]),
    { row: 'rule' },
    ...totals.tenders.map((tender) => counting(`report.tender.${tender.kind}`, tender)),
    { row: 'rule' },
    pair(words('report.float'), plain(totals.float)),
    counting('report.cashIn', totals.cashIn),
    counting('report.cashOut', totals.cashOut),
    pair(words('report.drawer'), String(totals.drawerOpenings)),
    ...(counted === null || difference === null
      ? []
      : [
          pair(words('report.expected'), plain(totals.expectedCash), 'strong'),
          pair(words('report.counted'), plain(counted), 'strong'),
          pair(words('report.difference'), plain(difference), 'strong'),
        ]),
    ...(report.unsentSales === 0
      ? []
      : [
          {
            row: 'text',
            text: words(report.unsentSales === 1 ? 'report.unsent_one' : 'report.unsent_other', {
              count: report.unsentSales,
            }),
          } as const,
        ]),
  ];
}

function pair(left: string, right: string, weight: 'normal' | 'strong' = 'normal'): ReceiptRow {
  return { row: 'pair', left, right, weight };
}

function datesOf({ locale, timeZone, language }: ReportPlace) {
  const spoken = locale.toLowerCase().startsWith(language) ? localeOrEnglish(locale) : language;
  const day = new Intl.DateTimeFormat(spoken, { dateStyle: 'medium', timeZone: 'UTC' });
  const moment = new Intl.DateTimeFormat(spoken, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone,
  });
  return {
    day: (value: ShiftReport['businessDay']) => day.format(dayNumber(value) * 86_400_000),
    moment: (at: number) => moment.format(at),
  };
}
