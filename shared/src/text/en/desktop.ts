/** Words of the desktop program: windows, keychain, updates, the customer display. */
export const desktop = {
  'desktop.synced.title': 'The till cannot keep its data here',
  'desktop.synced.body':
    'The folder {{folder}} is kept in step with other machines by {{program}}. That would spoil the file with the sales. Move it to a folder of this PC alone, then start the till again.',
  'desktop.locked.title': 'The keychain does not open',
  'desktop.locked.body':
    'The key of this till is kept by the keychain of this PC, and the keychain does not give it out. All sales are safe on the disk. Sign in to the PC as the person who set the till up, unlock the keychain, then start the till again.',
  'desktop.inUse.title': 'The till is open already',
  'desktop.inUse.body':
    'Another program on this PC has this till open. Close that one, then start the till again.',
} as const;
