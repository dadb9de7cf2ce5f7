import { randomUUID } from 'node:crypto';
import type { SaleId } from '@second-chance/shared/ids.ts';
import { receiptAddress } from '@second-chance/shared/sale/receipt-link.ts';
import { aSaleRecord } from '@second-chance/shared/test/builders.ts';
import { aJournal } from '@second-chance/shared/test/journal-builder.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { enrolledTill } from '../../test/enrolled-till.ts';
import { type RestFixture, restFixture } from '../../test/rest-fixture.ts';
import { newId } from '../db/new-id.ts';

let server: RestFixture;
let shop: Awaited<ReturnType<RestFixture['anOrganization']>>;
let till: Awaited<ReturnType<typeof enrolledTill>>;
let sale: { readonly saleId: SaleId; readonly hash: string };

beforeAll(async () => {
  server = await restFixture();
  shop = await server.anOrganization(`shop-${randomUUID().slice(0, 8)}`);
  till = await enrolledTill(server, shop);
  const payload = aSaleRecord({ with: { saleId: newId<'Sale'>(), receiptNumber: 'T1-1-000001' } });
  const head = { ...till.head, at: (Date.now() - 1_000) as EpochMs };
  const entries = [{ type: 'sale_completed', payload }] as const;
  const [entry] = aJournal({ key: till.key, head, entries }).entries;
  if (entry === undefined) throw new Error('an entry was made');
  expect((await till.push([entry])).status).toBe(200);
  sale = { saleId: payload.saleId, hash: entry.hash };
});
afterAll(() => server[Symbol.asyncDispose]());

const aMail = (change: object = {}) => ({
  mailId: newId<'Mail'>(),
  saleId: sale.saleId,
  email: 'frida@example.com',
  language: 'en',
  ...change,
});
const mails = () => server.query(`select * from mail where kind = 'receipt' order by created_at`);

function address(change: Partial<Parameters<typeof receiptAddress>[1]> = {}): string {
  const { organizationId } = till.head;
  const facts = { organizationId, receiptNumber: 'T1-1-000001', ...sale, ...change };
  return receiptAddress('', facts).split('#')[0] ?? '';
}

test('a till has a receipt mailed: its words, its lines and its address, once however often it asks', async () => {
  const mail = aMail();
  for (let time = 1; time <= 2; time += 1) {
    expect((await till.send('/sync/receipt-mails', mail)).status).toBe(200);
  }
  const [written, ...others] = await mails();
  expect(others).toEqual([]);
  expect(written).toMatchObject({ to_address: 'frida@example.com', id: mail.mailId });
  expect(written.subject).toContain('T1-1-000001');
  expect(written.text_body).toContain(address());
  expect(written.text_body).toMatch(/Total\s+€25\.00/);
  expect(written.html_body).toContain('<pre');
});

test('who the receipt is for stands in no table but that of mails', async () => {
  const tables = await server.query(
    `select table_name as name from information_schema.tables
     where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> 'mail'`,
  );
  expect(tables.map(({ name }) => name)).toContain('journal_entry');
  for (const { name } of tables) {
    const [{ found }] = await server.query(
      `select count(*)::int as found from "${name}" as kept where kept::text like '%frida@%'`,
    );
    expect(found, name).toBe(0);
  }
});

test.for([
  ['a sale that has not arrived', (): object => aMail({ saleId: newId<'Sale'>() }), 404],
  ['an address that is none', () => aMail({ email: 'frida' }), 400],
  ['two addresses at once', () => aMail({ email: 'a@b.cd,e@f.gh' }), 400],
  ['a line break in the address', () => aMail({ email: 'a@b.cd\nbcc:e@f.gh' }), 400],
  ['a language that there is not', () => aMail({ language: 'xx' }), 400],
] as const)('%s is refused and nothing is mailed', async ([, mail, status]) => {
  const before = await mails();
  expect((await till.send('/sync/receipt-mails', mail())).status).toBe(status);
  expect(await mails()).toEqual(before);
});

test('a till of another organization mails no receipt of this one, and nobody does without a proof', async () => {
  const other = await server.anOrganization(`shop-${randomUUID().slice(0, 8)}`);
  const stranger = await enrolledTill(server, other);
  expect((await stranger.send('/sync/receipt-mails', aMail())).status).toBe(404);
  const headers = { 'second-chance-protocol': '1' };
  const unproven = await server.ask('POST', '/sync/receipt-mails', { body: aMail(), headers });
  expect(unproven.status).toBeGreaterThanOrEqual(400);
  expect(unproven.status).toBeLessThan(500);
});

test('whoever has the address reads the receipt; nobody lists, keeps or frames it', async () => {
  const { status, headers, body } = await server.ask('GET', address());
  expect(status).toBe(200);
  expect(body).toContain('T1-1-000001');
  expect(headers.get('x-robots-tag')).toContain('noindex');
  expect(headers.get('cache-control')).toContain('no-store');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
  expect(headers.get('content-security-policy')).toContain("default-src 'none'");
});

test('the address of a receipt stays out of the log', async () => {
  await server.ask('GET', address());
  const log = server.logged.join('\n');
  expect(log).toContain('/r/…');
  expect(log).not.toContain(address().slice('/r/'.length));
});

test.for([
  ['another proof', (): string => address({ hash: 'ab'.repeat(32) })],
  ['another sale', (): string => address({ saleId: newId<'Sale'>() })],
  ['another organization', (): string => address({ organizationId: newId<'Organization'>() })],
  ['what is no token', (): string => '/r/hello'],
  ['a path upwards', (): string => '/r/..%2f..%2fhealthz'],
] as const)('%s shows no receipt, and says the same as any other', async ([, path]) => {
  const { status, body } = await server.ask('GET', path());
  expect(status).toBe(404);
  expect(body).toContain('This receipt is not here');
  expect(body).not.toContain('T1-1-000001');
});
