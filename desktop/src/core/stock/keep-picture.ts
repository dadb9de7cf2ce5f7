/** Pictures taken at the till: on disk at once under their final name, sent up when there is a network. */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pictureNameOfTill } from '@second-chance/shared/catalogue/picture-address.ts';
import { ok } from '@second-chance/shared/result.ts';
import { type Outcome, refuse } from '../outcome.ts';
import { authorize } from '../people/authorize.ts';
import { unsentPictures } from '../sync/errands.ts';
import type { Session } from '../till-context.ts';

/**
 * Keeps a JPEG. Errors: PICTURE_NOT_SUPPORTED for anything else, those of `authorize`; DISK_FULL and
 * DISK_FAILED are thrown as the store does.
 */
export function keepPicture(
  session: Session,
  { jpeg }: { readonly jpeg: string },
): Outcome<{ readonly name: string }> {
  const allowed = authorize(session, 'edit_catalogue', undefined);
  if (!allowed.ok) return allowed;
  const bytes = Buffer.from(jpeg, 'base64');
  if (!isJpeg(bytes)) return refuse('PICTURE_NOT_SUPPORTED', 'not a JPEG');
  const name = pictureNameOfTill(session.newId<'Picture'>());
  const folder = unsentPictures(session.store.file);
  mkdirSync(folder, { recursive: true });
  const aside = join(folder, `${name}.partial`);
  writeFileSync(aside, bytes);
  renameSync(aside, join(folder, name));
  session.store.transaction(() => {
    session.store
      .prepare('insert into picture_upload (name, taken_at) values (?, ?)')
      .run(name, session.now);
  });
  return ok({ name });
}

function isJpeg(bytes: Buffer): boolean {
  return bytes.length > 100 && bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff;
}
