/** Registers in the admin web. */
export const adminRegisters = {
  'admin.registers.count_one': '{{count}} register',
  'admin.registers.count_other': '{{count}} registers',
  'admin.registers.code': 'Code',
  'admin.registers.contact': 'Last contact',
  'admin.registers.empty': 'There is no register yet',
  'admin.registers.emptyTodo': 'Add one, make a code for it, and type the code at the till.',
  'admin.registers.state.awaiting_enrolment': 'Waits for a till',
  'admin.registers.state.enrolled': 'In use',
  'admin.registers.state.frozen': 'Frozen',
  'admin.registers.state.revoked': 'Revoked',
} as const;
