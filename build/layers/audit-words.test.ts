/** Everything that the audit log can say is said in words in the admin web. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ADMIN_MESSAGES } from '@second-chance/shared/text/admin-messages.ts';
import { expect, test } from 'vitest';

const folder = join(import.meta.dirname, '../../sync-server/src');
const ACTIONS_MIN = 30;

test('every action that the server notes has words', () => {
  const actions = readdirSync(folder, { recursive: true })
    .map(String)
    .filter((file) => file.endsWith('.ts') && !file.includes('.test.'))
    .flatMap((file) => [
      ...readFileSync(join(folder, file), 'utf8').matchAll(/\baction: '([a-z_]+\.[a-z_]+)'/g),
    ])
    .map(([, action = '']) => `admin.audit.did.${action}`);
  expect(actions.length).toBeGreaterThan(ACTIONS_MIN);
  expect(actions.filter((key) => !Object.hasOwn(ADMIN_MESSAGES.en, key))).toEqual([]);
});
