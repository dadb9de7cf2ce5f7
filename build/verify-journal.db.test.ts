import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { must, openTestTill } from '@second-chance/desktop/src/core/test/open-test-till.ts';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';

/** Runs the command as a person would, on a file. */
function verifyJournal(...args: readonly string[]) {
  const script = join(import.meta.dirname, 'verify-journal.ts');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    encoding: 'utf8',
  });
  return { status, stdout: stdout.trim(), stderr: stderr.trim() };
}

async function aTillThatSold() {
  const shop = await openTestTill({ shift: true });
  for (const code of ['MUG', 'BOOK', 'MUG']) shop.sell(code);
  must(shop.till.shifts.moveCash({ direction: 'in', amount: 500 as never, reason: 'change' }));
  const file = join(shop.dataDir, 'till.db');
  return {
    file,
    tamper(sql: string) {
      const sqlite = new Database(file);
      sqlite.exec(sql);
      sqlite.close();
    },
    [Symbol.asyncDispose]: () => shop[Symbol.asyncDispose](),
  };
}

test('a sound file is verified beside the till that has it open, and the command says how much', async () => {
  await using till = await aTillThatSold();
  expect(verifyJournal(till.file)).toEqual({
    status: 0,
    stdout: '5 entries: every chain holds and every signature is right.',
    stderr: '',
  });
});

test.for([
  [
    'an amount changed by one cent',
    `update journal_entry set entry_json = replace(entry_json, '"gross":799', '"gross":798') where seq = 3`,
    /^epoch 1, live chain, entry 3: its content is not what was hashed .*\[hash_differs\]\n2 entries before it hold\.$/,
  ],
  [
    'an entry taken out',
    'delete from journal_entry where seq = 3',
    /^epoch 1, live chain, entry 4: the number does not follow the one before \(expected 3\)/,
  ],
  [
    'the last entry taken off',
    'delete from journal_entry where seq = 5',
    /^epoch 1, live chain, entry 4: the chain ends here, and its head says otherwise \(expected 5\)/,
  ],
  [
    'a signature of another entry',
    `update journal_entry set entry_json = replace(entry_json,
       json_extract(entry_json, '$.signature'),
       (select json_extract(other.entry_json, '$.signature')
        from journal_entry other where other.seq = 1)) where seq = 2`,
    /^epoch 1, live chain, entry 2: its signature is not the register's \[signature_invalid\]/,
  ],
] as const)('%s: the first fault is named and the status is 1', async ([, sql, message]) => {
  await using till = await aTillThatSold();
  till.tamper(sql);
  const { status, stdout } = verifyJournal(till.file);
  expect(stdout).toMatch(message);
  expect(status).toBe(1);
});

test('what cannot be looked at is told apart from what does not hold', async () => {
  await using till = await aTillThatSold();
  const notATill = join(till.file, '..', 'notes.txt');
  writeFileSync(notATill, 'this is no till');
  for (const args of [[], ['/nowhere/till.db'], [notATill], ['--register', 'A1'], ['a', 'b']]) {
    const { status, stdout, stderr } = verifyJournal(...args);
    expect(status, args.join(' ')).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).not.toBe('');
  }
});
