import type { adminSignIn as en } from '../en/admin-sign-in.ts';
import type { Words } from '../words.ts';

/** The door of the admin web. */
export const adminSignIn = {
  'admin.signIn': 'Anmelden',
  'admin.email': 'E-Mail',
  'admin.password': 'Passwort',
  'admin.error.WRONG_CREDENTIALS': 'E-Mail oder Passwort ist falsch.',
  'admin.todo.WRONG_CREDENTIALS': 'Beides neu eingeben oder ein neues Passwort schicken lassen.',
} as const satisfies Words<typeof en>;
