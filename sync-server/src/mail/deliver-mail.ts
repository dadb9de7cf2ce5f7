/** Sends what waits: at once after it was written, and by the clock whatever was left. */
import { idSchema, type OrganizationId } from '@second-chance/shared/ids.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Database } from '../db/schema.ts';
import { inTenant } from '../db/tenant-transaction.ts';
import type { JobKind } from '../jobs/jobs.ts';
import { claimMail, hasDueMail, markMailFailed, markMailSent } from './mail-repository.ts';
import type { MailServer } from './mail-server.ts';

const organizationId = idSchema<'Organization'>() as z.ZodType<OrganizationId, OrganizationId>;

const limits = { retries: 3, retryWaitSecondsMax: 60, secondsMax: 300, atOnce: 1 };

/** The mails of one organization that are due. */
export const MAIL_DELIVER: JobKind<{ readonly organizationId: OrganizationId }> = {
  name: 'mail.deliver',
  payload: z.strictObject({ organizationId }),
  ...limits,
};

/** Every minute, those of all. */
export const MAIL_SWEEP: JobKind<Record<string, never>> = {
  name: 'mail.sweep',
  payload: z.strictObject({}) as unknown as z.ZodType<Record<string, never>>,
  ...limits,
};
export const SWEEP_CRON = '* * * * *';

/** Longer than a mail server is waited for. */
const CLAIM_MS = 90_000;
/** 1, 2, 4 … minutes, an hour at most: about nine hours in all. */
const TRIES_MAX = 15;
const OLD_MS = 24 * 60 * 60 * 1_000;

class TooOldError extends Error {}

export interface DeliverDeps {
  readonly db: Kysely<Database>;
  readonly clock: () => EpochMs;
  readonly logger: Logger;
  /** Null: mails are kept where they are. */
  readonly mailServer: MailServer | null;
}

/** Sends the mails of an organization that are due; answers how many went out. */
export async function deliverMail(
  { db, clock, logger, mailServer }: DeliverDeps,
  organizationId: OrganizationId,
): Promise<number> {
  if (mailServer === null) return 0;
  let sent = 0;
  for (;;) {
    const now = clock();
    const until = (now + CLAIM_MS) as EpochMs;
    const mail = await inTenant(db, organizationId, (tx) =>
      claimMail({ tx, organizationId }, { now, until }),
    );
    if (mail === null) return sent;
    const { id, to_address: to, subject, text_body: text, html_body: html, attempts } = mail;
    try {
      // Kept since before there was a mail server: its link has run out long ago.
      if (now - mail.created_at > OLD_MS) throw new TooOldError('too old to be sent');
      await mailServer.send({ id, to, subject, text, html });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      // Whom it is for stays out of the log; mail servers like to repeat it.
      logger.warn({ mail: id, attempts }, 'a mail was not taken');
      await inTenant(db, organizationId, (tx) =>
        markMailFailed(
          { tx, organizationId },
          {
            id,
            error: reason.slice(0, 500),
            tryAt: (clock() + waitMs(attempts)) as EpochMs,
            givenUpAt: attempts >= TRIES_MAX || error instanceof TooOldError ? clock() : null,
          },
        ),
      );
      continue;
    }
    await inTenant(db, organizationId, (tx) =>
      markMailSent({ tx, organizationId }, { id, at: clock() }),
    );
    sent += 1;
  }
}

/** Looks after what is due in every organization. */
export async function sweepMail(deps: DeliverDeps): Promise<void> {
  if (deps.mailServer === null) return;
  const organizations = await deps.db.selectFrom('organization').select('id').execute();
  for (const { id } of organizations) {
    const due = await inTenant(deps.db, id, (tx) =>
      hasDueMail({ tx, organizationId: id }, deps.clock()),
    );
    if (due) await deliverMail(deps, id);
  }
}

function waitMs(attempts: number): number {
  return Math.min(60, 2 ** (attempts - 1)) * 60_000;
}
