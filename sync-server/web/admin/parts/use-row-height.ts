import { useSyncExternalStore } from 'react';

const TOUCH = '(pointer: coarse)';

/** Height of a row of a table in px: 40 at a desk, 56 for fingers (`--ad-row` is the same). */
export function useRowHeight(): number {
  const touch = useSyncExternalStore(
    (changed) => {
      const media = matchMedia(TOUCH);
      media.addEventListener('change', changed);
      return () => media.removeEventListener('change', changed);
    },
    () => matchMedia(TOUCH).matches,
  );
  return touch ? 56 : 40;
}
