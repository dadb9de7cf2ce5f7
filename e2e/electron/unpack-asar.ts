/** Takes an `app.asar` apart as Electron reads it: what is marked as unpacked lies beside it. */
import { closeSync, copyFileSync, mkdirSync, openSync, readSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

interface Entry {
  readonly files?: Readonly<Record<string, Entry>>;
  readonly offset?: string;
  readonly size?: number;
  readonly unpacked?: boolean;
}

export interface Unpacked {
  /** Paths of everything in it. */
  readonly files: readonly string[];
  /** Of those, what lies beside the archive. */
  readonly beside: readonly string[];
}

/** The head is a size in 4 bytes at 4, and JSON of the length at 12 from 16 on; files follow it. */
export function unpackAsar(archive: string, folder: string): Unpacked {
  const handle = openSync(archive, 'r');
  const read = (at: number, size: number) => {
    const bytes = Buffer.alloc(size);
    readSync(handle, bytes, 0, size, at);
    return bytes;
  };
  const headSize = read(4, 4).readUInt32LE();
  const json = read(16, read(12, 4).readUInt32LE()).toString('utf8');
  const files: string[] = [];
  const beside: string[] = [];

  function take(entry: Entry, path: string): void {
    if (entry.files !== undefined) {
      mkdirSync(join(folder, path), { recursive: true });
      for (const [name, inner] of Object.entries(entry.files)) take(inner, join(path, name));
      return;
    }
    files.push(path);
    if (entry.unpacked === true) {
      beside.push(path);
      copyFileSync(join(`${archive}.unpacked`, path), join(folder, path));
      return;
    }
    writeFileSync(
      join(folder, path),
      read(8 + headSize + Number(entry.offset ?? 0), entry.size ?? 0),
    );
  }

  take(JSON.parse(json) as Entry, '');
  closeSync(handle);
  return { files, beside };
}
