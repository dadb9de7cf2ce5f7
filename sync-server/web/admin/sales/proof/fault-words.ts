import type { TextKey } from '../../text/use-text.ts';
import type { EntryFault } from './check-entries.ts';

const FAULTS = {
  seq_unexpected: 'admin.proof.fault.seq_unexpected',
  prev_hash_differs: 'admin.proof.fault.prev_hash_differs',
  key_unexpected: 'admin.proof.fault.key_unexpected',
  not_canonical: 'admin.proof.fault.not_canonical',
  hash_differs: 'admin.proof.fault.hash_differs',
  signature_invalid: 'admin.proof.fault.signature_invalid',
  no_entry: 'admin.proof.fault.no_entry',
} as const satisfies Record<EntryFault['code'], TextKey>;

/** What is wrong with an entry, in a sentence that names its number. */
export function faultKey(code: EntryFault['code']): TextKey {
  return FAULTS[code];
}
