import type { Condition, ItemKind } from '@second-chance/shared/documents/item.ts';
import type { MotifName, Pattern } from '../pictures/draw-picture.ts';
import type { Colour } from '../pictures/palette.ts';

/** One thing of the demo shop, as short as a label. Prices in cents. */
export type DemoItem = readonly [
  name: string,
  brand: string,
  size: string,
  colour: Colour,
  condition: Condition,
  price: number,
  motif: MotifName,
  more?: DemoItemMore,
];

export interface DemoItemMore {
  readonly defects?: string;
  readonly pattern?: Pattern;
  readonly accent?: Colour;
  /** Default `unique`. */
  readonly kind?: ItemKind;
  /** Pieces received; for stocked items. */
  readonly quantity?: number;
  /** Bought in under the margin scheme for this many cents. */
  readonly boughtFor?: number;
  /** A code of the shop's earlier till that is still on the label. */
  readonly oldCode?: string;
}

export interface DemoCategory {
  readonly name: string;
  /** SKUs are this and a number: `COAT-01`. */
  readonly prefix: string;
  readonly taxRate: 'standard' | 'books' | 'services';
  /** The markdown ladder of its things, or none. */
  readonly schedule: 'clothes' | 'things' | null;
  readonly items: readonly DemoItem[];
}
