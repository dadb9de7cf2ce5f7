import type { ShiftReport } from '@second-chance/shared/contract/till-rpc.ts';
import { Sheet } from '@second-chance/ui/sheet.tsx';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { PrintKey } from '../devices/print-key.tsx';
import { callErrorOf } from '../rpc/call-error.ts';
import formStyles from '../sell/forms.module.css';
import { useSell } from '../sell/sell-context.ts';
import { usePort, useTillState } from '../state/till-context.tsx';
import { Failure } from '../text/failure.tsx';
import { useFormat } from '../text/use-format.ts';
import { useText } from '../text/use-text.ts';
import { CashMovement } from './cash-movement.tsx';
import { CloseShift } from './close-shift.tsx';
import { DrawerOpening } from './drawer-opening.tsx';
import { ShiftHistory } from './shift-history.tsx';
import { ShiftReportPaper } from './shift-report.tsx';

type Part = 'report' | 'cash' | 'drawer' | 'close' | 'history';

/** The drawer's day: what is in it, in and out, totals so far, and the closing. */
export function ShiftSheet() {
  const t = useText();
  const model = useSell();
  const port = usePort();
  const format = useFormat();
  const { shift } = useTillState();
  const [part, setPart] = useState<Part>('report');
  const [moved, setMoved] = useState<ShiftReport | null>(null);
  const report = useQuery({
    queryKey: ['x-report', moved],
    queryFn: () => port.shifts.xReport({}),
    enabled: part === 'report',
  });
  const back = () => setPart('report');
  if (part === 'close') return <CloseShift onBack={back} />;
  if (part === 'history') return <ShiftHistory onBack={back} />;
  if (part === 'drawer') return <DrawerOpening onBack={back} />;
  if (part === 'cash') {
    const done = (next: ShiftReport) => {
      setMoved(next);
      back();
    };
    return <CashMovement onBack={back} onMoved={done} />;
  }
  return (
    <Sheet
      title={t('shift.title')}
      closeLabel={t('app.back')}
      onClose={model.close}
      foot={
        <>
          <TouchKey tone="primary" onPress={() => setPart('close')}>
            {t('shift.close')}
          </TouchKey>
          <PrintKey print={() => port.devices.printReport({ shiftId: null })}>
            {t('shift.print')}
          </PrintKey>
        </>
      }
    >
      <div className={formStyles.stack}>
        {shift !== null && (
          <p className={formStyles.lead}>
            {t('shift.since', { time: format.time(shift.openedAt), person: shift.openedBy })}
          </p>
        )}
        <div className={formStyles.row}>
          <TouchKey onPress={() => setPart('cash')}>{t('shift.cash')}</TouchKey>
          <TouchKey onPress={() => setPart('drawer')}>{t('shift.drawer')}</TouchKey>
          <TouchKey onPress={() => setPart('history')}>{t('shift.history')}</TouchKey>
        </div>
        {report.isError && <Failure error={callErrorOf(report.error)} />}
        {report.isSuccess && <ShiftReportPaper report={report.data} />}
      </div>
    </Sheet>
  );
}
