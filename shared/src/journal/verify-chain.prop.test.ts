import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aJournal, aRegisterKey, nodeCrypto } from '../../test/journal-builder.ts';
import { someSaleRecord } from '../../test/sale-generators.ts';
import { GENESIS_HASH, signedEntrySchema } from './entry.ts';
import { verifyEntry } from './verify-chain.ts';

const key = aRegisterKey();
const previous = { seq: 0, hash: GENESIS_HASH };

// Every byte of the entry's text is a place to change; the new byte is printable, so that most
// changes leave readable JSON and reach the verification itself.
test('any single changed byte of an entry is found', () => {
  let reached = 0;
  fc.assert(
    fc.property(
      someSaleRecord,
      fc.nat({ max: 1_000_000 }),
      fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
      (record, place, char) => {
        const { entries } = aJournal({
          key,
          entries: [{ type: 'sale_completed', payload: record }],
        });
        const text = JSON.stringify(entries[0]);
        const at = place % text.length;
        fc.pre(text[at] !== char);
        const parsed = parse(text.slice(0, at) + char + text.slice(at + 1));
        const entry = signedEntrySchema.safeParse(parsed);
        if (!entry.success) return;
        // Another spelling of the same value is no change.
        if (JSON.stringify(entry.data) === text) return;
        reached += 1;
        const fault = verifyEntry({
          entry: entry.data,
          previous,
          keyId: key.keyId,
          ...nodeCrypto(key),
        });
        expect(fault).not.toBeNull();
      },
    ),
    { numRuns: 400 },
  );
  expect(reached, 'changes that were still an entry').toBeGreaterThan(50);
});

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
