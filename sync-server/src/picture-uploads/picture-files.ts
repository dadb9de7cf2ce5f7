/** The folder of pictures: a name stands for its content and for the organization it belongs to. */
import { createHash, randomUUID } from 'node:crypto';
import { access, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { OrganizationId } from '@second-chance/shared/ids.ts';

/**
 * The name of a picture: the same content has the same name, so that an upload can be repeated. The
 * organization is in the hash, so that no name tells whether another one has the same picture.
 */
export function pictureName(organizationId: OrganizationId, bytes: Buffer): string {
  const hash = createHash('sha256').update(organizationId).update(bytes).digest('hex');
  return `${hash.slice(0, 40)}.jpg`;
}

/** Writes a picture unless it is there. Under its name it is whole or not there. */
export async function writePicture(
  folder: string,
  { name, bytes }: { readonly name: string; readonly bytes: Buffer },
): Promise<void> {
  const file = join(folder, name);
  if (
    await access(file).then(
      () => true,
      () => false,
    )
  ) {
    return;
  }
  await mkdir(folder, { recursive: true });
  const unfinished = `${file}.${randomUUID()}`;
  await writeFile(unfinished, bytes);
  await rename(unfinished, file);
}

/** Removes a picture; the smaller ones made of it are not served without it. */
export async function removePicture(folder: string, name: string): Promise<void> {
  await rm(join(folder, name), { force: true });
}
