import { Sheet } from '@second-chance/ui/sheet.tsx';
import { TextField } from '@second-chance/ui/text-field.tsx';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useState } from 'react';
import { useCart, usePort } from '../state/till-context.tsx';
import { useCall } from '../state/use-call.ts';
import { Failure } from '../text/failure.tsx';
import { useText } from '../text/use-text.ts';
import styles from './forms.module.css';
import { useSell } from './sell-context.ts';

/** A note on one line, or with null on the whole ticket. It stands in the record for ever. */
export function NoteSheet({ lineId }: { readonly lineId: string | null }) {
  const t = useText();
  const model = useSell();
  const port = usePort();
  const cart = useCart();
  const call = useCall();
  const line = cart?.lines.find((candidate) => candidate.lineId === lineId);
  const [note, setNote] = useState(lineId === null ? (cart?.note ?? '') : (line?.note ?? ''));
  const submit = () =>
    void call
      .run(() => port.ticket.setNote({ lineId, note }))
      .then((view) => {
        if (view === null) return;
        model.acceptCart(view);
        model.close();
      });
  return (
    <Sheet
      title={line === undefined ? t('note.onTicket') : t('note.onLine', { name: line.name })}
      closeLabel={t('app.back')}
      onClose={model.close}
    >
      <div className={styles.column}>
        <TextField
          autoFocus
          label={t('note.label')}
          description={t('note.hint')}
          maxLength={200}
          value={note}
          onChange={setNote}
          onKeyDown={(event) => event.key === 'Enter' && submit()}
        />
        {call.error !== null && <Failure error={call.error} />}
        <TouchKey tone="primary" wide hint="Enter" disabled={call.busy} onPress={submit}>
          {t('note.submit')}
        </TouchKey>
      </div>
    </Sheet>
  );
}
