import type { OrganizationId } from '@second-chance/shared/ids.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { sql } from 'kysely';
import type { TenantTransaction } from '../db/tenant-transaction.ts';

const EVENT = sql.raw(`
  organization_id as "organizationId", provider, event_id as "eventId", type, payload,
  received_at as "receivedAt", processed_at as "processedAt", problem`);

interface EventKey {
  readonly organizationId: OrganizationId;
  readonly provider: string;
  readonly eventId: string;
}

/** Stores an event of a provider; `false` where it is stored already and was acted on. */
export async function storeProviderEvent(
  tx: TenantTransaction,
  event: EventKey & {
    readonly type: string;
    readonly payload: Readonly<Record<string, unknown>>;
    readonly at: EpochMs;
  },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into provider_event (organization_id, provider, event_id, type, payload, received_at)
    values (${event.organizationId}, ${event.provider}, ${event.eventId}, ${event.type},
      ${JSON.stringify(event.payload)}::jsonb, ${event.at})
    on conflict do nothing`.execute(tx);
  if (numAffectedRows === 1n) return true;
  const there = await findProviderEvent(tx, event);
  return there?.processedAt === null;
}

export async function markProcessed(
  tx: TenantTransaction,
  {
    organizationId,
    provider,
    eventId,
    problem,
    at,
  }: EventKey & {
    /** Code of what went wrong; null: nothing. */
    readonly problem: string | null;
    readonly at: EpochMs;
  },
): Promise<void> {
  await sql`
    update provider_event set processed_at = ${at}, problem = ${problem}
    where organization_id = ${organizationId} and provider = ${provider}
      and event_id = ${eventId}`.execute(tx);
}

export interface StoredEvent extends EventKey {
  readonly provider: 'stripe';
  readonly type: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly receivedAt: EpochMs;
  readonly processedAt: EpochMs | null;
  readonly problem: string | null;
}

export async function findProviderEvent(
  tx: TenantTransaction,
  { organizationId, provider, eventId }: EventKey,
): Promise<StoredEvent | null> {
  const { rows } = await sql<StoredEvent>`
    select ${EVENT} from provider_event
    where organization_id = ${organizationId} and provider = ${provider}
      and event_id = ${eventId}`.execute(tx);
  return rows[0] ?? null;
}

/** Events of a provider, newest first; those alone that are not done where `undone`. */
export async function listProviderEvents(
  tx: TenantTransaction,
  {
    organizationId,
    undone,
    limit,
  }: {
    readonly organizationId: OrganizationId;
    readonly undone: boolean;
    readonly limit: number;
  },
): Promise<readonly StoredEvent[]> {
  const { rows } = await sql<StoredEvent>`
    select ${EVENT} from provider_event
    where organization_id = ${organizationId}
      ${undone ? sql`and (processed_at is null or problem is not null)` : sql``}
    order by received_at desc, event_id limit ${limit}`.execute(tx);
  return rows;
}
