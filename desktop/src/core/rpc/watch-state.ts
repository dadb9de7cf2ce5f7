export interface WatchableState<State> {
  readonly get: () => State;
  /** Calls back after every change; answers how to stop. */
  readonly subscribe: (changed: (state: State) => void) => () => void;
}

/**
 * The state at once and after every change, until the peer goes (`signal`) or stops asking. A slow
 * peer is given the newest state and none of those it missed.
 */
export async function* watchState<State>(
  state: WatchableState<State>,
  signal: AbortSignal | undefined,
): AsyncGenerator<State, void> {
  let newest: State | null = state.get();
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
