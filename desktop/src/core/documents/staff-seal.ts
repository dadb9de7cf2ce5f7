/** Staff on disk: the PIN hash is sealed for the person and the device, the rest is plain. */
import type { StaffDocument } from '@second-chance/shared/documents/reference-data.ts';
import type { Sealer } from '../register/sealer.ts';
import type { Store } from '../store/open-store.ts';

export function sealStaff(sealer: Sealer, person: StaffDocument): StaffDocument {
  if (person.pinHash === null) return person;
  return { ...person, pinHash: sealer.seal(person.pinHash, contextOf(person)) };
}

/** The hash is null where this device cannot open it. */
export function openStaff(sealer: Sealer | null, person: StaffDocument): StaffDocument {
  if (person.pinHash === null) return person;
  return { ...person, pinHash: sealer?.open(person.pinHash, contextOf(person)) ?? null };
}

/** Seals everybody's PIN hash anew for the device's next key. Belongs inside a transaction. */
export function resealStaff(store: Store, before: Sealer, after: Sealer): void {
  const rows = store
    .prepare(`select id, document_json as json from document where collection = 'staff'`)
    .all() as readonly { readonly id: string; readonly json: string }[];
  for (const { id, json } of rows) {
    const person = openStaff(before, JSON.parse(json) as StaffDocument);
    store
      .prepare(`update document set document_json = ? where collection = 'staff' and id = ?`)
      .run(JSON.stringify(sealStaff(after, person)), id);
  }
}

function contextOf({ id }: StaffDocument): string {
  return `staff/${id}/pin`;
}
