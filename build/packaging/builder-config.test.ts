import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { builderConfig } from './builder-config.ts';

test('on a Mac the program says what the camera is for, and may use it', () => {
  const { mac } = builderConfig({
    app: 'app',
    icons: 'icons',
    output: 'output',
    electronDist: null,
    target: { platform: 'darwin', arch: 'arm64' },
    updatesUrl: null,
  });
  expect(mac?.extendInfo).toEqual({
    NSCameraUsageDescription: expect.stringContaining('pictures'),
  });
  for (const file of [mac?.entitlements, mac?.entitlementsInherit]) {
    const text = readFileSync(file ?? '', 'utf8');
    expect(text).toMatch(/com\.apple\.security\.device\.camera<\/key>\s*<true\/>/);
  }
});
