import type { ItemView } from '@second-chance/shared/contract/rest/catalogue.ts';
import type { ItemDocument } from '@second-chance/shared/documents/item.ts';
import { decide } from '@second-chance/shared/people/rights.ts';
import { itemStatus } from '@second-chance/shared/stock/item-status.ts';
import type { Actor } from '../accounts/actor.ts';

export interface StockedItem {
  readonly document: ItemDocument;
  readonly revision: number;
  readonly deleted: boolean;
  /** 0 for a service, which has no stock. */
  readonly onHand: number;
}

/** An item as this person may see it: strangers neither what it cost nor how many there are. */
export function itemView(
  { document, revision, onHand }: StockedItem,
  actor: Actor | null,
): ItemView {
  const { unitCost, ...open } = document;
  const status = itemStatus({ kind: document.kind, withdrawn: document.withdrawn, onHand });
  const seesStock =
    isAtWork(actor, document) && decide({ role: actor.role, right: 'read_catalogue' }) === 'yes';
  const seesCost =
    isAtWork(actor, document) && decide({ role: actor.role, right: 'read_costs' }) === 'yes';
  return {
    ...open,
    status,
    revision,
    ...(seesStock && { onHand }),
    ...(seesCost && { unitCost }),
  };
}

/** The people of the item's store, and the platform admin who works for all stores. */
function isAtWork(actor: Actor | null, { storeId }: ItemDocument): actor is Actor {
  return actor !== null && (actor.role === 'platform_admin' || actor.storeId === storeId);
}
