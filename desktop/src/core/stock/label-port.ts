import type { ItemId } from '@second-chance/shared/ids.ts';

/** Whoever prints labels; a till without a label printer has none. Never waits for a printer. */
export type PrintLabels = (labels: {
  readonly itemIds: readonly ItemId[];
  readonly copies: number;
}) => 'printed' | 'no_printer';
