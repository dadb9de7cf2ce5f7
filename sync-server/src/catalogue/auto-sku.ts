import type { ItemId } from '@second-chance/shared/ids.ts';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const BITS = 40;

/**
 * A SKU for an item that came without: eight characters that people can type, from the random end of
 * its id, so that a repeated request finds the same. Two items of 100,000 share one in 0.5 % of
 * shops, which the till asks about like any code on two things.
 */
export function autoSku(id: ItemId): string {
  const tail = BigInt(`0x${id.replaceAll('-', '').slice(-BITS / 4)}`);
  return Array.from({ length: BITS / 5 }, (_, place) => {
    const shift = BigInt(BITS - 5 * (place + 1));
    return CROCKFORD.charAt(Number((tail >> shift) & 31n));
  }).join('');
}
