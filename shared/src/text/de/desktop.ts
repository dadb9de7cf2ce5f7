import type { desktop as english } from '../en/desktop.ts';
import type { Words } from '../words.ts';

export const desktop = {
  'desktop.synced.title': 'Hier kann die Kasse ihre Daten nicht halten',
  'desktop.synced.body':
    'Den Ordner {{folder}} gleicht {{program}} mit anderen Geräten ab. Das würde die Datei mit den Verkäufen verderben. Bitte in einen Ordner legen, den nur dieser PC hat, und die Kasse neu starten.',
  'desktop.locked.title': 'Der Schlüsselbund öffnet sich nicht',
  'desktop.locked.body':
    'Den Schlüssel dieser Kasse bewahrt der Schlüsselbund dieses PCs auf, und er gibt ihn nicht heraus. Alle Verkäufe sind sicher auf der Platte. Bitte am PC als die Person anmelden, die die Kasse eingerichtet hat, den Schlüsselbund entsperren und die Kasse neu starten.',
  'desktop.inUse.title': 'Die Kasse ist schon offen',
  'desktop.inUse.body':
    'Ein anderes Programm auf diesem PC hat diese Kasse offen. Bitte jenes schließen und die Kasse neu starten.',
  'display.ticket': 'Ihre Sachen',
  'display.welcome': 'Willkommen',
  'display.total': 'Zu zahlen',
  'display.back': 'Sie bekommen zurück',
  'display.change': 'Ihr Rückgeld',
  'display.thanks': 'Vielen Dank',
  'display.paid': 'Bezahlt',
  'display.given': 'Gegeben',
  'menu.display': 'Kundenanzeige',
  'menu.desktop': 'Dieser PC',
  'desktop.title': 'Dieser PC',
  'desktop.kiosk': 'Kiosk: die Kasse füllt den Bildschirm und lässt sich nicht schließen',
  'desktop.startAtLogin': 'Kasse mit dem PC starten',
  'desktop.adminOnly': 'Nur die Filialleitung kann das ändern.',
  'desktop.key.keychain': 'Den Schlüssel dieser Kasse bewahrt der Schlüsselbund dieses PCs auf.',
  'desktop.key.file':
    'Dieser PC hat keinen Schlüsselbund, darum liegt der Schlüssel dieser Kasse in einer Datei, die nur dieser Benutzer des PCs lesen kann. Wer sich als dieser Benutzer anmelden kann oder die Platte hat, könnte ihn benutzen. Bitte die Platte verschlüsseln.',
  'desktop.key.title': 'Schlüssel der Kasse',
  'desktop.folder': 'Daten',
  'desktop.version': 'Version',
  'desktop.update': 'Aktualisierung',
  'desktop.update.off': 'Diese Kasse weiß nicht, woher Aktualisierungen kommen.',
  'desktop.update.none': 'Das ist die neueste Version.',
  'desktop.update.loading': '{{version}} wird geladen.',
  'desktop.update.failed':
    'Die letzte Suche nach einer Aktualisierung ist gescheitert. Die Kasse sucht von selbst wieder.',
  'desktop.update.ready':
    '{{version}} liegt bereit. Sie wird von selbst installiert, wenn zehn Minuten lang niemand angemeldet war.',
  'desktop.update.waits.cart': 'Sie wartet auf den offenen Bon.',
  'desktop.update.waits.unsent': 'Sie wartet, bis der Server alle Verkäufe hat.',
  'desktop.update.waits.core': 'Sie wartet, bis die Kasse offen ist.',
  'desktop.update.install': 'Installieren und neu starten',
} as const satisfies Words<typeof english>;
