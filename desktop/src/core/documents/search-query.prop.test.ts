import { anItem, CATEGORY_ID } from '@second-chance/shared/test/builders.ts';
import {
  NAUGHTY_STRINGS,
  needsDataFiles,
  readNaughtyStrings,
} from '@second-chance/shared/test/data-files.ts';
import { isStorableText } from '@second-chance/shared/text/text-schema.ts';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { setupStore } from '../store/test/setup-store.ts';
import { documentStorage } from './document-storage.ts';
import { searchItems } from './search-items.ts';
import { applyNext, changesOf } from './test/feed-changes.ts';

const setup = setupStore();
const { sealer } = await setup.enrol();
const storage = await documentStorage(setup.store);
afterAll(() => setup[Symbol.dispose]());
let version = 0;

/** The one item of the shop, under another name each time. */
function nameItem(name: string): void {
  version += 1;
  applyNext(storage, sealer, {
    changes: changesOf(
      'items',
      [anItem({ name, sku: '#77001', brand: '', barcodes: [] })],
      version,
    ),
    checkpoint: version,
    upToDate: true,
    totalDocuments: 1,
  });
}

function found(text: string): number {
  const plain = searchItems(setup.store, { text, categoryId: null, limit: 5 }, []);
  const within = searchItems(setup.store, { text, categoryId: CATEGORY_ID, limit: 5 }, []);
  expect(within).toEqual(plain);
  return plain.length;
}

const isNameable = (text: string) => isStorableText(text) && text.length > 0 && text.length <= 300;

test('no naughty string breaks a search or finds what it should not', (context) => {
  needsDataFiles(context, NAUGHTY_STRINGS);
  const naughty = readNaughtyStrings();
  nameItem('Lamp');
  for (const text of naughty) {
    const hits = found(text.slice(0, 200));
    if (/\p{L}|\p{N}/u.test(text)) expect(hits, JSON.stringify(text)).toBe(0);
  }
  expect(naughty.filter(isNameable).length).toBeGreaterThan(300);
});

// Words of letters that the index has known since its tables were made; newer scripts may be split
// differently there, which loses a hit and never the search.
const oldLetters = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}0-9\s\p{ASCII}]+$/u;
test('an item is found by its own name, whatever signs are in it', (context) => {
  needsDataFiles(context, NAUGHTY_STRINGS);
  const names = readNaughtyStrings().filter(
    (text) => isNameable(text) && oldLetters.test(text) && /[a-z0-9]/i.test(text),
  );
  let searched = 0;
  for (const name of names) {
    nameItem(name);
    expect(found(name), JSON.stringify(name)).toBe(1);
    searched += 1;
  }
  expect(searched).toBeGreaterThan(150);
});

// Signs that mean something to FTS5, mixed with words and its operators.
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom('"', '*', '^', '(', ')', ':', '-', '+', "'", '{', '}', 'NEAR', 'AND', 'NOT'),
      fc.constantFrom('words:', 'category:', 'lamp', ' ', '\u0000', '\uD800', 'É', 'e\u0301'),
      fc.string({ unit: 'binary', maxLength: 4 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

test('no text of any kind is an error', () => {
  nameItem('Lamp');
  fc.assert(
    fc.property(hostile, (text) => found(text) <= 1),
    { numRuns: 500 },
  );
});

test('a name of letters and signs is found by each beginning of each of its words', () => {
  const word = fc.stringMatching(/^[a-zäöüßéñ0-9]{1,12}$/);
  const glue = fc.constantFrom(' ', '-', ' "', '/', ', ', '* ', ' (');
  const name = fc
    .array(fc.tuple(word, glue), { minLength: 1, maxLength: 5 })
    .map((parts) => ({ words: parts.map(([text]) => text), text: parts.flat().join('') }));
  fc.assert(
    fc.property(name, fc.nat(), fc.nat(), ({ words, text }, which, length) => {
      nameItem(text);
      const chosen = words[which % words.length] ?? '';
      expect(found(chosen.slice(0, 1 + (length % chosen.length)))).toBe(1);
      expect(found(words.join(' '))).toBe(1);
    }),
    { numRuns: 60 },
  );
});
