import type { CartLineView, CartView } from '@second-chance/shared/contract/till/views.ts';
import { EDIT_RIGHTS } from '@second-chance/shared/documents/collections.ts';
import { decide } from '@second-chance/shared/people/rights.ts';
import { Choice } from '@second-chance/ui/choice.tsx';
import { FigureEntry } from '@second-chance/ui/figure-entry.tsx';
import { Sheet } from '@second-chance/ui/sheet.tsx';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { type ReactNode, useState } from 'react';
import { useGuardedCall } from '../approval/use-guarded-call.ts';
import { useCart, usePort, useTillState } from '../state/till-context.tsx';
import { Failure } from '../text/failure.tsx';
import { useText } from '../text/use-text.ts';
import { DiscountForm } from './discount-form.tsx';
import styles from './forms.module.css';
import type { LineChange } from './panel.ts';
import { PriceForm } from './price-form.tsx';
import { useSell } from './sell-context.ts';

interface Props {
  readonly lineId: string;
  readonly what: LineChange;
}

/** Quantity, discount or price of one line; or off the ticket with it. */
export function LineSheet({ lineId, what }: Props) {
  const t = useText();
  const model = useSell();
  const port = usePort();
  const call = useGuardedCall();
  const { staff } = useTillState();
  const line = useCart()?.lines.find((candidate) => candidate.lineId === lineId);
  if (line === undefined) return null;
  const { itemId } = line;
  const mayEdit =
    staff !== null && decide({ role: staff.role, right: EDIT_RIGHTS.items }) === 'yes';
  const head = line.returnOf === null && (
    <Choice
      label={t('line.what')}
      value={what}
      options={[
        { value: 'quantity', label: t('line.quantity') },
        { value: 'discount', label: t('line.discount') },
        { value: 'price', label: t('line.price') },
      ]}
      onChange={(next) => model.open({ kind: 'line', lineId, what: next })}
    />
  );
  const done = (view: CartView | null) => {
    if (view === null) return;
    model.acceptCart(view);
    model.close();
  };
  return (
    <Sheet
      title={line.name}
      closeLabel={t('app.back')}
      onClose={model.close}
      foot={
        <>
          <TouchKey hint="Alt N" onPress={() => model.open({ kind: 'note', lineId })}>
            {t('note.open')}
          </TouchKey>
          {itemId !== null && mayEdit && (
            <TouchKey onPress={() => model.open({ kind: 'item', itemId })}>
              {t('editItem.open')}
            </TouchKey>
          )}
        </>
      }
    >
      <div className={styles.stack}>
        {call.error !== null && <Failure error={call.error} />}
        {what === 'quantity' && (
          <QuantityForm
            head={head}
            line={line}
            busy={call.busy}
            onQuantity={(quantity) =>
              void call.run(() => port.cart.setQuantity({ lineId, quantity })).then(done)
            }
            onRemove={() => void call.run(() => port.cart.removeLine({ lineId })).then(done)}
          />
        )}
        {what === 'discount' && (
          <DiscountForm
            head={head}
            busy={call.busy}
            submitLabel={t('line.setDiscount')}
            removable={line.pricePath.some(({ step }) => step === 'line_discount')}
            onDiscount={(discount) =>
              void call
                .run((approval) => port.cart.discountLine({ lineId, discount, approval }))
                .then(done)
            }
          />
        )}
        {what === 'price' && (
          <PriceForm
            head={head}
            busy={call.busy}
            removable={line.pricePath.some(({ step }) => step === 'override')}
            onPrice={(override) =>
              void call
                .run((approval) => port.cart.overridePrice({ lineId, override, approval }))
                .then(done)
            }
          />
        )}
      </div>
    </Sheet>
  );
}

interface QuantityProps {
  readonly head: ReactNode;
  readonly line: CartLineView;
  readonly busy: boolean;
  readonly onQuantity: (quantity: number) => void;
  readonly onRemove: () => void;
}

function QuantityForm({ head, line, busy, onQuantity, onRemove }: QuantityProps) {
  const t = useText();
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState(false);
  const submit = () => {
    if (busy) return;
    if (!/^[1-9][0-9]{0,5}$/.test(text.trim())) return setWrong(true);
    onQuantity(Number(text));
  };
  return (
    <div className={styles.columns}>
      <div className={styles.column}>
        {head}
        <TouchKey tone="primary" wide hint="Enter" disabled={busy} onPress={submit}>
          {t('line.setQuantity')}
        </TouchKey>
        <TouchKey tone="danger" hint="Del" disabled={busy} onPress={onRemove}>
          {t('line.remove')}
        </TouchKey>
      </div>
      <div className={styles.column}>
        <FigureEntry
          label={t('line.quantity')}
          keypadLabel={t('app.digits')}
          backspaceLabel={t('app.backspace')}
          extra={null}
          maxLength={6}
          value={text}
          onChange={(next) => {
            setText(next);
            setWrong(false);
          }}
          onEnter={submit}
          placeholder={String(Math.abs(line.quantity))}
          error={wrong ? t('line.quantityInvalid') : undefined}
        />
      </div>
    </div>
  );
}
