/** Follows the till: its state as it changes, and the ticket whenever it is another than the shown. */
import type { TillState } from '@second-chance/shared/contract/till/views.ts';
import { replaceEqualDeep } from '@tanstack/react-query';
import type { Connection } from '../rpc/connection.ts';
import { type CartSource, createCartSource } from './cart-source.ts';
import { createSource, type Source } from './source.ts';

/** Without what changes at every scan, so that a scan draws the ticket and nothing else. */
export type ShownState = Omit<TillState, 'cartRevision'>;

export interface Till extends Connection {
  /** Null until core has told it for the first time. What did not change stays the same object. */
  readonly state: Source<ShownState | null>;
  /** Of the ticket at core, as the state told it last. */
  readonly cartRevision: Source<number>;
  readonly cart: CartSource;
  /** Core can be reached and yet does not tell its state, again and again. */
  readonly silent: Source<boolean>;
  /** Takes over a state that came as the answer of a call. */
  acceptState(state: TillState): void;
}

/** Starts following; goes on across lost connections until the connection is stopped. */
export function followTill(connection: Connection): Till {
  const state = createSource<ShownState | null>(null);
  const cartRevision = createSource(0);
  const cart = createCartSource();
  const silent = createSource(false);
  const { port } = connection;

  const fetchCart = () => port.cart.get({}).then(cart.accept, () => {});
  const take = ({ cartRevision: revision, ...next }: TillState) => {
    cartRevision.set(revision);
    state.set(replaceEqualDeep(state.get(), next));
    if (next.phase !== 'signed_in') cart.forget();
    else if (cart.get()?.revision !== revision) void fetchCart();
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
  return { ...connection, state, cartRevision, cart, silent, acceptState: take };
}

const PAUSE_MIN = 250;
const PAUSE_MAX = 5_000;
const SILENT_AFTER = 3;
