import type { Language } from '@second-chance/shared/text/messages.ts';

/** Every language in its own words. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', de: 'Deutsch' };
