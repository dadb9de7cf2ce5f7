import { useMantineColorScheme } from '@mantine/core';
import type { Language } from '@second-chance/shared/text/messages.ts';
import { Choice } from '@second-chance/ui/choice.tsx';
import { Sheet } from '@second-chance/ui/sheet.tsx';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useState } from 'react';
import { useSell } from '../sell/sell-context.ts';
import { lockTill } from '../sign-in/lock-till.ts';
import { useTill, useTillState } from '../state/till-context.tsx';
import { useCall } from '../state/use-call.ts';
import { Failure } from '../text/failure.tsx';
import { chooseLanguage, chosenLanguage } from '../text/set-up-text.ts';
import { useText } from '../text/use-text.ts';
import { type Loudness, loudness, playTone, setLoudness } from '../tones/tones.ts';
import styles from './frame.module.css';
import { openDisplay } from './open-display.ts';
import { StockKey } from './stock-key.tsx';
import { TrainingKey } from './training-key.tsx';

/** Who is here, and how this till looks, sounds and speaks. */
export function MenuSheet() {
  const t = useText();
  const model = useSell();
  const till = useTill();
  const call = useCall();
  const { staff, store } = useTillState();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [tones, setTones] = useState<Loudness>(loudness);
  const [language, setLanguage] = useState<Language | 'store'>(() => chosenLanguage() ?? 'store');
  return (
    <Sheet
      title={t('menu.title')}
      closeLabel={t('app.back')}
      onClose={model.close}
      foot={
        <>
          <TouchKey
            tone="primary"
            disabled={call.busy}
            onPress={() => void call.run(() => till.port.people.signOut({}).then(till.acceptState))}
          >
            {t('menu.signOut')}
          </TouchKey>
          <TouchKey hint="Alt L" onPress={() => void lockTill(till)}>
            {t('menu.switch')}
          </TouchKey>
        </>
      }
    >
      <div className={styles.menu}>
        <p>{t('menu.signedIn', { name: staff?.displayName ?? '' })}</p>
        {call.error !== null && <Failure error={call.error} />}
        <div className={styles.places}>
          <StockKey />
          <TouchKey hint="F1" onPress={() => model.open({ kind: 'keys' })}>
            {t('menu.keys')}
          </TouchKey>
          <TouchKey onPress={() => model.open({ kind: 'labels' })}>{t('labels.title')}</TouchKey>
          <TouchKey onPress={() => model.open({ kind: 'devices' })}>{t('devices.title')}</TouchKey>
          <TouchKey onPress={() => model.open({ kind: 'sync' })}>{t('menu.sync')}</TouchKey>
          <TouchKey onPress={() => model.open({ kind: 'unsent' })}>{t('menu.unsent')}</TouchKey>
          <TouchKey onPress={openDisplay}>{t('menu.display')}</TouchKey>
          {window.tillHost !== undefined && (
            <TouchKey onPress={() => model.open({ kind: 'desktop' })}>{t('menu.desktop')}</TouchKey>
          )}
          <TouchKey onPress={() => model.open({ kind: 'scanner' })}>{t('menu.scanner')}</TouchKey>
          <TrainingKey />
        </div>
        <p className={styles.lead}>{t('training.hint')}</p>
        <div className={styles.choices}>
          <Choice
            label={t('menu.theme')}
            value={colorScheme}
            options={[
              { value: 'auto', label: t('menu.theme.auto') },
              { value: 'light', label: t('menu.theme.light') },
              { value: 'dark', label: t('menu.theme.dark') },
            ]}
            onChange={setColorScheme}
          />
          <Choice
            label={t('menu.tones')}
            value={tones}
            options={[
              { value: 'off', label: t('menu.tones.off') },
              { value: 'quiet', label: t('menu.tones.quiet') },
              { value: 'loud', label: t('menu.tones.loud') },
            ]}
            onChange={(next) => {
              setTones(next);
              setLoudness(next);
              playTone('hit');
            }}
          />
          <Choice
            label={t('menu.language')}
            value={language}
            options={[
              { value: 'store', label: t('menu.language.store') },
              { value: 'en', label: t('menu.language.en') },
              { value: 'de', label: t('menu.language.de') },
            ]}
            onChange={(next) => {
              setLanguage(next);
              chooseLanguage(next === 'store' ? null : next, store);
            }}
          />
        </div>
      </div>
    </Sheet>
  );
}
