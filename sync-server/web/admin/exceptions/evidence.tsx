import type { ExceptionFile } from '@second-chance/shared/contract/rest/sales.ts';
import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import { useFormat } from '../text/use-format.ts';
import { type Text, useText } from '../text/use-text.ts';
import styles from './exception-sheet.module.css';

/** What the server wrote down when it raised the exception, as far as a person can judge it. */
export function Evidence({
  file,
  currency,
}: {
  readonly file: ExceptionFile;
  readonly currency: string;
}) {
  const t = useText();
  const format = useFormat();
  const { kind, details, evidence, known } = file;
  switch (kind) {
    case 'totals_differ':
      return <BothComputations details={details} currency={currency} />;
    case 'return_exceeds_sale':
      return (
        <p>
          {t('admin.evidence.returned', {
            sold: format.count(Number(details.sold)),
            returned: format.count(Number(details.returned)),
            line: Number(details.lineNumber),
          })}
        </p>
      );
    case 'receipt_number_unexpected': {
      const expected = details.expected as
        | { readonly registerCode: string; readonly epoch: number; readonly counter: number }
        | undefined;
      const number = expected
        ? `${expected.registerCode}-${expected.epoch}-${String(expected.counter).padStart(6, '0')}`
        : '–';
      return (
        <p>
          {t('admin.evidence.number', { found: String(details.receiptNumber), expected: number })}
        </p>
      );
    }
    case 'clock_skew':
      return (
        <p>
          {t('admin.evidence.clock', {
            time: format.exact(Number(details.at)),
            minutes: format.count(Math.round(Number(details.aheadMs) / 60_000)),
          })}
        </p>
      );
    case 'journal_fork':
    case 'journal_broken':
      return (
        <>
          <p>{t('admin.evidence.count', { count: evidence.length })}</p>
          <div className={styles.beside}>
            <Entry label={t('admin.evidence.known')} text={known} />
            <Entry label={t('admin.evidence.came')} text={evidence[0]?.entry ?? null} />
          </div>
        </>
      );
    case 'payload_invalid':
    case 'unknown_type':
      return (
        <>
          <p>{t('admin.evidence.type', { type: String(details.type ?? '–') })}</p>
          <Entry label={t('admin.evidence.known')} text={known} />
        </>
      );
    case 'payment_unknown':
    case 'payment_contradicted':
    case 'charge_without_sale':
    case 'sale_without_charge':
    case 'charge_not_ours':
    case 'refund_not_ours':
    case 'refund_not_booked':
    case 'refund_failed':
      return (
        <p>
          {t('admin.evidence.payment', {
            amount:
              typeof details.amount === 'number'
                ? format.amount(minorUnits(details.amount), currency)
                : '–',
            payment: String(details.paymentId ?? details.about ?? '–'),
          })}
        </p>
      );
    case 'stored_value_overdrawn':
      return (
        <p>
          {t('admin.evidence.overdrawn', {
            hint: String(details.hint ?? '–'),
            balance:
              typeof details.balance === 'number'
                ? format.amount(minorUnits(details.balance), currency)
                : '–',
          })}
        </p>
      );
    case 'sold_twice':
    case 'below_zero':
    case 'unknown_item':
      return null;
  }
}

interface Discrepancy {
  readonly path: string;
  readonly recorded: number | string | null;
  readonly expected: number | string | null;
}

/** What the till computed beside what comes out when it is computed again. */
function BothComputations({
  details,
  currency,
}: {
  readonly details: ExceptionFile['details'];
  readonly currency: string;
}) {
  const t = useText();
  const format = useFormat();
  const rows = Array.isArray(details.discrepancies)
    ? (details.discrepancies as readonly Discrepancy[])
    : [];
  const value = (path: string, of: Discrepancy['recorded']) =>
    typeof of === 'number' && AMOUNTS.test(path)
      ? format.amount(minorUnits(of), currency)
      : String(of ?? '–');
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t('admin.evidence.where')}</th>
          <th scope="col" className={styles.figure}>
            {t('admin.evidence.till')}
          </th>
          <th scope="col" className={styles.figure}>
            {t('admin.evidence.again')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ path, recorded, expected }) => (
          <tr key={path}>
            <td>{pathWords(path, t)}</td>
            <td className={styles.figure}>{value(path, recorded)}</td>
            <td className={styles.figure}>{value(path, expected)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const AMOUNTS = /(gross|net|taxAmount|total|change|amount|cashRounding|tenders|unitPrice)$/;

/** `lines.3.gross` as one would say it. */
function pathWords(path: string, t: Text): string {
  const line = /^lines\.(\d+)\.?(.*)$/.exec(path);
  if (line === null) return fieldWords(path, t);
  const where = t('admin.evidence.line', { line: Number(line[1]) });
  return line[2] ? `${where}: ${fieldWords(line[2], t)}` : where;
}

function fieldWords(field: string, t: Text): string {
  return Object.hasOwn(FIELDS, field) ? t(FIELDS[field as keyof typeof FIELDS]) : field;
}

const FIELDS = {
  gross: 'admin.evidence.field.gross',
  net: 'admin.evidence.field.net',
  taxAmount: 'admin.evidence.field.taxAmount',
  tenders: 'admin.evidence.field.tenders',
  cashRounding: 'admin.evidence.field.cashRounding',
  kind: 'admin.evidence.field.kind',
} as const;

function Entry({ label, text }: { readonly label: string; readonly text: string | null }) {
  return (
    <figure>
      <figcaption className={styles.soft}>{label}</figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must scroll by keyboard too */}
      <pre className={styles.entry} tabIndex={0}>
        {text === null ? '–' : pretty(text)}
      </pre>
    </figure>
  );
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
