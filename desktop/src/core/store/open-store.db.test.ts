import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStore } from './open-store.ts';
import { StoreError } from './store-error.ts';
import { setupStore } from './test/setup-store.ts';

const putState = 'insert into sync_state (key, value) values (?, ?)';

test('after the first write, and on every reopening, a commit still reaches the disk', () => {
  using setup = setupStore();
  for (let opening = 0; opening < 3; opening += 1) {
    setup.store.prepare(putState).run(`opening ${opening}`, '');
    expect(setup.store.sqlite.pragma('synchronous', { simple: true })).toBe(2);
    expect(setup.store.sqlite.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(setup.store.sqlite.pragma('foreign_keys', { simple: true })).toBe(1);
    setup.reopen();
  }
});

test('a quick transaction does not wait for the disk, and the next one does again, also after a failure', () => {
  using setup = setupStore();
  const { store } = setup;
  const level = () => store.sqlite.pragma('synchronous', { simple: true });
  expect(store.quickTransaction(level)).toBe(1);
  expect(level()).toBe(2);
  const fail = () => {
    store.prepare(putState).run('half', '');
    throw new RangeError('on purpose');
  };
  expect(() => store.quickTransaction(fail)).toThrow('on purpose');
  expect(level()).toBe(2);
  expect(store.prepare("select 1 from sync_state where key = 'half'").get()).toBeUndefined();
  expect(store.transaction(level)).toBe(2);
});

test('what must be durable never becomes part of a quick transaction, the other way round it may', () => {
  using setup = setupStore();
  const { store } = setup;
  const level = () => store.sqlite.pragma('synchronous', { simple: true });
  expect(() => store.quickTransaction(() => store.transaction(level))).toThrow('must be durable');
  expect(store.transaction(() => store.quickTransaction(level))).toBe(2);
});

test('a connection that no longer waits for the disk takes no money', () => {
  using setup = setupStore();
  setup.store.sqlite.pragma('synchronous = normal');
  expect(() => setup.store.transaction(() => 'paid')).toThrow('does not wait for the disk');
});

test('the file is its owner’s alone', () => {
  using setup = setupStore();
  expect(statSync(setup.file).mode & 0o777).toBe(0o600);
});

test('a second core on the same file is refused, and may come when the first has gone', () => {
  using setup = setupStore();
  expect(codeOf(() => openStore({ file: setup.file }))).toBe('STORE_IN_USE');
  setup.reopen();
  expect(codeOf(() => openStore({ file: setup.file }))).toBe('STORE_IN_USE');
});

test('a core that was killed keeps nobody out', async () => {
  using setup = setupStore();
  setup.store.close();
  const script = `const { openStore } = await import(process.argv[1]);
    openStore({ file: process.argv[2] });
    console.log('open'); setInterval(() => {}, 1000);`;
  const module = new URL('./open-store.ts', import.meta.url).href;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, module, setup.file]);
  await once(child.stdout, 'data');
  expect(codeOf(() => openStore({ file: setup.file }))).toBe('STORE_IN_USE');
  child.kill('SIGKILL');
  await once(child, 'exit');
  setup.store = openStore({ file: setup.file });
  expect(setup.store.prepare('select 1 as one').get()).toEqual({ one: 1 });
});

test('a full disk is DISK_FULL, and nothing of the transaction is there', () => {
  using setup = setupStore();
  const { store } = setup;
  const pages = Number(store.sqlite.pragma('page_count', { simple: true }));
  store.sqlite.pragma(`max_page_count = ${pages + 2}`);
  const fill = () =>
    store.transaction(() => {
      store.prepare(putState).run('small', 'fits');
      store.prepare(putState).run('large', 'x'.repeat(100_000));
    });
  expect(codeOf(fill)).toBe('DISK_FULL');
  store.sqlite.pragma(`max_page_count = ${pages + 1_000}`);
  expect(store.prepare(`select key from sync_state where key = 'small'`).all()).toEqual([]);
  fill();
  expect(store.prepare(`select key from sync_state where key = 'small'`).all()).toHaveLength(1);
});

test('what is no database is STORE_DAMAGED, and stays as it is', () => {
  using setup = setupStore();
  const file = join(setup.folder, 'other.db');
  writeFileSync(file, 'not a database '.repeat(1_000));
  expect(codeOf(() => openStore({ file }))).toBe('STORE_DAMAGED');
  expect(statSync(file).size).toBe(15_000);
});

test('a file that a newer till wrote is left alone', () => {
  using setup = setupStore();
  setup.store.sqlite.pragma('user_version = 999');
  expect(codeOf(() => setup.reopen())).toBe('STORE_TOO_NEW');
});

test('an inner transaction that failed takes the outer one with it, even where it was caught', () => {
  using setup = setupStore();
  const { store } = setup;
  const passOver = () =>
    store.transaction(() => {
      store.prepare(putState).run('outer', '');
      try {
        store.transaction(() => {
          store.prepare(putState).run('inner', '');
          throw new Error('inside');
        });
      } catch {
        // Passed over on purpose.
      }
    });
  expect(passOver).toThrow('passed over');
  expect(store.prepare(`select 1 from sync_state where key in ('outer', 'inner')`).all()).toEqual(
    [],
  );
  store.transaction(() => store.prepare(putState).run('outer', ''));
});

function codeOf(work: () => unknown): string | null {
  try {
    work();
    return null;
  } catch (thrown) {
    if (thrown instanceof StoreError) return thrown.code;
    throw thrown;
  }
}
