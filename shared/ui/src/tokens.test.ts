import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

function tokensOf(scheme: 'light' | 'dark'): Readonly<Record<string, string>> {
  const start = css.indexOf(`[data-mantine-color-scheme="${scheme}"] {`);
  const block = css.slice(start, css.indexOf('}', start));
  return Object.fromEntries(
    [...block.matchAll(/--sc-([a-z-]+):\s*(#[0-9a-f]{6})/g)].map(([, name, hex]) => [name, hex]),
  );
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one = '#000000', other = '#000000'): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

const GROUNDS = ['paper', 'surface'];
const TINTS = ['green-tint', 'amber-tint', 'red-tint'];
const PAIRS: readonly (readonly [string, string, number])[] = [
  ...GROUNDS.map((ground) => ['ink', ground, 12] as const),
  ...TINTS.map((ground) => ['ink', ground, 7] as const),
  ...[...GROUNDS, ...TINTS].map((ground) => ['ink-soft', ground, 4.5] as const),
  ...[...GROUNDS, 'green-tint'].map((ground) => ['green', ground, 4.5] as const),
  ...[...GROUNDS, 'amber-tint'].map((ground) => ['amber', ground, 4.5] as const),
  ...[...GROUNDS, 'red-tint'].map((ground) => ['red', ground, 4.5] as const),
  ['on-green', 'green', 4.5],
  ['on-green', 'green-press', 4.5],
  ['on-amber', 'amber', 4.5],
  ['on-red', 'red', 4.5],
  ...GROUNDS.map((ground) => ['edge', ground, 3] as const),
];

test.for(['light', 'dark'] as const)(
  'every pair of colours that meets can be read, %s',
  (scheme) => {
    const tokens = tokensOf(scheme);
    for (const [text, ground, least] of PAIRS) {
      const ratio = contrast(tokens[text], tokens[ground]);
      expect(ratio, `${text} on ${ground}`).toBeGreaterThanOrEqual(least);
    }
  },
);

test('both schemes name the same colours', () => {
  expect(Object.keys(tokensOf('dark')).sort()).toEqual(Object.keys(tokensOf('light')).sort());
});
