import { midnightOf } from '@second-chance/shared/time/business-day.ts';
import { addDays } from '@second-chance/shared/time/calendar.ts';
import { type BusinessDay, businessDaySchema } from '@second-chance/shared/time/time.ts';

/** What the address of the audit page asks the server for. */
export type AuditQuery = Readonly<Record<string, string>>;

interface Place {
  /** Null: every store. */
  readonly storeId: string | null;
  /** Days of the address are days there. */
  readonly timeZone: string;
}

export function auditQuery(
  { actor, action, subject, from, to }: Readonly<Record<string, string | undefined>>,
  { storeId, timeZone }: Place,
): AuditQuery {
  const first = dayOf(from);
  const last = dayOf(to);
  const asked = {
    storeId: storeId ?? undefined,
    actor,
    action:
      action !== undefined && /^[a-z_]{1,40}(\.[a-z_]{1,40})?$/.test(action) ? action : undefined,
    subject: subject?.trim().slice(0, 60) || undefined,
    from: first === null ? undefined : String(midnightOf(first, timeZone)),
    to: last === null ? undefined : String(midnightOf(addDays(last, 1), timeZone) - 1),
  };
  return Object.fromEntries(
    Object.entries(asked).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

function dayOf(text: string | undefined): BusinessDay | null {
  const day = businessDaySchema.safeParse(text);
  return day.success ? day.data : null;
}
