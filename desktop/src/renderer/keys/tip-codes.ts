/** Which key stands on which button while keys are shown on everything. Pure. */

const SIGNS = [...'123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/**
 * The keys that can be given out: figures and letters, pressed with Alt, without those that have an
 * action of their own.
 */
export function freeSigns(taken: ReadonlySet<string>): readonly string[] {
  return SIGNS.filter((sign) => !taken.has(`Alt ${sign}`));
}

export interface Tip<T> {
  readonly sign: string;
  readonly on: T;
}

/**
 * Keys for one round of buttons. Where there are more buttons than keys the next round has those
 * that are left; after the last round there are none.
 */
export function tipsOf<T>(
  buttons: readonly T[],
  signs: readonly string[],
  round: number,
): readonly Tip<T>[] {
  return buttons
    .slice(round * signs.length, (round + 1) * signs.length)
    .map((on, place) => ({ sign: signs[place] ?? '', on }));
}
