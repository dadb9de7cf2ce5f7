import { useMantineColorScheme } from '@mantine/core';
import { LANGUAGES } from '@second-chance/shared/text/messages.ts';
import { useEffect, useRef, useState } from 'react';
import { api } from '../api/client.ts';
import { Button } from '../parts/button.tsx';
import { ChoiceField } from '../parts/fields.tsx';
import { LANGUAGE_NAMES } from '../text/language-names.ts';
import { chooseLanguage, i18n } from '../text/set-up-text.ts';
import { useText } from '../text/use-text.ts';
import { PAGES } from './pages.ts';
import styles from './person-menu.module.css';
import { useGo } from './router.tsx';
import { enterSession, useSession } from './session-context.tsx';

const SECURITY = '/account';

/** Who is signed in: language, light or dark, their own security, and the way out. */
export function PersonMenu() {
  const t = useText();
  const go = useGo();
  const { account } = useSession();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [open, setOpen] = useState(false);
  const whole = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return;
    const onPointer = (event: Event) => {
      if (!whole.current?.contains(event.target as Node)) setOpen(false);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') setOpen(false);
    };
    document.addEventListener('pointerdown', onPointer);
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('pointerdown', onPointer);
      document.removeEventListener('keydown', onKey);
    };
  }, [open]);
  const signOut = async () => enterSession((await api.session.end()) as never);
  return (
    <div ref={whole} className={styles.whole}>
      <Button tone="quiet" icon="person" expanded={open} onPress={() => setOpen(!open)}>
        <span className={styles.name}>{account.displayName}</span>
      </Button>
      {open && (
        <section className={styles.menu} aria-label={account.displayName}>
          <p className={styles.who}>
            <strong>{account.displayName}</strong>
            <span>{account.email}</span>
            <span>{t(`admin.role.${account.role}`)}</span>
          </p>
          <ChoiceField
            label={t('admin.language')}
            value={i18n.language === 'de' ? 'de' : 'en'}
            options={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
            onChange={chooseLanguage}
          />
          <ChoiceField
            label={t('admin.scheme')}
            value={colorScheme}
            options={(['auto', 'light', 'dark'] as const).map((value) => ({
              value,
              label: t(`admin.scheme.${value}`),
            }))}
            onChange={setColorScheme}
          />
          {PAGES.some(({ path }) => path === SECURITY) && (
            <Button
              icon="lock"
              wide
              onPress={() => {
                setOpen(false);
                go(SECURITY);
              }}
            >
              {t('admin.security')}
            </Button>
          )}
          <Button wide onPress={() => void signOut()}>
            {t('admin.signOut')}
          </Button>
        </section>
      )}
    </div>
  );
}
