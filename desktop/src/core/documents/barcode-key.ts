import { parseBarcode } from '@second-chance/shared/catalogue/barcode.ts';

/**
 * Under which text a code is indexed and looked up: its normal form, or the code as it is where it
 * has none (a label with a wrong check digit still names the item it is stuck on).
 */
export function barcodeKey(code: string): string {
  const parsed = parseBarcode(code);
  return parsed.ok ? parsed.value.code : code.trim();
}
