import type { Text } from './use-text.ts';

/** A stretch of time in one short figure: `40 s`, `12 min`, `3 h 5 min`, `2 days`. */
export function spanOfTime(ms: number, t: Text): string {
  const seconds = Math.max(0, Math.ceil(ms / 1_000));
  if (seconds < 60) return t('time.seconds', { count: seconds });
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return t('time.minutes', { count: minutes });
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return t('time.hours', { hours, minutes: minutes % 60 });
  return t('time.days', { count: Math.floor(hours / 24) });
}
