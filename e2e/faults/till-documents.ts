/** Every document that a till holds, as bytes that can be compared. */
import type { TillInside } from '@second-chance/desktop/src/core/till.ts';
import { canonicalJson } from '@second-chance/shared/journal/canonical-json.ts';

export interface HeldDocument {
  readonly collection: string;
  readonly id: string;
  readonly revision: number;
  /** Canonical form of the whole document. */
  readonly document: string;
}

interface Row {
  readonly collection: string;
  readonly id: string;
  readonly revision: number;
  readonly json: string;
}

/** Live documents. People come from the catalogue: on disk their PIN hashes are sealed. */
export function heldDocuments({ store, catalogue }: TillInside): readonly HeldDocument[] {
  const rows = store
    .prepare(
      `select 'items' as collection, id, revision, document_json as json from item where deleted = 0
       union all
       select collection, id, revision, document_json from document where deleted = 0
       union all
       select 'stockLevels', item_id, revision,
         json_object('id', item_id, 'storeId', store_id, 'onHand', on_hand, 'claimed', claimed,
           'applied', json(applied_json))
       from stock_level`,
    )
    .all() as readonly Row[];
  const people = new Map<string, object>(catalogue.staff().map((person) => [person.id, person]));
  return rows.map(({ collection, id, revision, json }) => ({
    collection,
    id,
    revision,
    document: canonicalJson(
      collection === 'staff' ? (people.get(id) as never) : (JSON.parse(json) as never),
    ),
  }));
}
