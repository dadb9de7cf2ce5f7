/** The calls of the stock screens, grouped as screens call them (till/stock-calls.ts). */
import type { InventoryPage } from '@second-chance/shared/contract/till/inventory-views.ts';
import type { ItemId } from '@second-chance/shared/ids.ts';
import { ok } from '@second-chance/shared/result.ts';
import { type CountPartDeps, countPartCalls } from './counts/count-parts.ts';
import { postCount, reviewCount } from './counts/post-count.ts';
import { dropCount, listCounts, scanCount, startCount } from './counts/run-count.ts';
import { readExport } from './exports/read-export.ts';
import { openImports } from './imports/import-items.ts';
import type { Outcome } from './outcome.ts';
import { authorize } from './people/authorize.ts';
import { type BulkEditWish, bulkEdit } from './stock/bulk-edit.ts';
import { changeSets, undoChangeSet } from './stock/change-sets.ts';
import { addVariant, createThing, type NewThing } from './stock/create-item.ts';
import { inventoryByCode, inventoryItem } from './stock/inventory-item.ts';
import { openInventoryLists } from './stock/inventory-list.ts';
import type { InventoryOrder } from './stock/inventory-query.ts';
import { itemHistory } from './stock/item-history.ts';
import { keepPicture } from './stock/keep-picture.ts';
import type { PrintLabels } from './stock/label-port.ts';
import { makeCode } from './stock/make-code.ts';
import { receiveGoods } from './stock/receive.ts';
import { references, staffList } from './stock/references.ts';
import { transferGoods } from './stock/transfer.ts';
import type { AtCounter } from './till-calls.ts';
import type { Session } from './till-context.ts';
import type { AtEditing } from './till-document-calls.ts';

export interface StockPorts {
  readonly at: AtCounter;
  readonly atEditing: AtEditing;
  /** Null where nothing here prints labels. */
  readonly printLabels: PrintLabels | null;
  readonly ask: CountPartDeps['ask'];
}

type Labels = { readonly ids: readonly ItemId[]; readonly copies: number };

/** When a call answers, what it did is on disk and shows; sync brings it to the server. */
export function stockCalls({ at, atEditing, printLabels, ask }: StockPorts) {
  const lists = openInventoryLists();
  const imports = openImports();
  const nothing = <T>(work: (session: Session) => Outcome<T>) => {
    const call = at((session, _: undefined) => work(session));
    return () => call(undefined);
  };
  return {
    inventory: {
      list: at(
        (
          session,
          wish: InventoryOrder & { readonly offset: number; readonly limit: number },
        ): Outcome<InventoryPage> => ok(lists.page(session, wish)),
      ),
      item: at(inventoryItem),
      byCode: at(inventoryByCode),
      history: at(itemHistory),
      references: nothing(references),
      newCode: nothing((session) => {
        const allowed = authorize(session, 'edit_catalogue', undefined);
        return allowed.ok ? ok({ code: makeCode(session) }) : allowed;
      }),
      create: atEditing((session, thing: NewThing & { readonly printLabel: boolean }) =>
        createThing(session, thing, printLabels),
      ),
      addVariant: atEditing(addVariant),
      keepPicture: at(keepPicture),
      printLabels: at((_session, { ids, copies }: Labels) =>
        ok({ label: printLabels?.({ itemIds: ids, copies }) ?? 'no_printer' }),
      ),
      bulkEdit: atEditing((session, wish: BulkEditWish) => bulkEdit(session, wish, lists)),
      changeSets: at(changeSets),
      undo: atEditing(undoChangeSet),
    },
    goods: { receive: atEditing(receiveGoods), transfer: atEditing(transferGoods) },
    counts: {
      list: nothing(listCounts),
      start: at(startCount),
      scan: at(scanCount),
      review: at(reviewCount),
      post: atEditing(postCount),
      drop: at(dropCount),
      ...countPartCalls({ at, ask }),
    },
    imports: { check: at(imports.check), run: atEditing(imports.run) },
    exports: { read: at(readExport) },
    store: { staff: nothing(staffList), settings: nothing(({ settings }) => ok(settings)) },
  };
}
