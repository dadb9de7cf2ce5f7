/** What is common to all edits of documents, whether a till pushed them or a person made them here. */
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import type {
  DocumentOf,
  EditableCollection,
} from '@second-chance/shared/documents/collections.ts';
import type { RegisterId } from '@second-chance/shared/ids.ts';
import { decide, type Right } from '@second-chance/shared/people/rights.ts';
import type { Role } from '@second-chance/shared/people/roles.ts';
import type { DocumentTable } from '../db/document-repository.ts';

/** One document as somebody wants it to be. */
export interface Edit {
  readonly collection: EditableCollection;
  readonly id: string;
  /** The revision that it was decided on; 0 where the document is new. */
  readonly baseRevision: number;
  readonly deleted: boolean;
  readonly document: Readonly<Record<string, unknown>>;
}

/** Who wants it. */
export interface Editor {
  /** Of the employee or the account, for the audit log. */
  readonly id: string;
  readonly role: Role;
  /** Of who allowed what the editor may not do alone. */
  readonly approverRole: Role | null;
  /** The register at which it was decided; null: none. */
  readonly registerId: RegisterId | null;
}

export type AnyDocument = DocumentOf<EditableCollection>;

export const TABLE_OF = {
  items: 'item',
  customers: 'customer',
  conflicts: 'conflict',
  staff: 'staff',
  priceSchedules: 'price_schedule',
  categories: 'category',
} as const satisfies Record<EditableCollection, DocumentTable>;

/** In the order in which everybody locks: what refers to others before what is referred to. */
export const LOCK_ORDER = Object.keys(TABLE_OF) as readonly EditableCollection[];

export function mayEdit({ role, approverRole }: Editor, right: Right): boolean {
  const alone = decide({ role, right });
  if (alone !== 'manager') return alone === 'yes';
  return approverRole !== null && decide({ role: approverRole, right }) === 'yes';
}

export const NOT_ALLOWED: CodedError = {
  code: 'NOT_ALLOWED',
  message: 'Your role may not do this here.',
};

export function invalidEdit(path: string, message: string): CodedError {
  return {
    code: 'INVALID_REQUEST',
    message: 'It cannot be stored like this.',
    details: { issues: [{ path, message }] },
  };
}
