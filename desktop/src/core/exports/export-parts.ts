/** Everything that this till's disk has of the shop, part by part, as tables. No secret is among them. */

import { categoryPath } from '@second-chance/shared/catalogue/category-tree.ts';
import type { Cell } from '@second-chance/shared/catalogue/export-cells.ts';
import { ITEM_COLUMNS } from '@second-chance/shared/catalogue/import-columns.ts';
import { itemCells } from '@second-chance/shared/catalogue/item-cells.ts';
import type { EXPORT_PARTS } from '@second-chance/shared/contract/till/transfer-calls.ts';
import type { CustomerDocument } from '@second-chance/shared/documents/customer.ts';
import type { ItemDocument } from '@second-chance/shared/documents/item.ts';
import type { ReceiptDocument } from '@second-chance/shared/documents/receipt.ts';
import type { RawEntry } from '@second-chance/shared/journal/entry.ts';
import { itemStatus } from '@second-chance/shared/stock/item-status.ts';
import { documentOf, tableOf } from '../documents/collection-tables.ts';
import { references, staffList } from '../stock/references.ts';
import type { Session } from '../till-context.ts';

export type ExportPart = (typeof EXPORT_PARTS)[number];

export interface ExportPage {
  readonly rows: readonly (readonly Cell[])[];
  /** The last row's number; null behind the last. */
  readonly next: number | null;
}

export interface ExportTable {
  readonly columns: readonly string[];
  readonly page: (session: Session, after: number) => ExportPage;
}

const PAGE = 500;

/** Rows of a table of documents, in the order of their arrival. */
function documents<Document>(
  table: string,
  cells: (session: Session, document: Document) => readonly (readonly Cell[])[],
): ExportTable['page'] {
  return (session, after) => {
    const found = session.store
      .prepare(
        `select rowid as row, doc from ${table} where deleted = 0 and rowid > ?
         order by rowid limit ?`,
      )
      .all(after, PAGE) as readonly { readonly row: number; readonly doc: string }[];
    return {
      rows: found.flatMap(({ doc }) => cells(session, documentOf<Document>(doc))),
      next: found.length === PAGE ? (found.at(-1)?.row ?? null) : null,
    };
  };
}

const once =
  (rows: (session: Session) => readonly (readonly Cell[])[]): ExportTable['page'] =>
  (session) => ({ rows: rows(session), next: null });

function names(session: Session) {
  const known = references(session);
  const map = (rows: readonly { readonly id: string; readonly name: string }[]) =>
    new Map<string, string>(rows.map(({ id, name }) => [id, name]));
  return known.ok
    ? { taxes: map(known.value.taxRates), schedules: map(known.value.priceSchedules) }
    : { taxes: new Map<string, string>(), schedules: new Map<string, string>() };
}

export const EXPORT_TABLES: Readonly<Record<ExportPart, ExportTable>> = {
  items: {
    columns: ITEM_COLUMNS,
    page(session, after) {
      const { catalogue, onHand, settings } = session;
      const around = { ...names(session), categories: catalogue.categories() };
      const { currency } = settings;
      return documents<ItemDocument>(tableOf('items'), (_, item) => {
        const cells = itemCells(item, { ...around, currency, onHand: onHand.of(item.id) });
        const quantity = item.kind === 'service' ? null : cells.quantity;
        return [ITEM_COLUMNS.map((column) => (column === 'quantity' ? quantity : cells[column]))];
      })(session, after);
    },
  },
  stock: {
    columns: ['id', 'sku', 'name', 'kind', 'status', 'on_hand', 'claimed'],
    page: documents<ItemDocument>(tableOf('items'), ({ onHand, catalogue }, item) => {
      const pieces = onHand.of(item.id);
      const claimed = catalogue.stockLevel(item.id)?.claimed ?? 0;
      const status = itemStatus({ ...item, onHand: pieces });
      const { id, sku, name, kind } = item;
      return [[id, sku, name, kind, status, kind === 'service' ? null : pieces, claimed]];
    }),
  },
  categories: {
    columns: ['id', 'path', 'name', 'parent_id', 'position', 'tax'],
    page: once((session) => {
      const categories = session.catalogue.categories();
      const { taxes } = names(session);
      return categories.map(({ id, name, parentId, position, taxRateId }) => [
        id,
        categoryPath(categories, id).replaceAll(' › ', ' > '),
        ...[name, parentId, position, taxes.get(taxRateId) ?? null],
      ]);
    }),
  },
  tax_rates: {
    columns: ['id', 'name', 'basis_points'],
    page: once((session) => {
      const known = references(session);
      if (!known.ok) return [];
      return known.value.taxRates.map(({ id, name, basisPoints }) => [id, name, basisPoints]);
    }),
  },
  price_schedules: {
    columns: ['id', 'name', 'after_days', 'basis_points'],
    page: once((session) => {
      const known = references(session);
      const schedules = known.ok ? known.value.priceSchedules : [];
      return schedules.flatMap(({ id, name }) => {
        const phases = session.catalogue.priceSchedule(id as never)?.phases ?? [];
        return phases.map(({ afterDays, basisPoints }) => [id, name, afterDays, basisPoints]);
      });
    }),
  },
  movements: {
    columns: ['at', 'type', 'item_id', 'quantity', 'kind', 'staff_id', 'epoch', 'seq'],
    page(session, after) {
      const found = session.store
        .prepare(
          `select entry.position as row, entry.entry_json as json, moved.item_id as itemId,
             moved.quantity, moved.kind
           from (select * from journal_entry where chain = 'live' and position > ?
             order by position limit ?) entry
           left join stock_movement moved on moved.epoch = entry.epoch and moved.seq = entry.seq
           order by entry.position, moved.line_number`,
        )
        .all(after, PAGE) as readonly {
        readonly row: number;
        readonly json: string;
        readonly itemId: string | null;
        readonly quantity: number;
        readonly kind: string;
      }[];
      const entries = new Set(found.map(({ row }) => row)).size;
      return {
        rows: found.flatMap(({ json, itemId, quantity, kind }) => {
          if (itemId === null) return [];
          const { at, type, staffId, epoch, seq } = JSON.parse(json) as RawEntry;
          return [[new Date(at).toISOString(), type, itemId, quantity, kind, staffId, epoch, seq]];
        }),
        next: entries === PAGE ? (found.at(-1)?.row ?? null) : null,
      };
    },
  },
  sales: {
    columns: [
      ...['sale_id', 'receipt_number', 'kind', 'at', 'business_day', 'line', 'item_id', 'sku'],
      ...['name', 'quantity', 'currency', 'net', 'tax', 'gross'],
    ],
    page: documents<ReceiptDocument>(tableOf('receipts'), (_, { sale, at, businessDay }) => {
      const { saleId, receiptNumber, kind, currency } = sale;
      const money = (amount: number) => ({ amount, currency });
      return sale.lines.map((line) => [
        ...[saleId, receiptNumber, kind, new Date(at).toISOString(), businessDay],
        ...[line.lineNumber, line.itemId, line.sku, line.name, line.quantity, currency],
        ...[money(line.net), money(line.taxAmount), money(line.gross)],
      ]);
    }),
  },
  customers: {
    columns: ['id', 'name', 'email', 'phone', 'address', 'note'],
    page: documents<CustomerDocument>(tableOf('customers'), (_, customer) => [
      [
        ...[customer.id, customer.name, customer.email, customer.phone],
        customer.addressLines.join(', '),
        customer.note,
      ],
    ]),
  },
  staff: {
    columns: ['id', 'name', 'role', 'active'],
    page: once((session) => {
      const people = staffList(session);
      if (!people.ok) return [];
      return people.value.map(({ id, displayName, role, active }) => [
        ...[id, displayName, role, active],
      ]);
    }),
  },
  settings: {
    columns: ['setting', 'value'],
    page: once(({ settings }) =>
      Object.entries(settings).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.join(' | ') : String(value),
      ]),
    ),
  },
};
