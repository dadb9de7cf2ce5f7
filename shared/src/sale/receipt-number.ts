import { assert } from '../assert.ts';
import { receiptNumberSchema } from './sale-record.ts';

/** The parts of a receipt number. `counter` runs from 1 within register, epoch and chain. */
export interface ReceiptNumberParts {
  readonly registerCode: string;
  readonly epoch: number;
  readonly counter: number;
}

/** `A1-1-000042`. The counter has six digits, or more where it needs them. */
export function formatReceiptNumber({ registerCode, epoch, counter }: ReceiptNumberParts): string {
  const text = `${registerCode}-${epoch}-${String(counter).padStart(6, '0')}`;
  assert(counter > 0 && receiptNumberSchema.safeParse(text).success, `no receipt number: ${text}`);
  return text;
}

/**
 * Reads a receipt number as scanned or typed: in any case, with white space around it. Null where
 * it is none; a counter padded differently than `formatReceiptNumber` does it is none.
 */
export function parseReceiptNumber(text: string): ReceiptNumberParts | null {
  const match = NUMBER.exec(text.trim().toUpperCase());
  if (match === null) return null;
  const [, registerCode = '', epoch, counter] = match;
  const parts = { registerCode, epoch: Number(epoch), counter: Number(counter) };
  return Number.isSafeInteger(parts.epoch) && Number.isSafeInteger(parts.counter) ? parts : null;
}

const NUMBER = /^([A-Z0-9]{1,8})-([1-9][0-9]*)-((?!000000$)[0-9]{6}|[1-9][0-9]{6,})$/;
