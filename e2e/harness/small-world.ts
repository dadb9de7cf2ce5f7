/** The small shop of the till's tests as a world that a server of the tests can be given. */
import { shopChanges } from '../../desktop/src/core/test/small-shop.ts';
import type { RecordedWorld } from '../../sync-server/test/recorded-protocol.ts';

export const SMALL_WORLD_CODE = 'WA1K4-B0YST';

export function smallWorld(): RecordedWorld {
  const documents: Record<string, Record<string, unknown>[]> = {};
  const onHand: Record<string, number> = {};
  for (const { collection, document, id } of shopChanges()) {
    if (collection === 'stockLevels') onHand[id] = Number(document.onHand);
    else documents[collection] = [...(documents[collection] ?? []), document];
  }
  return { enrolmentCode: SMALL_WORLD_CODE, documents, onHand };
}
