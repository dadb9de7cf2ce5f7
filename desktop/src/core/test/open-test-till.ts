/** A real till on fresh files, with a small shop on its disk and a network that is not there. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assert } from '@second-chance/shared/assert.ts';
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import type { CartView } from '@second-chance/shared/contract/till/views.ts';
import type { Approval } from '@second-chance/shared/contract/till-rpc.ts';
import type { FeedChange } from '@second-chance/shared/documents/collections.ts';
import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import type { SaleRecord } from '@second-chance/shared/sale/sale-record.ts';
import {
  AT,
  anId,
  ORGANIZATION_ID,
  REGISTER_ID,
  STORE_ID,
} from '@second-chance/shared/test/builders.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { DeviceOptions } from '../devices/devices.ts';
import { applyChanges } from '../documents/apply-changes.ts';
import { documentStorage } from '../documents/document-storage.ts';
import { feedPosition, readFeedState } from '../documents/feed-state.ts';
import type { Outcome } from '../outcome.ts';
import { saleRecord } from '../receipts/sale-rows.ts';
import { openTill, type Till } from '../till.ts';
import { GRACE, type Shop, shopChanges } from './small-shop.ts';

const DAY_MS = 86_400_000;
const silent = { info: () => {}, warn: () => {}, error: () => {} };

export interface TestTillOptions extends Shop {
  readonly signedIn?: Approval;
  /** Nothing of the shop has arrived yet. */
  readonly empty?: boolean;
  /** Opens a shift with this float, or with 100.00. */
  readonly shift?: boolean | number;
  /** Z reports that earlier enrolments of the register closed. */
  readonly lastZNumber?: number;
  readonly beforeStatement?: (sql: string) => void;
  readonly devices?: DeviceOptions;
  /** What the server answers to a path; null where it is not there, as for all others. */
  readonly respond?: (path: string) => object | null;
}

/** Opens and enrols a till. It closes and leaves nothing behind when the test is over. */
export async function openTestTill(options: TestTillOptions = {}) {
  const dataDir = mkdtempSync(join(tmpdir(), 'second-chance-till-'));
  let now: number = AT;
  let tender = 0;
  const open = () =>
    openTill({
      dataDir,
      clock: () => now as EpochMs,
      appVersion: 'test',
      logger: silent,
      fetch: answerEnrolmentOnly(options),
      ...(options.devices && { devices: options.devices }),
      ...(options.beforeStatement && { beforeStatement: options.beforeStatement }),
    });
  let till: Till = await open();
  must(await till.register.enrol({ serverUrl: 'http://server.test', code: 'TEST' }));

  const inside = () => {
    assert(till.inside !== null, 'the test till is sound');
    return till.inside;
  };
  let storage = await documentStorage(inside().store);

  const shop = {
    dataDir,
    get till() {
      return till;
    },
    get store() {
      return inside().store;
    },
    /** Brings changes of documents as a pull would. */
    pull(changes: readonly FeedChange[], { upToDate = true } = {}) {
      const { identity } = inside();
      const sealer = identity.sealer();
      assert(sealer !== null, 'the test till is enrolled');
      const totalDocuments = till.state.get().catalogue.documents + changes.length;
      const checkpoint = changes.at(-1)?.number ?? 0;
      const from = feedPosition(readFeedState(storage.store, 'catalogue'));
      const page = { part: 'catalogue', from, changes, checkpoint, upToDate } as const;
      applyChanges(storage, sealer, { ...page, totalDocuments, lastNumber: checkpoint });
    },
    advance(ms: number) {
      now += ms;
    },
    advanceDays(days: number) {
      now += days * DAY_MS;
    },
    signIn(person: Approval) {
      must(till.people.signIn(person));
    },
    /** Adds one piece of each code to the ticket. */
    ring(...codes: readonly string[]): CartView {
      for (const code of codes) must(till.cart.scan({ code, quantity: 1 }));
      return must(till.cart.get());
    },
    /** Rings up codes and pays the ticket in exact cash. */
    sell(...codes: readonly string[]): SaleRecord {
      const { saleId, gross, dueInCash } = shop.ring(...codes);
      const tendered = minorUnits(Math.max(dueInCash, 0));
      tender += 1;
      const cash = { kind: 'cash', tenderId: anId<'Tender'>(tender), tendered } as const;
      must(till.sales.pay({ saleId, gross, tenders: gross === 0 ? [] : [cash] }));
      return saleRecord(inside().store, saleId);
    },
    /** Ends the till and starts it again on the same files. */
    async reopen() {
      await till.close();
      till = await open();
      if (till.inside !== null) storage = await documentStorage(till.inside.store);
    },
    async [Symbol.asyncDispose]() {
      await till.close();
      rmSync(dataDir, { recursive: true });
    },
  };

  if (options.empty !== true) shop.pull(shopChanges(options));
  if (options.shift !== undefined && options.shift !== false) {
    shop.signIn(options.signedIn ?? GRACE);
    const float = minorUnits(options.shift === true ? 10_000 : options.shift);
    must(till.shifts.open({ float }));
  }
  if (options.signedIn) shop.signIn(options.signedIn);
  return shop;
}

/** The value of a call that must succeed. */
export function must<T>(outcome: Outcome<T>): T {
  assert(outcome.ok, outcome.ok ? '' : `${outcome.error.code}: ${outcome.error.message}`);
  return outcome.value;
}

/** The error of a call that must be refused. */
export function refusal(outcome: Outcome<unknown>): CodedError {
  assert(!outcome.ok, 'the call was not refused');
  return outcome.error;
}

const answerEnrolmentOnly =
  ({ lastZNumber = 0, respond }: TestTillOptions) =>
  async (url: unknown) => {
    const answer = respond?.(new URL(String(url)).pathname) ?? null;
    if (answer !== null) return Response.json(answer);
    if (!String(url).endsWith('/sync/enrol')) {
      const cause = Object.assign(new Error('no network in this test'), { code: 'ECONNREFUSED' });
      throw new TypeError('fetch failed', { cause });
    }
    return Response.json({
      organizationId: ORGANIZATION_ID,
      storeId: STORE_ID,
      storeName: 'Second Chance Kreuzberg',
      registerId: REGISTER_ID,
      registerCode: 'A1',
      registerName: 'Front',
      epoch: 1,
      lastZNumber,
      serverKey: { kty: 'OKP', crv: 'Ed25519', x: 'A'.repeat(43) },
      serverTime: AT,
    });
  };
