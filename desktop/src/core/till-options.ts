import type { StaffId } from '@second-chance/shared/ids.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { DeviceOptions } from './devices/devices.ts';
import type { Vault } from './register/device-key.ts';

/** What the till writes its log with; pino fits. */
export interface Logger {
  readonly info: (facts: object, message: string) => void;
  readonly warn: (facts: object, message: string) => void;
  readonly error: (facts: object, message: string) => void;
}

export interface TillOptions {
  /** Everything of this till lies below it; made where it is missing. */
  readonly dataDir: string;
  /** The till's clock: what receipts show. Order never depends on it. */
  readonly clock: () => EpochMs;
  readonly appVersion: string;
  readonly logger: Logger;
  readonly fetch?: typeof globalThis.fetch;
  /** Keeps the device's key; without one the file's rights are its protection. */
  readonly vault?: Vault;
  /** Who was at the till when its process died a moment ago: they go on without their PIN. */
  readonly resumeAs?: StaffId;
  /** How often the server is asked for news. */
  readonly pollMs?: number;
  /** How often, at quiet times, till and server compare what they hold. */
  readonly compareEveryMs?: number;
  /** For a second copy of each backup, on another disk. */
  readonly secondBackupFolder?: string;
  /** Printing through the host, and its times. */
  readonly devices?: DeviceOptions;
  /** Called before every statement and commit; what it throws ends the transaction. */
  readonly beforeStatement?: (sql: string) => void;
}
