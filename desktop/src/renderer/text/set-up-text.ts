/** Binds the catalogues to the screens. Words come from `shared/src/text` and nowhere else. */
import {
  type Language,
  languageOf,
  MESSAGES,
  type Messages,
} from '@second-chance/shared/text/messages.ts';
import { createInstance } from 'i18next';
import { initReactI18next } from 'react-i18next';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'words';
    keySeparator: false;
    nsSeparator: false;
    returnNull: false;
    resources: { words: Messages };
  }
}

const STORED = 'second-chance.language';

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
    resources: { en: { words: MESSAGES.en }, de: { words: MESSAGES.de } },
  });
  i18n.on('languageChanged', markPage);
  markPage(i18n.language);
}

function markPage(language: string): void {
  document.documentElement.lang = language;
  document.documentElement.dir = i18n.dir(language);
}

/** The language that a person chose at this till; null follows the store. */
export function chosenLanguage(): Language | null {
  const stored = localStorage.getItem(STORED);
  return stored === 'en' || stored === 'de' ? stored : null;
}

export function chooseLanguage(
  language: Language | null,
  store: { readonly locale: string } | null,
): void {
  if (language === null) localStorage.removeItem(STORED);
  else localStorage.setItem(STORED, language);
  followStoreLanguage(store);
}

/** Uses the store's language unless a person chose another. */
export function followStoreLanguage(store: { readonly locale: string } | null): void {
  const wanted = chosenLanguage() ?? languageOf(store?.locale ?? navigator.language);
  if (i18n.language !== wanted) void i18n.changeLanguage(wanted);
}
