/** Follows the till: its state as it changes, and the ticket whenever it is another than the shown. */
import type { TillState } from '@second-chance/shared/contract/till/views.ts';
import type { Connection } from '../rpc/connection.ts';
import { type CartSource, createCartSource } from './cart-source.ts';
import { createSource, type Source } from './source.ts';

export interface Till extends Connection {
  /** Null until core has told it for the first time. */
  readonly state: Source<TillState | null>;
  readonly cart: CartSource;
  /** Core can be reached and yet does not tell its state, again and again. */
  readonly silent: Source<boolean>;
  /** Takes over a state that came as the answer of a call. */
  acceptState(state: TillState): void;
}

/** Starts following; goes on across lost connections until the connection is stopped. */
export function followTill(connection: Connection): Till {
  const state = createSource<TillState | null>(null);
  const cart = createCartSource();
  const silent = createSource(false);
  const { port } = connection;

  const fetchCart = () => port.cart.get({}).then(cart.accept, () => {});
  const take = (next: TillState) => {
    state.set(next);
    if (next.phase !== 'signed_in') cart.forget();
    else if (cart.get()?.revision !== next.cartRevision) void fetchCart();
  };
  const watch = async () => {
    for (let failures = 0; ; failures += 1) {
      await connection.whenOpen();
      cart.forget();
      try {
        for await (const next of await port.state.watch({})) {
          failures = 0;
          silent.set(false);
          take(next);
        }
      } catch {
        // The wire is gone or core said no; either way the next round asks again.
      }
      if (failures >= SILENT_AFTER) silent.set(true);
      await new Promise((resolve) =>
        setTimeout(resolve, Math.min(PAUSE_MIN * 2 ** failures, PAUSE_MAX)),
      );
    }
  };
  void watch();
  return { ...connection, state, cart, silent, acceptState: take };
}

const PAUSE_MIN = 250;
const PAUSE_MAX = 5_000;
const SILENT_AFTER = 3;
