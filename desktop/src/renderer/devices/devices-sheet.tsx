import type { DevicesView, DeviceView } from '@second-chance/shared/contract/till/device-views.ts';
import type { DeviceSettings } from '@second-chance/shared/printing/device-settings.ts';
import { EmptyState } from '@second-chance/ui/empty-state.tsx';
import { Sheet } from '@second-chance/ui/sheet.tsx';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useState } from 'react';
import { useGuardedCall } from '../approval/use-guarded-call.ts';
import { openDisplay } from '../frame/open-display.ts';
import { useSell } from '../sell/sell-context.ts';
import { usePort } from '../state/till-context.tsx';
import { useCall } from '../state/use-call.ts';
import { Failure } from '../text/failure.tsx';
import { useText } from '../text/use-text.ts';
import { DeviceForm } from './device-form.tsx';
import styles from './devices.module.css';
import { JobList } from './job-list.tsx';
import { LogoField } from './logo-field.tsx';
import { Switch } from './switch.tsx';
import { useDevices } from './use-devices.ts';

type Part =
  | { readonly part: 'list' }
  | {
      readonly part: 'form';
      readonly kind: DeviceSettings['kind'];
      readonly device: DeviceView | null;
    };

/** Everything that stands around the till: what is set up, whether it works, what waits for it. */
export function DevicesSheet() {
  const t = useText();
  const model = useSell();
  const [part, setPart] = useState<Part>({ part: 'list' });
  const { view, failed, accept } = useDevices();
  const back = () => setPart({ part: 'list' });
  if (part.part === 'form') {
    const saved = (next: DevicesView) => {
      accept(next);
      back();
    };
    return <DeviceForm kind={part.kind} device={part.device} onBack={back} onSaved={saved} />;
  }
  const add = (kind: DeviceSettings['kind']) => setPart({ part: 'form', kind, device: null });
  return (
    <Sheet
      title={t('devices.title')}
      closeLabel={t('app.back')}
      onClose={model.close}
      foot={
        <>
          <TouchKey
            tone={view?.devices.length === 0 ? 'primary' : 'plain'}
            onPress={() => add('receipt_printer')}
          >
            {t('devices.addReceipt')}
          </TouchKey>
          <TouchKey onPress={() => add('label_printer')}>{t('devices.addLabel')}</TouchKey>
        </>
      }
    >
      <div className={styles.stack}>
        {failed && <p role="alert">{t('devices.failed')}</p>}
        {view !== undefined && (
          <>
            <Printers
              view={view}
              onSetUp={(device) => setPart({ part: 'form', kind: device.settings.kind, device })}
              onChanged={accept}
            />
            <Beside />
            {view.devices.length > 0 && <ByItself view={view} onChanged={accept} />}
            {view.devices.length > 0 && <LogoField logo={view.logo} onChanged={accept} />}
            {(view.jobs.length > 0 || view.devices.length > 0) && (
              <JobList jobs={view.jobs} onChanged={accept} />
            )}
          </>
        )}
      </div>
    </Sheet>
  );
}

/** What is set up elsewhere and stands beside the printers. */
function Beside() {
  const t = useText();
  const model = useSell();
  return (
    <section className={styles.section}>
      <h3 className={styles.heading}>{t('devices.beside')}</h3>
      <div className={styles.keys}>
        <TouchKey onPress={() => model.open({ kind: 'scanner' })}>{t('devices.scanner')}</TouchKey>
        <TouchKey onPress={openDisplay}>{t('menu.display')}</TouchKey>
      </div>
    </section>
  );
}

interface PrintersProps {
  readonly view: DevicesView;
  readonly onSetUp: (device: DeviceView) => void;
  readonly onChanged: (view: DevicesView) => void;
}

function Printers({ view, onSetUp }: PrintersProps) {
  const t = useText();
  const port = usePort();
  const call = useCall();
  const [tested, setTested] = useState<string | null>(null);
  if (view.devices.length === 0) {
    return (
      <EmptyState title={t('devices.none')}>
        <p>{t('devices.none.todo')}</p>
      </EmptyState>
    );
  }
  return (
    <section className={styles.section}>
      <h3 className={styles.heading}>{t('devices.printers')}</h3>
      {call.error !== null && <Failure error={call.error} />}
      <div>
        {view.devices.map((device) => (
          <div key={device.id} className={styles.device}>
            <div>
              <p className={styles.name}>{device.settings.name}</p>
              <p className={styles.facts}>
                {t(`devices.kind.${device.settings.kind}`)} · <Place settings={device.settings} />
              </p>
              <p className={styles.facts}>
                <State device={device} />
                {tested === device.id && device.problem === null && (
                  <span role="status"> · {t('devices.testSent')}</span>
                )}
              </p>
            </div>
            <div className={styles.keys}>
              <TouchKey
                disabled={call.busy}
                onPress={() =>
                  void call
                    .run(() => port.devices.test({ id: device.id }))
                    .then((sent) => sent !== null && setTested(device.id))
                }
              >
                {t('devices.test')}
              </TouchKey>
              <TouchKey onPress={() => onSetUp(device)}>{t('devices.setUp')}</TouchKey>
            </div>
          </div>
        ))}
      </div>
    </section>
  );
}

function Place({ settings: { transport } }: { readonly settings: DeviceSettings }) {
  const t = useText();
  if (transport.kind === 'tcp') return `${transport.host}:${transport.port}`;
  if (transport.kind === 'file') return transport.path;
  return transport.printer ?? t('devices.at.os');
}

function State({ device: { problem, condition, waiting } }: { readonly device: DeviceView }) {
  const t = useText();
  if (problem === null && condition === null && waiting === 0) {
    return <span className={styles.good}>● {t('devices.ready')}</span>;
  }
  return (
    <span className={styles.attention}>
      ▲{' '}
      {[
        problem !== null && t(`devices.problem.${problem}`),
        condition !== null && t(`devices.condition.${condition}`),
        waiting > 0 && t('devices.waiting', { count: waiting }),
      ]
        .filter(Boolean)
        .join(' · ')}
    </span>
  );
}

function ByItself({ view, onChanged }: Omit<PrintersProps, 'onSetUp'>) {
  const t = useText();
  const port = usePort();
  const call = useGuardedCall();
  const { settings } = view;
  const set = (change: Partial<typeof settings>) =>
    void call
      .run((approval) =>
        port.devices.saveSettings({ settings: { ...settings, ...change }, approval }),
      )
      .then((next) => next !== null && onChanged(next));
  return (
    <section className={styles.section}>
      <h3 className={styles.heading}>{t('devices.itself')}</h3>
      {call.error !== null && <Failure error={call.error} />}
      <div className={styles.options}>
        <Switch
          label={t('devices.printReceipts')}
          on={settings.printReceipts}
          onChange={(printReceipts) => set({ printReceipts })}
        />
        <Switch
          label={t('devices.printReports')}
          on={settings.printReports}
          onChange={(printReports) => set({ printReports })}
        />
      </div>
    </section>
  );
}
