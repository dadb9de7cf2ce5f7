import {
  LINK_DAYS,
  LINK_PURPOSES,
  type LinkPurpose,
} from '@second-chance/shared/payments/payment-link.ts';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { queries } from '../api/queries.ts';
import type { PublicStore } from '../frame/store-choice.tsx';
import { Button } from '../parts/button.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { SelectField, TextField } from '../parts/fields.tsx';
import { FieldRow, Form } from '../parts/form.tsx';
import { newId } from '../parts/new-id.ts';
import { SideSheet } from '../parts/side-sheet.tsx';
import { useFormat } from '../text/use-format.ts';
import { useText } from '../text/use-text.ts';
import type { PaymentLink } from './payment-links-page.tsx';

const FORM = 'new-link';
const DAYS = [1, 3, LINK_DAYS, 14, 30] as const;

/** Makes a link; it is copied or mailed from its own sheet then. */
export function NewLinkSheet({
  store,
  onClose,
  onMade,
}: {
  readonly store: PublicStore;
  readonly onClose: () => void;
  readonly onMade: (id: PaymentLink['id']) => void;
}) {
  const t = useText();
  const format = useFormat();
  const [id] = useState(() => newId() as PaymentLink['id']);
  const [purpose, setPurpose] = useState<LinkPurpose>('held_item');
  const [words, setWords] = useState('');
  const [text, setText] = useState('');
  const [days, setDays] = useState(String(LINK_DAYS));
  const [tried, setTried] = useState(false);
  const amount = format.parseAmount(text, store.currency);
  const isAmount = amount !== null && amount > 0;
  const make = useMutation({
    mutationFn: () =>
      api.paymentLinks.create({
        id,
        storeId: store.id,
        purpose,
        words: words.trim(),
        amount: amount ?? (0 as never),
        days: Number(days),
      }),
    onSuccess() {
      void queries.invalidateQueries({ queryKey: ['paymentLinks'] });
      onMade(id);
    },
  });
  return (
    <SideSheet
      title={t('admin.links.add')}
      lead={store.name}
      onClose={onClose}
      foot={
        <Button submit form={FORM} tone="primary" busy={make.isPending}>
          {t('admin.links.make')}
        </Button>
      }
    >
      <p>{t('admin.links.addLead')}</p>
      <Form
        id={FORM}
        onSubmit={() => {
          setTried(true);
          const complete = isAmount && words.trim() !== '';
          return complete ? make.mutateAsync().catch(() => undefined) : undefined;
        }}
      >
        <SelectField
          label={t('admin.links.purpose')}
          value={purpose}
          options={LINK_PURPOSES.map((value) => ({
            value,
            label: t(`admin.links.purpose.${value}`),
          }))}
          onChange={setPurpose}
        />
        <TextField
          label={t('admin.links.words')}
          description={t('admin.links.wordsHint')}
          autoFocus
          value={words}
          onChange={setWords}
          maxLength={200}
          error={tried && words.trim() === '' ? t('admin.required') : undefined}
        />
        <FieldRow>
          <TextField
            label={t('admin.links.amount')}
            kind="figures"
            inputMode="decimal"
            unit={store.currency}
            value={text}
            onChange={setText}
            maxLength={20}
            error={tried && !isAmount ? t('admin.links.amountWrong') : undefined}
          />
          <SelectField
            label={t('admin.links.days')}
            value={days}
            options={DAYS.map((value) => ({
              value: String(value),
              label: t('admin.links.daysCount', { count: value }),
            }))}
            onChange={setDays}
          />
        </FieldRow>
        {make.error !== null && <FailureNote error={make.error} />}
      </Form>
    </SideSheet>
  );
}
