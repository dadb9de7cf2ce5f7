import { Sheet } from '@second-chance/ui/sheet.tsx';
import { useState } from 'react';
import { ReasonForm } from '../approval/reason-form.tsx';
import { useGuardedCall } from '../approval/use-guarded-call.ts';
import formStyles from '../sell/forms.module.css';
import { useTill } from '../state/till-context.tsx';
import { useText } from '../text/use-text.ts';

/** Opens the drawer without a sale; who, who agreed and why is written down. */
export function DrawerOpening({ onBack }: { readonly onBack: () => void }) {
  const t = useText();
  const till = useTill();
  const call = useGuardedCall();
  const [opened, setOpened] = useState(false);
  const submit = async (reason: string) => {
    const state = await call.run((approval) => till.port.shifts.openDrawer({ reason, approval }));
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
          <ReasonForm
            label={t('app.reason')}
            submitLabel={t('shift.drawerSubmit')}
            tone="primary"
            call={call}
            onSubmit={(reason) => void submit(reason)}
          />
        )}
      </div>
    </Sheet>
  );
}
