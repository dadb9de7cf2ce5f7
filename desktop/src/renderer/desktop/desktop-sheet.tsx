import { Sheet } from '@second-chance/ui/sheet.tsx';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useEffect, useState } from 'react';
import type { DesktopChange, DesktopView } from '../../shell/desktop-view.ts';
import type { DesktopPort } from '../../shell/till-host.ts';
import { Switch } from '../devices/switch.tsx';
import { useSell } from '../sell/sell-context.ts';
import { useCall } from '../state/use-call.ts';
import { Failure } from '../text/failure.tsx';
import { type Text, useText } from '../text/use-text.ts';
import styles from './desktop.module.css';

/** The desktop program on this PC. There in its own windows alone; a browser has no such thing. */
export function DesktopSheet({ desktop }: { readonly desktop: DesktopPort }) {
  const t = useText();
  const model = useSell();
  const call = useCall();
  const [view, setView] = useState<DesktopView | null>(null);
  useEffect(() => {
    const look = () => void desktop.get().then(setView, () => {});
    look();
    const timer = setInterval(look, LOOK_MS);
    return () => clearInterval(timer);
  }, [desktop]);
  const change = (wanted: DesktopChange) =>
    void call.run(() => desktop.change(wanted).then(setView));
  return (
    <Sheet title={t('desktop.title')} closeLabel={t('app.back')} onClose={model.close}>
      {view !== null && (
        <div className={styles.sheet}>
          {call.error !== null && <Failure error={call.error} />}
          {view.keyKeptBy === 'file' && (
            <p className={styles.warning} role="note">
              <span aria-hidden="true">▲ </span>
              {t('desktop.key.file')}
            </p>
          )}
          {view.mayChange ? (
            <>
              <Switch
                label={t('desktop.kiosk')}
                on={view.kiosk}
                onChange={(kiosk) => change({ kiosk })}
              />
              <Switch
                label={t('desktop.startAtLogin')}
                on={view.startAtLogin}
                onChange={(startAtLogin) => change({ startAtLogin })}
              />
            </>
          ) : (
            <p>{t('desktop.adminOnly')}</p>
          )}
          <dl className={styles.facts}>
            <dt>{t('desktop.version')}</dt>
            <dd>{view.version}</dd>
            <dt>{t('desktop.update')}</dt>
            <dd>{updateWords(view.update, t)}</dd>
            {view.keyKeptBy === 'keychain' && (
              <>
                <dt>{t('desktop.key.title')}</dt>
                <dd>{t('desktop.key.keychain')}</dd>
              </>
            )}
            <dt>{t('desktop.folder')}</dt>
            <dd className={styles.path}>{view.dataFolder}</dd>
          </dl>
          {view.update.state === 'ready' && view.mayChange && (
            <TouchKey
              tone="primary"
              disabled={call.busy || view.update.waitsFor.length > 0}
              onPress={() => void call.run(() => desktop.installUpdate().then(setView))}
            >
              {t('desktop.update.install')}
            </TouchKey>
          )}
        </div>
      )}
    </Sheet>
  );
}

/** An update may come while the sheet is open. */
const LOOK_MS = 2_000;

function updateWords({ state, version, waitsFor }: DesktopView['update'], t: Text): string {
  const words = t(`desktop.update.${state}`, { version: version ?? '' });
  return [words, ...waitsFor.map((what) => t(`desktop.update.waits.${what}`))].join(' ');
}
