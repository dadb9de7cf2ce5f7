/** Follows what core shows customers, across lost connections. */
import type { ContractRouterClient } from '@orpc/contract';
import type { displayContract } from '@second-chance/shared/contract/display-rpc.ts';
import type { DisplayView } from '@second-chance/shared/contract/till/display-view.ts';
import { connect } from '../rpc/connection.ts';
import type { OpenWire } from '../rpc/wire.ts';
import { createSource, type Source } from '../state/source.ts';
import { followStoreLanguage } from '../text/set-up-text.ts';

export type DisplayPort = ContractRouterClient<typeof displayContract>;

/** Null until core has told it, and while core does not answer: an old sum must not stand there. */
export function followDisplay(openWire: OpenWire): Source<DisplayView | null> {
  const view = createSource<DisplayView | null>(null);
  const connection = connect<DisplayPort>(openWire);
  const follow = async () => {
    for (;;) {
      await connection.whenOpen();
      try {
        for await (const next of await connection.port.watch({})) {
          followStoreLanguage(next.store);
          view.set(next);
        }
      } catch {
        // The wire is gone; the next round asks again.
      }
      view.set(null);
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  };
  void follow();
  return view;
}

const AGAIN_MS = 250;
