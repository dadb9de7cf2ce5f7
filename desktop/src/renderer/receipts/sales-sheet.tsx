import type { SaleRow } from '@second-chance/shared/contract/till/views.ts';
import type { SaleId } from '@second-chance/shared/ids.ts';
import { EmptyState } from '@second-chance/ui/empty-state.tsx';
import { Sheet } from '@second-chance/ui/sheet.tsx';
import { TextField } from '@second-chance/ui/text-field.tsx';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { callErrorOf } from '../rpc/call-error.ts';
import styles from '../sell/forms.module.css';
import { useSell } from '../sell/sell-context.ts';
import { usePort, useTillState } from '../state/till-context.tsx';
import { Failure } from '../text/failure.tsx';
import { useText } from '../text/use-text.ts';
import { ReceiptSheet } from './receipt-sheet.tsx';
import { SaleRowText } from './sale-row-text.tsx';
import { VoidSheet } from './void-sheet.tsx';

const SHOWN_MAX = 50;

/** Receipts of this till: find one, see it, print it again, void it, take goods back. */
export function SalesSheet({ saleId }: { readonly saleId: SaleId | null }) {
  const t = useText();
  const model = useSell();
  const port = usePort();
  const { sync } = useTillState();
  const [query, setQuery] = useState('');
  const [voiding, setVoiding] = useState<SaleRow | null>(null);
  const asked = query.trim() === '' ? {} : { query: query.trim() };
  const sales = useQuery({
    queryKey: ['recent', SHOWN_MAX, asked, sync.waitingSales],
    queryFn: () => port.sales.recent({ limit: SHOWN_MAX, ...asked }),
    placeholderData: keepPreviousData,
  });
  const rows = sales.data ?? [];
  const show = (next: SaleId | null) => model.open({ kind: 'sales', saleId: next });

  if (voiding !== null) return <VoidSheet sale={voiding} onBack={() => setVoiding(null)} />;
  if (saleId !== null) {
    const row = rows.find((candidate) => candidate.saleId === saleId) ?? null;
    return <ReceiptSheet saleId={saleId} row={row} onVoid={setVoiding} onBack={() => show(null)} />;
  }
  return (
    <Sheet title={t('sales.title')} closeLabel={t('app.back')} onClose={model.close}>
      <div className={styles.stack}>
        <TextField
          kind="code"
          autoFocus
          label={t('sales.find')}
          maxLength={40}
          value={query}
          onChange={setQuery}
          onKeyDown={(event) => {
            const [only] = rows;
            if (event.key === 'Enter' && only !== undefined) show(only.saleId);
          }}
        />
        {sales.isError && <Failure error={callErrorOf(sales.error)} />}
        {sales.isSuccess && rows.length === 0 && (
          <EmptyState title={t('sales.none')}>{t('sales.noneHint')}</EmptyState>
        )}
        <div className={styles.list}>
          {rows.map((row) => (
            <TouchKey
              key={row.saleId}
              wide
              tone="quiet"
              layout="start"
              onPress={() => show(row.saleId)}
            >
              <SaleRowText row={row} />
            </TouchKey>
          ))}
        </div>
      </div>
    </Sheet>
  );
}
