import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { inTenant } from '../db/tenant-transaction.ts';
import { removePicture } from './picture-files.ts';
import { deletePicture, unusedPictures } from './picture-repository.ts';
import type { PictureDeps } from './take-picture.ts';

/** How long an upload that no item names is kept: somebody may still be at the form. */
export const UNUSED_KEPT_MS = 48 * 60 * 60 * 1_000;

/** Removes uploaded pictures that no item names any more. Answers how many. */
export async function sweepPictures({ db, picturesFolder, clock }: PictureDeps): Promise<number> {
  const before = (clock() - UNUSED_KEPT_MS) as EpochMs;
  const organizations = await db.selectFrom('organization').select('id').execute();
  let removed = 0;
  for (const { id: organizationId } of organizations) {
    const unused = await inTenant(db, organizationId, (tx) =>
      unusedPictures({ tx, organizationId }, before),
    );
    for (const name of unused) {
      // The row goes with the file: should the file stay, the next sweep would not know of it.
      await inTenant(db, organizationId, async (tx) => {
        if (!(await deletePicture({ tx, organizationId }, { name, before }))) return;
        await removePicture(picturesFolder, name);
        removed += 1;
      });
    }
  }
  return removed;
}
