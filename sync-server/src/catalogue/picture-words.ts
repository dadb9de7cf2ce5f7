/** What the pictures of a thing show, for whoever cannot see them. */
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import type { PictureWords } from '@second-chance/shared/contract/rest/pictures.ts';
import type { ItemId } from '@second-chance/shared/ids.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import { type Actor, mayAct } from '../accounts/actor.ts';
import { recordChanges } from '../audit/record-change.ts';
import { findDocument, type Scope } from '../db/document-repository.ts';
import type { TenantWork } from '../db/tenant-work.ts';
import { findPictureWords, writePictureWords } from './picture-words-repository.ts';

/** Errors: NOT_FOUND. */
export async function pictureWordsOf(
  scope: Scope,
  id: ItemId,
): Promise<Result<readonly PictureWords[], CodedError>> {
  const found = await findDocument(scope, 'item', { id });
  if (!found || found.deleted) return err(NO_SUCH_ITEM);
  return ok(await ofItsPictures(scope, id, found.document.pictures));
}

/**
 * Tells what some pictures of an item show. Repeating it is harmless. Errors: NOT_FOUND (item, or it
 * has no such picture), NOT_ALLOWED.
 */
export async function describePictures(
  work: TenantWork,
  { actor, id, rows }: Description,
): Promise<Result<readonly PictureWords[], CodedError>> {
  const found = await findDocument(work, 'item', { id, lock: true });
  if (!found || found.deleted) return err(NO_SUCH_ITEM);
  const { storeId, pictures } = found.document;
  const allowed = mayAct(actor, { right: 'edit_catalogue', storeId });
  if (!allowed.ok) return allowed;
  if (rows.some(({ name }) => !pictures.includes(name))) {
    return err({ code: 'NOT_FOUND', message: 'The item has no such picture.' });
  }
  const known = new Map((await findPictureWords(work, id)).map((row) => [row.name, row.words]));
  const changed = rows.filter(({ name, words }) => words !== (known.get(name) ?? ''));
  const line = { storeId, action: 'item.describe_pictures', subject: id };
  await recordChanges(
    work,
    changed.map(({ name, words }) => ({
      ...line,
      before: { picture: name, words: known.get(name) ?? '' },
      after: { picture: name, words },
    })),
  );
  for (const row of changed) await writePictureWords(work, { ...row, storeId, itemId: id });
  return ok(await ofItsPictures(work, id, pictures));
}

interface Description {
  readonly actor: Actor;
  readonly id: ItemId;
  readonly rows: readonly PictureWords[];
}

/** In the order of its pictures; words of a picture that was taken away wait for it to come back. */
async function ofItsPictures(
  scope: Scope,
  id: ItemId,
  pictures: readonly string[],
): Promise<readonly PictureWords[]> {
  const known = new Map((await findPictureWords(scope, id)).map((row) => [row.name, row]));
  return pictures.flatMap((name) => known.get(name) ?? []);
}

const NO_SUCH_ITEM: CodedError = { code: 'NOT_FOUND', message: 'There is no such item.' };
