/** New things: fast intake of single pieces, goods with a quantity, variants of what is there. */
import type { Approval } from '@second-chance/shared/contract/till-rpc.ts';
import type { ItemDocument, Variant } from '@second-chance/shared/documents/item.ts';
import type { ItemId } from '@second-chance/shared/ids.ts';
import { ok } from '@second-chance/shared/result.ts';
import { allOrNone } from '../editing/all-or-none.ts';
import { createDocument, type EditSession, editDocument } from '../editing/edit-document.ts';
import { type Outcome, refuse } from '../outcome.ts';
import type { PrintLabels } from './label-port.ts';
import { makeCode } from './make-code.ts';
import { enterDelivery } from './receive.ts';

export type ItemFields = Omit<ItemDocument, 'id' | 'storeId'>;

export interface NewThing {
  /** An empty SKU with no barcode: a code of this register becomes both. */
  readonly fields: ItemFields;
  /** That came with a stocked item; a unique one is a piece by itself, a service none. */
  readonly pieces: number;
  readonly approval?: Approval | undefined;
}

export interface CreatedThing {
  readonly item: ItemDocument;
  readonly onHand: number | null;
  /** Codes of it that another item has, too. */
  readonly sameCode: string[];
  readonly label: 'printed' | 'no_printer' | 'not_wanted';
}

/** Document and pieces, both or none; then its label. Errors: those of `createDocument`. */
export function createThing(
  session: EditSession,
  thing: NewThing & { readonly printLabel: boolean },
  printLabels: PrintLabels | null,
): Outcome<CreatedThing> {
  const { catalogue, onHand } = session;
  const taken = thing.fields.barcodes.filter((code) => catalogue.itemsByCode(code).length > 0);
  const created = allOrNone(session.store, () => storeThing(session, thing));
  if (!created.ok) return created;
  const id = created.value;
  const item = catalogue.itemById(id);
  if (item === null) return refuse('NOT_FOUND', 'the new item is gone');
  const label = thing.printLabel
    ? (printLabels?.({ itemIds: [id], copies: 1 }) ?? 'no_printer')
    : 'not_wanted';
  return ok({
    item,
    onHand: item.kind === 'service' ? null : onHand.of(id),
    sameCode: taken,
    label,
  });
}

/** Within a transaction that is open. */
export function storeThing(
  session: EditSession,
  { fields, pieces, approval }: NewThing,
): Outcome<ItemId> {
  const { sku, barcodes } = fields;
  const code = sku === '' ? makeCode(session) : '';
  const coded = {
    ...fields,
    sku: sku === '' ? code : sku,
    barcodes: barcodes.length === 0 && code !== '' ? [code] : barcodes,
  };
  const created = createDocument<ItemId>(session, 'items', { fields: coded, approval });
  if (!created.ok) return created;
  const itemId = created.value.id;
  if (fields.kind === 'stocked' && pieces > 0) {
    const lines = [{ itemId, quantity: pieces, unitCost: fields.unitCost }];
    enterDelivery(session, { deliveryId: session.newId<'Delivery'>(), reference: '', lines }, null);
  }
  session.onHand.forget();
  return ok(itemId);
}

export interface NewVariant {
  readonly of: ItemId;
  readonly options: Variant['options'];
  readonly pieces: number;
  readonly approval?: Approval | undefined;
}

/**
 * Another of the same thing: all fields of the one it is made of, with its own options and code. The
 * first of a group gets the options' names, so that a screen can put a value to each.
 * Errors: NOT_FOUND, those of `createDocument`.
 */
export function addVariant(
  session: EditSession,
  { of, options, pieces, approval }: NewVariant,
): Outcome<{ readonly id: ItemId }> {
  return allOrNone(session.store, () => {
    const model = session.catalogue.itemById(of);
    if (model === null) return refuse('NOT_FOUND', 'no such item');
    const groupId = model.variant?.groupId ?? model.id;
    if (model.variant == null) {
      const own = options.map(({ name }) => ({ name, value: ownValue(model, name) }));
      const variant = { groupId, options: own };
      const edited = editDocument(session, 'items', { id: of, fields: { variant }, approval });
      if (!edited.ok) return edited;
    }
    const { id: _, storeId: __, ...fields } = model;
    const stored = storeThing(session, {
      fields: {
        ...fields,
        sku: '',
        barcodes: [],
        oldCodes: [],
        listedOn: session.today,
        variant: { groupId, options },
      },
      pieces,
      approval,
    });
    return stored.ok ? ok({ id: stored.value }) : stored;
  });
}

/** What the first of a group is in an option that nobody had named before. */
function ownValue({ size, colour, name }: ItemDocument, option: string): string {
  const known = /^(size|größe)$/i.test(option)
    ? size
    : /^(colou?r|farbe)$/i.test(option)
      ? colour
      : '';
  return known === '' ? name.slice(0, 120) : known;
}
