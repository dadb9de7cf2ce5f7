import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MESSAGES } from '@second-chance/shared/text/messages.ts';
import { expect, test } from 'vitest';

const FOLDERS = ['../', '../../../../shared/ui/src/'].map((folder) =>
  fileURLToPath(new URL(folder, import.meta.url)),
);
const files = FOLDERS.flatMap((folder) =>
  readdirSync(folder, { recursive: true })
    .map((file) => join(folder, String(file)))
    .filter((file) => file.endsWith('.tsx')),
);
const SPOKEN = 'aria-label|alt|title|placeholder|label|description|closeLabel|submitLabel';

/** Words between tags or in spoken attributes that no catalogue holds. */
function looseWords(source: string): string[] {
  const between = [...source.matchAll(/>\s*([^<>{}()=;]*[A-Za-z]{2,}[^<>{}()=;]*?)\s*<\//g)];
  const spoken = [...source.matchAll(new RegExp(`\\b(?:${SPOKEN})="([^"]*[A-Za-z][^"]*)"`, 'g'))];
  return [...between, ...spoken]
    .map(([, words = '']) => words.trim())
    .filter((words) => !KEY.test(words));
}

/** Names of keys are the same in every language. */
const KEY = /^(F[0-9]+|Esc|Enter|Del)$/;

test('there are screens to look at', () => {
  expect(files.length).toBeGreaterThan(40);
});

test.for(files)('%s takes all its words from the catalogue', (file) => {
  expect(looseWords(readFileSync(file, 'utf8'))).toEqual([]);
});

test('a loose word is found wherever it stands', () => {
  expect(looseWords('<p>Hello there</p>')).toEqual(['Hello there']);
  expect(looseWords('<img alt="A teapot" />')).toEqual(['A teapot']);
  expect(looseWords("<p>{t('sell.park')}</p><kbd>F8</kbd>")).toEqual([]);
});

test('every key that a screen asks for is in the catalogue', () => {
  const keys = new Set(Object.keys(MESSAGES.en));
  for (const file of files) {
    for (const [, key = ''] of readFileSync(file, 'utf8').matchAll(/\bt\(\s*'([^']+)'/g)) {
      expect(keys.has(key) || keys.has(`${key}_one`), `${file}: ${key}`).toBe(true);
    }
  }
});
