import type { Who } from './people.ts';
import type { Things } from './things.ts';

/** A route of the API, who it answers, and how it is asked. */
export interface Route {
  readonly route: string;
  readonly may: readonly Who[];
  readonly ask: (things: Things) => readonly [method: string, path: string, body?: unknown];
}

export const at = ({ storeId }: Things['store']) => `storeId=${storeId}`;
