import { TextField } from '@second-chance/ui/text-field.tsx';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { type ComponentProps, useState } from 'react';
import { Failure } from '../text/failure.tsx';
import { useText } from '../text/use-text.ts';
import type { useGuardedCall } from './use-guarded-call.ts';

interface Props {
  readonly label: string;
  readonly submitLabel: string;
  readonly tone: NonNullable<ComponentProps<typeof TouchKey>['tone']>;
  /** The call that the reason is for; its error shows here, and the key is dead while it runs. */
  readonly call: Pick<ReturnType<typeof useGuardedCall>, 'error' | 'busy'>;
  /** Gets the reason without spaces around it; never an empty one. */
  readonly onSubmit: (reason: string) => void;
}

/** Asks why, for what is recorded with a reason. */
export function ReasonForm({ label, submitLabel, tone, call, onSubmit }: Props) {
  const t = useText();
  const [reason, setReason] = useState('');
  const [checked, setChecked] = useState(false);
  const missing = reason.trim() === '';
  const submit = () => {
    setChecked(true);
    if (!missing) onSubmit(reason.trim());
  };
  return (
    <>
      <TextField
        autoFocus
        label={label}
        maxLength={200}
        value={reason}
        onChange={setReason}
        error={checked && missing ? t('app.reasonNeeded') : undefined}
        onKeyDown={(event) => event.key === 'Enter' && submit()}
      />
      {call.error !== null && <Failure error={call.error} />}
      <TouchKey tone={tone} size="pay" wide hint="Enter" disabled={call.busy} onPress={submit}>
        {submitLabel}
      </TouchKey>
    </>
  );
}
