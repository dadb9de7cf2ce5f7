import { readdirSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { mutate } from './mutate.ts';
import { MUTATIONS } from './mutations.ts';
import { TILL_THAT_DOES_NOT_WAIT } from './power-loss/mutations-power.ts';

const root = join(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');

test.for([...MUTATIONS, TILL_THAT_DOES_NOT_WAIT])(
  'the build $name still lacks its guard and nothing else',
  ({ patches }) => {
    for (const [file, ofFile] of Map.groupBy(patches, (patch) => patch.file)) {
      const source = read(file);
      const mutated = mutate(source, ofFile);
      expect(mutated).not.toBe(source);
      expect(() => stripTypeScriptTypes(mutated)).not.toThrow();
    }
  },
);

test('every mutation has a name of its own', () => {
  const names = MUTATIONS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

test('no source of the product knows of mutated builds', () => {
  const sources = ['shared/src', 'shared/ui/src', 'desktop/src', 'sync-server/src', 'build']
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true }).map((file) =>
        join(folder, String(file)),
      ),
    )
    .filter((file) => /\.(ts|tsx|mjs)$/.test(file));
  expect(sources.length).toBeGreaterThan(300);
  const knowing = sources.filter((file) => /FAULTS_MUTATION|mutated-build/.test(read(file)));
  expect(knowing).toEqual([]);
});
