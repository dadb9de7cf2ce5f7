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
  'display.ticket': 'Your things',
  'display.welcome': 'Welcome',
  'display.total': 'To pay',
  'display.back': 'You get back',
  'display.change': 'Your change',
  'display.thanks': 'Thank you',
  'display.paid': 'Paid',
  'display.given': 'Given',
  'menu.display': 'Customer display',
  'menu.desktop': 'This PC',
  'desktop.title': 'This PC',
  'desktop.kiosk': 'Kiosk: the till fills the screen and cannot be closed',
  'desktop.startAtLogin': 'Start the till with the PC',
  'desktop.adminOnly': 'Only a store admin can change these.',
  'desktop.key.keychain': 'The key of this till is kept by the keychain of this PC.',
  'desktop.key.file':
    'This PC has no keychain, so the key of this till lies in a file that only this user of the PC can read. Whoever can sign in as this user, or has the disk, could use it. Encrypt the disk.',
  'desktop.key.title': 'Key of the till',
  'desktop.folder': 'Data',
  'desktop.version': 'Version',
  'desktop.update': 'Update',
  'desktop.update.off': 'This till was not told where updates come from.',
  'desktop.update.none': 'This is the newest version.',
  'desktop.update.loading': '{{version}} is being loaded.',
  'desktop.update.failed': 'The last look for an update failed. The till looks again by itself.',
  'desktop.update.ready':
    '{{version}} is ready. It is installed by itself when nobody has been signed in for ten minutes.',
  'desktop.update.waits.cart': 'It waits for the open ticket.',
  'desktop.update.waits.unsent': 'It waits until the server has all sales.',
  'desktop.update.waits.core': 'It waits until the till is open.',
  'desktop.update.install': 'Install and start again',
} as const;
