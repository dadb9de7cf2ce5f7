import type { ItemView } from '@second-chance/shared/contract/rest/catalogue.ts';
import {
  STOCK_ADJUST_REASONS,
  type StockAdjustReason,
} from '@second-chance/shared/journal/entry.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { api } from '../api/client.ts';
import { Button } from '../parts/button.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { SelectField, TextField } from '../parts/fields.tsx';
import { FieldRow, Form } from '../parts/form.tsx';
import { newId } from '../parts/new-id.ts';
import { useToast } from '../parts/toasts.tsx';
import { useText } from '../text/use-text.ts';
import { HISTORY_KEY } from './history-tab.tsx';
import { useRefreshItems } from './item-list-query.ts';

/** Sets the stock right, with a reason: a movement of its own, never a number that is overwritten. */
export function AdjustStock({ item }: { readonly item: ItemView }) {
  const t = useText();
  const toast = useToast();
  const queries = useQueryClient();
  const refresh = useRefreshItems();
  const [open, setOpen] = useState(false);
  const [text, setText] = useState('');
  const [reason, setReason] = useState<StockAdjustReason>('correction');
  const [note, setNote] = useState('');
  const requestId = useRef(newId());
  const quantity = /^[+−-]?[0-9]{1,6}$/.test(text.trim())
    ? Number(text.trim().replace('−', '-'))
    : Number.NaN;
  const isRight = Number.isInteger(quantity) && quantity !== 0;
  const refreshAll = async () => {
    await queries.invalidateQueries({ queryKey: [HISTORY_KEY, item.id] });
    await refresh();
  };
  const moved = (request: string, pieces: number) =>
    api.itemHistory.adjustStock({
      id: item.id as never,
      requestId: request as never,
      quantity: pieces,
      reason,
      note,
    });
  const adjust = useMutation({
    mutationFn: () => moved(requestId.current, quantity),
    async onSuccess() {
      const undoId = newId();
      const undo = () => moved(undoId, -quantity).then(refreshAll);
      requestId.current = newId();
      setOpen(false);
      setText('');
      setNote('');
      toast({ text: t('admin.history.adjusted'), undo });
      await refreshAll();
    },
  });
  if (!open) {
    return (
      <div>
        <Button icon="edit" onPress={() => setOpen(true)}>
          {t('admin.history.adjust')}
        </Button>
      </div>
    );
  }
  return (
    <Form
      label={t('admin.history.adjust')}
      onSubmit={() => (isRight ? adjust.mutateAsync().catch(() => undefined) : undefined)}
    >
      <FieldRow>
        <TextField
          label={t('admin.history.change')}
          description={t('admin.history.changeHint')}
          kind="figures"
          inputMode="text"
          value={text}
          onChange={setText}
          error={text !== '' && !isRight ? t('admin.problem.not_a_number') : undefined}
          autoFocus
        />
        <SelectField
          label={t('admin.history.reason')}
          description={t('admin.history.reasonHint')}
          value={reason}
          options={STOCK_ADJUST_REASONS.map((value) => ({
            value,
            label: t(`admin.history.reason.${value}`),
          }))}
          onChange={setReason}
        />
      </FieldRow>
      <TextField label={t('admin.history.note')} value={note} onChange={setNote} maxLength={200} />
      {adjust.error != null && <FailureNote error={adjust.error} />}
      <FieldRow>
        <Button onPress={() => setOpen(false)}>{t('admin.cancel')}</Button>
        <Button tone="primary" submit busy={adjust.isPending} disabled={!isRight}>
          {t('admin.history.adjust')}
        </Button>
      </FieldRow>
    </Form>
  );
}
