/**
 * What till and server said to each other in a released version of the protocol, word for word:
 * requests and answers, the documents that the server had, and the shapes of that version as JSON
 * Schema. They lie in `shared/test/fixtures/protocol-N` and never change again.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { PROTOCOL_HEADER } from '@second-chance/shared/contract/protocol.ts';
import type { ItemDocument } from '@second-chance/shared/documents/item.ts';
import { ORGANIZATION_ID, REGISTER_ID, STORE_ID } from '@second-chance/shared/test/builders.ts';
import { fixtureRegisterKey } from '@second-chance/shared/test/fixture-key.ts';
import { aRegisterKey } from '@second-chance/shared/test/journal-builder.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import {
  type DocumentTable,
  insertDocuments,
  type StoreDocuments,
} from '../src/db/document-repository.ts';
import { inTenant } from '../src/db/tenant-transaction.ts';
import { ENROLMENT_CODE_LIFE_MS, enrolmentCodeHash } from '../src/registers/enrolment-code.ts';
import { addCode } from '../src/registers/enrolment-repository.ts';
import { insertRegister } from '../src/registers/register-repository.ts';
import { type Answer, proofOf, type SyncFixture } from './sync-fixture.ts';

/** Proofs expire, so they are made afresh: what kind of proof a request carried is what is kept. */
export type RecordedProof = 'none' | 'good' | 'too_old' | 'other_key' | 'unknown_register';

export interface RecordedRequest {
  readonly name: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly proof: RecordedProof;
  readonly gzip: boolean;
  /** The text of the body before it was packed. */
  readonly body: string | null;
}

export interface RecordedExchange extends RecordedRequest {
  readonly status: number;
  readonly answer: unknown;
}

/** A stream has no end, so only its first events are kept. */
export const isStream = ({ path }: Pick<RecordedRequest, 'path'>) =>
  path.startsWith('/sync/stream');

/** What stood on the server before the first request. */
export interface RecordedWorld {
  readonly enrolmentCode: string;
  readonly documents: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
  readonly onHand: Readonly<Record<string, number>>;
}

export interface Recording {
  readonly version: number;
  readonly world: RecordedWorld;
  readonly exchanges: readonly RecordedExchange[];
  /** JSON Schemas by the names they had in the code. */
  readonly shapes: Readonly<Record<string, object>>;
}

const FIXTURES = join(import.meta.dirname, '../../shared/test/fixtures');
export const folderOf = (version: number) => join(FIXTURES, `protocol-${version}`);

export function readRecording(version: number): Recording {
  const read = (name: string) =>
    JSON.parse(readFileSync(join(folderOf(version), `${name}.json`), 'utf8'));
  return {
    version,
    world: read('world'),
    exchanges: read('exchanges'),
    shapes: read('shapes'),
  };
}

export const isRecorded = (version: number) =>
  existsSync(join(folderOf(version), 'exchanges.json'));

const TABLES: Readonly<Record<string, DocumentTable>> = {
  categories: 'category',
  taxRates: 'tax_rate',
  priceSchedules: 'price_schedule',
  staff: 'staff',
};

/** Puts the documents of a recording, and its code, on a fresh server. */
export async function layWorld(fixture: SyncFixture, world: RecordedWorld): Promise<void> {
  const scope = { organizationId: ORGANIZATION_ID };
  for (const [collection, table] of Object.entries(TABLES)) {
    const documents = (world.documents[collection] ??
      []) as unknown as StoreDocuments[typeof table][];
    const known = (await fixture.query(`select id from ${table}`)).map(({ id }) => id);
    const missing = documents.filter(({ id }) => !known.includes(id));
    if (missing.length === 0) continue;
    await inTenant(fixture.db, ORGANIZATION_ID, (tx) =>
      insertDocuments({ tx, ...scope }, table, { storeId: STORE_ID, documents: missing }),
    );
  }
  const items = (world.documents.items ?? []) as unknown as readonly ItemDocument[];
  await fixture.addItems(items.map((item) => ({ ...item, onHand: world.onHand[item.id] ?? 0 })));
  await addRegister(fixture, world.enrolmentCode);
}

async function addRegister(fixture: SyncFixture, code: string): Promise<void> {
  const at = fixture.clock();
  const place = { organizationId: ORGANIZATION_ID, storeId: STORE_ID, registerId: REGISTER_ID };
  await inTenant(fixture.db, ORGANIZATION_ID, async (tx) => {
    await insertRegister(tx, { ...place, code: 'A1', name: 'Front' });
    const expiresAt = (at + ENROLMENT_CODE_LIFE_MS) as EpochMs;
    await addCode(tx, place, { codeHash: enrolmentCodeHash(code), at, expiresAt });
  });
}

/** Sends a recorded request as the till of that version would today. */
export function resend(
  fixture: SyncFixture,
  version: number,
  { method, path, proof, gzip, body }: RecordedRequest,
): Promise<Answer> {
  const bytes = body === null ? null : Buffer.from(body);
  const sent = {
    method,
    ...(bytes !== null && { body: gzip ? gzipSync(bytes) : bytes }),
    headers: {
      [PROTOCOL_HEADER]: String(version),
      ...(gzip && { 'content-encoding': 'gzip' }),
    },
  };
  if (proof === 'none') return fixture.send(path, sent);
  const key = proof === 'other_key' ? aRegisterKey() : fixtureRegisterKey();
  const claims = {
    ...(proof === 'too_old' && { iat: Math.floor(fixture.clock() / 1_000) - 3_600 }),
    ...(proof === 'unknown_register' && { iss: '01900000-0000-7000-8000-0000000000ff' }),
  };
  return fixture.sendAs({ key, registerId: REGISTER_ID, epoch: 1 }, path, { ...sent, claims });
}

/**
 * Opens a recorded stream and answers the data of its first event of changes for each part of the
 * feed that has any. An open stream ends with this.
 */
export async function resendStream(
  fixture: SyncFixture,
  version: number,
  { path }: RecordedRequest,
  parts = 2,
): Promise<readonly unknown[]> {
  const till = { key: fixtureRegisterKey(), registerId: REGISTER_ID, epoch: 1 };
  const request = { method: 'GET', path, bytes: Buffer.alloc(0), now: fixture.clock() };
  const ending = new AbortController();
  const headers = {
    [PROTOCOL_HEADER]: String(version),
    authorization: `Till ${proofOf(till, request)}`,
  };
  const response = await fetch(fixture.origin + path, { headers, signal: ending.signal });
  const heard: unknown[] = [];
  const decoder = new TextDecoder();
  let text = '';
  try {
    for await (const bytes of response.body ?? []) {
      const events = (text + decoder.decode(bytes, { stream: true })).split('\n\n');
      text = events.pop() ?? '';
      for (const event of events) {
        const data = /^event: changes\ndata: (.*)$/.exec(event)?.[1];
        if (data !== undefined) heard.push(JSON.parse(data));
      }
      if (heard.length >= parts) break;
    }
  } finally {
    ending.abort();
  }
  return heard;
}
