import type { CustomerDocument } from '@second-chance/shared/documents/customer.ts';
import type { Store } from '../store/open-store.ts';
import type { StoredDocument } from './collection-tables.ts';
import type { WrittenRow } from './write-versions.ts';

/** Brings the words that customers are found by in step with their rows. */
export function indexCustomers(store: Store, rows: readonly WrittenRow[]): void {
  for (const { row, now, before } of rows) {
    const words = wordsOf(now);
    const wordsBefore = wordsOf(before);
    if (words === wordsBefore) continue;
    if (wordsBefore !== null) store.prepare('delete from customer_words where rowid = ?').run(row);
    if (words === null) continue;
    store.prepare('insert into customer_words (rowid, words) values (?, ?)').run(row, words);
  }
}

function wordsOf(stored: StoredDocument | null): string | null {
  if (stored === null || stored._deleted) return null;
  const { name, email, phone, addressLines } = stored as unknown as CustomerDocument;
  // Digits alone as well, so that a number is found however it is grouped.
  return [name, email, phone, phone.replaceAll(/\D/g, ''), ...addressLines].join(' ');
}
