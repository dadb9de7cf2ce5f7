import { assert } from '@second-chance/shared/assert.ts';

export interface Patch {
  /** From the root of the checkout. */
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly find: string;
  readonly replace: string;
}

/** The source with all patches in it; a patch that does not fit exactly once is a bug. */
export function mutate(source: string, patches: readonly Patch[]): string {
  return patches.reduce((text, { file, find, replace }) => {
    const parts = text.split(find);
    assert(parts.length === 2, `${file} has ${parts.length - 1} times: ${find}`);
    return parts.join(replace);
  }, source);
}
