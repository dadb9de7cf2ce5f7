import { categoryPath } from '@second-chance/shared/catalogue/category-tree.ts';
import type { Cell } from '@second-chance/shared/catalogue/export-cells.ts';
import { ITEM_COLUMNS } from '@second-chance/shared/catalogue/import-columns.ts';
import { itemCells } from '@second-chance/shared/catalogue/item-cells.ts';
import type { ExportPart } from '@second-chance/shared/contract/rest/tasks.ts';
import type { StoreId } from '@second-chance/shared/ids.ts';
import { itemStatus } from '@second-chance/shared/stock/item-status.ts';
import { listDocuments, type Scope } from '../db/document-repository.ts';
import {
  type ExportedItem,
  itemsPage,
  type LinePlace,
  saleLinesPage,
} from './export-repository.ts';

export interface ExportPage {
  readonly rows: readonly (readonly Cell[])[];
  /** Where the next page begins; null behind the last. */
  readonly next: string | LinePlace | null;
}

interface PageWish {
  readonly storeId: StoreId;
  readonly currency: string;
  readonly after: ExportPage['next'];
}

interface Export {
  readonly columns: readonly string[];
  readonly page: (scope: Scope, wish: PageWish) => Promise<ExportPage>;
}

const PAGE = 1_000;

const STOCK_COLUMNS = ['id', 'sku', 'name', 'kind', 'status', 'on_hand', 'claimed'] as const;
const CATEGORY_COLUMNS = ['id', 'path', 'name', 'parent_id', 'position', 'tax'] as const;
const SALE_COLUMNS = [
  'sale_id',
  'receipt_number',
  'kind',
  'at',
  'business_day',
  'register',
  'line',
  'item_id',
  'sku',
  'name',
  'quantity',
  'currency',
  'net',
  'tax',
  'gross',
] as const;

export const EXPORTS: Readonly<Record<ExportPart, Export>> = {
  items: { columns: ITEM_COLUMNS, page: exportItems },
  categories: { columns: CATEGORY_COLUMNS, page: exportCategories },
  sales: { columns: SALE_COLUMNS, page: exportSales },
  stock: {
    columns: STOCK_COLUMNS,
    page: (scope, wish) =>
      pageOfItems(scope, wish, ({ document, onHand, claimed }) => [
        document.id,
        document.sku,
        document.name,
        document.kind,
        itemStatus({ ...document, onHand }),
        document.kind === 'service' ? null : onHand,
        claimed,
      ]),
  },
};

async function exportItems(scope: Scope, wish: PageWish): Promise<ExportPage> {
  const { storeId, currency } = wish;
  const categories = (await listDocuments(scope, 'category', storeId)).map((row) => row.document);
  const nameOf = async (table: 'tax_rate' | 'price_schedule') =>
    new Map<string, string>(
      (await listDocuments(scope, table, storeId)).map(({ document: { id, name } }) => [id, name]),
    );
  const [taxes, schedules] = [await nameOf('tax_rate'), await nameOf('price_schedule')];
  return pageOfItems(scope, wish, ({ document, onHand }) => {
    const cells = itemCells(document, { onHand, currency, categories, taxes, schedules });
    return ITEM_COLUMNS.map((column) => cells[column]);
  });
}

async function pageOfItems(
  scope: Scope,
  { storeId, after }: PageWish,
  cellsOf: (item: ExportedItem) => readonly Cell[],
): Promise<ExportPage> {
  const key = typeof after === 'string' ? after : null;
  const items = await itemsPage(scope, { storeId, after: key, limit: PAGE });
  const last = items.length === PAGE ? items.at(-1) : undefined;
  return { rows: items.map(cellsOf), next: last?.document.id ?? null };
}

async function exportCategories(scope: Scope, { storeId }: PageWish): Promise<ExportPage> {
  const categories = (await listDocuments(scope, 'category', storeId)).map((row) => row.document);
  const taxes = new Map<string, string>(
    (await listDocuments(scope, 'tax_rate', storeId)).map(({ document: { id, name } }) => [
      id,
      name,
    ]),
  );
  const rows = categories.map((category) => [
    category.id,
    categoryPath(categories, category.id).replaceAll(' › ', ' > '),
    category.name,
    category.parentId,
    category.position,
    taxes.get(category.taxRateId) ?? null,
  ]);
  return { rows, next: null };
}

async function exportSales(scope: Scope, { storeId, after }: PageWish): Promise<ExportPage> {
  const place = typeof after === 'object' ? after : null;
  const lines = await saleLinesPage(scope, { storeId, after: place, limit: PAGE });
  const rows = lines.map((line): readonly Cell[] => {
    const money = (amount: number) => ({ amount, currency: line.currency });
    return [
      line.saleId,
      line.receiptNumber,
      line.kind,
      new Date(line.at).toISOString(),
      line.businessDay,
      line.register,
      line.lineNumber,
      line.itemId,
      line.sku,
      line.name,
      line.quantity,
      line.currency,
      money(line.net),
      money(line.tax),
      money(line.gross),
    ];
  });
  const last = lines.length === PAGE ? lines.at(-1) : undefined;
  return { rows, next: last ? { saleId: last.saleId, lineNumber: last.lineNumber } : null };
}
