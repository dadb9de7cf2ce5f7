/** Server-sent events as they come off the wire. */

export interface ServerEvent {
  readonly event: string;
  readonly data: string;
}

export interface EventReader {
  /**
   * Takes the next bytes in and answers the events that they complete.
   * Error: throws where one event is larger than the limit.
   */
  readonly push: (bytes: Uint8Array) => readonly ServerEvent[];
}

/** Characters that one event may have; a page of the feed has a quarter of that. */
const EVENT_MAX = 16_000_000;

/** Reads the event stream format of the HTML standard; `id` and `retry` have no use here. */
export function createEventReader(eventMax = EVENT_MAX): EventReader {
  const decoder = new TextDecoder();
  let rest = '';
  let event = '';
  let data: string[] = [];
  let size = 0;

  function line(text: string, events: ServerEvent[]): void {
    if (text === '') {
      if (data.length > 0) events.push({ event: event || 'message', data: data.join('\n') });
      event = '';
      data = [];
      size = 0;
      return;
    }
    const colon = text.indexOf(':');
    if (colon === 0) return;
    const field = colon < 0 ? text : text.slice(0, colon);
    const value = colon < 0 ? '' : text.slice(colon + 1).replace(/^ /, '');
    size += text.length;
    if (field === 'event') event = value;
    else if (field === 'data') data.push(value);
  }

  return {
    push(bytes) {
      rest += decoder.decode(bytes, { stream: true });
      if (rest.length + size > eventMax) throw new RangeError('an event beyond all bounds');
      const events: ServerEvent[] = [];
      const lines = rest.split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop() ?? '';
      for (const text of lines) line(text, events);
      return events;
    },
  };
}
