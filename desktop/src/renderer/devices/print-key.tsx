import type { PrintJobId } from '@second-chance/shared/ids.ts';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useState } from 'react';
import { useTillState } from '../state/till-context.tsx';
import { useCall } from '../state/use-call.ts';
import { Failure } from '../text/failure.tsx';
import { useText } from '../text/use-text.ts';

interface Props {
  readonly children: string;
  readonly tone?: 'plain' | 'primary';
  readonly hint?: string;
  readonly disabled?: boolean;
  /** Puts it on its way to the till's receipt printer. */
  readonly print: () => Promise<{ readonly jobId: PrintJobId }>;
}

/** Prints at the till's printer; where none is set up, by the browser what it shows. */
export function PrintKey({ children, tone = 'plain', hint, disabled = false, print }: Props) {
  const t = useText();
  const call = useCall();
  const { receiptPrinter } = useTillState().printing;
  const [sent, setSent] = useState(false);
  const press = () => {
    if (!receiptPrinter) return window.print();
    void call.run(print).then((job) => setSent(job !== null));
  };
  return (
    <>
      <TouchKey tone={tone} hint={hint} disabled={disabled || call.busy} onPress={press}>
        {children}
      </TouchKey>
      <span role="status">{sent && t('devices.printed')}</span>
      {call.error !== null && <Failure error={call.error} />}
    </>
  );
}
