import { randomBytes } from 'node:crypto';
import { hashSync } from '@node-rs/argon2';
import type { StaffDocument } from '@second-chance/shared/documents/reference-data.ts';
import type { StaffId } from '@second-chance/shared/ids.ts';
import type { Outcome } from '../outcome.ts';
import {
  type Approvable,
  createDocument,
  type EditSession,
  editDocument,
} from './edit-document.ts';

export type StaffFields = Pick<StaffDocument, 'displayName' | 'role' | 'active'> & {
  /** In digits; null takes the PIN away. It is hashed here and never leaves as digits. */
  readonly pin: string | null;
};

type Some<T> = { readonly [K in keyof T]?: T[K] | undefined };

export function createStaff(
  session: EditSession,
  { fields, approval }: Approvable & { readonly fields: StaffFields },
): Outcome<{ readonly id: StaffId }> {
  return createDocument(session, 'staff', { fields: withHash(fields), approval });
}

export function editStaff(
  session: EditSession,
  {
    id,
    fields,
    approval,
  }: Approvable & { readonly id: StaffId; readonly fields: Some<StaffFields> },
): Outcome<{ readonly id: StaffId }> {
  return editDocument(session, 'staff', { id, fields: withHash(fields), approval });
}

/** Cost as everywhere (OWASP's second choice for argon2id): 19 MiB, two passes. */
function withHash({ pin, ...fields }: Some<StaffFields>) {
  if (pin === undefined) return fields;
  const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1, salt: randomBytes(16) };
  return { ...fields, pinHash: pin === null ? null : hashSync(pin, cost) };
}
