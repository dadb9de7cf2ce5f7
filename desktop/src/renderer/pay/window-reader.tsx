import type { CardPaymentView, CartView } from '@second-chance/shared/contract/till/views.ts';
import type { CurrencyCode } from '@second-chance/shared/money/currency-code.ts';
import { isFinal } from '@second-chance/shared/payments/payment-state.ts';
import { type ReaderCart, readerCart } from '@second-chance/shared/payments/reader-cart.ts';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { FromReader, ToReader } from '../reader/messages.ts';
import { useCart, useTill, useTillState } from '../state/till-context.tsx';
import { useText } from '../text/use-text.ts';
import styles from './pay.module.css';

/**
 * Drives a reader from this window, for payments at a reader that is set up so. Its frame is loaded
 * with the first of them and stays, so that the reader stays connected; it knows nothing but what
 * it is told, and how a payment ended comes from the server.
 */
export function WindowReader() {
  const cart = useCart();
  const till = useTill();
  const payment = cart?.cards.at(-1);
  const waits = payment !== undefined && payment.clientSecret !== null && !isFinal(payment.state);
  const readers = useQuery({
    queryKey: ['card-readers'],
    queryFn: () => till.port.cards.readers({}),
    enabled: waits,
    retry: false,
  });
  const reader = readers.data?.readers.find(({ id }) => id === payment?.readerId);
  const isOurs = waits && reader?.way === 'browser' && reader.provider === 'stripe';
  const [wasUsed, setWasUsed] = useState(false);
  useEffect(() => {
    if (isOurs) setWasUsed(true);
  }, [isOurs]);
  if (cart === null || !(isOurs || wasUsed)) return null;
  return (
    <ReaderFrame cart={cart} payment={isOurs ? payment : null} reader={reader?.providerId ?? ''} />
  );
}

interface Props {
  readonly cart: CartView;
  /** What is to be taken now; null: nothing. */
  readonly payment: CardPaymentView | null;
  /** The provider's id of the reader. */
  readonly reader: string;
}

function ReaderFrame({ cart, payment, reader }: Props) {
  const t = useText();
  const till = useTill();
  const { store } = useTillState();
  const frame = useRef<HTMLIFrameElement>(null);
  const [isReady, setIsReady] = useState(false);
  const taken = useRef<string | null>(null);
  const clientSecret = payment?.clientSecret ?? null;
  const paymentId = payment?.paymentId ?? null;
  const tell = useRef((message: ToReader) =>
    frame.current?.contentWindow?.postMessage(message, window.location.origin),
  );

  useEffect(() => {
    const hear = ({ origin, source, data }: MessageEvent<FromReader>) => {
      if (origin !== window.location.origin || source !== frame.current?.contentWindow) return;
      if (data.kind === 'ready') setIsReady(true);
      if (data.kind === 'token_wanted') {
        till.port.cards
          .connectionToken({})
          .then(({ secret }) => tell.current({ kind: 'token', secret }))
          .catch(() => tell.current({ kind: 'token', secret: null }));
      }
      // The reader gave up: nothing is charged any more, which the provider has to confirm.
      if (data.kind === 'ended' && data.problem !== null && data.clientSecret === clientSecret) {
        if (paymentId !== null) {
          till.port.cards.giveUp({ paymentId }).then(till.cart.accept, () => undefined);
        }
      }
    };
    window.addEventListener('message', hear);
    return () => window.removeEventListener('message', hear);
  }, [till, clientSecret, paymentId]);

  const drives = useOneWindow();
  useEffect(() => {
    if (!drives || !isReady || payment === null || clientSecret === null) return;
    if (payment.givingUp) return tell.current({ kind: 'cancel' });
    if (taken.current === clientSecret) return;
    taken.current = clientSecret;
    const shown = cartOf(cart, payment, store?.currency ?? 'EUR');
    tell.current({ kind: 'take', clientSecret, reader, cart: shown });
  }, [drives, isReady, payment, clientSecret, cart, reader, store]);

  return (
    <iframe
      ref={frame}
      className={styles.readerFrame}
      src="/reader/index.html"
      title={t('card.reader')}
      tabIndex={-1}
      aria-hidden="true"
    />
  );
}

/** Whether this is the window that drives the reader; of several the first, until it is closed. */
function useOneWindow(): boolean {
  const [drives, setDrives] = useState(false);
  useEffect(() => {
    const closed = Promise.withResolvers<void>();
    const waiting = new AbortController();
    const hold = () => {
      setDrives(true);
      return closed.promise;
    };
    navigator.locks.request('card-reader', { signal: waiting.signal }, hold).catch(() => undefined);
    return () => {
      waiting.abort();
      closed.resolve();
    };
  }, []);
  return drives;
}

function cartOf(
  { lines }: CartView,
  { amount }: CardPaymentView,
  currency: string,
): ReaderCart | null {
  return readerCart({
    currency: currency as CurrencyCode,
    amount,
    lines: lines.map(({ name, quantity, total }) => ({ name, quantity, total })),
  });
}
