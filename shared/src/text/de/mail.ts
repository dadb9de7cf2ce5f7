import type { mail as en } from '../en/mail.ts';
import type { Words } from '../words.ts';

/** What mails about accounts say. */
export const mail = {
  'mail.hello': 'Guten Tag {{name}},',
  'mail.foot':
    'Diese Nachricht kam von {{organization}} über Second Chance. Niemand wird je nach dem Passwort fragen.',
  'mail.linkBelow': 'Geht der Knopf nicht, diese Adresse in den Browser kopieren:',
  'mail.invitation.subject': 'Einladung, {{store}} zu leiten',
  'mail.invitation.text':
    '{{organization}} hat ein Konto angelegt, um {{store}} zu leiten: Artikel, Preise, Team und Berichte. Zum Anfangen ein Passwort wählen. Der Link gilt einmal, bis {{until}}.',
  'mail.invitation.button': 'Passwort wählen',
  'mail.new_password.subject': 'Ein neues Passwort für {{organization}}',
  'mail.new_password.text':
    'Jemand, hoffentlich Sie, hat um ein neues Passwort gebeten. Der Link gilt einmal, bis {{until}}. Waren Sie es nicht, ist nichts zu tun: Das Passwort bleibt, wie es ist.',
  'mail.new_password.button': 'Neues Passwort wählen',
  'mail.new_email.subject': 'Neue E-Mail für {{organization}} bestätigen',
  'mail.new_email.text':
    'Ab jetzt soll die Anmeldung mit dieser Adresse gehen. Zum Bestätigen den Link öffnen. Er gilt einmal, bis {{until}}. Waren Sie es nicht, ist nichts zu tun.',
  'mail.new_email.button': 'Adresse bestätigen',
  'mail.password_changed.subject': 'Das Passwort wurde geändert',
  'mail.password_changed.text':
    'Das Passwort des Kontos bei {{organization}} wurde am {{at}} geändert, alle anderen Sitzungen sind beendet. Waren Sie es nicht, sofort ein neues Passwort schicken lassen und der Plattformleitung Bescheid geben.',
  'mail.email_changing.subject': 'Die E-Mail soll geändert werden',
  'mail.email_changing.text':
    'Wer im Konto bei {{organization}} angemeldet ist, hat am {{at}} darum gebeten, künftig eine andere E-Mail zu benutzen. Waren Sie es nicht, sofort das Passwort ändern.',
  'mail.email_changed.subject': 'Die E-Mail wurde geändert',
  'mail.email_changed.text':
    'Seit {{at}} hat das Konto bei {{organization}} eine andere E-Mail; diese Adresse wird nicht mehr benutzt. Waren Sie es nicht, der Plattformleitung Bescheid geben.',
  'mail.second_factor_added.subject': 'Ein zweiter Faktor kam dazu',
  'mail.second_factor_added.text':
    'Am {{at}} kam im Konto bei {{organization}} ein zweiter Faktor dazu. Waren Sie es nicht, sofort das Passwort ändern.',
  'mail.second_factor_removed.subject': 'Ein zweiter Faktor wurde entfernt',
  'mail.second_factor_removed.text':
    'Am {{at}} wurde im Konto bei {{organization}} ein zweiter Faktor entfernt. Waren Sie es nicht, sofort das Passwort ändern und der Plattformleitung Bescheid geben.',
  'mail.recovery_code_used.subject': 'Ein Wiederherstellungscode wurde benutzt',
  'mail.recovery_code_used.text':
    'Am {{at}} hat sich jemand im Konto bei {{organization}} mit einem Wiederherstellungscode angemeldet. Es sind noch {{left}} übrig. Waren Sie es nicht, sofort das Passwort ändern.',
  'mail.payment_link.subject': 'Zu zahlen bei {{store}}: {{words}}',
  'mail.payment_link.text':
    '{{store}} bittet um {{amount}} für: {{words}}. Die Zahlung ist bis {{until}} möglich, mit Karte und allem, was die Seite sonst anbietet.',
  'mail.payment_link.button': '{{amount}} zahlen',
  'mail.receipt.subject': 'Ihr Bon {{number}} von {{store}}',
  'mail.receipt.text':
    'Danke für Ihren Einkauf. Dies ist Ihr Bon; bitte für eine Rückgabe aufheben.',
  'mail.receipt.button': 'Bon anzeigen',
  'receiptPage.missing.title': 'Dieser Bon ist nicht hier',
  'receiptPage.missing.text':
    'Nach einem Einkauf von eben ist er vielleicht noch unterwegs: in ein paar Minuten noch einmal nachsehen. Sonst die Adresse prüfen oder im Laden mit der Nummer auf dem Bon fragen.',
} as const satisfies Words<typeof en>;
