import type { pay as english } from '../en/pay.ts';
import type { Words } from '../words.ts';

export const pay = {
  'pay.title': 'Zahlung an {{store}}',
  'pay.for': 'Für',
  'pay.until': 'Zahlbar bis {{until}}.',
  'pay.wait': 'Einen Moment …',
  'pay.now': '{{amount}} zahlen',
  'pay.simulated': 'SIMULIERT: es fließt kein Geld',
  'pay.simulate': '{{amount}} zahlen (simuliert)',
  'pay.simulateDecline': 'Karte ablehnen lassen',
  'pay.secure':
    'Kartendaten gehen von Ihrem Browser zu Stripe; {{store}} sieht und behält sie nie.',
  'pay.declined':
    'Das hat nicht geklappt: {{reason}} Sie können es noch einmal oder mit einer anderen Karte versuchen.',
  'pay.declinedSimulated':
    'Die Karte wurde abgelehnt. Es wurde nichts abgebucht. Sie können es noch einmal versuchen.',
  'pay.notReady':
    'Die Zahlungsseite konnte nicht geladen werden. Es wurde nichts abgebucht. Bitte die Verbindung prüfen und neu laden.',
  'pay.noScript': 'Zum Zahlen braucht es JavaScript, weil Kartendaten direkt zu Stripe gehen.',
  'pay.paid': 'Bezahlt. Danke!',
  'pay.paidLead': '{{store}} hat Ihre {{amount}} und weiß davon. Sie können die Seite schließen.',
  'pay.paidCard': 'Bezahlt mit {{card}}.',
  'pay.ending': '{{brand}} mit Endziffern {{digits}}',
  'pay.paying': 'Ihre Zahlung ist unterwegs',
  'pay.payingLead':
    'Noch ist nicht bekannt, wie sie ausging, darum kann nicht noch einmal gezahlt werden. Diese Seite sieht von selbst wieder nach.',
  'pay.refunded': 'Das wurde bezahlt und zurückgegeben',
  'pay.canceled': 'Das kann nicht mehr bezahlt werden',
  'pay.expired': 'Die Zeit zum Zahlen ist abgelaufen',
  'pay.closedLead': 'Es wurde nichts abgebucht. Fragen Sie {{store}}, wenn das nicht stimmen kann.',
  'pay.refundedLead': 'Das Geld ging zurück auf die Karte, von der es kam.',
  'pay.missing': 'Unter dieser Adresse ist nichts zu bezahlen',
  'pay.missingLead':
    'Vielleicht fehlt ein Teil der Adresse. Bitten Sie den Laden, sie noch einmal zu schicken.',
} as const satisfies Words<typeof english>;
