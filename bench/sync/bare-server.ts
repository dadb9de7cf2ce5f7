/** The floor: Express and pg, pages of rows as JSON, and nothing else. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { ORGANIZATION_ID, STORE_ID } from '@second-chance/shared/test/builders.ts';
import express from 'express';
import pg from 'pg';
import { serveCalls } from './worker.ts';

serveCalls({
  async start({ databaseUrl }: { readonly databaseUrl: string }): Promise<string> {
    const pool = new pg.Pool({ connectionString: databaseUrl, max: 4 });
    const app = express();
    app.disable('etag');
    app.get('/rows', async (request, response) => {
      const { rows } = await pool.query(
        `select feed_number::int as number, document from item
         where organization_id = $1 and store_id = $2 and feed_number > $3
         order by feed_number limit $4`,
        [ORGANIZATION_ID, STORE_ID, request.query.after, request.query.limit],
      );
      response.json(rows);
    });
    const server = app.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  },
});
