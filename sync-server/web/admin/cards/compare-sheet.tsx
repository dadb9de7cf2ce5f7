import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { queries } from '../api/queries.ts';
import type { PublicStore } from '../frame/store-choice.tsx';
import { Button } from '../parts/button.tsx';
import { Facts } from '../parts/facts.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { SelectField } from '../parts/fields.tsx';
import { Form } from '../parts/form.tsx';
import { Money } from '../parts/money.tsx';
import { SideSheet } from '../parts/side-sheet.tsx';
import { useText } from '../text/use-text.ts';

const FORM = 'compare-books';
const DAYS = ['1', '3', '7', '31'] as const;

/** Compares the provider's books with the journal now; it is done every night anyway. */
export function CompareSheet({
  store,
  onClose,
}: {
  readonly store: PublicStore;
  readonly onClose: () => void;
}) {
  const t = useText();
  const [days, setDays] = useState<string>('3');
  const compare = useMutation({
    mutationFn: () => api.payments.reconcile({ storeId: store.id, days: Number(days) }),
    onSuccess: () => void queries.invalidateQueries({ queryKey: ['exceptions'] }),
  });
  const { data } = compare;
  return (
    <SideSheet
      title={t('admin.cards.compare')}
      lead={store.name}
      onClose={onClose}
      foot={
        <Button submit form={FORM} tone="primary" busy={compare.isPending}>
          {t('admin.cards.compareNow')}
        </Button>
      }
    >
      <p>{t('admin.cards.compareLead')}</p>
      <Form id={FORM} onSubmit={() => compare.mutateAsync().catch(() => undefined)}>
        <SelectField
          label={t('admin.cards.compareDays')}
          value={days}
          options={DAYS.map((value) => ({
            value: value as string,
            label: t('admin.links.daysCount', { count: Number(value) }),
          }))}
          onChange={setDays}
        />
        {compare.error !== null && <FailureNote error={compare.error} />}
      </Form>
      {data !== undefined && (
        <section aria-live="polite">
          <h3>
            {data.differences.length === 0
              ? t('admin.cards.agree', { count: data.charges })
              : t('admin.cards.differ', { count: data.differences.length })}
          </h3>
          <Facts
            rows={data.differences.map(({ kind, amount, about, proposed }) => ({
              label: `${t(`admin.cards.difference.${kind}`)} · ${about}`,
              value: (
                <>
                  <Money amount={amount} currency={store.currency} /> ·{' '}
                  {t(`admin.cards.proposed.${proposed}`)}
                </>
              ),
            }))}
          />
        </section>
      )}
    </SideSheet>
  );
}
