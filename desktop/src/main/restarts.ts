const RECENT_MS = 60_000;
const FIRST_MS = 100;
const LONGEST_MS = 10_000;

/**
 * How long to wait before something that died is started again: a tenth of a second at first,
 * twice as long with every further death in the same minute, ten seconds at most.
 * `deaths` and `now` are in milliseconds of one monotonic clock.
 */
export function nextPause(deaths: readonly number[], now: number) {
  const recent = [...deaths.filter((at) => now - at < RECENT_MS), now];
  return { recent, pauseMs: Math.min(FIRST_MS * 2 ** (recent.length - 1), LONGEST_MS) };
}
