import type { CategoryId } from '@second-chance/shared/ids.ts';
import { Choice } from '@second-chance/ui/choice.tsx';
import { decimalSign } from '@second-chance/ui/decimal-sign.ts';
import { FigureEntry } from '@second-chance/ui/figure-entry.tsx';
import { Sheet } from '@second-chance/ui/sheet.tsx';
import { TextField } from '@second-chance/ui/text-field.tsx';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { usePort } from '../state/till-context.tsx';
import { useCall } from '../state/use-call.ts';
import { Failure } from '../text/failure.tsx';
import { useFormat } from '../text/use-format.ts';
import { useText } from '../text/use-text.ts';
import styles from './forms.module.css';
import { useSell } from './sell-context.ts';

/** A thing that nobody has entered: its category says the tax, the cashier the price. */
export function UnlistedSheet({ name: first }: { readonly name: string }) {
  const t = useText();
  const model = useSell();
  const port = usePort();
  const format = useFormat();
  const call = useCall();
  const [categoryId, setCategoryId] = useState<CategoryId | null>(null);
  const [name, setName] = useState(first);
  const [text, setText] = useState('');
  const [checked, setChecked] = useState(false);
  const categories = useQuery({
    queryKey: ['categories', 'all'],
    queryFn: () => port.catalogue.categories({}),
  });
  const options = categories.data ?? [];
  const chosen = categoryId ?? (options.length === 1 ? (options[0]?.id ?? null) : null);
  const price = format.parse(text);
  const wrong = price === null || price < 0;
  const submit = () => {
    setChecked(true);
    if (wrong || chosen === null || call.busy) return;
    const quantity = model.times.get() ?? 1;
    void call
      .run(() => port.ticket.addUnlisted({ categoryId: chosen, price, quantity, name }))
      .then((view) => {
        if (view === null) return;
        model.times.set(null);
        model.acceptCart(view);
        model.chosen.set(view.lastLineId);
        model.close();
      });
  };
  return (
    <Sheet title={t('unlisted.title')} closeLabel={t('app.back')} onClose={model.close}>
      <div className={styles.columns}>
        <div className={styles.column}>
          <Choice
            label={t('unlisted.category')}
            value={chosen}
            options={options.map(({ id, name: label }) => ({ value: id, label }))}
            onChange={setCategoryId}
          />
          {checked && chosen === null && <p role="alert">{t('unlisted.categoryNeeded')}</p>}
          <TextField
            label={t('unlisted.name')}
            maxLength={200}
            value={name}
            onChange={setName}
            onKeyDown={(event) => event.key === 'Enter' && submit()}
          />
          {call.error !== null && <Failure error={call.error} />}
          <TouchKey tone="primary" wide hint="Enter" disabled={call.busy} onPress={submit}>
            {t('unlisted.submit')}
          </TouchKey>
        </div>
        <div className={styles.column}>
          <FigureEntry
            label={t('unlisted.price')}
            keypadLabel={t('app.digits')}
            backspaceLabel={t('app.backspace')}
            extra={decimalSign(format)}
            value={text}
            onChange={setText}
            onEnter={submit}
            placeholder={format.example}
            error={
              checked && wrong ? t('app.amountInvalid', { example: format.example }) : undefined
            }
          />
        </div>
      </div>
    </Sheet>
  );
}
