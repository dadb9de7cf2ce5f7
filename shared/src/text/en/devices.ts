export const devices = {
  'devices.testPage.works': 'This printer works.',
  'devices.testPage.mark': 'TEST',
} as const;
