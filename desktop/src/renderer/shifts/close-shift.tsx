import type { CurrencyCode } from '@second-chance/shared/money/currency-code.ts';
import { denominationsOf, sumOfPieces } from '@second-chance/shared/money/denominations.ts';
import { Choice } from '@second-chance/ui/choice.tsx';
import { decimalSign } from '@second-chance/ui/decimal-sign.ts';
import { FigureEntry } from '@second-chance/ui/figure-entry.tsx';
import { Sheet } from '@second-chance/ui/sheet.tsx';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useState } from 'react';
import formStyles from '../sell/forms.module.css';
import { useCart, useTill, useTillState } from '../state/till-context.tsx';
import { useCall } from '../state/use-call.ts';
import { Failure } from '../text/failure.tsx';
import { useFormat } from '../text/use-format.ts';
import { useText } from '../text/use-text.ts';
import { closedReport } from './closed-report.ts';
import { CountPieces, type PieceTexts, piecesOf } from './count-pieces.tsx';

/** The drawer is counted before anyone sees what was expected. */
export function CloseShift({ onBack }: { readonly onBack: () => void }) {
  const t = useText();
  const { port } = useTill();
  const format = useFormat();
  const cart = useCart();
  const { parkedCount, sync } = useTillState();
  const call = useCall();
  const [text, setText] = useState('');
  const [checked, setChecked] = useState(false);
  const values = denominationsOf(format.currency as CurrencyCode);
  const [by, setBy] = useState<'sum' | 'pieces'>('sum');
  const [pieceTexts, setPieceTexts] = useState<PieceTexts>({});
  const pieces = by === 'pieces' ? piecesOf(values, pieceTexts) : null;
  const counted = by === 'sum' ? format.parse(text) : pieces && sumOfPieces(pieces);
  const wrong = counted === null || counted < 0;
  const ticketOpen = cart !== null && cart.lines.length > 0;
  const submit = async () => {
    setChecked(true);
    if (wrong || ticketOpen) return;
    const report = await call.run(() =>
      port.shifts.close(pieces === null ? { counted } : { counted, pieces }),
    );
    // Core ends the shift at once, and with it this screen; the report is shown in its place.
    if (report !== null) closedReport.set(report);
  };
  return (
    <Sheet title={t('shift.closeTitle')} closeLabel={t('app.back')} onClose={onBack}>
      <div className={formStyles.columns}>
        <div className={formStyles.column}>
          <p className={formStyles.lead}>{t('shift.closeBody')}</p>
          {ticketOpen && <p role="alert">{t('shift.cartNotEmpty')}</p>}
          {parkedCount > 0 && <p>{t('shift.parkedLeft', { count: parkedCount })}</p>}
          {sync.waitingSales > 0 && (
            <p role="status">{t('report.unsent', { count: sync.waitingSales })}</p>
          )}
          {values.length > 0 && (
            <Choice
              label={t('shift.countBy')}
              value={by}
              options={[
                { value: 'sum', label: t('shift.countBySum') },
                { value: 'pieces', label: t('shift.countByPieces') },
              ]}
              onChange={setBy}
            />
          )}
          {call.error !== null && <Failure error={call.error} />}
        </div>
        <div className={by === 'sum' ? formStyles.column : formStyles.wide}>
          {by === 'pieces' ? (
            <CountPieces values={values} texts={pieceTexts} onChange={setPieceTexts} />
          ) : (
            <FigureEntry
              label={t('shift.counted')}
              keypadLabel={t('app.digits')}
              backspaceLabel={t('app.backspace')}
              extra={decimalSign(format)}
              value={text}
              onChange={setText}
              onEnter={() => void submit()}
              placeholder={format.example}
              error={
                checked && wrong ? t('app.amountInvalid', { example: format.example }) : undefined
              }
            />
          )}
          <TouchKey
            tone="primary"
            size="pay"
            wide
            hint="Enter"
            disabled={call.busy || ticketOpen}
            onPress={() => void submit()}
          >
            {t('shift.closeSubmit')}
          </TouchKey>
        </div>
      </div>
    </Sheet>
  );
}
