import type { adminSignIn as en } from '../en/admin-sign-in.ts';
import type { Words } from '../words.ts';

/** The door of the admin web. */
export const adminSignIn = {
  'admin.signIn': 'Anmelden',
  'admin.email': 'E-Mail',
  'admin.password': 'Passwort',
  'admin.newPassword': 'Neues Passwort',
  'admin.passwordHint':
    'Mindestens zehn Zeichen. Drei oder vier Wörter merkt man sich leicht und errät man schwer.',
  'admin.passwordShort': 'Mindestens {{count}} Zeichen sind nötig.',
  'admin.continue': 'Weiter',
  'admin.forgot': 'Passwort vergessen?',
  'admin.forgotLead':
    'Die E-Mail eingeben, mit der die Anmeldung geht. Dorthin kommt ein Link für ein neues Passwort.',
  'admin.forgotSend': 'Link schicken',
  'admin.forgotSent':
    'Gibt es hier ein Konto für {{email}}, ist ein Link unterwegs. Er gilt einmal, eine Stunde lang.',
  'admin.backToSignIn': 'Zurück zur Anmeldung',
  'admin.secondFactor': 'Zweiter Faktor',
  'admin.passkeyLead': 'Den Passkey dieses Kontos benutzen.',
  'admin.usePasskey': 'Passkey benutzen',
  'admin.totpCode': 'Code',
  'admin.totpCodeHint': 'Sechs Ziffern der Authenticator-App oder ein Wiederherstellungscode.',
  'admin.recoveryCode': 'Wiederherstellungscode',
  'admin.recoveryCodeHint': 'Einer der aufgehobenen Codes.',
  'admin.link.title': 'Ihr Link',
  'admin.link.welcome': 'Willkommen, {{name}}',
  'admin.link.welcomeLead':
    'Zum Anfangen ein Passwort wählen. Ein zweiter Faktor kann danach dazukommen.',
  'admin.link.newPassword': 'Neues Passwort wählen',
  'admin.link.passwordLead': 'Alle Sitzungen des Kontos enden damit.',
  'admin.link.choose': 'Dieses Passwort wählen',
  'admin.link.newEmail': 'Neue E-Mail bestätigen',
  'admin.link.emailLead': 'Die Anmeldung geht dann mit {{email}}.',
  'admin.link.emailConfirm': 'Adresse bestätigen',
  'admin.link.emailDone': 'Fertig. Die Anmeldung geht jetzt mit {{email}}.',
  'admin.prove.title': 'Sind Sie es?',
  'admin.prove.lead':
    'Das ist heikel, und die Anmeldung ist eine Weile her. Bitte noch einmal ausweisen.',
  'admin.error.WRONG_CREDENTIALS': 'E-Mail oder Passwort ist falsch.',
  'admin.todo.WRONG_CREDENTIALS': 'Beides neu eingeben oder ein neues Passwort schicken lassen.',
} as const satisfies Words<typeof en>;
