import { parseBarcode } from '@second-chance/shared/catalogue/barcode.ts';
import { receiptNumberIn } from '@second-chance/shared/sale/receipt-link.ts';
import { createWedge, type KeyPress, type Scanner } from './wedge.ts';

/** What the self-test says of keys that came one after another. */
export interface Judgement {
  /** Without what the scanner sends around it, where it is a scan; else all characters. */
  readonly code: string;
  readonly isScan: boolean;
  /** Why it counts as typing; null where it is a scan. */
  readonly why: 'noEnd' | 'short' | 'slow' | null;
  /** Between keys, in ms. */
  readonly gapMean: number;
  readonly gapMax: number;
  /** The key at the end, if it is one that ends codes. */
  readonly end: 'Enter' | 'Tab' | null;
  readonly kind: 'gtin' | 'receipt' | 'shop' | 'checkDigit' | 'none';
}

/** Whether the till would take keys for a scan, and why not: by the very code that decides it. */
export function judgeBurst(presses: readonly KeyPress[], scanner: Scanner): Judgement {
  const wedge = createWedge(() => scanner);
  let scanned: string | null = null;
  for (const press of presses) {
    const answer = wedge.press(press);
    scanned = answer === null || answer === 'begins' ? null : answer.code;
  }
  const last = presses.at(-1)?.key;
  const end = last === 'Enter' || last === 'Tab' ? last : null;
  const sent = presses.map(({ key }) => key).filter((key) => [...key].length === 1);
  const code = scanned ?? sent.join('');
  const gaps = presses.slice(1).map(({ at }, index) => at - (presses[index]?.at ?? at));
  return {
    code,
    isScan: scanned !== null,
    why: scanned === null ? whyNot(end, sent.length, scanner) : null,
    gapMean: gaps.length === 0 ? 0 : gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length,
    gapMax: Math.max(0, ...gaps),
    end,
    kind: kindOf(code),
  };
}

function whyNot(
  end: Judgement['end'],
  length: number,
  { lengthMin }: Scanner,
): 'noEnd' | 'short' | 'slow' {
  if (end === null) return 'noEnd';
  return length < lengthMin ? 'short' : 'slow';
}

function kindOf(code: string): Judgement['kind'] {
  if (receiptNumberIn(code) !== null) return 'receipt';
  const parsed = parseBarcode(code);
  if (parsed.ok) return parsed.value.kind;
  return parsed.error === 'CHECK_DIGIT_WRONG' ? 'checkDigit' : 'none';
}
