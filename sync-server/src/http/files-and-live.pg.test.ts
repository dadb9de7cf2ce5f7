import { randomUUID } from 'node:crypto';
import type { SignedEntry } from '@second-chance/shared/journal/entry.ts';
import { GENESIS_HASH } from '@second-chance/shared/journal/entry.ts';
import { verifyRun } from '@second-chance/shared/journal/verify-chain.ts';
import { aSaleRecord } from '@second-chance/shared/test/builders.ts';
import { aJournal, nodeCrypto } from '@second-chance/shared/test/journal-builder.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { enrolledTill } from '../../test/enrolled-till.ts';
import { type RestFixture, restFixture } from '../../test/rest-fixture.ts';
import { newId } from '../db/new-id.ts';

let server: RestFixture;
beforeAll(async () => {
  server = await restFixture();
});
afterAll(() => server[Symbol.asyncDispose]());

async function aShop() {
  const shop = await server.anOrganization(`shop-${randomUUID().slice(0, 8)}`);
  const till = await enrolledTill(server, shop);
  let previous: SignedEntry | undefined;
  let counter = 0;
  const sell = async (count: number) => {
    const entries = Array.from({ length: count }, () => {
      counter += 1;
      const receiptNumber = `T1-1-${String(counter).padStart(6, '0')}`;
      const payload = aSaleRecord({ with: { saleId: newId<'Sale'>(), receiptNumber } });
      const { entries: made } = aJournal({
        key: till.key,
        head: { ...till.head, at: (Date.now() - 1_000 + counter) as EpochMs },
        ...(previous && { previous }),
        entries: [{ type: 'sale_completed', payload }],
      });
      previous = made[0];
      return made[0] as SignedEntry;
    });
    expect((await till.push(entries)).status).toBe(200);
    return entries;
  };
  return { ...shop, till, sell, token: shop.store.admin.token, storeId: shop.store.storeId };
}

test('the sales that a filter finds are one file, and a stranger gets none', async () => {
  const { sell, token, storeId, otherStore } = await aShop();
  await sell(3);
  const path = `/sales.csv?storeId=${storeId}&receipt=000002`;
  const { headers, body } = await server.ask('GET', path, { token });
  expect(headers.get('content-disposition')).toContain('sales.csv');
  const lines = body.trimEnd().split('\r\n');
  expect(lines).toHaveLength(2);
  expect(lines[1]).toMatch(/^T1-1-000002,sale,2026-.*,T1,.*,25\.00,EUR,cash,2,[0-9a-f]{64}$/);
  expect((await server.ask('GET', path)).body.code).toBe('NOT_SIGNED_IN');
  const other = await server.ask('GET', path, { token: otherStore.admin.token });
  expect(other.body.code).toBe('NOT_ALLOWED');
  const wrong = await server.ask('GET', `${path}&kind=nonsense`, { token });
  expect(wrong.body.code).toBe('INVALID_REQUEST');
});

test('a receipt is a page of its own, for people of its store alone', async () => {
  const { sell, token, otherStore } = await aShop();
  const [entry] = await sell(1);
  const path = `/sales/${entry?.payload.saleId}/receipt`;
  const { status, headers, body } = await server.ask('GET', path, { token });
  expect(status).toBe(200);
  expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(body).toContain('T1-1-000001');
  expect(body).toContain(entry?.hash.slice(0, 16));
  const other = await server.ask('GET', path, { token: otherStore.admin.token });
  expect(other.body.code).toBe('NOT_ALLOWED');
  expect((await server.ask('GET', '/sales/x/receipt', { token })).status).toBe(404);
});

test('a whole journal comes as lines that anybody can verify, from any number on', async () => {
  const { sell, token, till, otherStore } = await aShop();
  const entries = await sell(5);
  const path = `/registers/${till.register.id}/journal.ndjson?epoch=1`;
  const read = async (query: string) => {
    const { body } = await server.ask('GET', path + query, { token });
    const [header, ...rest] = body.trimEnd().split('\n');
    return { header: JSON.parse(header), entries: rest.map((line: string) => JSON.parse(line)) };
  };
  const whole = await read('');
  expect(whole.header).toMatchObject({
    keyId: till.key.keyId,
    epochs: [1],
    head: { seq: 5, hash: entries[4]?.hash },
  });
  const verified = verifyRun({
    entries: whole.entries,
    previous: { seq: 0, hash: GENESIS_HASH },
    ...nodeCrypto({ publicKeyJwk: whole.header.publicKey }),
  });
  expect(verified).toEqual({ head: whole.header.head, fault: null });
  expect((await read('&after=3')).entries).toEqual(entries.slice(3));
  const other = await server.ask('GET', path, { token: otherStore.admin.token });
  expect(other.body.code).toBe('NOT_ALLOWED');
  const none = await server.ask('GET', path.replace('epoch=1', 'epoch=9'), { token });
  expect(none.status).toBe(404);
});

/** What a stream says, event by event. */
async function follow(token: string, query = '') {
  const aborting = new AbortController();
  const response = await fetch(`${server.url}/live${query}`, {
    headers: { authorization: `Bearer ${token}` },
    signal: aborting.signal,
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  return {
    status: response.status,
    async next(): Promise<string> {
      for (;;) {
        const end = text.indexOf('\n\n');
        if (end !== -1) {
          const [event = ''] = text.slice(0, end).split('\n');
          text = text.slice(end + 2);
          return event;
        }
        const read = await reader?.read();
        if (!read || read.done) return 'closed';
        text += read.value;
      }
    },
    stop: () => aborting.abort(),
  };
}

test('what a till sells is told to the pages of its store, also where no stock moves', async () => {
  const { sell, token, storeId } = await aShop();
  const stream = await follow(token, `?storeId=${storeId}`);
  expect(await stream.next()).toBe('event: hello');
  await sell(1);
  expect(await stream.next()).toBe('event: changed');
  stream.stop();
});

test('nobody follows another store', async () => {
  const { storeId, otherStore, store } = await aShop();
  expect((await follow(otherStore.admin.token, `?storeId=${storeId}`)).status).toBe(403);
  expect((await follow(store.admin.token, '?storeId=x')).status).toBe(400);
  expect((await follow('nonsense')).status).toBe(401);
});
