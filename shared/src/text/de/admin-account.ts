import type { adminAccount as en } from '../en/admin-account.ts';
import type { Words } from '../words.ts';

/** The security of one's own account. */
export const adminAccount = {
  'admin.account.factorsLead':
    'Mit einem zweiten Faktor öffnet ein gestohlenes Passwort allein nichts.',
  'admin.account.authenticator': 'Authenticator-App',
  'admin.account.inUse': 'In Benutzung',
  'admin.account.notSet': 'Nicht eingerichtet',
  'admin.account.addTotp': 'Authenticator einrichten',
  'admin.account.totpLead':
    'Das Quadrat mit der Authenticator-App scannen, dann den Code eingeben, den sie zeigt.',
  'admin.account.qrCode': 'QR-Code für den Authenticator',
  'admin.account.totpByHand': 'Keine Kamera? Dieses Geheimnis in die App eingeben:',
  'admin.account.confirmTotp': 'Bestätigen',
  'admin.account.addPasskey': 'Passkey hinzufügen',
  'admin.account.passkeyLead':
    'Ein Passkey liegt auf diesem Gerät, im Passwortmanager oder auf einem Sicherheitsschlüssel und öffnet sich mit Finger, Gesicht oder PIN.',
  'admin.account.passkeyName': 'Name',
  'admin.account.passkeyNameHint': 'Damit er in dieser Liste wiederzuerkennen ist.',
  'admin.account.makePasskey': 'Passkey anlegen',
  'admin.account.passkeySince': 'Passkey seit',
  'admin.account.recoveryCodes': 'Wiederherstellungscodes',
  'admin.account.codesLeft_one': '{{count}} übrig',
  'admin.account.codesLeft_other': '{{count}} übrig',
  'admin.account.renewCodes': 'Neue erzeugen',
  'admin.account.removeTitle': 'Diesen zweiten Faktor entfernen?',
  'admin.account.removeLead':
    'Wer das Passwort hat, braucht ihn dann nicht mehr. Eine Mail sagt es Ihnen.',
  'admin.account.changePassword': 'Passwort ändern',
  'admin.account.passwordChanged':
    'Das Passwort ist geändert, alle anderen Sitzungen sind beendet.',
  'admin.account.emailLead': 'Die Anmeldung geht mit {{email}}.',
  'admin.account.newEmail': 'Neue E-Mail',
  'admin.account.changeEmail': 'Link dorthin schicken',
  'admin.account.emailSent':
    'Ein Link ist unterwegs an {{email}}. Sie gilt, sobald er geöffnet ist.',
  'admin.account.sessions': 'Wo Sie angemeldet sind',
  'admin.account.device': 'Ein Gerät',
  'admin.account.thisSession': 'Diese hier',
  'admin.account.endSession': 'Beenden',
  'admin.account.endOthers': 'Alle anderen beenden',
  'admin.recovery.title': 'Diese Codes aufheben',
  'admin.recovery.lead':
    'Jeder öffnet das Konto einmal, wenn der zweite Faktor nicht zur Hand ist. Sie werden nur jetzt gezeigt.',
  'admin.recovery.save': 'Als Datei sichern',
  'admin.recovery.kept': 'Aufgehoben',
} as const satisfies Words<typeof en>;
