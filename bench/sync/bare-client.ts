/** The floor's other end: pages into one table with three indexes, durable, the words at the end. */
import { join } from 'node:path';
import { itemWords } from '@second-chance/shared/catalogue/item-words.ts';
import type { ItemDocument } from '@second-chance/shared/documents/item.ts';
import Database from 'better-sqlite3';
import { processorMs, residentMemory, serveCalls } from './worker.ts';

const PAGE = 5_000;

interface Row {
  readonly number: number;
  readonly document: ItemDocument;
}

serveCalls({
  async firstSync({ url, dataDir }: { readonly url: string; readonly dataDir: string }) {
    const begun = performance.now();
    const cpuBegun = processorMs();
    const sqlite = new Database(join(dataDir, 'bare.db'));
    sqlite.pragma('journal_mode = wal');
    sqlite.exec(`
      create table item (row integer primary key, id text not null unique, sku text not null,
        category text not null, document text not null) strict;
      create index item_by_sku on item (sku);
      create index item_by_category on item (category, row);
      create virtual table words using fts5(label, content='', prefix='1 2 3',
        tokenize='unicode61 remove_diacritics 2');`);
    sqlite.pragma('synchronous = full');
    sqlite.pragma('wal_autocheckpoint = 20000');
    const insert = sqlite.prepare(
      'insert into item (id, sku, category, document) values (?, ?, ?, ?)',
    );
    let after = 0;
    let documents = 0;
    for (;;) {
      const response = await fetch(`${url}/rows?after=${after}&limit=${PAGE}`);
      const rows = (await response.json()) as readonly Row[];
      sqlite.transaction(() => {
        for (const { document } of rows) {
          insert.run(document.id, document.sku, document.categoryId, JSON.stringify(document));
        }
      })();
      documents += rows.length;
      after = rows.at(-1)?.number ?? after;
      if (rows.length < PAGE) break;
    }
    const word = sqlite.prepare('insert into words (rowid, label) values (?, ?)');
    sqlite.transaction(() => {
      const all = sqlite.prepare('select row, document from item').raw().all() as [
        number,
        string,
      ][];
      for (const [row, document] of all) word.run(row, itemWords(JSON.parse(document)));
    })();
    const ms = performance.now() - begun;
    const cpuMs = processorMs() - cpuBegun;
    const found = sqlite.prepare(`select count(*) from words where words match 'tea*'`).pluck();
    if (found.get() === 0) throw new Error('the words are not there');
    sqlite.close();
    return { ms, cpuMs, documents, ...residentMemory() };
  },
});
