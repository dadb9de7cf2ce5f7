/**
 * All words of the admin web by language, one file a place. They are apart from `messages.ts`, so
 * that a till does not carry them. Of the till's words it takes those of the errors.
 */
import { adminRegisters as registersDe } from './de/admin-registers.ts';
import { adminShell as shellDe } from './de/admin-shell.ts';
import { adminSignIn as signInDe } from './de/admin-sign-in.ts';
import { errors as errorsDe } from './de/errors.ts';
import { adminRegisters as registersEn } from './en/admin-registers.ts';
import { adminShell as shellEn } from './en/admin-shell.ts';
import { adminSignIn as signInEn } from './en/admin-sign-in.ts';
import { errors as errorsEn } from './en/errors.ts';
import type { Words } from './words.ts';

const en = {
  ...errorsEn,
  ...shellEn,
  ...signInEn,
  ...registersEn,
} as const;

const de = {
  ...errorsDe,
  ...shellDe,
  ...signInDe,
  ...registersDe,
} as const satisfies Words<typeof en>;

export const ADMIN_MESSAGES = { en, de } as const;
export type AdminMessages = typeof en;
export type AdminMessageKey = keyof AdminMessages;
