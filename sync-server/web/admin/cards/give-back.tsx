import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { queries } from '../api/queries.ts';
import { Button } from '../parts/button.tsx';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { TextField } from '../parts/fields.tsx';
import { newId } from '../parts/new-id.ts';
import { useToast } from '../parts/toasts.tsx';
import { useFormat } from '../text/use-format.ts';
import { useText } from '../text/use-text.ts';

type Refund = Parameters<typeof api.payments.refund>[0];

interface Props {
  readonly payment: {
    readonly id: Refund['id'];
    readonly storeId: Refund['storeId'];
    /** What is left of it, in minor units. */
    readonly left: number;
    readonly currency: string;
  };
}

/** Gives back what no sale at a till stands for: all of it, or a part. */
export function GiveBack({ payment }: Props) {
  const t = useText();
  const format = useFormat();
  const toast = useToast();
  const { id, storeId, left, currency } = payment;
  const [asking, setAsking] = useState<string | null>(null);
  const [text, setText] = useState('');
  const typed = text.trim() === '' ? left : format.parseAmount(text, currency);
  const wrong = typed === null || typed <= 0 || typed > left;
  const giveBack = useMutation({
    mutationFn: (refundId: string) =>
      api.payments.refund({
        id,
        storeId,
        refundId: refundId as Refund['refundId'],
        amount: typed as Refund['amount'],
      }),
    onSuccess({ state }) {
      void queries.invalidateQueries({ queryKey: ['paymentLinks'] });
      void queries.invalidateQueries({ queryKey: ['payments'] });
      toast({ text: t(state === 'succeeded' ? 'admin.cards.gaveBack' : 'admin.cards.givesBack') });
      setAsking(null);
      setText('');
    },
  });
  return (
    <div>
      {/* The id is made with the question: asking the server twice gives back once. */}
      <Button onPress={() => setAsking(newId())}>{t('admin.cards.giveBack')}</Button>
      {asking !== null && (
        <ConfirmDialog
          title={t('admin.cards.giveBack')}
          confirmLabel={t('admin.cards.giveBack')}
          tone="danger"
          busy={giveBack.isPending}
          error={giveBack.error}
          onConfirm={() => !wrong && giveBack.mutate(asking)}
          onCancel={() => setAsking(null)}
        >
          <p>{t('admin.cards.giveBackLead')}</p>
          <TextField
            label={t('admin.links.amount')}
            kind="figures"
            inputMode="decimal"
            unit={currency}
            placeholder={format.amount(left as Refund['amount'], currency)}
            value={text}
            onChange={setText}
            error={wrong ? t('admin.links.amountWrong') : undefined}
          />
        </ConfirmDialog>
      )}
    </div>
  );
}
