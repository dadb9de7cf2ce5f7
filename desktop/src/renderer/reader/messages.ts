/** What the screens and the frame that drives a card reader say to each other, in one origin. */

export interface ShownCart {
  readonly currency: string;
  readonly line_items: readonly {
    readonly description: string;
    readonly quantity: number;
    readonly amount: number;
  }[];
  readonly total: number;
}

export type ToReader =
  | {
      readonly kind: 'take';
      /** The payment that this is for, as the provider's script knows it. */
      readonly clientSecret: string;
      /** The provider's id of the reader; `simulated` for the script's own. */
      readonly reader: string;
      /** What the reader shows, as Stripe writes it; null: the amount alone. */
      readonly cart: ShownCart | null;
    }
  | { readonly kind: 'cancel' }
  /** A connection token that was asked for; null where none could be had. */
  | { readonly kind: 'token'; readonly secret: string | null };

export type FromReader =
  | { readonly kind: 'ready' }
  | { readonly kind: 'token_wanted' }
  /**
   * The reader is done with a payment. How it ended is what the provider says when the server asks;
   * `problem` says why the reader gave up, null where it did not.
   */
  | { readonly kind: 'ended'; readonly clientSecret: string; readonly problem: string | null };
