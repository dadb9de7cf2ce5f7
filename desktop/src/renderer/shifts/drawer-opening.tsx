import { Sheet } from '@second-chance/ui/sheet.tsx';
import { TextField } from '@second-chance/ui/text-field.tsx';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useState } from 'react';
import { useGuardedCall } from '../approval/use-guarded-call.ts';
import formStyles from '../sell/forms.module.css';
import { useTill } from '../state/till-context.tsx';
import { Failure } from '../text/failure.tsx';
import { useText } from '../text/use-text.ts';

/** Opens the drawer without a sale; who, who agreed and why is written down. */
export function DrawerOpening({ onBack }: { readonly onBack: () => void }) {
  const t = useText();
  const till = useTill();
  const call = useGuardedCall();
  const [reason, setReason] = useState('');
  const [checked, setChecked] = useState(false);
  const [opened, setOpened] = useState(false);
  const missing = reason.trim() === '';
  const submit = async () => {
    setChecked(true);
    if (missing) return;
    const state = await call.run((approval) =>
      till.port.shifts.openDrawer({ reason: reason.trim(), approval }),
    );
    if (state === null) return;
    till.acceptState(state);
    setOpened(true);
  };
  return (
    <Sheet title={t('shift.drawerTitle')} closeLabel={t('app.back')} onClose={onBack}>
      <div className={formStyles.column}>
        {opened ? (
          <p role="status">{t('shift.drawerOpened')}</p>
        ) : (
          <>
            <TextField
              autoFocus
              label={t('app.reason')}
              maxLength={200}
              value={reason}
              onChange={setReason}
              error={checked && missing ? t('app.reasonNeeded') : undefined}
              onKeyDown={(event) => event.key === 'Enter' && void submit()}
            />
            {call.error !== null && <Failure error={call.error} />}
            <TouchKey
              tone="primary"
              size="pay"
              wide
              hint="Enter"
              disabled={call.busy}
              onPress={() => void submit()}
            >
              {t('shift.drawerSubmit')}
            </TouchKey>
          </>
        )}
      </div>
    </Sheet>
  );
}
