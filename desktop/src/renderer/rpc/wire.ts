import type { ClientLink } from '@orpc/client';

export type TillLink = ClientLink<Record<never, never>>;

/** One way to core for as long as it holds: a WebSocket in a browser, a message port in Electron. */
export interface Wire {
  /** To be used once `opened` came true. */
  readonly link: TillLink;
  /** True once calls can be made; false where it could not be opened. */
  readonly opened: Promise<boolean>;
  /** Settles when the wire is gone, for whatever reason. */
  readonly closed: Promise<void>;
  close(): void;
}

export type OpenWire = () => Wire;
