import type { TillState } from '@second-chance/shared/contract/till/views.ts';

/** How much of the catalogue is here, whole percent; 100 only when it is complete. */
export function percentLoaded({ documents, total, complete }: TillState['catalogue']): number {
  if (complete) return 100;
  return total === 0 ? 0 : Math.min(99, Math.floor((documents / total) * 100));
}
