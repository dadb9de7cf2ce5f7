import type { CustomerDocument } from '@second-chance/shared/documents/customer.ts';
import { sql } from 'kysely';
import { searchWords } from '../catalogue/search-words.ts';
import type { Scope } from '../db/document-repository.ts';

/** Letters and digits of a phone number without what people put between them. */
const PHONE_FILLING = /[\s()/.-]+/g;

/** The words by which a customer is found: of the name, the e-mail, the phone and the town. */
function wordsOfCustomer({
  name,
  email,
  phone,
  addressLines,
}: CustomerDocument): readonly string[] {
  const digits = phone.replaceAll(PHONE_FILLING, '');
  return searchWords([name, email, phone, digits, ...addressLines].join(' '));
}

/** Stores the words by which customers are found, in place of those that they had; none if deleted. */
export async function replaceCustomerWords(
  { tx, organizationId }: Scope,
  customers: readonly { readonly document: CustomerDocument; readonly deleted: boolean }[],
): Promise<void> {
  const ids = customers.map(({ document }) => document.id);
  const rows = customers.flatMap(({ document, deleted }) =>
    deleted ? [] : wordsOfCustomer(document).map((word) => ({ document, word })),
  );
  await Promise.all([
    sql`
      delete from customer_word
      where organization_id = ${organizationId} and customer_id = any(${ids}::uuid[])`.execute(tx),
    sql`
      insert into customer_word (organization_id, store_id, customer_id, word)
      select ${organizationId}::uuid, store_id, customer_id, word
      from unnest(${rows.map(({ document }) => document.storeId)}::uuid[],
        ${rows.map(({ document }) => document.id)}::uuid[], ${rows.map(({ word }) => word)}::text[])
        as given (store_id, customer_id, word)`.execute(tx),
  ]);
}
