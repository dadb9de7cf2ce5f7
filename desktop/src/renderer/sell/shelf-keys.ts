/** Keys that the search field passes on to the hits below it. */
export type HitKey = 'next' | 'previous' | 'take';

/** Cancelled by the shelf where it had something to do. */
export const HIT_EVENT = 'second-chance:hit-key';
