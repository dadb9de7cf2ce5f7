/**
 * What a till may count on: what the server knows, less what web checkouts hold, with the till's own
 * movements that are not in the server's number yet. Negative where more was sold than was there.
 */
export function availableStock({ onHand, claimed, ownUnapplied }: StockSeenFromTill): number {
  return onHand - claimed + ownUnapplied;
}

export interface StockSeenFromTill {
  readonly onHand: number;
  readonly claimed: number;
  /** Sum of the till's own movements after `applied`, signed: a sale of two pieces is −2. */
  readonly ownUnapplied: number;
}
