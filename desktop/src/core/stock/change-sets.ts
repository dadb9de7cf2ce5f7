/** Changes of many items by one decision: written as one, told as one, taken back as one. */
import type { ChangeSet } from '@second-chance/shared/contract/till/import-views.ts';
import type { Approval } from '@second-chance/shared/contract/till-rpc.ts';
import type { ItemDocument } from '@second-chance/shared/documents/item.ts';
import type { CategoryId, ChangeSetId, StaffId } from '@second-chance/shared/ids.ts';
import { canonicalJson } from '@second-chance/shared/journal/canonical-json.ts';
import { ok } from '@second-chance/shared/result.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { readVersion } from '../documents/read-version.ts';
import { allOrNone } from '../editing/all-or-none.ts';
import { type EditSession, saveDocument } from '../editing/edit-document.ts';
import { type Outcome, refuse } from '../outcome.ts';
import { authorize } from '../people/authorize.ts';
import type { Session } from '../till-context.ts';
import { takeOut } from './take-out.ts';

export interface ItemChange {
  /** Null where it is made. */
  readonly before: ItemDocument | null;
  readonly after: ItemDocument;
}

export interface NewChangeSet {
  readonly id: ChangeSetId;
  readonly kind: ChangeSet['kind'];
  readonly label: string;
  readonly changes: readonly ItemChange[];
  /** Categories that it made. */
  readonly categories?: readonly CategoryId[];
}

/** Notes what was changed, within the transaction that changes it. */
export function noteChangeSet(
  session: Session,
  { id, kind, label, changes, categories = [] }: NewChangeSet,
): void {
  const { store, me, now } = session;
  const created = changes.filter(({ before }) => before === null).length;
  store
    .prepare(
      `insert into change_set (id, kind, label, at, staff_id, created, changed, categories_json)
       values (?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      ...[id, kind, label, now, me.id, created, changes.length - created],
      JSON.stringify(categories),
    );
  const insert = store.prepare(
    `insert into change_set_item (change_set_id, item_id, before_json, after_json)
     values (?, ?, ?, ?)`,
  );
  for (const { before, after } of changes) {
    insert.run(
      id,
      after.id,
      before === null ? null : JSON.stringify(before),
      JSON.stringify(after),
    );
  }
}

/** The latest first. */
export function changeSets(
  session: Session,
  { limit }: { readonly limit: number },
): Outcome<ChangeSet[]> {
  const rows = session.store
    .prepare(`select ${COLUMNS} from change_set order by at desc, id desc limit ?`)
    .all(limit) as readonly Row[];
  return ok(rows.map((row) => viewOf(session, row)));
}

export function changeSetById(session: Session, id: ChangeSetId): ChangeSet | null {
  const row = session.store.prepare(`select ${COLUMNS} from change_set where id = ?`).get(id);
  return row === undefined ? null : viewOf(session, row as Row);
}

export interface Undone {
  readonly set: ChangeSet;
  readonly restored: number;
  readonly removed: number;
  readonly kept: number;
}

/**
 * Takes a set back, field by field: a field that somebody changed since keeps its value, a thing
 * that was made and changed since stays. Pieces that came with it go again.
 * Errors: NOT_FOUND, CONFLICT where it is undone already, those of `saveDocument`.
 */
export function undoChangeSet(
  session: EditSession,
  { id, approval }: { readonly id: ChangeSetId; readonly approval?: Approval | undefined },
): Outcome<Undone> {
  return allOrNone(session.store, () => {
    const allowed = authorize(session, 'edit_catalogue', approval);
    if (!allowed.ok) return allowed;
    const set = changeSetById(session, id);
    if (set === null) return refuse('NOT_FOUND', 'no such change');
    if (set.undoneAt !== null) return refuse('CONFLICT', 'it is undone already');
    const counts = { restored: 0, removed: 0, kept: 0 };
    for (const change of changesOf(session, id)) {
      const undone = undoOne(session, change, approval);
      if (!undone.ok) return undone;
      counts[undone.value] += 1;
    }
    const emptied = removeCategories(session, id, approval);
    if (!emptied.ok) return emptied;
    session.store.prepare('update change_set set undone_at = ? where id = ?').run(session.now, id);
    session.onHand.forget();
    return ok({ set: { ...set, undoneAt: session.now }, ...counts });
  });
}

function undoOne(
  session: EditSession,
  { before, after }: ItemChange,
  approval: Approval | undefined,
): Outcome<'restored' | 'removed' | 'kept'> {
  const current = readVersion(session.store, session.editing.sealer, 'items', after.id);
  if (current === null || current.deleted) return ok('kept');
  if (before === null) {
    if (!isSame(current.document, after)) return ok('kept');
    const sold = takeOut(session, after);
    if (!sold) return ok('kept');
    const gone = { document: current.document, deleted: true };
    const removed = saveDocument(session, 'items', after.id, gone, approval);
    return removed.ok ? ok('removed') : removed;
  }
  const document: Record<string, unknown> = { ...current.document };
  let restored = false;
  for (const field of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [was, became] = [before[field as keyof ItemDocument], after[field as keyof ItemDocument]];
    if (isSame(was, became) || !isSame(document[field], became)) continue;
    if (was === undefined) delete document[field];
    else document[field] = was;
    restored = true;
  }
  if (!restored) return ok('kept');
  const saved = saveDocument(session, 'items', after.id, { document, deleted: false }, approval);
  return saved.ok ? ok('restored') : saved;
}

/** Categories that the set made, where nothing is in or below them any more. */
function removeCategories(
  session: EditSession,
  id: ChangeSetId,
  approval: Approval | undefined,
): Outcome<true> {
  const row = session.store
    .prepare('select categories_json as json from change_set where id = ?')
    .get(id) as { readonly json: string };
  // Made from the top down, so that they go from the bottom up.
  for (const categoryId of (JSON.parse(row.json) as readonly CategoryId[]).toReversed()) {
    const { catalogue } = session;
    const isUsed =
      (catalogue.itemCounts().get(categoryId) ?? 0) > 0 ||
      catalogue.categories().some(({ parentId }) => parentId === categoryId);
    const category = catalogue.category(categoryId);
    if (isUsed || category === null) continue;
    const gone = { document: { ...category }, deleted: true };
    const removed = saveDocument(session, 'categories', categoryId, gone, approval);
    if (!removed.ok) return removed;
  }
  return ok(true);
}

function* changesOf({ store }: Session, id: ChangeSetId): Generator<ItemChange> {
  const rows = store
    .prepare(
      `select before_json as before, after_json as after from change_set_item
       where change_set_id = ? order by item_id`,
    )
    .all(id) as readonly { readonly before: string | null; readonly after: string }[];
  for (const { before, after } of rows) {
    yield {
      before: before === null ? null : (JSON.parse(before) as ItemDocument),
      after: JSON.parse(after) as ItemDocument,
    };
  }
}

function isSame(left: unknown, right: unknown): boolean {
  return canonicalJson((left ?? null) as never) === canonicalJson((right ?? null) as never);
}

const COLUMNS = `id, kind, label, at, staff_id as staffId, created, changed, undone_at as undoneAt`;

interface Row extends Omit<ChangeSet, 'by'> {
  readonly staffId: StaffId;
  readonly at: EpochMs;
}

function viewOf({ catalogue }: Session, { staffId, ...row }: Row): ChangeSet {
  return { ...row, by: catalogue.staffById(staffId)?.displayName ?? '' };
}
