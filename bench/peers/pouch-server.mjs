/** PouchDB's server on LevelDB: `DATA_DIR`. Says its address and answers until it is let go of. */
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import express from 'express';
import expressPouchdb from 'express-pouchdb';
import PouchDB from 'pouchdb-node';
import { serveCalls } from '../sync/worker.ts';

serveCalls({
  async start({ dataDir, items }) {
    mkdirSync(dataDir, { recursive: true });
    const Stored = PouchDB.defaults({ prefix: `${dataDir}/` });
    const database = new Stored('items');
    for (let at = 0; at < items.length; at += 5_000) {
      const documents = items
        .slice(at, at + 5_000)
        .map(({ id, ...item }) => ({ _id: id, ...item }));
      await database.bulkDocs(documents);
    }
    const app = express();
    app.use(
      '/db',
      expressPouchdb(Stored, {
        mode: 'minimumForPouchDB',
        configPath: join(dataDir, 'config.json'),
        logPath: join(dataDir, 'log.txt'),
      }),
    );
    const server = app.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return `http://127.0.0.1:${server.address().port}/db/items`;
  },
});
