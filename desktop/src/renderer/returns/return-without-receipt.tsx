import type { ItemHit } from '@second-chance/shared/contract/till/views.ts';
import { Sheet } from '@second-chance/ui/sheet.tsx';
import { TextField } from '@second-chance/ui/text-field.tsx';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useGuardedCall } from '../approval/use-guarded-call.ts';
import { useScan } from '../keys/keyboard.ts';
import formStyles from '../sell/forms.module.css';
import { useSell } from '../sell/sell-context.ts';
import { usePort } from '../state/till-context.tsx';
import { Failure } from '../text/failure.tsx';
import { Money } from '../text/money.tsx';
import { useFormat } from '../text/use-format.ts';
import { useText } from '../text/use-text.ts';
import { NO_REASON_YET, ReturnReasonFields } from './return-reason.tsx';

const HITS_MAX = 6;

/** Goods come back without a receipt: the item, how many, for how much, and a manager's word. */
export function ReturnWithoutReceipt({ onBack }: { readonly onBack: () => void }) {
  const t = useText();
  const port = usePort();
  const [text, setText] = useState('');
  const [item, setItem] = useState<ItemHit | null>(null);
  useScan(setText);
  const wanted = { text: text.trim(), categoryId: null, limit: HITS_MAX };
  const hits = useQuery({
    queryKey: ['search', wanted],
    queryFn: () => port.catalogue.search(wanted),
    enabled: wanted.text !== '',
    placeholderData: keepPreviousData,
  });
  if (item !== null) return <HowItComesBack item={item} onBack={() => setItem(null)} />;
  return (
    <Sheet title={t('returns.withoutReceipt')} closeLabel={t('app.back')} onClose={onBack}>
      <div className={formStyles.stack}>
        <p className={formStyles.lead}>{t('returns.withoutReceiptHint')}</p>
        <TextField
          autoFocus
          label={t('returns.item')}
          description={t('returns.itemHint')}
          maxLength={200}
          value={text}
          onChange={setText}
        />
        <div className={formStyles.list}>
          {(wanted.text === '' ? [] : (hits.data ?? [])).map((hit) => (
            <TouchKey key={hit.id} wide layout="start" onPress={() => setItem(hit)}>
              {hit.name} <Money amount={hit.price} form="plain" />
            </TouchKey>
          ))}
        </div>
      </div>
    </Sheet>
  );
}

interface Props {
  readonly item: ItemHit;
  readonly onBack: () => void;
}

function HowItComesBack({ item, onBack }: Props) {
  const t = useText();
  const model = useSell();
  const port = usePort();
  const format = useFormat();
  const call = useGuardedCall();
  const [quantityText, setQuantityText] = useState('1');
  const [priceText, setPriceText] = useState('');
  const [reason, setReason] = useState(NO_REASON_YET);
  const [checked, setChecked] = useState(false);
  const quantity = /^[1-9][0-9]{0,5}$/.test(quantityText.trim()) ? Number(quantityText) : null;
  const unitPrice = priceText.trim() === '' ? null : format.parse(priceText);
  const priceWrong = priceText.trim() !== '' && (unitPrice === null || unitPrice < 0);
  const submit = async () => {
    setChecked(true);
    if (quantity === null || priceWrong) return;
    const back = { itemId: item.id, quantity, unitPrice, ...reason };
    const view = await call.run((approval) =>
      port.cart.addReturnWithoutReceipt({ ...back, approval }),
    );
    if (view === null) return;
    model.acceptCart(view);
    model.chosen.set(view.lastLineId);
    model.close();
  };
  return (
    <Sheet
      title={item.name}
      closeLabel={t('app.back')}
      onClose={onBack}
      foot={
        <TouchKey tone="primary" wide disabled={call.busy} onPress={() => void submit()}>
          {t('returns.submit')}
        </TouchKey>
      }
    >
      <div className={formStyles.stack}>
        {call.error !== null && <Failure error={call.error} />}
        <div className={formStyles.columns}>
          <div className={formStyles.column}>
            <TextField
              kind="figures"
              inputMode="numeric"
              label={t('returns.quantity')}
              value={quantityText}
              onChange={setQuantityText}
              error={checked && quantity === null ? t('line.quantityInvalid') : undefined}
            />
          </div>
          <div className={formStyles.column}>
            <TextField
              kind="figures"
              inputMode="decimal"
              label={t('returns.unitPrice')}
              placeholder={format.amount(item.price)}
              value={priceText}
              onChange={setPriceText}
              error={
                checked && priceWrong
                  ? t('app.amountInvalid', { example: format.example })
                  : undefined
              }
            />
          </div>
        </div>
        <ReturnReasonFields value={reason} onChange={setReason} />
      </div>
    </Sheet>
  );
}
