import { Sheet } from '@second-chance/ui/sheet.tsx';
import { TextField } from '@second-chance/ui/text-field.tsx';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useState } from 'react';
import { usePort } from '../state/till-context.tsx';
import { useCall } from '../state/use-call.ts';
import { Failure } from '../text/failure.tsx';
import { useText } from '../text/use-text.ts';
import styles from './forms.module.css';
import { useSell } from './sell-context.ts';

/** Puts the ticket aside so that somebody else can be served. */
export function ParkSheet() {
  const t = useText();
  const model = useSell();
  const port = usePort();
  const call = useCall();
  const [label, setLabel] = useState('');
  const park = async () => {
    const view = await call.run(() => port.cart.park({ label: label.trim() }));
    if (view === null) return;
    model.acceptCart(view);
    model.chosen.set(null);
    model.close();
  };
  return (
    <Sheet title={t('park.parkTitle')} closeLabel={t('app.back')} onClose={model.close}>
      <div className={styles.column}>
        <TextField
          autoFocus
          label={t('park.label')}
          description={t('park.labelHint')}
          maxLength={60}
          value={label}
          onChange={setLabel}
          onKeyDown={(event) => event.key === 'Enter' && void park()}
        />
        {call.error !== null && <Failure error={call.error} />}
        <TouchKey
          tone="primary"
          size="pay"
          wide
          hint="Enter"
          disabled={call.busy}
          onPress={() => void park()}
        >
          {t('park.submit')}
        </TouchKey>
      </div>
    </Sheet>
  );
}
