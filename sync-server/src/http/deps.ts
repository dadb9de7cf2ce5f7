import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { Kysely } from 'kysely';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { ServerKey } from '../accounts/server-key.ts';
import type { SignInLimits } from '../accounts/sign-in-limits.ts';
import type { Database } from '../db/schema.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { LiveBus } from '../live/live-bus.ts';
import type { MailServer } from '../mail/mail-server.ts';
import type { StripeKeys } from '../payments/open-providers.ts';
import type { PaymentProviders } from '../payments/payment-deps.ts';
import type { Metrics } from './metrics.ts';

/** What every part of the server is given; nothing reaches for a global. */
export interface ServerDeps {
  readonly db: Kysely<Database>;
  readonly pool: Pool;
  /** Which feeds move, on whichever node. */
  readonly live: LiveBus;
  /** Fires when the node stops: answers without an end of their own come to it. */
  readonly closing: AbortSignal;
  /** The server's clock. */
  readonly clock: () => EpochMs;
  readonly logger: Logger;
  readonly serverKey: ServerKey;
  readonly metrics: Metrics;
  readonly limits: SignInLimits;
  /** Work that is done later, by whichever node is free. */
  readonly jobs: Jobs;
  /** Null: mails are kept, and the admin web shows them. */
  readonly mailServer: MailServer | null;
  /** Where people reach this server, for links in mails: `https://shop.example`. */
  readonly publicUrl: () => string;
  /** Who moves money for cards. */
  readonly providers: PaymentProviders;
  /** Keys of the card provider; null: cards are simulated. */
  readonly stripe: StripeKeys | null;
  /** Slug of the organization of requests that name none; null: the only one there is. */
  readonly defaultOrganization: string | null;
  /** Pictures of things by file name, served to anyone at `/pictures/`. */
  readonly picturesFolder: string;
  /** The built admin web. */
  readonly adminFolder: string;
  /** The built public shop. */
  readonly shopFolder: string;
  /** How many proxies stand in front of the server and may say whom they speak for. */
  readonly proxies: number;
}
