import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useState } from 'react';
import { usePort } from '../state/till-context.tsx';
import { useCall } from '../state/use-call.ts';
import { Failure } from '../text/failure.tsx';
import { useText } from '../text/use-text.ts';
import { saveFile } from './save-file.ts';

/** Saves what the server does not have as a file, and says what to do with it. Changes nothing. */
export function SaveUnsent({ size = 'touch' }: { readonly size?: 'touch' | 'small' }) {
  const t = useText();
  const port = usePort();
  const call = useCall();
  const [saved, setSaved] = useState<{ fileName: string; entries: number } | null>(null);
  const save = async () => {
    const file = await call.run(() => port.register.exportUnsynced({}));
    if (file === null) return;
    saveFile({ name: file.fileName, content: file.content, type: 'application/x-ndjson' });
    setSaved(file);
  };
  return (
    <>
      <TouchKey size={size} disabled={call.busy} onPress={() => void save()}>
        {t('unsent.save')}
      </TouchKey>
      {saved !== null && (
        <span role="status">
          {t('unsent.saved', { fileName: saved.fileName, count: saved.entries })}
        </span>
      )}
      {call.error !== null && <Failure error={call.error} />}
    </>
  );
}
