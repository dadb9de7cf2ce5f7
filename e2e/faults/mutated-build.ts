/**
 * A build of the product without one of its guards. Loaded before everything else in the processes
 * of a run that asks for it; it changes the named source files while they are loaded. The product
 * itself has no switch for this, so nothing of it can be reached in production.
 */
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { mutate } from './mutate.ts';
import { mutationNamed } from './mutations.ts';

const root = join(import.meta.dirname, '../..');
const { patches } = mutationNamed(process.env.FAULTS_MUTATION ?? '');
const sources = new Map(
  [...Map.groupBy(patches, ({ file }) => file)].map(([file, ofFile]) => {
    const path = join(root, file);
    return [pathToFileURL(path).href, mutate(readFileSync(path, 'utf8'), ofFile)];
  }),
);

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    const source = sources.get(url);
    return source === undefined ? loaded : { ...loaded, source };
  },
});
