import { sumOfPieces } from '@second-chance/shared/money/denominations.ts';
import type { MinorUnits } from '@second-chance/shared/money/minor-units.ts';
import { TextField } from '@second-chance/ui/text-field.tsx';
import { Money } from '../text/money.tsx';
import { useFormat } from '../text/use-format.ts';
import { useText } from '../text/use-text.ts';
import styles from './count-pieces.module.css';

export type PieceTexts = Readonly<Record<number, string>>;

interface Props {
  readonly values: readonly MinorUnits[];
  readonly texts: PieceTexts;
  readonly onChange: (texts: PieceTexts) => void;
}

/** How many of each note and coin lie in the drawer. What was expected is nowhere to be seen. */
export function CountPieces({ values, texts, onChange }: Props) {
  const t = useText();
  const format = useFormat();
  return (
    <div>
      <div className={styles.pieces}>
        {values.map((value, at) => (
          <TextField
            key={value}
            kind="figures"
            inputMode="numeric"
            autoFocus={at === 0}
            label={`× ${format.amount(value)}`}
            placeholder="0"
            maxLength={5}
            value={texts[value] ?? ''}
            onChange={(text) => onChange({ ...texts, [value]: text })}
            error={countOf(texts[value]) === null ? t('line.quantityInvalid') : undefined}
          />
        ))}
      </div>
      <p className={styles.sum} aria-live="polite">
        {t('shift.counted')} <Money amount={sumOfPieces(piecesOf(values, texts) ?? [])} />
      </p>
    </div>
  );
}

/** What was counted; null while some field holds no number. */
export function piecesOf(values: readonly MinorUnits[], texts: PieceTexts) {
  const pieces = values.map((value) => ({ value, count: countOf(texts[value]) }));
  return pieces.every(
    (piece): piece is { value: MinorUnits; count: number } => piece.count !== null,
  )
    ? pieces
    : null;
}

function countOf(text = ''): number | null {
  if (text.trim() === '') return 0;
  return /^[0-9]{1,5}$/.test(text.trim()) ? Number(text) : null;
}
