/** What the counter does by itself once an entry is on disk: drawer, receipt, report, mail. */
import { emailSchema } from '@second-chance/shared/contract/receipt-mail.ts';
import type { EntryType, PayloadOf } from '@second-chance/shared/journal/entry.ts';
import type { CounterSettings } from '@second-chance/shared/printing/device-settings.ts';
import type { SaleRecord } from '@second-chance/shared/sale/sale-record.ts';
import { customerById } from '../documents/search-customers.ts';
import { shiftReport } from '../shifts/shift-report.ts';
import { shiftById } from '../shifts/shift-rows.ts';
import type { TillContext } from '../till-context.ts';
import type { Logger } from '../till-options.ts';
import type { Devices } from './devices.ts';

export interface ByItselfDeps
  extends Pick<Devices, 'first' | 'print' | 'printReceipt' | 'mailReceipt'> {
  readonly till: Pick<TillContext, 'store' | 'catalogue' | 'enrolment' | 'chain'>;
  readonly logger: Logger;
  readonly settings: () => CounterSettings;
}

/** A drawer that opens by itself minutes later would be a danger. */
const KICK_LASTS_MS = 15_000;
/** The customer has left by then; a person decides whether it is still wanted. */
const RECEIPT_LASTS_MS = 15 * 60_000;

export function printByItself(deps: ByItselfDeps): Devices['afterEntry'] {
  const { till, logger, first, settings, print, printReceipt, mailReceipt } = deps;
  const { store, catalogue } = till;

  function kick(): void {
    const device = first('receipt_printer');
    if (device?.settings.kind !== 'receipt_printer') return;
    if (device.settings.options.drawer === 'none') return;
    print(device, { title: '', content: { kind: 'kick' }, lastsMs: KICK_LASTS_MS });
  }

  function afterSale(record: SaleRecord): void {
    if (record.tenders.some(({ kind }) => kind === 'cash')) kick();
    const customer = record.customerId === null ? null : customerById(store, record.customerId);
    const choice = customer?.receiptChoice ?? null;
    // The server never hears of a sale in training, and no customer is to.
    const isMailed = choice === 'email' && till.chain() === 'live';
    if (isMailed && customer !== null && emailSchema.safeParse(customer.email).success) {
      mailReceipt({ ...record, ...customer });
    }
    const printer = first('receipt_printer');
    const wanted = choice === null ? settings().printReceipts : choice === 'print';
    if (wanted && printer !== null) {
      printReceipt(printer, { ...record, lastsMs: RECEIPT_LASTS_MS });
    }
  }

  function afterClosing({ shiftId, zNumber }: PayloadOf<'shift_closed'>): void {
    const printer = first('receipt_printer');
    const registerCode = till.enrolment()?.registerCode;
    if (!settings().printReports || printer === null || registerCode === undefined) return;
    const report = shiftReport({ store, catalogue, registerCode }, shiftById(store, shiftId));
    print(printer, { title: `Z ${zNumber}`, content: { kind: 'report', report } });
  }

  function afterEntry<T extends EntryType>(type: T, payload: PayloadOf<T>): void {
    try {
      if (type === 'sale_completed') afterSale(payload as PayloadOf<'sale_completed'>);
      if (type === 'shift_closed') afterClosing(payload as PayloadOf<'shift_closed'>);
      if (type === 'drawer_opened' || type === 'cash_moved') kick();
    } catch (thrown) {
      // What was sold is sold: whatever goes wrong here is seen and stops nothing.
      logger.error({ err: thrown }, 'nothing could be printed after an entry');
    }
  }

  return afterEntry;
}
