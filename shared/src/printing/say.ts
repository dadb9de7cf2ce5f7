import { type Language, MESSAGES, type MessageKey } from '../text/messages.ts';

/** A text with its values put in; a value is never looked into for further places. */
export function say(
  language: Language,
  key: MessageKey,
  values: Readonly<Record<string, string | number>> = {},
): string {
  return MESSAGES[language][key].replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) =>
    String(values[name] ?? ''),
  );
}
