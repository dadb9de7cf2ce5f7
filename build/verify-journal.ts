/**
 * Checks the chain and the signatures of a journal:
 *
 *   npm run verify-journal -- FILE                     a till's file (till.db)
 *   npm run verify-journal -- --register ID [--server URL]   a register as the server has it
 *
 * For a register it signs in as a platform admin or the store's admin: SECOND_CHANCE_EMAIL and
 * SECOND_CHANCE_PASSWORD. Exit status: 0 every chain holds, 1 one does not, 2 it could not look.
 */
import { parseArgs } from 'node:util';
import type { JournalReport } from '@second-chance/desktop/src/core/journal/verify-journal.ts';
import { idSchema, type RegisterId } from '@second-chance/shared/ids.ts';
import { faultText } from './fault-text.ts';
import { signIn } from './lib/rest-client.ts';
import { verifyFile } from './verify-file.ts';
import { verifyRegister } from './verify-register.ts';

const USAGE = 'npm run verify-journal -- FILE | --register ID [--server URL]';

class UsageError extends Error {}

async function verified(args: readonly string[]): Promise<JournalReport> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      register: { type: 'string' },
      server: { type: 'string', default: 'http://127.0.0.1:7600' },
    },
  });
  const [file, ...more] = positionals;
  if (more.length > 0 || (file === undefined) === (values.register === undefined)) {
    throw new UsageError(USAGE);
  }
  if (file !== undefined) return verifyFile(file);

  const registerId = idSchema<'Register'>().safeParse(values.register);
  if (!registerId.success) throw new UsageError(`Not a register's id. ${USAGE}`);
  const { SECOND_CHANCE_EMAIL: email, SECOND_CHANCE_PASSWORD: password } = process.env;
  if (!email || !password) {
    throw new UsageError('Set SECOND_CHANCE_EMAIL and SECOND_CHANCE_PASSWORD to sign in with.');
  }
  const api = await signIn({ url: values.server, email, password });
  return verifyRegister({ api, registerId: registerId.data as RegisterId });
}

try {
  const { entries, fault } = await verified(process.argv.slice(2));
  if (fault === null) {
    console.log(`${entries} entries: every chain holds and every signature is right.`);
  } else {
    console.log(faultText(fault));
    console.log(`${entries} entries before it hold.`);
  }
  process.exitCode = fault === null ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}
