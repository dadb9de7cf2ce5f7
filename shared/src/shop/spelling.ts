/**
 * How many steps (a letter too many, too few, another one, two neighbours swapped) lead from one
 * word to another; more than `most` counts as `most + 1`.
 */
export function spellingDistance(from: string, to: string, most = 2): number {
  const [a, b] = [Array.from(from), Array.from(to)];
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const now = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      let best = Math.min(
        at(last, column) + 1,
        at(now, column - 1) + 1,
        at(last, column - 1) + (same ? 0 : 1),
      );
      const swapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (row > 1 && column > 1 && swapped) best = Math.min(best, at(beforeLast, column - 2) + 1);
      now.push(best);
    }
    if (Math.min(...now) > most) return most + 1;
    [beforeLast, last] = [last, now];
  }
  return Math.min(at(last, b.length), most + 1);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}

/**
 * The words that a word was most likely meant for, best first: those within one step (two in words
 * of seven letters and more) and those that contain it.
 */
export function meantWords(typed: string, candidates: readonly string[]): readonly string[] {
  const most = typed.length >= 7 ? 2 : 1;
  const scored = candidates.flatMap((word) => {
    const distance = spellingDistance(typed, word, most);
    if (distance <= most) return [{ word, score: distance }];
    return typed.length >= 4 && word.includes(typed) ? [{ word, score: most + 1 }] : [];
  });
  const firstLetter = (word: string) => (word.charAt(0) === typed.charAt(0) ? 0 : 1);
  return scored
    .sort(
      (a, b) =>
        a.score - b.score ||
        firstLetter(a.word) - firstLetter(b.word) ||
        a.word.length - b.word.length ||
        (a.word < b.word ? -1 : 1),
    )
    .map(({ word }) => word);
}
