/** What the address of the audit page asks the server for. */
export type AuditQuery = Readonly<Record<string, string>>;

export function auditQuery(
  { actor, action, subject, from, to }: Readonly<Record<string, string | undefined>>,
  store: { readonly id: string; readonly timeZone: string } | null,
): AuditQuery {
  const start = from === undefined ? Number.NaN : Date.parse(`${from}T00:00:00`);
  const end = to === undefined ? Number.NaN : Date.parse(`${to}T23:59:59.999`);
  const asked = {
    storeId: store?.id,
    actor,
    action:
      action !== undefined && /^[a-z_]{1,40}(\.[a-z_]{1,40})?$/.test(action) ? action : undefined,
    subject: subject?.trim().slice(0, 60) || undefined,
    from: Number.isNaN(start) ? undefined : String(start),
    to: Number.isNaN(end) ? undefined : String(end),
  };
  return Object.fromEntries(
    Object.entries(asked).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
