/** Lines of goods that a person scans together: one more of what is there already, or a new line. */
import type { InventoryRow } from '@second-chance/shared/contract/till/inventory-views.ts';
import type { ItemId } from '@second-chance/shared/ids.ts';
import { useState } from 'react';
import { useScan } from '../../keys/keyboard.ts';
import { type CallError, callErrorOf } from '../../rpc/call-error.ts';
import { usePort } from '../../state/till-context.tsx';
import { playTone } from '../../tones/tones.ts';

/** Enters the list: Enter alone belongs to the search. */
export const SAVE_KEY = 'Ctrl Enter';

export interface GoodsLine {
  readonly row: InventoryRow;
  readonly quantity: number;
  /** As typed; empty: as it was. */
  readonly cost: string;
}

export interface GoodsLines {
  readonly lines: readonly GoodsLine[];
  readonly pieces: number;
  readonly missed: { readonly code: string; readonly error: CallError } | null;
  readonly add: (row: InventoryRow) => void;
  readonly change: (id: ItemId, change: Partial<Pick<GoodsLine, 'quantity' | 'cost'>>) => void;
  readonly clear: () => void;
}

export function useGoodsLines(): GoodsLines {
  const port = usePort();
  const [lines, setLines] = useState<readonly GoodsLine[]>([]);
  const [missed, setMissed] = useState<GoodsLines['missed']>(null);
  const add = (row: InventoryRow) => {
    setMissed(null);
    setLines((before) => {
      const known = before.find((line) => line.row.id === row.id);
      const quantity = (known?.quantity ?? 0) + 1;
      const others = before.filter((line) => line !== known);
      return [{ row, cost: known?.cost ?? '', quantity }, ...others];
    });
  };
  useScan((code) => {
    port.inventory
      .byCode({ code })
      .then((row) => {
        playTone('hit');
        add(row);
      })
      .catch((thrown: unknown) => {
        playTone('miss');
        setMissed({ code, error: callErrorOf(thrown) });
      });
  });
  return {
    lines,
    missed,
    pieces: lines.reduce((sum, { quantity }) => sum + quantity, 0),
    add,
    change(id, change) {
      setLines((before) =>
        before
          .map((line) => (line.row.id === id ? { ...line, ...change } : line))
          .filter(({ quantity }) => quantity > 0),
      );
    },
    clear: () => setLines([]),
  };
}
