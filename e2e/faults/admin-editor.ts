/** Somebody who edits things in the admin web, over a network that fails, as another one does too. */
import { setTimeout as pause } from 'node:timers/promises';
import { networkFetch } from '@second-chance/desktop/src/core/sync/network.ts';
import { EDITED_ITEMS } from './cashier.ts';
import { breach, type Ledger } from './ledger.ts';
import type { Door } from './proxy.ts';
import { drawsOf } from './random.ts';
import type { ShopStore } from './shop.ts';
import { EDITED_FIELDS } from './till-actions.ts';

export interface Editor {
  readonly work: () => Promise<void>;
  readonly stop: () => void;
}

export interface EditorOptions {
  readonly name: string;
  readonly seed: string;
  readonly door: Door;
  readonly token: string;
  readonly store: ShopStore;
  readonly ledger: Ledger;
  readonly pauseMs: number;
}

const TIMEOUT_MS = 5_000;

export function employEditor(options: EditorOptions): Editor {
  const { name, seed, store, ledger } = options;
  let stopping = false;
  let steps = 0;

  async function step(): Promise<void> {
    steps += 1;
    const draws = drawsOf(seed, 'edit', name, steps);
    const { id: itemId } = draws.pick(store.items.slice(0, EDITED_ITEMS));
    const seen = await askServer(options, 'GET', `/items/${itemId}`);
    if (seen?.status !== 200) return;
    const token = `${name}-${steps}`;
    const changed = await askServer(options, 'PATCH', `/items/${itemId}`, {
      revision: seen.body.revision,
      [draws.pick(EDITED_FIELDS)]: token,
      ...(draws.chance(0.3) && { price: draws.between(100, 3_000) }),
    });
    if (changed === null || changed.status === 409 || changed.status >= 500) return;
    if (changed.status !== 200) {
      return breach(ledger, 'an edit is taken, or refused for another one', changed);
    }
    // The answer shows the item as it is by then; by whom, the audit log tells.
    const revision = Number(seen.body.revision) + 1;
    ledger.edits.push({ itemId, revision, token });
  }

  return {
    async work() {
      while (!stopping) {
        await step();
        await pause(drawsOf(seed, 'pause', name, steps).below(options.pauseMs + 1));
      }
    },
    stop: () => {
      stopping = true;
    },
  };
}

interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Null: no answer that could be read. */
async function askServer(
  { door, token }: Pick<EditorOptions, 'door' | 'token'>,
  method: string,
  path: string,
  body?: object,
): Promise<Answer | null> {
  try {
    const response = await networkFetch(door.url + path, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return { status: response.status, body: (await response.json()) as Answer['body'] };
  } catch {
    return null;
  }
}
