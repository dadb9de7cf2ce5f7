import type { CustomerDocument } from '@second-chance/shared/documents/customer.ts';
import type { CustomerId } from '@second-chance/shared/ids.ts';
import type { Store } from '../store/open-store.ts';
import { documentOf, tableOf } from './collection-tables.ts';
import { searchExpression } from './search-query.ts';

const CUSTOMERS = tableOf('customers');
const BY_WORDS = `select customer.doc from customer_words
  cross join ${CUSTOMERS} customer on customer.rowid = customer_words.rowid
  where customer_words match ? and customer.deleted = 0
  order by customer_words.rowid desc limit ?`;
const NEWEST = `select doc from ${CUSTOMERS} where deleted = 0 order by rowid desc limit ?`;
const BY_ID = `select doc from ${CUSTOMERS} where id = ? and deleted = 0`;

/** Customers of which every typed word begins some word of name, mail, phone or address. */
export function searchCustomers(
  store: Store,
  { text, limit }: { readonly text: string; readonly limit: number },
): readonly CustomerDocument[] {
  if (text.trim() === '') return parse(store.prepare(NEWEST).all(limit));
  const expression = searchExpression(text, null);
  return expression === null ? [] : parse(store.prepare(BY_WORDS).all(expression, limit));
}

/** Null for a customer who is not here or was deleted. */
export function customerById(store: Store, id: CustomerId): CustomerDocument | null {
  return parse(store.prepare(BY_ID).all(id))[0] ?? null;
}

function parse(rows: readonly unknown[]): readonly CustomerDocument[] {
  return (rows as readonly { readonly doc: string }[]).map(({ doc }) => documentOf(doc));
}
