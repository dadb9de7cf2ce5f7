/**
 * Drives a reader of Stripe's by its script, in a frame of its own: only this page may load from
 * Stripe, and the till's screens stay closed to it. Card numbers stay in the reader.
 */
import {
  loadStripeTerminal,
  type Reader,
  type Terminal,
  type TerminalError,
} from '@stripe/terminal-js/dist/pure.js';
import type { FromReader, ToReader } from './messages.ts';

type Take = Extract<ToReader, { readonly kind: 'take' }>;

/** The reader that the script makes up itself. */
const SIMULATED = 'simulated';

let terminal: Terminal | null = null;
let connected: string | null = null;
let busy: 'collecting' | 'processing' | null = null;
let giveToken: ((secret: string | null) => void) | null = null;

function say(message: FromReader): void {
  window.parent.postMessage(message, window.location.origin);
}

window.addEventListener('message', ({ origin, source, data }: MessageEvent<ToReader>) => {
  if (origin !== window.location.origin || source !== window.parent) return;
  if (data.kind === 'token') giveToken?.(data.secret);
  if (data.kind === 'cancel') void cancel();
  if (data.kind === 'take') {
    const { clientSecret } = data;
    take(data)
      .catch((thrown: unknown) => String(thrown))
      .then((problem) => say({ kind: 'ended', clientSecret, problem }));
  }
});
say({ kind: 'ready' });

/** Answers why the reader gave up; null where it took a card, whatever the bank said. */
async function take({ clientSecret, reader, cart }: Take): Promise<string | null> {
  const running = await opened();
  if (connected !== reader) {
    const problem = await connect(running, reader);
    if (problem !== null) return problem;
    connected = reader;
  }
  // A reader without a picture of the ticket takes the card all the same.
  if (cart !== null) {
    const display = { type: 'cart', cart: { ...cart, tax: 0 } };
    await running.setReaderDisplay(display).catch(() => undefined);
  }
  busy = 'collecting';
  try {
    const collected = await running.collectPaymentMethod(clientSecret);
    if ('error' in collected) return codeOf(collected.error);
    busy = 'processing';
    const processed = await running.processPayment(collected.paymentIntent);
    return 'error' in processed ? codeOf(processed.error) : null;
  } finally {
    busy = null;
  }
}

async function opened(): Promise<Terminal> {
  if (terminal !== null) return terminal;
  const stripe = await loadStripeTerminal();
  if (stripe === null) throw new Error('the script runs in windows alone');
  terminal = stripe.create({
    onFetchConnectionToken: wantToken,
    onUnexpectedReaderDisconnect() {
      connected = null;
    },
  });
  return terminal;
}

async function wantToken(): Promise<string> {
  const secret = await new Promise<string | null>((resolve) => {
    giveToken = resolve;
    say({ kind: 'token_wanted' });
  });
  giveToken = null;
  if (secret === null) throw new Error('no connection token');
  return secret;
}

async function connect(running: Terminal, wanted: string): Promise<string | null> {
  if (connected !== null) await running.disconnectReader();
  connected = null;
  const found = await running.discoverReaders({ simulated: wanted === SIMULATED });
  if ('error' in found) return codeOf(found.error);
  const reader = found.discoveredReaders.find(
    ({ id }: Reader) => wanted === SIMULATED || id === wanted,
  );
  if (reader === undefined) return 'reader_not_found';
  const connection = await running.connectReader(reader);
  return 'error' in connection ? codeOf(connection.error) : null;
}

async function cancel(): Promise<void> {
  if (busy === 'collecting') await terminal?.cancelCollectPaymentMethod();
  if (busy === 'processing') await terminal?.cancelProcessPayment();
}

function codeOf({ code, message }: TerminalError): string {
  return code ?? message;
}
