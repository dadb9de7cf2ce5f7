/** Pictures go up once there is a network, and what the server cannot take is asked of it once. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { expect, test } from 'vitest';
import { must, openTestTill } from '../test/open-test-till.ts';
import { GRACE } from '../test/small-shop.ts';
import { knownStores, startErrands, unsentPictures } from './errands.ts';

const JPEG = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(200, 1)]);

async function atErrands(answer: (path: string) => Response) {
  const shop = await openTestTill({ signedIn: GRACE });
  const asked: string[] = [];
  let online = false;
  const { identity } = shop.till.inside ?? {};
  const errands = startErrands({
    store: shop.store,
    clock: () => Date.now() as EpochMs,
    enrolment: () => identity?.enrolment() ?? null,
    key: () => identity?.key() ?? null,
    online: () => online,
    log: () => {},
    async fetch(url) {
      const { pathname } = new URL(String(url));
      asked.push(pathname);
      return answer(pathname);
    },
  });
  return {
    ...{ shop, asked, errands },
    goOnline() {
      online = true;
    },
    async [Symbol.asyncDispose]() {
      await errands.stop();
      await shop[Symbol.asyncDispose]();
    },
  };
}
const STORES = { stores: [] };

test('a picture waits on disk without a network, goes up once, and still shows', async () => {
  await using till = await atErrands(() => Response.json(STORES));
  const { name } = must(till.shop.till.inventory.keepPicture({ jpeg: JPEG.toString('base64') }));
  const waiting = join(unsentPictures(till.shop.store.file), name);
  await till.errands.run();
  expect(till.asked).toEqual([]);
  expect(existsSync(waiting)).toBe(true);
  till.goOnline();
  await till.errands.run();
  await till.errands.run();
  expect(till.asked.filter((path) => path === '/sync/pictures')).toHaveLength(1);
  expect(existsSync(waiting)).toBe(false);
  expect(existsSync(join(till.shop.dataDir, 'pictures', name))).toBe(true);
});

test('a picture that the server refuses for good is not sent again, and is not lost here', async () => {
  await using till = await atErrands((path) =>
    path === '/sync/pictures'
      ? Response.json({ code: 'PICTURE_DAMAGED', message: 'x' }, { status: 400 })
      : Response.json(STORES),
  );
  const { name } = must(till.shop.till.inventory.keepPicture({ jpeg: JPEG.toString('base64') }));
  till.goOnline();
  await till.errands.run();
  await till.errands.run();
  expect(till.asked.filter((path) => path === '/sync/pictures')).toHaveLength(1);
  expect(existsSync(join(unsentPictures(till.shop.store.file), name))).toBe(true);
});

test('where the server does not answer, the picture waits', async () => {
  let broken = true;
  await using till = await atErrands(() => {
    if (broken) throw new TypeError('fetch failed');
    return Response.json(STORES);
  });
  must(till.shop.till.inventory.keepPicture({ jpeg: JPEG.toString('base64') }));
  till.goOnline();
  await till.errands.run();
  broken = false;
  await till.errands.run();
  const left = till.shop.store.prepare('select count(*) as n from picture_upload').get();
  expect(left).toEqual({ n: 0 });
});

test('the names of the stores are kept for when the server is away', async () => {
  const stores = [{ id: '01900000-0000-7000-8000-0000000000b1', code: 'EAST', name: 'East' }];
  await using till = await atErrands(() => Response.json({ stores }));
  till.goOnline();
  await till.errands.run();
  expect(knownStores(till.shop.store)).toEqual(stores);
  expect(must(till.shop.till.inventory.references()).stores).toEqual(stores);
});
