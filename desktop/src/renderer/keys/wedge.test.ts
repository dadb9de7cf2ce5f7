import { expect, test } from 'vitest';
import { createWedge } from './wedge.ts';

interface Typed {
  readonly text: string;
  readonly gap: number;
  readonly from?: number;
  readonly end?: string | null;
  readonly repeat?: boolean;
}

function type(
  wedge = createWedge(),
  { text, gap, from = 0, end = 'Enter', repeat = false }: Typed,
) {
  let at = from;
  let outcome: ReturnType<typeof wedge.press> = null;
  for (const key of [...text, ...(end === null ? [] : [end])]) {
    outcome = wedge.press({ key, at, repeat });
    at += gap;
  }
  return outcome;
}

test.for([
  { text: '4006381333931', gap: 2 },
  { text: '4006381333931', gap: 12 },
  { text: '4006381333931', gap: 34 },
  { text: '4006381333931', gap: 50 },
  { text: 'SC-0012', gap: 5 },
  { text: '12345670', gap: 8, end: 'Tab' },
])('$text at $gap ms a key, then $end, is a scan', (typed) => {
  expect(type(undefined, typed)).toEqual({ code: typed.text });
});

test.for([
  { text: 'teapot', gap: 60 },
  { text: 'lamp', gap: 40 },
  { text: '123', gap: 5 },
  { text: 'aaaaaaaa', gap: 30, repeat: true },
  { text: '4006381333931', gap: 5, end: null },
])('$text at $gap ms a key is typing', (typed) => {
  expect(type(undefined, typed)).toBeNull();
});

test('a scan right after slow typing holds only what was scanned', () => {
  const wedge = createWedge();
  type(wedge, { text: '3*', gap: 150, end: null });
  expect(type(wedge, { text: '4006381333931', gap: 6, from: 800 })).toEqual({
    code: '4006381333931',
  });
});

test('shift between the characters of a code does not break it', () => {
  const wedge = createWedge();
  let at = 0;
  for (const key of ['Shift', 'S', 'Shift', 'C', '-', '7']) {
    wedge.press({ key, at, repeat: false });
    at += 4;
  }
  expect(wedge.press({ key: 'Enter', at, repeat: false })).toEqual({ code: 'SC-7' });
});

test('one key that a busy PC delivers late does not break a scan', () => {
  const wedge = createWedge();
  wedge.press({ key: '4', at: 0, repeat: false });
  expect(type(wedge, { text: '006381333931', gap: 5, from: 90 })).toEqual({
    code: '4006381333931',
  });
});

test('two scans in a row are two codes', () => {
  const wedge = createWedge();
  expect(type(wedge, { text: '11112222', gap: 5 })).toEqual({ code: '11112222' });
  expect(type(wedge, { text: '33334444', gap: 5, from: 50 })).toEqual({ code: '33334444' });
});
