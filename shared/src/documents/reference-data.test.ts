import { expect, test } from 'vitest';
import { aSettings } from '../../test/builders.ts';
import { formatAmount } from '../money/format-amount.ts';
import { minorUnits } from '../money/minor-units.ts';
import { businessDayAt } from '../time/business-day.ts';
import type { EpochMs } from '../time/time.ts';
import { storeSettingsDocumentSchema } from './reference-data.ts';

test.for([
  { timeZone: 'Berlin' },
  { timeZone: 'Europe/Atlantis' },
  { timeZone: ' Europe/Berlin' },
  { timeZone: '../../etc/passwd' },
  { locale: 'not a locale' },
  { locale: 'de_DE' },
  { locale: 'x' },
  { locale: 'de-DE-' },
])('no store lives by %j', (fields) => {
  expect(storeSettingsDocumentSchema.safeParse({ ...aSettings(), ...fields }).success).toBe(false);
});

test.for([
  { timeZone: 'UTC', locale: 'en' },
  { timeZone: 'Asia/Kathmandu', locale: 'zh-Hant-TW' },
  { timeZone: 'America/Argentina/Buenos_Aires', locale: 'de-AT-u-nu-latn' },
  { timeZone: 'Europe/Berlin', locale: 'qq-QQ' },
])('by %j days and amounts can be told', (fields) => {
  const settings = storeSettingsDocumentSchema.parse({ ...aSettings(), ...fields });
  expect(businessDayAt(0 as EpochMs, settings)).toMatch(/^19(69|70)-/);
  expect(formatAmount(minorUnits(1), settings)).toMatch(/1/);
});
