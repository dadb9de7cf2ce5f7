import type { adminRegisters as en } from '../en/admin-registers.ts';
import type { Words } from '../words.ts';

/** Registers in the admin web. */
export const adminRegisters = {
  'admin.registers.count_one': '{{count}} Kasse',
  'admin.registers.count_other': '{{count}} Kassen',
  'admin.registers.code': 'Kürzel',
  'admin.registers.contact': 'Letzter Kontakt',
  'admin.registers.empty': 'Es gibt noch keine Kasse',
  'admin.registers.emptyTodo': 'Eine anlegen, einen Code dafür erzeugen und an der Kasse eingeben.',
  'admin.registers.state.awaiting_enrolment': 'Wartet auf ein Gerät',
  'admin.registers.state.enrolled': 'In Betrieb',
  'admin.registers.state.frozen': 'Eingefroren',
  'admin.registers.state.revoked': 'Gesperrt',
} as const satisfies Words<typeof en>;
