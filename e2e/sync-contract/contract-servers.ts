/** The server that tills are tested with, and the real one, as a till sees either: by its address. */
import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from '@second-chance/shared/contract/protocol.ts';
import type { FeedChange } from '@second-chance/shared/documents/collections.ts';
import type { ItemDocument } from '@second-chance/shared/documents/item.ts';
import {
  aCategory,
  aSettings,
  aStaff,
  aTaxRate,
  REGISTER_ID,
} from '@second-chance/shared/test/builders.ts';
import { aRegisterKey, type RegisterKey } from '@second-chance/shared/test/journal-builder.ts';
import { changesOf } from '../../desktop/src/core/documents/test/feed-changes.ts';
import { changeOnServer, tellStreams } from '../../desktop/src/core/sync/test/fake-documents.ts';
import { startFakeSyncServer } from '../../desktop/src/core/sync/test/fake-sync-server.ts';
import { ADMIN_ID } from '../../sync-server/test/push-fixture.ts';
import { layWorld } from '../../sync-server/test/recorded-protocol.ts';
import { proofOf, syncFixture, type TestTill } from '../../sync-server/test/sync-fixture.ts';

/** What a test of the contract may do behind the server's back. */
export interface ContractServer {
  readonly origin: string;
  readonly now: () => number;
  /** Puts an item into the feed, as an admin would. */
  readonly addItem: (item: ItemDocument) => Promise<void>;
  /** Loses an item without a word, as a defect would. */
  readonly loseItem: (id: string) => Promise<void>;
  readonly revoke: () => Promise<void>;
  readonly setHorizon: (number: number) => Promise<void>;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

export const CODE = 'WA1K4-B0YST';
const ADMIN = aStaff({ id: ADMIN_ID, displayName: 'Ada', role: 'store_admin' });

async function theFake(): Promise<ContractServer> {
  const server = await startFakeSyncServer();
  const { facts } = server;
  facts.pageSize = 5_000;
  const stands: readonly FeedChange[] = [
    ...changesOf('storeSettings', [aSettings()], 1),
    ...changesOf('taxRates', [aTaxRate()], 2),
    ...changesOf('categories', [aCategory()], 3),
    ...changesOf('staff', [ADMIN], 4),
  ];
  facts.feed.push(...stands.map((change) => ({ ...change, revision: 1 })));
  return {
    origin: server.url,
    now: Date.now,
    async addItem(document) {
      changeOnServer(facts, { collection: 'items', id: document.id, document: { ...document } });
      tellStreams(facts);
    },
    async loseItem(id) {
      facts.feed = facts.feed.filter((change) => change.id !== id);
    },
    async revoke() {
      facts.revoked = true;
    },
    async setHorizon(number) {
      facts.horizon = number;
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

async function theRealOne(): Promise<ContractServer> {
  const fixture = await syncFixture();
  await layWorld(fixture, {
    enrolmentCode: CODE,
    documents: { staff: [{ ...ADMIN }] },
    onHand: {},
  });
  return {
    origin: fixture.origin,
    now: fixture.clock,
    addItem: (item) => fixture.addItems([{ ...item, onHand: 0 }]),
    async loseItem(id) {
      await fixture.query('delete from item where id = $1', [id]);
      // What it said last is of no use after so long.
      fixture.setClock(fixture.clock() + 21_000);
    },
    async revoke() {
      await fixture.query('update register set revoked_at = $1', [fixture.clock()]);
    },
    async setHorizon(number) {
      await fixture.query('update feed_scope set horizon = $1', [number]);
    },
    [Symbol.asyncDispose]: () => fixture[Symbol.asyncDispose](),
  };
}

export const CONTRACT_SERVERS = [
  { name: 'the server that tills are tested with', open: theFake },
  { name: 'the real server', open: theRealOne },
] as const;

export interface Heard {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever came back
  readonly body: any;
}

export interface Said {
  readonly method?: 'GET' | 'POST';
  readonly body?: unknown;
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly protocol?: string;
  /** Without one: enrolment, or somebody without a key. */
  readonly proof?: boolean;
}

/** Someone who speaks as a till does, word by word. */
export function aSpeaker(server: ContractServer, key: RegisterKey = aRegisterKey()) {
  const till: TestTill = { key, registerId: REGISTER_ID, epoch: 1 };

  function headersFor(
    path: string,
    { method = 'POST', claims = {}, ...said }: Said,
    bytes: Buffer,
  ) {
    const { protocol = String(PROTOCOL_VERSION), proof = true } = said;
    const request = { method, path, bytes, now: server.now(), claims };
    return {
      [PROTOCOL_HEADER]: protocol,
      ...(proof && { authorization: `Till ${proofOf(till, request)}` }),
    };
  }

  async function say(path: string, said: Said = {}): Promise<Heard> {
    const { method = 'POST', body } = said;
    const bytes = Buffer.from(body === undefined ? '' : JSON.stringify(body));
    const response = await fetch(server.origin + path, {
      method,
      headers: headersFor(path, said, bytes),
      ...(bytes.length > 0 && { body: bytes }),
    });
    return { status: response.status, headers: response.headers, body: await response.json() };
  }

  return {
    key,
    say,
    ask: (path: string) => say(path, { method: 'GET' }),
    enrol: (code = CODE) =>
      say('/sync/enrol', {
        proof: false,
        body: { code, publicKey: key.publicKeyJwk, appVersion: 'contract' },
      }),
    /** Events of a stream, as they come. */
    async listen(path: string) {
      const headers = headersFor(path, { method: 'GET' }, Buffer.alloc(0));
      const sent = httpRequest(server.origin + path, { headers }).end();
      sent.on('error', () => undefined);
      const [answer] = (await once(sent, 'response')) as [IncomingMessage];
      const events: { readonly event: string; readonly data: unknown }[] = [];
      let text = '';
      answer.on('error', () => undefined);
      answer.setEncoding('utf8').on('data', (chunk: string) => {
        const whole = (text + chunk).split('\n\n');
        text = whole.pop() ?? '';
        for (const one of whole) {
          const [, event = '', data = ''] = /^event: (.*)\ndata: (.*)$/.exec(one) ?? [];
          events.push({ event, data: JSON.parse(data) });
        }
      });
      return {
        status: answer.statusCode,
        type: answer.headers['content-type'],
        events,
        [Symbol.asyncDispose]: async () => void sent.destroy(),
      };
    },
  };
}

export type Speaker = ReturnType<typeof aSpeaker>;
