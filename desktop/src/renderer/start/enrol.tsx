import { TextField } from '@second-chance/ui/text-field.tsx';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useState } from 'react';
import { KeyWarning } from '../desktop/key-warning.tsx';
import { useTill } from '../state/till-context.tsx';
import { useCall } from '../state/use-call.ts';
import { Failure } from '../text/failure.tsx';
import { useText } from '../text/use-text.ts';
import styles from './start.module.css';

/** Binds this PC to a register with a one-time code. */
export function Enrol() {
  const t = useText();
  const till = useTill();
  const call = useCall();
  const [serverUrl, setServerUrl] = useState('http://127.0.0.1:7600');
  const [code, setCode] = useState('');
  const [checked, setChecked] = useState(false);
  const serverWrong = !isAddress(serverUrl.trim());
  const codeMissing = code.trim() === '';

  const submit = () => {
    setChecked(true);
    if (serverWrong || codeMissing) return;
    const enrolment = { serverUrl: serverUrl.trim(), code: code.trim() };
    void call.run(() => till.port.register.enrol(enrolment).then(till.acceptState));
  };
  return (
    <main className={styles.page}>
      <form
        className={styles.card}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <p className={styles.brand}>{t('app.name')}</p>
        <h1 className={styles.title}>{t('enrol.title')}</h1>
        <p className={styles.lead}>{t('enrol.body')}</p>
        <TextField
          label={t('enrol.server')}
          inputMode="url"
          value={serverUrl}
          onChange={setServerUrl}
          error={checked && serverWrong ? t('enrol.serverInvalid') : undefined}
        />
        <TextField
          kind="code"
          label={t('enrol.code')}
          placeholder={t('enrol.codeHint')}
          maxLength={40}
          value={code}
          onChange={setCode}
          error={checked && codeMissing ? t('enrol.codeMissing') : undefined}
        />
        <KeyWarning />
        {call.error !== null && <Failure error={call.error} />}
        <TouchKey tone="primary" size="pay" wide submit disabled={call.busy} onPress={submit}>
          {t(call.busy ? 'enrol.busy' : 'enrol.submit')}
        </TouchKey>
      </form>
    </main>
  );
}

function isAddress(text: string): boolean {
  return /^https?:\/\/[^\s/]+/.test(text) && URL.canParse(text);
}
