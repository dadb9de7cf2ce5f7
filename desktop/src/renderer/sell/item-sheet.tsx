import type { ItemDocument } from '@second-chance/shared/documents/item.ts';
import type { ItemId } from '@second-chance/shared/ids.ts';
import { decimalSign } from '@second-chance/ui/decimal-sign.ts';
import { FigureEntry } from '@second-chance/ui/figure-entry.tsx';
import { Sheet } from '@second-chance/ui/sheet.tsx';
import { TextField } from '@second-chance/ui/text-field.tsx';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useGuardedCall } from '../approval/use-guarded-call.ts';
import { callErrorOf } from '../rpc/call-error.ts';
import { usePort } from '../state/till-context.tsx';
import { Failure } from '../text/failure.tsx';
import { useFormat } from '../text/use-format.ts';
import { useText } from '../text/use-text.ts';
import styles from './forms.module.css';
import { useSell } from './sell-context.ts';

/** Name and tag price of an item, for who runs the store. It goes to all tills. */
export function ItemSheet({ itemId }: { readonly itemId: ItemId }) {
  const t = useText();
  const model = useSell();
  const port = usePort();
  const item = useQuery({
    queryKey: ['item', itemId],
    queryFn: () => port.items.get({ id: itemId }),
    gcTime: 0,
  });
  return (
    <Sheet title={t('editItem.title')} closeLabel={t('app.back')} onClose={model.close}>
      {item.isError && <Failure error={callErrorOf(item.error)} />}
      {item.isSuccess && <ItemForm item={item.data} />}
    </Sheet>
  );
}

function ItemForm({ item }: { readonly item: ItemDocument }) {
  const t = useText();
  const model = useSell();
  const port = usePort();
  const format = useFormat();
  const call = useGuardedCall();
  const [name, setName] = useState(item.name);
  const [text, setText] = useState('');
  const [checked, setChecked] = useState(false);
  const price = text.trim() === '' ? item.price : format.parse(text);
  const wrong = price === null || price < 0;
  const noName = name.trim() === '';
  const submit = () => {
    setChecked(true);
    if (call.busy || wrong || noName) return;
    const fields = { name: name.trim(), price };
    void call
      .run((approval) => port.items.edit({ id: item.id, fields, approval }))
      .then((done) => done !== null && model.close());
  };
  return (
    <div className={styles.stack}>
      {call.error !== null && <Failure error={call.error} />}
      <div className={styles.columns}>
        <div className={styles.column}>
          <TextField
            label={t('editItem.name')}
            maxLength={300}
            value={name}
            onChange={setName}
            error={checked && noName ? t('editItem.nameNeeded') : undefined}
            onKeyDown={(event) => event.key === 'Enter' && submit()}
          />
          <TouchKey tone="primary" wide hint="Enter" disabled={call.busy} onPress={submit}>
            {t('editItem.save')}
          </TouchKey>
          <p className={styles.lead}>{t('editItem.hint')}</p>
        </div>
        <div className={styles.column}>
          <FigureEntry
            label={t('editItem.price')}
            keypadLabel={t('app.digits')}
            backspaceLabel={t('app.backspace')}
            extra={decimalSign(format)}
            value={text}
            onChange={setText}
            onEnter={submit}
            placeholder={format.amount(item.price)}
            error={
              checked && wrong ? t('app.amountInvalid', { example: format.example }) : undefined
            }
          />
        </div>
      </div>
    </div>
  );
}
