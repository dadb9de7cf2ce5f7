/** Categories that an import makes, and that its undo removes where nothing else uses them. */
import { pathKey } from '@second-chance/shared/catalogue/import/plan-categories.ts';
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import type { CategoryDocument } from '@second-chance/shared/documents/reference-data.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import { undoItems } from '../catalogue/bulk-edit-items.ts';
import { createCategory, removeCategory } from '../catalogue/categories.ts';
import { findDocument, listDocuments } from '../db/document-repository.ts';
import type { TenantWork } from '../db/tenant-work.ts';
import type { DoTask } from '../tasks/task-run.ts';

/** As a check found it missing. */
export interface NewCategory {
  /** With its parents, as people read it. */
  readonly path: string;
  readonly document: CategoryDocument;
}

/** The new categories that a task is about, from the top down. */
export function newCategoriesOf(about: Readonly<Record<string, unknown>>): readonly NewCategory[] {
  return (about.newCategories ?? []) as readonly NewCategory[];
}

/**
 * Makes what a check found missing. Errors: CONFLICT where somebody made one of them since, and what
 * `createCategory` says of a parent or tax that is gone.
 */
export async function makeCategories(
  work: TenantWork,
  wanted: readonly NewCategory[],
): Promise<Result<void, CodedError>> {
  const [first] = wanted;
  if (first === undefined) return ok(undefined);
  const stored = await listDocuments(work, 'category', first.document.storeId);
  const there = stored.map(({ document }) => document);
  const paths = new Set(there.map(({ id }) => pathKey(there, id)));
  const double = wanted.filter(({ document }) =>
    paths.has(pathKey([...there, ...wanted.map((each) => each.document)], document.id)),
  );
  if (double.length > 0) {
    return err({
      code: 'CONFLICT',
      message: 'Categories were made since the check. Check the file again.',
      details: { categories: double.map(({ path }) => path) },
    });
  }
  for (const { document } of wanted) {
    const made = await createCategory(work, document);
    if (!made.ok) return made;
  }
  return ok(undefined);
}

/** Takes a task back: its items first, then the categories that it made and nobody touched since. */
export const undoTask: DoTask = async (run) => {
  const undone = await undoItems(run);
  if (!undone.ok) return undone;
  const about = (run.task.input.about ?? {}) as Readonly<Record<string, unknown>>;
  await run.work(async (scope) => {
    for (const { document } of newCategoriesOf(about).toReversed()) {
      const { id } = document;
      const now = await findDocument(scope, 'category', { id, lock: true });
      if (now === null || now.deleted || now.revision !== FIRST_REVISION) continue;
      // What other items or categories use by now stays.
      await removeCategory(scope, { actor: run.actor, id });
    }
  });
  return ok(undefined);
};

const FIRST_REVISION = 1;
