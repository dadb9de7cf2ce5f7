import { storeSettingsDocumentSchema } from '@second-chance/shared/documents/reference-data.ts';
import { aSettings } from '@second-chance/shared/test/builders.ts';
import {
  NAUGHTY_STRINGS,
  needsDataFiles,
  readNaughtyStrings,
} from '@second-chance/shared/test/data-files.ts';
import { expect, test } from 'vitest';
import { draftOf, readDraft } from './store-draft.ts';

const store = { ...aSettings(), revision: 1, closedAt: null } as never as Parameters<
  typeof draftOf
>[0] &
  object;

test.for(['en-GB', 'de-DE', 'ja-JP'])(
  'settings that nobody touched are read as they were, %s',
  (locale) => {
    const read = readDraft(draftOf(store, locale), locale);
    const { id: _, organizationId: __, ...fields } = aSettings();
    // What was never set is told as what it means, so that it can be set back to it as well.
    const meant = { offlineCreditLimit: 0, autoLockMinutes: 0, embeddedCodes: [] };
    expect(read).toEqual({ ok: true, fields: { ...meant, ...fields } });
  },
);

test('what cannot be is named by its field', () => {
  const draft = {
    ...draftOf(store, 'en-GB'),
    code: 'main',
    name: '',
    currency: 'XXQ',
    timeZone: 'Mars/Olympus',
    dayStartsAt: '',
    cashNotes: '10 5',
    returnDays: '-1',
    employeeDiscountLimit: '101',
    address: '1\n2\n3\n4\n5\n6\n7',
  };
  const read = readDraft(draft, 'en-GB');
  expect(read.ok ? [] : [...read.faults.keys()].toSorted()).toEqual([
    'address',
    'cashNotes',
    'code',
    'currency',
    'dayStartsAt',
    'employeeDiscountLimit',
    'name',
    'returnDays',
    'timeZone',
  ]);
});

test('every naughty string is a name and a footer as it was typed, or is refused by the schema', (context) => {
  needsDataFiles(context, NAUGHTY_STRINGS);
  for (const text of readNaughtyStrings()) {
    const name = text.slice(0, 100);
    const draft = { ...draftOf(store, 'en-GB'), name, receiptFooter: text.slice(0, 400) };
    const read = readDraft(draft, 'en-GB');
    expect(read.ok).toBe(name !== '');
    if (!read.ok) continue;
    const parsed = storeSettingsDocumentSchema.safeParse({ ...aSettings(), ...read.fields });
    if (parsed.success) expect(parsed.data.name).toBe(name);
  }
});
