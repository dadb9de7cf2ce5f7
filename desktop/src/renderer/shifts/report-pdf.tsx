import type { ShiftId } from '@second-chance/shared/ids.ts';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { savePdf } from '../frame/save-pdf.ts';
import { usePort } from '../state/till-context.tsx';
import { useCall } from '../state/use-call.ts';
import { Failure } from '../text/failure.tsx';
import { useText } from '../text/use-text.ts';

/** Saves a report as a file; null: of the open shift. */
export function ReportPdf({ shiftId }: { readonly shiftId: ShiftId | null }) {
  const t = useText();
  const port = usePort();
  const call = useCall();
  const save = async () => {
    const file = await call.run(() => port.devices.reportPdf({ shiftId }));
    if (file !== null) savePdf(file);
  };
  return (
    <>
      <TouchKey disabled={call.busy} onPress={() => void save()}>
        {t('shift.pdf')}
      </TouchKey>
      {call.error !== null && <Failure error={call.error} />}
    </>
  );
}
