/**
 * What a till tells of itself with every request, in a header: how much it has not sent yet, since
 * when, and which program it runs. Nothing depends on it; a server that does not know it, or a till
 * that does not send it, works all the same.
 */
import { type EpochMs, epochMsSchema } from '../time/time.ts';

export const TILL_STATUS_HEADER = 'second-chance-till-status';

export interface TillStatus {
  /** Entries of the journal that the server has not acknowledged. */
  readonly unsentEntries: number;
  /** When the oldest of them was written; null where there is none. */
  readonly oldestUnsentAt: EpochMs | null;
  readonly appVersion: string | null;
}

const VERSION = /^[\w.+-]{1,40}$/;

export function tillStatusText({ unsentEntries, oldestUnsentAt, appVersion }: TillStatus): string {
  const parts = [
    `unsent=${unsentEntries}`,
    ...(oldestUnsentAt === null ? [] : [`oldest=${oldestUnsentAt}`]),
    ...(appVersion !== null && VERSION.test(appVersion) ? [`version=${appVersion}`] : []),
  ];
  return parts.join(';');
}

/** What a header says; null where it says nothing that can be understood. Unknown parts are left out. */
export function readTillStatus(header: string | undefined): TillStatus | null {
  const parts = new Map(
    (header ?? '').split(';', 10).map((part) => {
      const [name = '', value = ''] = part.split('=', 2);
      return [name.trim(), value.trim()] as const;
    }),
  );
  const figure = (name: string) => {
    const text = parts.get(name) ?? '';
    return /^[0-9]{1,15}$/.test(text) ? Number(text) : null;
  };
  const unsent = figure('unsent');
  if (unsent === null) return null;
  const oldest = epochMsSchema.safeParse(figure('oldest'));
  const version = parts.get('version') ?? '';
  return {
    unsentEntries: unsent,
    oldestUnsentAt: unsent > 0 && oldest.success ? oldest.data : null,
    appVersion: VERSION.test(version) ? version : null,
  };
}
