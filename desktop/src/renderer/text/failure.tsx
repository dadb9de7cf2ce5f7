import { MINOR_UNITS_MAX, type MinorUnits } from '@second-chance/shared/money/minor-units.ts';
import { ErrorNote } from '@second-chance/ui/error-note.tsx';
import type { CallError } from '../rpc/call-error.ts';
import { spanOfTime } from './span-of-time.ts';
import { useFormat } from './use-format.ts';
import { useText } from './use-text.ts';

/** A refused call in words, with the one figure that helps where there is one. */
export function Failure({ error }: { readonly error: CallError }) {
  const t = useText();
  const format = useFormat();
  const { missing, retryAfterMs } = error.details;
  const figure = isAmount(missing)
    ? t('pay.missing', { amount: format.amount(missing) })
    : typeof retryAfterMs === 'number' && retryAfterMs > 0
      ? t('signIn.locked', { time: spanOfTime(retryAfterMs, t) })
      : null;
  const { unanswered } = error.details;
  const happened = t(`error.${error.code}`);
  return (
    <ErrorNote
      happened={figure === null ? happened : `${happened} ${figure}`}
      todo={t(unanswered === true ? 'pay.unansweredTodo' : `todo.${error.code}`)}
      code={error.code}
    />
  );
}

function isAmount(value: unknown): value is MinorUnits {
  return Number.isInteger(value) && Math.abs(value as number) <= MINOR_UNITS_MAX;
}
