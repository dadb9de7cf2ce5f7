import type { PaymentLinkView } from '@second-chance/shared/contract/rest/payments.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RestFixture, restFixture } from '../../../test/rest-fixture.ts';
import { newId } from '../../db/new-id.ts';

let server: RestFixture;
let shop: Awaited<ReturnType<RestFixture['anOrganization']>>;

beforeAll(async () => {
  server = await restFixture();
  shop = await server.anOrganization('links');
});
afterAll(() => server[Symbol.asyncDispose]());

const asAdmin = (method: string, path: string, body?: unknown) =>
  server.ask(method, path, { token: shop.store.admin.token, body });

async function aLink(amount = 2_500): Promise<PaymentLinkView> {
  const { storeId } = shop.store;
  const id = newId<'PaymentLink'>();
  const words = 'Wool coat <held>';
  const body = { id, storeId, purpose: 'held_item', words, amount };
  const made = await asAdmin('POST', '/payment-links', body);
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return made.body;
}

async function linkNow(id: string): Promise<PaymentLinkView> {
  const { body } = await asAdmin('GET', `/payment-links?storeId=${shop.store.storeId}`);
  return body.rows.find((row: PaymentLinkView) => row.id === id);
}

/** The page at a link's address, wherever the server thinks that people reach it. */
const pathOf = ({ url }: PaymentLinkView) => new URL(url).pathname;
const page = (link: PaymentLinkView) => server.ask('GET', pathOf(link));

function act(link: PaymentLinkView, what: string) {
  return server.ask('POST', `${pathOf(link)}/simulate`, {
    body: `act=${what}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
}

function payments() {
  return asAdmin('GET', `/payments?storeId=${shop.store.storeId}`).then(({ body }) => body.rows);
}

test('a link shows what it is for, says that it is simulated, and what was typed is never markup', async () => {
  const { status, body, headers } = await page(await aLink());
  expect(status).toBe(200);
  expect(body).toContain('SIMULATED');
  expect(body).toContain('Wool coat &lt;held&gt;');
  expect(body).toContain('25.00');
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('content-security-policy')).not.toContain('stripe');
});

test('the address of a link stays out of the log', async () => {
  const link = await aLink();
  await page(link);
  await act(link, 'approve');
  const log = server.logged.join('\n');
  expect(log).toContain('/pay/…');
  expect(log).not.toContain(pathOf(link).slice('/pay/'.length));
});

test('a link is paid once, by however many pages that are open on it', async () => {
  const link = await aLink();
  await Promise.all(['approve', 'approve', 'approve'].map((what) => act(link, what)));
  await act(link, 'approve');
  expect((await page(link)).body).toContain('Paid. Thank you!');
  const paid = await linkNow(link.id);
  expect(paid).toMatchObject({ state: 'paid', card: { lastFour: '4242' } });
  const own = (await payments()).filter((row: { linkId: string }) => row.linkId === link.id);
  expect(own).toMatchObject([{ state: 'approved', amount: 2_500, accounted: true }]);
});

test('after a declined card the same link can be paid by another one', async () => {
  const link = await aLink();
  await act(link, 'decline_insufficient_funds');
  expect((await page(link)).body).toContain('The card was declined.');
  expect((await linkNow(link.id)).state).toBe('open');
  await act(link, 'approve');
  expect((await linkNow(link.id)).state).toBe('paid');
});

test('a link that was taken back is charged to nobody, and one that is paid is not taken back', async () => {
  const { storeId } = shop.store;
  const link = await aLink();
  await server.ask('POST', `${pathOf(link)}/begin`);
  const canceled = await asAdmin('POST', `/payment-links/${link.id}/cancel`, { storeId });
  expect(canceled.body.state).toBe('canceled');
  await act(link, 'approve');
  expect((await page(link)).body).toContain('can no longer be paid');
  const rows = await server.query(
    `select state from payment where id =
       (select payment_id from payment_link where id = '${link.id}')`,
  );
  expect(rows).toEqual([{ state: 'canceled' }]);

  const paid = await aLink();
  await act(paid, 'approve');
  const refused = await asAdmin('POST', `/payment-links/${paid.id}/cancel`, { storeId });
  expect(refused.body.code).toBe('PAYMENT_NOT_POSSIBLE');
});

test('a part of what a link brought goes back, once for one question, and never more than came', async () => {
  const { storeId } = shop.store;
  const link = await aLink();
  await act(link, 'approve');
  const { paymentId } = await linkNow(link.id);
  const body = { storeId, refundId: newId<'Refund'>(), amount: 1_000 };
  for (let tries = 0; tries < 2; tries++) {
    const back = await asAdmin('POST', `/payments/${paymentId}/refunds`, body);
    expect(back.body).toMatchObject({ state: 'succeeded', amount: 1_000 });
  }
  const more = { ...body, refundId: newId<'Refund'>(), amount: 1_501 };
  const refused = await asAdmin('POST', `/payments/${paymentId}/refunds`, more);
  expect(refused.body.code).toBe('REFUND_TOO_LARGE');
  expect((await linkNow(link.id)).refunded).toBe(1_000);
});

test('the audit log says who gave money back, once for one question', async () => {
  const { storeId, admin } = shop.store;
  const link = await aLink();
  await act(link, 'approve');
  const { paymentId } = await linkNow(link.id);
  const body = { storeId, refundId: newId<'Refund'>(), amount: 1_000 };
  for (let tries = 0; tries < 2; tries++) {
    await asAdmin('POST', `/payments/${paymentId}/refunds`, body);
  }
  const lines = await server.query(
    `select a.email, l.after from audit_log l join account a on a.id::text = l.actor
     where l.action = 'payment.refund' and l.subject = $1`,
    [paymentId],
  );
  const after = { refundId: body.refundId, amount: 1_000 };
  expect(lines).toEqual([{ email: admin.email, after }]);
});

test('what a sale stands for is not given back without its goods', async () => {
  const { storeId } = shop.store;
  const link = await aLink();
  await act(link, 'approve');
  const { paymentId } = await linkNow(link.id);
  const saleId = newId<'Sale'>();
  await server.query(
    `insert into sale (organization_id, store_id, id, register_id, epoch, seq, hash, receipt_number,
       kind, shift_id, at, business_day, line_count, currency, net, tax, gross, cash_rounding,
       received_at)
     values ($1, $2, $3, $4, 1, 1, '', 'T1-1-000001', 'sale', $4, 1, '2026-01-01', 1, 'EUR', 2500, 0,
       2500, 0, 1)`,
    [shop.organizationId, storeId, saleId, newId()],
  );
  await server.query('update payment set sale_id = $1 where id = $2', [saleId, paymentId]);
  const body = { storeId, refundId: newId<'Refund'>(), amount: 1_000 };
  const refused = await asAdmin('POST', `/payments/${paymentId}/refunds`, body);
  expect(refused.body.code).toBe('PAYMENT_NOT_POSSIBLE');
});

test('a mail carries the link, and the link does not keep the address', async () => {
  const { storeId } = shop.store;
  const link = await aLink();
  const to = { storeId, email: 'kim@payer.example', name: 'Kim', language: 'de' };
  const sent = await asAdmin('POST', `/payment-links/${link.id}/send`, to);
  expect(sent.body.sentAt).not.toBeNull();
  const mails = await server.ask('GET', '/mail', { token: shop.platform });
  const mail = mails.body.rows.find((row: { to: string }) => row.to === to.email);
  expect(mail.text).toContain(link.url);
  expect(JSON.stringify(await linkNow(link.id))).not.toContain(to.email);
});

test('an address with another secret, or of nothing, leads nowhere', async () => {
  const path = pathOf(await aLink());
  const other = `${path.slice(0, -6)}AAAAAA`;
  for (const wrong of [other, '/pay/x', `/pay/${'A'.repeat(64)}`]) {
    expect((await server.ask('GET', wrong)).status, wrong).toBe(404);
    expect((await server.ask('POST', `${wrong}/begin`)).status, wrong).toBe(404);
  }
});

test('a link over what Stripe cannot charge is refused, and nothing is made', async () => {
  const { storeId, admin } = shop.otherStore;
  const place = [shop.organizationId, storeId];
  await server.query(
    `insert into payment_settings values ($1, $2, 'stripe', null, null, 'automatic')`,
    place,
  );
  await server.query(
    `update store set document = jsonb_set(document, '{currency}', '"KWD"')
     where organization_id = $1 and id = $2`,
    place,
  );
  const ask = (amount: number) =>
    server.ask('POST', '/payment-links', {
      token: admin.token,
      body: { id: newId<'PaymentLink'>(), storeId, purpose: 'deposit', words: 'A coat', amount },
    });
  expect(await ask(12_345)).toMatchObject({ status: 400, body: { code: 'AMOUNT_INVALID' } });
  const path = `/payment-links?storeId=${storeId}`;
  const listed = await server.ask('GET', path, { token: admin.token });
  expect(listed.body.rows).toEqual([]);
  expect(await ask(12_340)).toMatchObject({ status: 201, body: { currency: 'KWD' } });
});
