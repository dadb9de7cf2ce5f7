export const devices = {
  'devices.testPage.works': 'Dieser Drucker funktioniert.',
  'devices.testPage.mark': 'TEST',
} as const;
