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
} as const satisfies Words<typeof english>;
