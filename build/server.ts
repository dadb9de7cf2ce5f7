/** `npm run server`: the server of this checkout alone, with its PostgreSQL and the demo shop. */
import { demoAccounts } from './lib/demo-words.ts';
import { startServerPart } from './lib/parts.ts';
import { buildAdmin, buildShop } from './lib/renderer.ts';
import { fail, onStop, paragraph, progress } from './lib/terminal.ts';

try {
  buildAdmin(progress);
  buildShop(progress);
  progress('Starting PostgreSQL and the server …');
  const server = await startServerPart();
  onStop(() => server.stop());
  const { url } = await server.ready;
  paragraph([
    `Admin web    ${url}/admin`,
    ...demoAccounts(),
    `Server       ${url} · API at ${url}/docs`,
    '',
    'Ctrl-C stops it.',
  ]);
  const how = await server.ended;
  fail(`The server ended (${how}). Its log is in .data/server.log.`);
} catch (error) {
  fail(error);
}
