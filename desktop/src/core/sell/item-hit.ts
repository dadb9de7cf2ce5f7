import { priceAfterMarkdown } from '@second-chance/shared/catalogue/markdown.ts';
import type { ItemHit } from '@second-chance/shared/contract/till/views.ts';
import type { ItemDocument } from '@second-chance/shared/documents/item.ts';
import type { Session } from '../till-context.ts';
import { itemMarkdown } from './priced-item.ts';

/** An item as a search shows it, at today's price. */
export function itemHit({ catalogue, onHand, today }: Session, item: ItemDocument): ItemHit {
  const markdown = itemMarkdown(catalogue, item, today);
  return {
    id: item.id,
    sku: item.sku,
    name: item.name,
    brand: item.brand,
    size: item.size,
    colour: item.colour,
    condition: item.condition,
    kind: item.kind,
    picture: item.pictures[0] ?? null,
    tagPrice: item.price,
    price: markdown === null ? item.price : priceAfterMarkdown(item.price, markdown.basisPoints),
    onHand: item.kind === 'service' ? null : onHand.of(item.id),
  };
}
