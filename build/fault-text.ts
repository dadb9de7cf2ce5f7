import type { JournalFault } from '@second-chance/desktop/src/core/journal/verify-journal.ts';

const FAULTS: Readonly<Record<string, string>> = {
  seq_unexpected: 'the number does not follow the one before',
  prev_hash_differs: 'it does not point at the entry before it',
  key_unexpected: 'it names another key than the one the register enrolled with',
  key_unknown: 'nothing says with which key the register enrolled',
  not_canonical: 'its payload has a value that no journal entry can have',
  not_an_entry: 'what stands there is no journal entry',
  hash_differs: 'its content is not what was hashed',
  signature_invalid: "its signature is not the register's",
  entry_missing: 'it is missing',
  columns_differ: 'it is filed under another number or hash than it bears',
  other_register: 'it belongs to another register, epoch or chain',
  head_differs: 'the chain ends here, and its head says otherwise',
  head_missing: 'its chain has no head',
};

/** A fault as a sentence for a person: which entry, what is wrong, and the code. */
export function faultText({ epoch, chain, seq, code, expected }: JournalFault): string {
  const should = expected === null ? '' : ` (expected ${expected})`;
  return `epoch ${epoch}, ${chain} chain, entry ${seq}: ${FAULTS[code] ?? 'it does not hold'}${should} [${code}]`;
}
