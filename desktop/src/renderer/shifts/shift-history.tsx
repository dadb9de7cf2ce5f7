import type { ShiftReport } from '@second-chance/shared/contract/till-rpc.ts';
import { EmptyState } from '@second-chance/ui/empty-state.tsx';
import { Sheet } from '@second-chance/ui/sheet.tsx';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { PrintKey } from '../devices/print-key.tsx';
import rowStyles from '../receipts/sale-row-text.module.css';
import { callErrorOf } from '../rpc/call-error.ts';
import formStyles from '../sell/forms.module.css';
import { usePort } from '../state/till-context.tsx';
import { Failure } from '../text/failure.tsx';
import { Money } from '../text/money.tsx';
import { useFormat } from '../text/use-format.ts';
import { useText } from '../text/use-text.ts';
import { ReportPdf } from './report-pdf.tsx';
import { ShiftReportPaper } from './shift-report.tsx';

const SHOWN_MAX = 30;

/** Z reports of this till, newest first. */
export function ShiftHistory({ onBack }: { readonly onBack: () => void }) {
  const t = useText();
  const port = usePort();
  const format = useFormat();
  const [shown, setShown] = useState<ShiftReport | null>(null);
  const history = useQuery({
    queryKey: ['shift-history'],
    queryFn: () => port.shifts.history({ limit: SHOWN_MAX }),
  });
  const reports = (history.data ?? []).filter(({ zNumber }) => zNumber !== null);
  if (shown !== null) {
    return (
      <Sheet
        title={t('shift.zReport', { number: shown.zNumber ?? '' })}
        closeLabel={t('app.back')}
        onClose={() => setShown(null)}
        foot={
          <>
            <PrintKey print={() => port.devices.printReport({ shiftId: shown.shiftId })}>
              {t('shift.print')}
            </PrintKey>
            <ReportPdf shiftId={shown.shiftId} />
          </>
        }
      >
        <ShiftReportPaper report={shown} />
      </Sheet>
    );
  }
  return (
    <Sheet title={t('shift.history')} closeLabel={t('app.back')} onClose={onBack}>
      {history.isError && <Failure error={callErrorOf(history.error)} />}
      {history.isSuccess && reports.length === 0 && <EmptyState title={t('shift.historyNone')} />}
      <div className={formStyles.list}>
        {reports.map((report) => (
          <TouchKey
            key={report.shiftId}
            wide
            tone="quiet"
            layout="start"
            onPress={() => setShown(report)}
          >
            <span className={rowStyles.row}>
              <span>{t('shift.zReport', { number: report.zNumber ?? '' })}</span>
              <span className={rowStyles.sum}>
                <Money amount={report.totals.gross} />
              </span>
              <span className={rowStyles.facts}>
                {report.closedAt !== null && format.dateTime(report.closedAt)}
              </span>
            </span>
          </TouchKey>
        ))}
      </div>
    </Sheet>
  );
}
