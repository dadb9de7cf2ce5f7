/** The reference: an Express page of one item by one query and a template, as a process of its own. */
import express from 'express';
import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL ?? '', max: 20 });
const app = express();
app.disable('x-powered-by');

interface Row {
  readonly document: Readonly<Record<string, string>>;
}

app.get('/item/:id', async (req, res) => {
  const { rows } = await pool.query<Row>({
    name: 'item',
    text: 'select document from item where organization_id = $1 and id = $2',
    values: [process.env.ORGANIZATION_ID, req.params.id],
  });
  const item = rows[0]?.document;
  if (item === undefined) return void res.status(404).send('not found');
  res.type('html').send(`<!doctype html><html lang="en"><head><title>${item.name}</title></head>
<body><h1>${item.name}</h1><p>${item.brand} ${item.size} ${item.colour}</p><p>${item.price}</p>
<p>${item.condition} ${item.defects}</p><p>${item.description}</p></body></html>`);
});

const server = app.listen(0, '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  process.send?.({ url: `http://127.0.0.1:${port}` });
});
process.on('disconnect', () => process.exit(0));
