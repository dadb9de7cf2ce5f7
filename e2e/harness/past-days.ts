/**
 * Gives the demo shop days that have been: a till that signs like a real one tells of shifts, sales,
 * returns and voids, and of some things that do not fit.
 */
import { createHash, randomUUID, sign } from 'node:crypto';
import { PROTOCOL_HEADER } from '@second-chance/shared/contract/protocol.ts';
import {
  TILL_STATUS_HEADER,
  type TillStatus,
  tillStatusText,
} from '@second-chance/shared/contract/till-status.ts';
import type { ItemId, RegisterId, SaleId, ShiftId } from '@second-chance/shared/ids.ts';
import type { EntryType, PayloadOf, SignedEntry } from '@second-chance/shared/journal/entry.ts';
import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import { priceSale } from '@second-chance/shared/sale/price-sale.ts';
import type { SaleRecord } from '@second-chance/shared/sale/sale-record.ts';
import { shiftTotals } from '@second-chance/shared/sale/shift-totals.ts';
import { aLineInput, aSaleRecord } from '@second-chance/shared/test/builders.ts';
import { aRegisterKey, aSignedEntry } from '@second-chance/shared/test/journal-builder.ts';
import { businessDayAt } from '@second-chance/shared/time/business-day.ts';
import type { BusinessDay, EpochMs } from '@second-chance/shared/time/time.ts';
import { demoEnrolmentCode } from '../../build/lib/demo-api.ts';
import type { RestClient } from '../../build/lib/rest-client.ts';
import { newId } from '../../sync-server/src/db/new-id.ts';
import {
  DEMO_ORGANIZATION,
  DEMO_PEOPLE,
  DEMO_REGISTERS,
  DEMO_SETTINGS,
  DEMO_STORE,
} from '../../sync-server/src/demo/demo-shop.ts';

export interface PastDays {
  readonly serverUrl: string;
  /** Signed in as the store's admin. */
  readonly admin: RestClient;
  readonly registerCode: string;
  readonly days: number;
  readonly salesADay: number;
  /** What the till says of itself when it sends the last of it. */
  readonly status?: TillStatus;
}

interface Thing {
  readonly id: ItemId;
  readonly sku: string;
  readonly name: string;
  readonly price: number;
  readonly kind: string;
}

const PEOPLE = ['Una Murphy', 'Théo Lefèvre', 'Jin Park', 'Amara Okafor'];

/** Resolves when the server has all of it. Answers the last sale. */
export async function tellPastDays(options: PastDays): Promise<{ readonly saleId: SaleId }> {
  const { admin, days, salesADay } = options;
  const { rows: things } = await admin.get<{ readonly rows: readonly Thing[] }>('/items', {
    storeId: DEMO_STORE,
    limit: 200,
  });
  const till = await enrolledTill(options);
  const customerId = newId<'Customer'>();
  for (const [index, name] of PEOPLE.entries()) {
    const id = index === 0 ? customerId : newId<'Customer'>();
    const email = `${name.split(' ')[0]?.toLowerCase()}@example.org`;
    await admin.send('POST', '/customers', { id, storeId: DEMO_STORE, name, email });
  }
  const now = Date.now();
  let saleId = newId<'Sale'>();
  for (let ago = days - 1; ago >= 0; ago -= 1) {
    const shiftId = newId<'Shift'>();
    const begin = now - ago * 86_400_000 - 9 * 3_600_000;
    const float = minorUnits(10_000);
    till.tell('shift_opened', { shiftId, float } as PayloadOf<'shift_opened'>, begin);
    const records: SaleRecord[] = [];
    for (let number = 0; number < salesADay; number += 1) {
      const at = begin + Math.floor(((number + 1) / (salesADay + 1)) * 8.6 * 3_600_000);
      const record = aSale({ till, things, shiftId, number: number + ago * 7 });
      if (number % 6 === 1) Object.assign(record, { customerId });
      saleId = record.saleId;
      records.push(record);
      till.tell('sale_completed', record, at);
    }
    const closing = begin + 8.7 * 3_600_000;
    till.tell('cash_moved', { shiftId, amount: minorUnits(-1_250), reason: 'Stamps' }, closing);
    till.tell('drawer_opened', { shiftId, reason: 'Change for the baker' }, closing + 1);
    if (ago === 0) continue;
    const totals = shiftTotals({
      float: float as never,
      records,
      cashMovements: [{ amount: minorUnits(-1_250) }],
      drawerOpenings: 1,
    });
    const difference = minorUnits(ago % 4 === 1 ? -150 : 0);
    till.tell(
      'shift_closed',
      {
        shiftId,
        zNumber: days - ago + (ago < 3 ? 1 : 0),
        counted: minorUnits(totals.expectedCash + difference),
        expected: totals.expectedCash,
        difference,
        totals,
      } as PayloadOf<'shift_closed'>,
      closing + 2,
    );
  }
  await till.send(options.status ?? null);
  return { saleId };
}

type Till = Awaited<ReturnType<typeof enrolledTill>>;

/** A sale of one to three things; some reduced, some paid by card, one that adds up wrong. */
function aSale({
  till,
  things,
  shiftId,
  number,
}: {
  readonly till: Till;
  readonly things: readonly Thing[];
  readonly shiftId: ShiftId;
  readonly number: number;
}): SaleRecord {
  const count = 1 + (number % 3);
  const lines = Array.from({ length: count }, (_, index) => {
    const thing = things[(number * 5 + index * 3) % things.length] as Thing;
    return aLineInput({
      lineNumber: index + 1,
      itemId: number % 41 === 7 && index === 0 ? newId<'Item'>() : thing.id,
      sku: thing.sku,
      name: thing.name,
      tagPrice: minorUnits(thing.price) as never,
      tracksStock: thing.kind !== 'service',
      ...(number % 5 === 2 &&
        index === 0 && { discount: { kind: 'percent' as const, value: 1_000, reason: 'scratch' } }),
      ...(number % 7 === 3 &&
        index === 0 && {
          override: { unitPrice: minorUnits(Math.floor(thing.price * 0.8)), reason: 'agreed' },
        }),
    });
  });
  const { gross } = priceSale({ settings: DEMO_SETTINGS, lines, cartDiscount: null });
  const card = {
    kind: 'external_card',
    tenderId: newId<'Tender'>(),
    amount: gross,
    lastFour: '4242',
    approvalCode: 'A17',
  } as const;
  const record = aSaleRecord({
    lines,
    settings: DEMO_SETTINGS,
    ...(number % 3 === 1 && { tenders: [card] }),
    with: { saleId: newId<'Sale'>(), receiptNumber: till.receiptNumber(), shiftId },
  });
  return number % 53 === 9 ? { ...record, gross: minorUnits(record.gross + 10) } : record;
}

/** A till that signs like a real one and tells what it is told to tell. */
export async function enrolledTill({
  serverUrl,
  registerCode,
}: Pick<PastDays, 'serverUrl' | 'registerCode'>) {
  const key = aRegisterKey();
  const headers = { [PROTOCOL_HEADER]: '1', 'content-type': 'application/json' };
  const code = await demoEnrolmentCode(serverUrl, registerCode);
  const enrolment = { code, publicKey: key.publicKeyJwk, appVersion: '1.0.0' };
  const response = await fetch(`${serverUrl}/sync/enrol`, {
    method: 'POST',
    headers,
    body: JSON.stringify(enrolment),
  });
  const { epoch } = (await response.json()) as { readonly epoch: number };
  const registerId = DEMO_REGISTERS.find((each) => each.code === registerCode)?.id as RegisterId;
  const waiting: SignedEntry[] = [];
  let previous: SignedEntry | undefined;
  let receipts = 0;
  const people = DEMO_PEOPLE.filter(({ role }) => role === 'store_employee');

  async function push(entries: readonly SignedEntry[], status: TillStatus | null): Promise<void> {
    const body = JSON.stringify({ entries });
    const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url');
    const signed = `${encode({ alg: 'EdDSA' })}.${encode({
      iss: registerId,
      org: DEMO_ORGANIZATION,
      epoch,
      htm: 'POST',
      htu: '/sync/journal',
      bh: createHash('sha256').update(body).digest('base64url'),
      iat: Math.floor(Date.now() / 1_000),
      jti: randomUUID(),
    })}`;
    const signature = sign(null, Buffer.from(signed), key.privateKey).toString('base64url');
    const authorization = `Till ${signed}.${signature}`;
    const answer = await fetch(`${serverUrl}/sync/journal`, {
      method: 'POST',
      headers: {
        ...headers,
        authorization,
        ...(status && { [TILL_STATUS_HEADER]: tillStatusText(status) }),
      },
      body,
    });
    if (!answer.ok) throw new Error(`the server answered ${answer.status}: ${await answer.text()}`);
  }

  return {
    receiptNumber() {
      receipts += 1;
      return `${registerCode}-${epoch}-${String(receipts).padStart(6, '0')}`;
    },
    tell<T extends EntryType>(type: T, payload: PayloadOf<T>, at: number): void {
      previous = aSignedEntry({
        key,
        type,
        payload,
        epoch,
        ...(previous && { previous }),
        head: {
          organizationId: DEMO_ORGANIZATION,
          storeId: DEMO_STORE,
          registerId,
          at: at as EpochMs,
          businessDay: businessDayAt(at as EpochMs, DEMO_SETTINGS) as BusinessDay,
          staffId: people[waiting.length % people.length]?.id ?? null,
        },
      });
      waiting.push(previous);
    },
    /** Sends all that was told, and what the till says of itself. */
    async send(status: TillStatus | null = null): Promise<void> {
      while (waiting.length > 0) await push(waiting.splice(0, 200), status);
    },
  };
}
