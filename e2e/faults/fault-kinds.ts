/** What can strike, and how often it did. */

/** Strikes one exchange between a client and the server. */
export const NETWORK_FAULTS = {
  delay: 'the request or the reply arrives late',
  drop: 'the request is lost, the connection breaks',
  duplicate: 'the server gets the same request twice, on two nodes or one after the other',
  reorder: 'the request is lost for its sender and arrives after its repetition',
  truncate_request: 'the request ends in the middle',
  truncate_reply: 'the reply ends in the middle',
  swallow_reply: 'the server has done it, nobody hears of it',
  throttle: 'the reply comes in small pieces',
  half_open: 'the connection stands and nothing ever comes',
  impostor: 'something between answers in the name of the server: 200, and none of its words',
} as const;
export type NetworkFault = keyof typeof NETWORK_FAULTS;

/** Strikes a process, a disk or a clock, or cuts somebody off for a while. */
export const DISASTERS = {
  kill_till: 'kill -9 of a till that sells',
  kill_node: 'kill -9 of a server node',
  postgres_restart: 'PostgreSQL goes down at once (immediate) and comes back',
  disk_full: "a till's disk is full for a while",
  clock_jump: "a till's clock jumps by hours or years, either way",
  long_offline: 'one till is cut off for most of the run',
  partition: 'some are cut off, and come back one by one',
  clone: "a till's disk is copied, and both copies sell",
  lost_document: 'a document is gone from the disk of a till, which was told nothing',
} as const;
export type Disaster = keyof typeof DISASTERS;

export type FaultKind = NetworkFault | Disaster;

export interface FaultCounts {
  readonly fired: (kind: FaultKind) => void;
  readonly counts: () => Readonly<Record<FaultKind, number>>;
  readonly neverFired: (planned: readonly FaultKind[]) => readonly FaultKind[];
}

export function countFaults(): FaultCounts {
  const kinds = [...Object.keys(NETWORK_FAULTS), ...Object.keys(DISASTERS)] as FaultKind[];
  const counts = Object.fromEntries(kinds.map((kind) => [kind, 0])) as Record<FaultKind, number>;
  return {
    fired: (kind) => {
      counts[kind] += 1;
    },
    counts: () => counts,
    neverFired: (planned) => planned.filter((kind) => counts[kind] === 0),
  };
}
