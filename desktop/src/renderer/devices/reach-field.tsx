import type { Transport } from '@second-chance/shared/printing/device-settings.ts';
import { Choice } from '@second-chance/ui/choice.tsx';
import { TextField } from '@second-chance/ui/text-field.tsx';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useState } from 'react';
import { usePort } from '../state/till-context.tsx';
import { useCall } from '../state/use-call.ts';
import { Failure } from '../text/failure.tsx';
import { useText } from '../text/use-text.ts';
import styles from './devices.module.css';

interface Props {
  readonly transport: Transport;
  readonly onChange: (transport: Transport) => void;
  readonly bad: (field: string) => string | undefined;
}

/** Where a printer is: typed, or chosen from what a search found. */
export function ReachField({ transport, onChange, bad }: Props) {
  const t = useText();
  return (
    <>
      <Choice
        label={t('devices.form.reach')}
        value={transport.kind}
        options={[
          { value: 'tcp', label: t('devices.form.reach.tcp') },
          { value: 'file', label: t('devices.form.reach.file') },
          { value: 'os', label: t('devices.form.reach.os') },
        ]}
        onChange={(kind) => kind !== transport.kind && onChange(EMPTY[kind])}
      />
      {transport.kind === 'tcp' && (
        <div className={styles.fields}>
          <TextField
            label={t('devices.form.host')}
            value={transport.host}
            onChange={(host) => onChange({ ...transport, host: host.trim() })}
            kind="code"
            placeholder="192.168.1.40"
            error={bad('transport.host')}
          />
          <TextField
            label={t('devices.form.port')}
            value={String(transport.port || '')}
            onChange={(port) => onChange({ ...transport, port: Number(port.replace(/\D/g, '')) })}
            kind="code"
            inputMode="numeric"
            error={bad('transport.port')}
          />
        </div>
      )}
      {transport.kind === 'file' && (
        <TextField
          label={t('devices.form.path')}
          description={t('devices.form.path.what')}
          value={transport.path}
          onChange={(path) => onChange({ ...transport, path: path.trim() })}
          kind="code"
          error={bad('transport.path')}
        />
      )}
      {transport.kind === 'os' && <p className={styles.facts}>{t('devices.form.os.what')}</p>}
      <Finder onFound={onChange} />
    </>
  );
}

const EMPTY: Readonly<Record<Transport['kind'], Transport>> = {
  tcp: { kind: 'tcp', host: '', port: 9_100 },
  file: { kind: 'file', path: '' },
  os: { kind: 'os', printer: null },
};

function Finder({ onFound }: { readonly onFound: (transport: Transport) => void }) {
  const t = useText();
  const port = usePort();
  const call = useCall();
  const [found, setFound] = useState<readonly Found[] | null>(null);
  const find = async () => {
    const answer = await call.run(() => port.devices.find({}));
    if (answer === null) return;
    setFound([
      ...answer.network.map(
        ({ host, port }): Found => [`${host}:${port}`, { kind: 'tcp', host, port }],
      ),
      ...answer.files.map((path): Found => [path, { kind: 'file', path }]),
      ...answer.system.map((printer): Found => [printer, { kind: 'os', printer }]),
    ]);
  };
  return (
    <div className={styles.section}>
      {call.error !== null && <Failure error={call.error} />}
      <div className={styles.keys}>
        <TouchKey disabled={call.busy} onPress={() => void find()}>
          {t(call.busy ? 'devices.form.finding' : 'devices.form.find')}
        </TouchKey>
        {found?.map(([name, transport]) => (
          <TouchKey key={name} onPress={() => onFound(transport)}>
            {name}
          </TouchKey>
        ))}
      </div>
      <p className={styles.facts} role="status">
        {found?.length === 0 && t('devices.form.foundNone')}
      </p>
    </div>
  );
}

type Found = readonly [name: string, transport: Transport];
