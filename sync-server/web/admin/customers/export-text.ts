/** All that is held of a person, as a page that they can read. */
import type { api } from '../api/client.ts';
import type { Format } from '../text/use-format.ts';
import type { Text } from '../text/use-text.ts';

type Export = Awaited<ReturnType<typeof api.customers.export>>;

export function exportText(
  { customer, sales, changes, conflicts, exportedAt }: Export,
  { t, format }: { readonly t: Text; readonly format: Format },
): string {
  const lines = [
    t('admin.customers.exportTitle', { name: customer.name }),
    format.exact(exportedAt),
    '',
    `${t('admin.name')}: ${customer.name}`,
    `${t('admin.customers.email')}: ${customer.email}`,
    `${t('admin.customers.phone')}: ${customer.phone}`,
    `${t('admin.customers.address')}: ${customer.addressLines.join(', ')}`,
    `${t('admin.customers.note')}: ${customer.note}`,
    ...(customer.taxExemption === null
      ? []
      : [`${t('admin.customers.certificate')}: ${customer.taxExemption.certificate}`]),
    '',
    t('admin.customers.records', { count: sales.length }),
    ...sales.flatMap(({ at, record }) => [
      `${format.dateTime(at)}  ${record.receiptNumber}  ${format.amount(record.gross, record.currency)}`,
      ...record.lines.map(({ quantity, name }) => `    ${quantity} × ${name}`),
    ]),
    '',
    t('admin.customers.changes', { count: changes.length }),
    ...changes.map(({ at, action }) => `${format.dateTime(at)}  ${action}`),
    ...(conflicts.length === 0
      ? []
      : ['', t('admin.customers.overruled', { count: conflicts.length })]),
    ...conflicts.map((conflict) => JSON.stringify(conflict)),
  ];
  return `${lines.join('\n')}\n`;
}
