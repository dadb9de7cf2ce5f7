import { useEffect } from 'react';
import type { Till } from '../state/follow-till.ts';

/** Signs out where nobody has touched the till for so many minutes; 0 never does. The ticket stays. */
export function useAutoLock(till: Till, minutes: number): void {
  useEffect(() => {
    if (minutes <= 0) return;
    let timer = 0;
    const again = () => {
      clearTimeout(timer);
      timer = window.setTimeout(
        () => void till.port.people.signOut({}).then(till.acceptState, again),
        minutes * 60_000,
      );
    };
    const events = ['keydown', 'pointerdown'] as const;
    for (const event of events) window.addEventListener(event, again, { capture: true });
    again();
    return () => {
      clearTimeout(timer);
      for (const event of events) window.removeEventListener(event, again, { capture: true });
    };
  }, [till, minutes]);
}
