import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import type { TakenPicture } from '@second-chance/shared/contract/rest/pictures.ts';
import type { AccountId, OrganizationId, StoreId } from '@second-chance/shared/ids.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { Kysely } from 'kysely';
import type { Database } from '../db/schema.ts';
import { asWork } from '../db/tenant-work.ts';
import { findStore } from '../stores/store-repository.ts';
import { cleanPicture } from './clean-picture.ts';
import { pictureName, writePicture } from './picture-files.ts';
import { insertPicture } from './picture-repository.ts';

export interface PictureDeps {
  readonly db: Kysely<Database>;
  readonly picturesFolder: string;
  readonly clock: () => EpochMs;
}

/**
 * Takes a picture in for a store; an item shows it once its `pictures` name it. Repeating it is
 * harmless. Errors: NOT_FOUND (store), PICTURE_NOT_SUPPORTED, PICTURE_TOO_LARGE, PICTURE_DAMAGED.
 */
export async function takePicture(
  { db, picturesFolder, clock }: PictureDeps,
  { uploadedBy, organizationId, storeId, sent, name: given }: SentPicture,
): Promise<Result<TakenPicture, CodedError>> {
  const clean = await cleanPicture(sent);
  if (!clean.ok) return clean;
  const { bytes, width, height } = clean.value;
  const name = given ?? pictureName(organizationId, bytes);
  // Noted before it is written, so that there is no file that nobody will ever remove.
  const scope = { organizationId, at: clock(), actorId: uploadedBy };
  const noted = await asWork(db, scope, async (work) => {
    if (!(await findStore(work, { id: storeId }))) return err(NO_SUCH_STORE);
    await insertPicture(work, { name, storeId, width, height, bytes: bytes.length });
    return ok(undefined);
  });
  if (!noted.ok) return noted;
  await writePicture(picturesFolder, { name, bytes });
  return ok({ name, width, height, bytes: bytes.length });
}

export interface SentPicture {
  /** Null: a till. */
  readonly uploadedBy: AccountId | null;
  readonly organizationId: OrganizationId;
  readonly storeId: StoreId;
  readonly sent: Buffer;
  /** One that a till gave it; else it follows from what is in it. */
  readonly name?: string;
}

const NO_SUCH_STORE: CodedError = { code: 'NOT_FOUND', message: 'There is no such store.' };
