/** Server-sent events over one response (HTML standard, section 9.2). */
import type { Response } from 'express';

/** Bytes that may wait for a slow reader before it is left behind. */
const WAITING_BYTES_MAX = 1_000_000;

export interface EventStream {
  /** `data`: one line. False: the reader is too slow, and this was not sent. */
  readonly send: (event: string, data: string) => boolean;
  readonly end: () => void;
  /** Once the reader took all that waited. */
  readonly onDrained: (then: () => void) => void;
}

/** Begins a stream that no proxy holds back. */
export function openEventStream(response: Response): EventStream {
  response.status(200);
  response.setHeader('content-type', 'text/event-stream; charset=utf-8');
  response.setHeader('cache-control', 'no-store, no-transform');
  response.setHeader('x-accel-buffering', 'no');
  response.flushHeaders();
  response.socket?.setNoDelay(true);
  return {
    send(event, data) {
      if (response.writableLength > WAITING_BYTES_MAX) return false;
      response.write(`event: ${event}\ndata: ${data}\n\n`);
      return true;
    },
    end: () => response.end(),
    onDrained: (then) => void response.once('drain', then),
  };
}
