import { assert } from '../assert.ts';

/**
 * A code for a thing that came without one, as printed on its label: `A1.1.0042`. Register code,
 * epoch and counter in it are this till's alone, so that tills without a network never make the same
 * one, not even a register's new device. It is no GTIN, so no price-embedded code can be taken for
 * it, and its characters are the same on every keyboard that a scanner may think it is.
 */
export function formatInStoreCode({ registerCode, epoch, counter }: InStoreCode): string {
  const text = `${registerCode}.${epoch}.${String(counter).padStart(4, '0')}`;
  assert(CODE.test(text), `no in-store code: ${text}`);
  return text;
}

export interface InStoreCode {
  readonly registerCode: string;
  readonly epoch: number;
  /** From 1 within register and epoch. */
  readonly counter: number;
}

const CODE = /^[A-Z0-9]{1,8}\.[1-9][0-9]*\.(?!0000$)(?:[0-9]{4}|[1-9][0-9]{4,})$/;
