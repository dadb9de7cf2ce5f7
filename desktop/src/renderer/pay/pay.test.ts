import { ORPCError } from '@orpc/client';
import type { CompletedSale } from '@second-chance/shared/contract/till/views.ts';
import { expect, test, vi } from 'vitest';
import type { TillPort } from '../rpc/till-port.ts';
import { type Payment, paySale } from './pay.ts';

const payment = { saleId: 's', gross: 100, tenders: [{ tenderId: 't' }] } as unknown as Payment;
const sale = { receiptNumber: 'A1-1-000001' } as CompletedSale;

/** A port whose pay answers each of the given in turn and remembers what it was asked. */
function portOf(...answers: (CompletedSale | Error)[]) {
  const asked: unknown[] = [];
  const pay = (input: unknown) => {
    asked.push(input);
    const answer = answers.shift();
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  return { asked, port: { sales: { pay } } as unknown as TillPort };
}

test('a lost answer is asked for again with the same ids, and the sale comes once', async () => {
  const { asked, port } = portOf(new Error('closed'), new ORPCError('UNAVAILABLE'), sale);
  let waited = 0;
  const paid = await paySale({ port, whenOpen: async () => {} }, payment, {
    onWaiting: () => {
      waited += 1;
    },
  });
  expect(paid).toBe(sale);
  expect(asked).toEqual([payment, payment, payment]);
  expect(waited).toBe(2);
});

test('a refusal is not repeated', async () => {
  const { asked, port } = portOf(new ORPCError('DISK_FULL'), sale);
  const paid = paySale({ port, whenOpen: async () => {} }, payment, { onWaiting: () => {} });
  await expect(paid).rejects.toMatchObject({ code: 'DISK_FULL' });
  expect(asked).toHaveLength(1);
});

test('a till that never answers is asked a few times and then a person decides', async () => {
  vi.useFakeTimers();
  try {
    const silent = Array.from({ length: 50 }, () => new ORPCError('UNAVAILABLE'));
    const { asked, port } = portOf(...silent);
    const paid = paySale({ port, whenOpen: async () => {} }, payment, { onWaiting: () => {} });
    const refused = expect(paid).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      data: { details: { unanswered: true } },
    });
    await vi.advanceTimersByTimeAsync(60_000);
    await refused;
    expect(asked).toHaveLength(5);
  } finally {
    vi.useRealTimers();
  }
});

test('a wire that does not come back does not hold the payment for ever', async () => {
  vi.useFakeTimers();
  try {
    const { asked, port } = portOf(new Error('closed'), sale);
    const whenOpen = () => new Promise<void>(() => {});
    const paid = paySale({ port, whenOpen }, payment, { onWaiting: () => {} });
    const refused = expect(paid).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await vi.advanceTimersByTimeAsync(60_000);
    await refused;
    expect(asked).toHaveLength(1);
  } finally {
    vi.useRealTimers();
  }
});
