import type { SaleRow } from '@second-chance/shared/contract/till/views.ts';
import type { CustomerId, ItemId } from '@second-chance/shared/ids.ts';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { SaleRowText } from '../receipts/sale-row-text.tsx';
import { callErrorOf } from '../rpc/call-error.ts';
import styles from '../sell/forms.module.css';
import { usePort } from '../state/till-context.tsx';
import { Failure } from '../text/failure.tsx';
import { Money } from '../text/money.tsx';
import { useText } from '../text/use-text.ts';

const SHOWN = 5;
const SALES_SHOWN = 20;

type Chosen =
  | { readonly kind: 'customer'; readonly id: CustomerId; readonly name: string }
  | { readonly kind: 'item'; readonly id: ItemId; readonly name: string };

interface Props {
  /** What was typed instead of a number. */
  readonly text: string;
  readonly onFound: (receiptNumber: string) => void;
}

/** The sale of somebody without the receipt in hand: by who bought it, or by what it is. */
export function FindSale({ text, onFound }: Props) {
  const t = useText();
  const port = usePort();
  // What was chosen belongs to the words that found it.
  const [choice, setChoice] = useState<{ readonly of: string; readonly what: Chosen } | null>(null);
  const chosen = choice !== null && choice.of === text ? choice.what : null;
  const choose = (what: Chosen) => setChoice({ of: text, what });
  const customers = useQuery({
    queryKey: ['customers', { text, limit: SHOWN }],
    queryFn: () => port.customers.search({ text, limit: SHOWN }),
    placeholderData: keepPreviousData,
  });
  const wanted = { text, categoryId: null, limit: SHOWN };
  const items = useQuery({
    queryKey: ['search', wanted],
    queryFn: () => port.catalogue.search(wanted),
    placeholderData: keepPreviousData,
  });
  const sales = useQuery({
    queryKey: ['sales-of', chosen],
    queryFn: (): Promise<SaleRow[]> => {
      if (chosen === null) return Promise.resolve([]);
      return chosen.kind === 'customer'
        ? port.ticket.customerHistory({ customerId: chosen.id, limit: SALES_SHOWN })
        : port.ticket.itemHistory({ itemId: chosen.id, limit: SALES_SHOWN });
    },
    enabled: chosen !== null,
  });
  if (chosen !== null) {
    return (
      <>
        <h3 className={styles.heading}>{t('returns.salesOf', { name: chosen.name })}</h3>
        {sales.isError && <Failure error={callErrorOf(sales.error)} />}
        {sales.isSuccess && sales.data.length === 0 && (
          <p className={styles.lead}>{t('returns.salesOfNone')}</p>
        )}
        <div className={styles.list}>
          {(sales.data ?? []).map((row) => (
            <TouchKey
              key={row.saleId}
              wide
              tone="quiet"
              layout="start"
              onPress={() => onFound(row.receiptNumber)}
            >
              <SaleRowText row={row} />
            </TouchKey>
          ))}
        </div>
        <TouchKey onPress={() => setChoice(null)}>{t('returns.otherSearch')}</TouchKey>
      </>
    );
  }
  return (
    <div className={styles.list}>
      {(customers.data ?? []).map(({ id, name, phone, email }) => (
        <TouchKey
          key={id}
          wide
          layout="start"
          onPress={() => choose({ kind: 'customer', id, name })}
        >
          <span>
            {name}
            <span className={styles.facts}>{[phone, email].filter(Boolean).join(' · ')}</span>
          </span>
        </TouchKey>
      ))}
      {(items.data ?? []).map(({ id, name, sku, price }) => (
        <TouchKey key={id} wide layout="start" onPress={() => choose({ kind: 'item', id, name })}>
          <span>
            {name} <Money amount={price} form="plain" />
            <span className={styles.facts}>{sku}</span>
          </span>
        </TouchKey>
      ))}
    </div>
  );
}
