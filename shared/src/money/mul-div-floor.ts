import { assert } from '../assert.ts';

/** `a × b ÷ c`, rounded down, with what is left over. Exact for all safe integers from zero up. */
export function mulDivFloor(a: number, b: number, c: number): Quotient {
  assert(
    Number.isSafeInteger(a) && Number.isSafeInteger(b) && a >= 0 && b >= 0,
    `not whole numbers from zero up: ${a} × ${b}`,
  );
  assert(Number.isSafeInteger(c) && c > 0, `bad denominator: ${c}`);
  const product = a * b;
  if (Number.isSafeInteger(product)) {
    const remainder = product % c;
    return { quotient: (product - remainder) / c, remainder };
  }
  const exact = BigInt(a) * BigInt(b);
  return { quotient: Number(exact / BigInt(c)), remainder: Number(exact % BigInt(c)) };
}

export interface Quotient {
  readonly quotient: number;
  readonly remainder: number;
}
