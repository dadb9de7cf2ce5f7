import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Keeps a file `unsent` in the data folder for as long as this PC holds what the server does not
 * have: whoever removes the program (build/packaging/installer.nsh) asks first where it is there.
 */
export function unsentMarker(folder: string): (unsent: number) => void {
  const file = join(folder, 'unsent');
  let there: boolean | null = null;
  return (unsent) => {
    if (there === unsent > 0) return;
    there = unsent > 0;
    if (there) writeFileSync(file, '');
    else rmSync(file, { force: true });
  };
}
