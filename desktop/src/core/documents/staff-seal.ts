/** Staff on disk: the PIN hash is sealed for the person and the device, the rest is plain. */
import type { Collection } from '@second-chance/shared/documents/collections.ts';
import type { StaffDocument } from '@second-chance/shared/documents/reference-data.ts';
import type { Sealer } from '../register/sealer.ts';
import type { Store } from '../store/open-store.ts';
import { tableOf } from './collection-tables.ts';

type Json = Readonly<Record<string, unknown>>;
type Sealed = Pick<StaffDocument, 'id' | 'pinHash'>;

/** A document of any collection as it may lie on disk. */
export function sealDocument(sealer: Sealer, collection: Collection, document: Json): Json {
  return collection === 'staff' ? sealStaff(sealer, document as Json & Sealed) : document;
}

/** The opposite; a hash is null where this device cannot open it. */
export function openDocument(sealer: Sealer | null, collection: Collection, document: Json): Json {
  return collection === 'staff' ? openStaff(sealer, document as Json & Sealed) : document;
}

export function sealStaff<Person extends Sealed>(sealer: Sealer, person: Person): Person {
  if (person.pinHash === null) return person;
  return { ...person, pinHash: sealer.seal(person.pinHash, contextOf(person)) };
}

/** The hash is null where this device cannot open it. */
export function openStaff<Person extends Sealed>(sealer: Sealer | null, person: Person): Person {
  if (person.pinHash === null) return person;
  return { ...person, pinHash: sealer?.open(person.pinHash, contextOf(person)) ?? null };
}

const STAFF_TABLE = tableOf('reference');

/** Where documents of staff lie as JSON, each with the text that names a row. */
const SEALED_PLACES = [
  { table: STAFF_TABLE, column: 'doc', where: `kind = 'staff'` },
  { table: 'document_intent', column: 'document_json', where: `collection = 'staff'` },
  { table: 'document_intent', column: 'base_json', where: `collection = 'staff'` },
  { table: 'document_held', column: 'document_json', where: `collection = 'staff'` },
] as const;

/** Seals everybody's PIN hash anew for the device's next key. Belongs inside a transaction. */
export function resealStaff(store: Store, before: Sealer, after: Sealer): void {
  for (const { table, column, where } of SEALED_PLACES) {
    const rows = store
      .prepare(`select rowid as row, ${column} as json from ${table} where ${where}
        and ${column} is not null`)
      .all() as readonly { readonly row: number; readonly json: string }[];
    for (const { row, json } of rows) {
      const person = openStaff(before, JSON.parse(json) as Sealed);
      store
        .prepare(`update ${table} set ${column} = ? where rowid = ?`)
        .run(JSON.stringify(sealStaff(after, person)), row);
    }
  }
}

/**
 * Makes the feed's next version of everybody count, whatever its revision: their hashes were sealed
 * with a key that is gone. Belongs inside a transaction.
 */
export function forgetStaffRevisions(store: Store): void {
  store
    .prepare(
      `update ${STAFF_TABLE} set rev = '1-0', doc = json_set(doc, '$._rev', '1-0')
       where kind = 'staff'`,
    )
    .run();
}

function contextOf({ id }: Sealed): string {
  return `staff/${id}/pin`;
}
