import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from '../journal/canonical-json.ts';
import { mergeDocuments, type Version } from './merge-documents.ts';
import type { FieldPolicy } from './merge-policy.ts';

const policies: Readonly<Record<string, FieldPolicy>> = { a: 'till', b: 'server', c: 'list' };
// Few values, so that sides agree and differ often.
const scalar = fc.constantFrom(null, 0, 1, 'x');
const version: fc.Arbitrary<Version> = fc.record({
  document: fc.record({ a: scalar, b: scalar, c: fc.uniqueArray(fc.constantFrom(1, 2, 3)) }),
  deleted: fc.boolean(),
});
const sides = fc.record({ base: fc.option(version), till: version, server: version });
const same = (left: unknown, right: unknown) => canonicalJson(left) === canonicalJson(right);

test('a value that both sides had is never lost without being named', () => {
  fc.assert(
    fc.property(sides, ({ base, till, server }) => {
      const { document, conflicts, deleted } = mergeDocuments({ base, till, server, policies });
      if (till.deleted && server.deleted) return;
      for (const field of ['a', 'b']) {
        const named = conflicts.find((conflict) => conflict.field === field);
        for (const side of [till, server]) {
          const changed = base === null || !same(side.document[field], base.document[field]);
          const meant = base === null ? side.document[field] !== null : changed;
          if (!meant || same(document[field], side.document[field])) continue;
          expect(named?.lost, `${field} of ${JSON.stringify({ base, till, server })}`).toEqual(
            side.document[field],
          );
        }
      }
      if (till.deleted !== server.deleted && !deleted && base?.deleted !== true) {
        expect(conflicts.some(({ field }) => field === 'deleted')).toBe(true);
      }
    }),
  );
});

test('nothing that either side added to a list is missing, and nothing taken away by one comes back', () => {
  fc.assert(
    fc.property(sides, ({ base, till, server }) => {
      fc.pre(!(till.deleted && server.deleted));
      const list = (side: Version | null) => (side?.document.c ?? []) as readonly number[];
      const { document } = mergeDocuments({ base, till, server, policies });
      const merged = new Set(document.c as readonly number[]);
      const expected = [1, 2, 3].filter((value) => {
        const [was, here, there] = [base, till, server].map((side) => list(side).includes(value));
        return was ? here && there : here || there;
      });
      expect([...merged].sort()).toEqual(expected);
    }),
  );
});

test('merging with what both began from gives the other side unchanged', () => {
  fc.assert(
    fc.property(version, version, (base, changed) => {
      const fromTill = mergeDocuments({ base, till: changed, server: base, policies });
      expect(fromTill.conflicts).toEqual([]);
      if (!base.deleted || !changed.deleted) expect(fromTill.document).toEqual(changed.document);
      const fromServer = mergeDocuments({ base, till: base, server: changed, policies });
      expect(fromServer).toMatchObject({ ...changed, isServers: true, conflicts: [] });
    }),
  );
});
