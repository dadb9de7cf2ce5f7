import type { TillState } from '@second-chance/shared/contract/till/views.ts';

export interface WatchableState {
  readonly get: () => TillState;
  /** Calls back after every change; answers how to stop. */
  readonly subscribe: (changed: (state: TillState) => void) => () => void;
}

/**
 * The state at once and after every change, until the peer goes (`signal`) or stops asking. A slow
 * peer is given the newest state and none of those it missed.
 */
export async function* watchState(
  state: WatchableState,
  signal: AbortSignal | undefined,
): AsyncGenerator<TillState, void> {
  let newest: TillState | null = state.get();
  let wake = () => {};
  const unsubscribe = state.subscribe((next) => {
    newest = next;
    wake();
  });
  const gone = () => wake();
  signal?.addEventListener('abort', gone, { once: true });
  try {
    while (signal?.aborted !== true) {
      if (newest !== null) {
        const next = newest;
        newest = null;
        yield next;
        continue;
      }
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
      wake = () => {};
    }
  } finally {
    unsubscribe();
    signal?.removeEventListener('abort', gone);
  }
}
