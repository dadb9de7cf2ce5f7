/** Keeps what is on the screen fresh: the server says when something of the store changed. */
import { useEffect } from 'react';
import { queries, SESSION_KEY } from '../api/queries.ts';
import { useStoreChoice } from '../frame/store-choice.tsx';

/** Things of a store that tills and other people change. Whatever of them is shown is asked again. */
const LIVE = new Set([
  'day',
  'sales',
  'sale',
  'shifts',
  'shift',
  'exceptions',
  'exception',
  'registers',
  'staff',
  'customers',
  'customer',
  'items',
  'item-rows',
  'item',
  'categories',
  'changes',
]);
/** Many changes in a row are one reading; the first is seen at once. */
const PAUSE_MS = 700;

function readAgain(): void {
  void queries.invalidateQueries({
    predicate: ({ queryKey }) => LIVE.has(String(queryKey[0])),
  });
}

/** Follows the store that is shown, for as long as somebody looks. Shows nothing itself. */
export function Live() {
  const { store } = useStoreChoice();
  const storeId = store?.id ?? null;
  useEffect(() => {
    const source = new EventSource(`/live${storeId === null ? '' : `?storeId=${storeId}`}`);
    let waiting: ReturnType<typeof setTimeout> | undefined;
    let last = 0;
    const soon = () => {
      if (waiting !== undefined) return;
      const pause = Math.max(0, last + PAUSE_MS - Date.now());
      waiting = setTimeout(() => {
        waiting = undefined;
        last = Date.now();
        readAgain();
      }, pause);
    };
    let greeted = false;
    source.addEventListener('changed', soon);
    // The second greeting means that the stream was lost in between.
    source.addEventListener('hello', () => {
      if (greeted) soon();
      greeted = true;
    });
    source.addEventListener('end', () => {
      source.close();
      void queries.invalidateQueries({ queryKey: SESSION_KEY });
    });
    return () => {
      source.close();
      clearTimeout(waiting);
    };
  }, [storeId]);
  return null;
}
