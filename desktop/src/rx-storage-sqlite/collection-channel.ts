import type { EventBulk, RxStorageChangeEvent, RxStorageDefaultCheckpoint } from 'rxdb';
import { Subject } from 'rxjs';

/**
 * What all instances of one collection on one file share in this process: one stream of events,
 * and how far readers of the changes have been told to be.
 */
export interface CollectionChannel {
  // biome-ignore lint/suspicious/noExplicitAny: instances of different document types share it.
  readonly events: Subject<EventBulk<RxStorageChangeEvent<any>, RxStorageDefaultCheckpoint>>;
  /** The furthest checkpoint that somebody may hold; null before the first look at the table. */
  issued: RxStorageDefaultCheckpoint | null;
  /** What the open instances take the collection to be. */
  readonly form: CollectionForm;
  /** Set when an instance removed the collection: the others answer nothing any more. */
  removed: boolean;
  users: number;
}

export interface CollectionForm {
  readonly schema: object;
  /** Of the table's layout. */
  readonly fingerprint: string;
}

const channels = new Map<string, CollectionChannel>();

/** The first to join says what form the collection has while anybody has it open. */
export function joinChannel(key: string, form: CollectionForm): CollectionChannel {
  let channel = channels.get(key);
  if (channel === undefined) {
    channel = { events: new Subject(), issued: null, form, removed: false, users: 0 };
    channels.set(key, channel);
  }
  channel.users += 1;
  return channel;
}

export function leaveChannel(key: string, channel: CollectionChannel): void {
  channel.users -= 1;
  if (channel.users === 0 || channel.removed) forgetChannel(key, channel);
}

/** After this, whoever opens the collection again starts with a new channel. */
export function forgetChannel(key: string, channel: CollectionChannel): void {
  if (channels.get(key) === channel) channels.delete(key);
}

/** Whether `a` comes before `b` in the order in which changes are read. */
export function isBefore(a: RxStorageDefaultCheckpoint, b: RxStorageDefaultCheckpoint): boolean {
  return a.lwt < b.lwt || (a.lwt === b.lwt && a.id < b.id);
}

/** Notes that somebody was given this checkpoint. */
export function issue(channel: CollectionChannel, checkpoint: RxStorageDefaultCheckpoint): void {
  if (channel.issued === null || isBefore(channel.issued, checkpoint)) channel.issued = checkpoint;
}
