/** Binds the catalogue to the pages. Words come from `shared/src/text` and nowhere else. */
import { ADMIN_MESSAGES, type AdminMessages } from '@second-chance/shared/text/admin-messages.ts';
import { type Language, languageOf } from '@second-chance/shared/text/messages.ts';
import { createInstance } from 'i18next';
import { initReactI18next } from 'react-i18next';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'words';
    keySeparator: false;
    nsSeparator: false;
    returnNull: false;
    resources: { words: AdminMessages };
  }
}

const STORED = 'second-chance.admin.language';

export const i18n = createInstance();

/** Synchronous: the words are part of the page. */
export function setUpText(): void {
  void i18n.use(initReactI18next).init({
    lng: chosenLanguage() ?? languageOf(navigator.language),
    fallbackLng: 'en',
    ns: ['words'],
    defaultNS: 'words',
    keySeparator: false,
    nsSeparator: false,
    initAsync: false,
    // React writes text as text; escaping it once more would show in names.
    interpolation: { escapeValue: false },
    resources: { en: { words: ADMIN_MESSAGES.en }, de: { words: ADMIN_MESSAGES.de } },
  });
  i18n.on('languageChanged', markPage);
  markPage(i18n.language);
}

function markPage(language: string): void {
  document.documentElement.lang = language;
  document.documentElement.dir = i18n.dir(language);
}

function chosenLanguage(): Language | null {
  const stored = localStorage.getItem(STORED);
  return stored === 'en' || stored === 'de' ? stored : null;
}

export function chooseLanguage(language: Language): void {
  localStorage.setItem(STORED, language);
  void i18n.changeLanguage(language);
}
