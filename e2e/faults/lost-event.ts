/** Somebody between a node and a till loses one event of a stream, as a whole. */
import type { Socket } from 'node:net';

const EVENT_END = '\n\n';
/** So long an event is held back for one that follows it; then it goes out after all. */
const HELD_MS_MAX = 2_000;

/**
 * Carries a stream and loses its first event of changes that another one of the same part follows,
 * so that whoever trusts what he is told goes past it. The bytes stay a sound stream: the server
 * writes each event as one chunk, and from the end of one event to the end of the next is one chunk.
 */
export function loseOneEvent(client: Socket, lost: () => void): (chunk: Buffer) => void {
  let rest = '';
  let held: { readonly part: string; readonly text: string } | null = null;
  let done = false;

  function release(): void {
    if (held !== null) client.write(held.text, 'latin1');
    held = null;
  }
  function carry(text: string): void {
    const part = /^data: \{"part":"(\w+)"/m.exec(text)?.[1];
    const isFirst = text.startsWith('HTTP/');
    if (done || isFirst || part === undefined) return void client.write(text, 'latin1');
    if (held === null) {
      held = { part, text };
      return void setTimeout(release, HELD_MS_MAX).unref();
    }
    if (held.part === part) {
      held = null;
      done = true;
      lost();
    }
    // What the other part says goes past the one that is held: they are counted apart.
    client.write(text, 'latin1');
  }
  return (chunk) => {
    const events = (rest + chunk.toString('latin1')).split(EVENT_END);
    rest = events.pop() ?? '';
    for (const event of events) carry(event + EVENT_END);
  };
}
