import { ERROR_STATUS, type ErrorCode } from '@second-chance/shared/contract/errors.ts';
import type { ReturnableSale } from '@second-chance/shared/contract/till/views.ts';
import { Sheet } from '@second-chance/ui/sheet.tsx';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useState } from 'react';
import { useKeys } from '../keys/keyboard.ts';
import formStyles from '../sell/forms.module.css';
import { useSell } from '../sell/sell-context.ts';
import { usePort } from '../state/till-context.tsx';
import { useCall } from '../state/use-call.ts';
import { Failure } from '../text/failure.tsx';
import { Money } from '../text/money.tsx';
import { useFormat } from '../text/use-format.ts';
import { useText } from '../text/use-text.ts';
import styles from './choose-return.module.css';
import { NO_REASON_YET, ReturnReasonFields } from './return-reason.tsx';

/** Which pieces of one receipt come back, why, and where they go. */
export function ChooseReturn({ sale }: { readonly sale: ReturnableSale }) {
  const t = useText();
  const model = useSell();
  const port = usePort();
  const format = useFormat();
  const call = useCall();
  const only = sale.lines.length === 1 ? sale.lines[0] : undefined;
  const [pieces, setPieces] = useState<ReadonlyMap<number, number>>(
    () => new Map(only === undefined || only.returnable === 0 ? [] : [[only.lineNumber, 1]]),
  );
  const [reason, setReason] = useState(NO_REASON_YET);
  const [checked, setChecked] = useState(false);
  const set = (line: Line, count: number) =>
    setPieces(new Map(pieces).set(line.lineNumber, Math.min(Math.max(count, 0), line.returnable)));
  const chosen = [...pieces].filter(([, quantity]) => quantity > 0);
  const submit = async () => {
    setChecked(true);
    if (chosen.length === 0) return;
    const lines = chosen.map(([lineNumber, quantity]) => ({ lineNumber, quantity, ...reason }));
    const view = await call.run(() => port.cart.addReturn({ saleId: sale.saleId, lines }));
    if (view === null) return;
    model.acceptCart(view);
    model.chosen.set(view.lastLineId);
    model.close();
  };
  const busy = call.busy || sale.refusal !== null;
  // A key that has the focus is pressed by Enter itself.
  const enter = () =>
    document.activeElement instanceof HTMLButtonElement || busy ? false : submit();
  useKeys({ Enter: enter });
  return (
    <Sheet
      title={t('returns.choose', { number: sale.receiptNumber })}
      closeLabel={t('app.back')}
      onClose={model.close}
      foot={
        <>
          <TouchKey onPress={() => model.open({ kind: 'returns', receiptNumber: null })}>
            {t('returns.otherReceipt')}
          </TouchKey>
          <TouchKey tone="primary" wide hint="Enter" disabled={busy} onPress={() => void submit()}>
            {t('returns.submit')}
          </TouchKey>
        </>
      }
    >
      <div className={formStyles.stack}>
        <p className={formStyles.lead}>
          {t('returns.boughtAt', { time: format.dateTime(sale.at), person: sale.staff })}
        </p>
        {sale.refusal !== null && (
          <Failure error={{ code: refusalCode(sale.refusal), details: {} }} />
        )}
        {call.error !== null && <Failure error={call.error} />}
        {checked && chosen.length === 0 && <p role="alert">{t('returns.nothingChosen')}</p>}
        <ul className={styles.lines}>
          {sale.lines.map((line) => (
            <ReturnLine
              key={line.lineNumber}
              line={line}
              count={pieces.get(line.lineNumber) ?? 0}
              onCount={(count) => set(line, count)}
            />
          ))}
        </ul>
        <ReturnReasonFields value={reason} onChange={setReason} />
      </div>
    </Sheet>
  );
}

type Line = ReturnableSale['lines'][number];

interface LineProps {
  readonly line: Line;
  readonly count: number;
  readonly onCount: (count: number) => void;
}

function ReturnLine({ line, count, onCount }: LineProps) {
  const t = useText();
  const { name, quantity, returnable } = line;
  return (
    <li className={styles.line} data-chosen={count > 0 || undefined}>
      <span className={styles.name}>{name}</span>
      <span className={styles.amount}>
        <Money amount={line.gross} form="plain" />
      </span>
      <span className={styles.left}>
        {returnable === 0
          ? t('returns.lineNone')
          : t('returns.lineLeft', { left: returnable, quantity })}
      </span>
      {returnable > 0 && (
        <div className={styles.keys}>
          <TouchKey
            label={t('returns.less', { name })}
            disabled={count === 0}
            onPress={() => onCount(count - 1)}
          >
            −
          </TouchKey>
          <output className={styles.count}>{count}</output>
          <TouchKey
            label={t('returns.more', { name })}
            disabled={count === returnable}
            onPress={() => onCount(count + 1)}
          >
            +
          </TouchKey>
          {returnable > 1 && (
            <TouchKey disabled={count === returnable} onPress={() => onCount(returnable)}>
              {t('returns.all')}
            </TouchKey>
          )}
        </div>
      )}
    </li>
  );
}

function refusalCode(refusal: string): ErrorCode {
  return Object.hasOwn(ERROR_STATUS, refusal) ? (refusal as ErrorCode) : 'NOT_RETURNABLE';
}
