import { AT, anId, STAFF_ID } from '@second-chance/shared/test/builders.ts';
import { expect, test } from 'vitest';
import { syncFixture } from '../../../test/sync-fixture.ts';

const ticket = (number: number) => ({
  id: anId<'ParkedSale'>(number),
  label: `ticket ${number}`,
  parkedAt: AT + number,
  parkedBy: STAFF_ID,
  lineCount: 2,
  total: 1_250,
  cart: { lines: [{ lineId: '1' }], revision: number },
});

test('a parked ticket shows at every till, and exactly one of those that ask at once gets it', async () => {
  await using fixture = await syncFixture();
  const one = await fixture.addTill();
  const other = await fixture.addTill({ registerId: anId<'Register'>(0xb2), code: 'B2' });
  const parked = async (till: typeof one) =>
    (await fixture.sendAs(till, '/sync/parked', { method: 'GET' })).body;

  for (const number of [1, 2]) {
    const left = await fixture.sendAs(one, '/sync/parked', { body: ticket(number) });
    expect(left.status).toBe(200);
  }
  await fixture.sendAs(one, '/sync/parked', { body: { ...ticket(1), label: 'again' } });
  for (const till of [one, other]) {
    expect(await parked(till)).toMatchObject({
      parked: [
        { label: 'ticket 2', registerCode: 'A1' },
        { label: 'ticket 1', registerCode: 'A1' },
      ],
    });
  }

  const path = `/sync/parked/${ticket(1).id}/claim`;
  const answers = await Promise.all(
    [one, other, one, other].map((till) => fixture.sendAs(till, path, { body: {} })),
  );
  const won = answers.filter(({ status }) => status === 200);
  const lost = answers.filter(({ status }) => status !== 200);
  expect(won).toHaveLength(2);
  expect(won[0]?.body).toEqual({ cart: ticket(1).cart });
  expect(lost.map(({ body }) => (body as { code: string }).code)).toEqual([
    'PARKED_ELSEWHERE',
    'PARKED_ELSEWHERE',
  ]);
  const winner = answers[0]?.status === 200 ? one : other;
  const loser = winner === one ? other : one;
  expect(await parked(loser)).toMatchObject({ parked: [{ label: 'ticket 2' }] });
  // Its answer may have been lost: who has it sees it until they say that they took it.
  expect(await parked(winner)).toMatchObject({ parked: [{}, { label: 'ticket 1' }] });
  await fixture.sendAs(winner, `/sync/parked/${ticket(1).id}/taken`, { body: {} });
  expect(await parked(winner)).toMatchObject({ parked: [{ label: 'ticket 2' }] });
  const gone = await fixture.sendAs(loser, path, { body: {} });
  expect(gone.body).toMatchObject({ code: 'NOT_FOUND' });
});
