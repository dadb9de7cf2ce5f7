import { expect, test } from 'vitest';
import { ERROR_STATUS } from '../contract/errors.ts';
import { ADMIN_MESSAGES } from './admin-messages.ts';
import { MAIL_MESSAGES } from './mail-messages.ts';
import { LANGUAGES, languageOf, MESSAGES as TILL_MESSAGES } from './messages.ts';

const MESSAGES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  en: { ...TILL_MESSAGES.en, ...ADMIN_MESSAGES.en, ...MAIL_MESSAGES.en },
  de: { ...TILL_MESSAGES.de, ...ADMIN_MESSAGES.de, ...MAIL_MESSAGES.de },
};
const KEYS = Object.keys(MESSAGES.en ?? {});
const wordsOf = (language: string, key: string) => MESSAGES[language]?.[key] ?? '';
const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name);

test.for(LANGUAGES)('every key has words in %s', (language) => {
  expect(Object.keys(MESSAGES[language] ?? {}).sort()).toEqual([...KEYS].sort());
  for (const key of KEYS) expect(wordsOf(language, key).trim(), key).not.toBe('');
});

test.for(LANGUAGES)('%s keeps every value that a text shows', (language) => {
  for (const key of KEYS) {
    const here = placeholders(wordsOf(language, key)).sort();
    expect(here, key).toEqual(placeholders(wordsOf('en', key)).sort());
  }
});

test('every error code says what happened, and what is safe and to be done', () => {
  for (const code of Object.keys(ERROR_STATUS)) {
    expect(KEYS).toContain(`error.${code}`);
    expect(KEYS).toContain(`todo.${code}`);
  }
});

test('every plural has both forms in every language', () => {
  const bases = KEYS.filter((key) => /_(one|other)$/.test(key)).map((key) =>
    key.replace(/_(one|other)$/, ''),
  );
  for (const base of new Set(bases)) {
    expect(KEYS).toContain(`${base}_one`);
    expect(KEYS).toContain(`${base}_other`);
  }
});

test.for([
  ['de-AT', 'de'],
  ['DE', 'de'],
  ['en-GB', 'en'],
  ['fr-FR', 'en'],
  ['', 'en'],
] as const)('the locale %s reads %s', ([locale, language]) => {
  expect(languageOf(locale)).toBe(language);
});
