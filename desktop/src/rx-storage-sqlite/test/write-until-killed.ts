import { writeSync } from 'node:fs';
import { inserted } from './documents.ts';
import { openInstance } from './open-storage.ts';
import { ITEM_SCHEMA } from './schemas.ts';

/** Writes bulks of ten, says so after each, and is killed by itself in the middle of it. */
const [, , file = ''] = process.argv;
const instance = await openInstance({ database: file }, ITEM_SCHEMA);
setTimeout(() => process.kill(process.pid, 'SIGKILL'), 150);
for (let bulk = 0; ; bulk++) {
  const documents = Array.from({ length: 10 }, (_, at) => ({ id: `${bulk} ${at}` }));
  await instance.bulkWrite(inserted(...documents), 'test');
  writeSync(1, `${bulk}\n`);
  await new Promise(setImmediate);
}
