import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import type { SaleLine } from '@second-chance/shared/sale/sale-record.ts';
import { PageLink } from '../frame/router.tsx';
import { Money } from '../parts/money.tsx';
import { useFormat } from '../text/use-format.ts';
import { useText } from '../text/use-text.ts';
import styles from './sale-lines.module.css';
import type { SaleFile } from './sale-page.tsx';
import { stepWords } from './sale-words.ts';

/** The lines of a record, each with its way from the tag price to what was paid. */
export function SaleLines({ sale }: { readonly sale: SaleFile }) {
  const { record, currency } = sale;
  return (
    <ol className={styles.lines}>
      {(record.lines as readonly SaleLine[]).map((line) => (
        <Line key={line.lineNumber} line={line} currency={currency} />
      ))}
    </ol>
  );
}

function Line({ line, currency }: { readonly line: SaleLine; readonly currency: string }) {
  const t = useText();
  const format = useFormat();
  const amount = (value: number) => format.amount(minorUnits(value), currency);
  const { itemId, name, sku, quantity, pricePath, returnOf, note } = line;
  const pieces = Math.abs(quantity) === 1 ? '' : `${format.count(Math.abs(quantity))} × `;
  return (
    <li className={styles.line}>
      <p className={styles.name}>
        {pieces}
        {itemId === null ? (
          name
        ) : (
          <PageLink to="/items" search={{ item: itemId }}>
            {name}
          </PageLink>
        )}
        <span className={styles.sku}>{sku}</span>
      </p>
      <p className={styles.total}>
        <Money amount={line.gross} currency={currency} />
      </p>
      {returnOf !== null && (
        <p className={styles.note}>
          {t('admin.sale.returned', { reason: t(`admin.return.${returnOf.reason}`) })}
          {returnOf.note !== '' && ` ${returnOf.note}`}
          {!returnOf.restock && ` ${t('admin.sale.writtenOff')}`}
        </p>
      )}
      {note !== '' && <p className={styles.note}>{note}</p>}
      <ul className={styles.steps}>
        {pricePath.map((step) => (
          <li key={step.step} className={styles.step}>
            <span>{stepWords(step, { t, format, amount })}</span>
            <span className={styles.change}>
              <Money amount={step.change} currency={currency} form="plain" />
            </span>
          </li>
        ))}
        <li className={styles.step}>
          <span>
            {t('admin.step.tax', {
              tax: `${line.tax.name} ${format.percent(line.tax.basisPoints)}`,
              scheme: line.tax.scheme === 'margin' ? t('admin.step.margin') : '',
            })}
          </span>
          <span className={styles.change}>
            <Money amount={line.taxAmount} currency={currency} form="plain" />
          </span>
        </li>
      </ul>
    </li>
  );
}
