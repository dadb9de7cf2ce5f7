import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import type { StoreId } from '@second-chance/shared/ids.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import { revisionConflict } from '../db/revision-conflict.ts';
import type { TenantWork } from '../db/tenant-work.ts';
import { decideEdit } from './decide-edit.ts';
import { type Desk, openDesk } from './desk.ts';
import type { Edit, Editor } from './edit.ts';
import { type MadeChange, writeEdits } from './write-edits.ts';

/**
 * Makes edits of one store's documents, by the same rules as a till's: all or none.
 * Errors: those of the rules, and CONFLICT with the revision that is current.
 */
export async function applyEdits(
  work: TenantWork,
  {
    storeId,
    edits,
    editor,
  }: { readonly storeId: StoreId; readonly edits: readonly Edit[]; readonly editor: Editor },
): Promise<Result<Desk, CodedError>> {
  const desk = await openDesk({ ...work, storeId }, { edits, staffIds: [] });
  const made: MadeChange[] = [];
  for (const edit of edits) {
    const { collection, id } = edit;
    const decision = decideEdit(desk, edit, { editor, chain: undefined });
    if (decision.outcome === 'rejected') return err(decision.error);
    if (decision.outcome === 'conflict') {
      return err(revisionConflict(desk.held(collection, id).now?.revision ?? 0));
    }
    if (decision.change) made.push({ collection, editor, ...decision.change });
  }
  await writeEdits(work, desk, { made });
  return ok(desk);
}
