import type { DevicesView, DeviceView } from '@second-chance/shared/contract/till/device-views.ts';
import {
  type DeviceSettings,
  deviceSettingsSchema,
  USUAL_LABEL_OPTIONS,
  USUAL_RECEIPT_OPTIONS,
} from '@second-chance/shared/printing/device-settings.ts';
import { Sheet } from '@second-chance/ui/sheet.tsx';
import { TextField } from '@second-chance/ui/text-field.tsx';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useState } from 'react';
import { useGuardedCall } from '../approval/use-guarded-call.ts';
import { useKeys } from '../keys/keyboard.ts';
import { usePort } from '../state/till-context.tsx';
import { Failure } from '../text/failure.tsx';
import { useText } from '../text/use-text.ts';
import styles from './devices.module.css';
import { LabelOptionsFields } from './label-options-fields.tsx';
import { ReachField } from './reach-field.tsx';
import { ReceiptOptionsFields } from './receipt-options-fields.tsx';

interface Props {
  readonly kind: DeviceSettings['kind'];
  /** Null: a new one. */
  readonly device: DeviceView | null;
  readonly onBack: () => void;
  readonly onSaved: (view: DevicesView) => void;
}

/** One printer: where it is reached and what it can. */
export function DeviceForm({ kind, device, onBack, onSaved }: Props) {
  const t = useText();
  const port = usePort();
  const call = useGuardedCall();
  useKeys({ Esc: onBack });
  const [settings, setSettings] = useState<DeviceSettings>(
    () => device?.settings ?? usual(kind, t(`devices.form.nameUsual.${kind}`)),
  );
  const [tried, setTried] = useState(false);
  const checked = deviceSettingsSchema.safeParse(settings);
  const badFields = new Set(checked.error?.issues.map(({ path }) => path.join('.')));
  const bad = (field: string) =>
    tried && badFields.has(field) ? t('devices.form.bad') : undefined;
  const settle = (answer: Promise<DevicesView | null>) =>
    void answer.then((view) => view !== null && onSaved(view));
  const save = () => {
    setTried(true);
    if (!checked.success) return;
    const id = device?.id ?? null;
    settle(call.run((approval) => port.devices.save({ id, settings: checked.data, approval })));
  };
  return (
    <Sheet
      title={device?.settings.name ?? t(`devices.form.${kind}`)}
      closeLabel={t('app.back')}
      onClose={onBack}
      foot={
        <>
          <TouchKey tone="primary" disabled={call.busy} onPress={save}>
            {t('devices.form.save')}
          </TouchKey>
          {device !== null && (
            <TouchKey
              tone="danger"
              disabled={call.busy}
              onPress={() =>
                settle(call.run((approval) => port.devices.remove({ id: device.id, approval })))
              }
            >
              {t('devices.form.remove')}
            </TouchKey>
          )}
        </>
      }
    >
      <div className={styles.stack}>
        {call.error !== null && <Failure error={call.error} />}
        <TextField
          label={t('devices.form.name')}
          value={settings.name}
          onChange={(name) => setSettings({ ...settings, name })}
          maxLength={60}
          error={bad('name')}
        />
        <ReachField
          transport={settings.transport}
          onChange={(transport) => setSettings({ ...settings, transport })}
          bad={bad}
        />
        {settings.kind === 'receipt_printer' ? (
          <ReceiptOptionsFields
            options={settings.options}
            onChange={(options) => setSettings({ ...settings, options })}
          />
        ) : (
          <LabelOptionsFields
            options={settings.options}
            onChange={(options) => setSettings({ ...settings, options })}
            bad={bad}
          />
        )}
      </div>
    </Sheet>
  );
}

const PRINTER_PORT = 9_100;

function usual(kind: DeviceSettings['kind'], name: string): DeviceSettings {
  const transport = { kind: 'tcp', host: '', port: PRINTER_PORT } as const;
  return kind === 'receipt_printer'
    ? { kind, name, transport, options: USUAL_RECEIPT_OPTIONS }
    : { kind, name, transport, options: USUAL_LABEL_OPTIONS };
}
