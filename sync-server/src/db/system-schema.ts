/** Tables of the server itself, of no organization. */
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { Json } from './schema.ts';

export interface ServerKeyTable {
  id: string;
  private_key: Json<Readonly<Record<string, unknown>>>;
  created_at: EpochMs;
}

export interface SystemTables {
  server_key: ServerKeyTable;
}
