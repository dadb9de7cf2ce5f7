import { ADMIN_MESSAGES } from '@second-chance/shared/text/admin-messages.ts';
import { ErrorNote } from '@second-chance/ui/error-note.tsx';
import { failureOf } from '../api/failure.ts';
import { type TextKey, useText } from '../text/use-text.ts';

/** A refused call in words: what happened, what is safe, what to do; the code small beside it. */
export function FailureNote({ error }: { readonly error: unknown }) {
  const t = useText();
  const { code, details } = failureOf(error);
  const seconds = details.retryAfterSeconds;
  const wait = typeof seconds === 'number' ? waitWords(seconds) : null;
  const happened = t(wordsFor('error', code));
  return (
    <ErrorNote
      happened={wait === null ? happened : `${happened} ${t(wait.key, { count: wait.count })}`}
      todo={t(wordsFor('todo', code))}
      code={code}
    />
  );
}

/** Most words are the till's; where they speak of tickets and PINs, the admin web has its own. */
function wordsFor(kind: 'error' | 'todo', code: string): TextKey {
  const own = `admin.${kind}.${code}`;
  return (Object.hasOwn(ADMIN_MESSAGES.en, own) ? own : `${kind}.${code}`) as TextKey;
}

function waitWords(seconds: number): { readonly key: TextKey; readonly count: number } {
  return seconds < 90
    ? { key: 'admin.waitSeconds', count: seconds }
    : { key: 'admin.waitMinutes', count: Math.ceil(seconds / 60) };
}
