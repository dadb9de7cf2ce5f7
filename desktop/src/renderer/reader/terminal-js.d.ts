/**
 * What is used of Stripe's Terminal script. The package's own types lead into its sources, which do
 * not compile by this project's rules; names and shapes are theirs (`types/terminal.d.ts`).
 */
declare module '@stripe/terminal-js/dist/pure.js' {
  export interface TerminalError {
    readonly code?: string;
    readonly message: string;
  }
  interface Failed {
    readonly error: TerminalError;
  }
  export interface Reader {
    readonly id: string;
  }
  /** Handed on as it came. */
  export interface CollectedIntent {
    readonly id: string;
  }
  export interface Terminal {
    discoverReaders(how: {
      readonly simulated: boolean;
    }): Promise<Failed | { readonly discoveredReaders: readonly Reader[] }>;
    connectReader(reader: Reader): Promise<Failed | { readonly reader: Reader }>;
    disconnectReader(): Promise<unknown>;
    setReaderDisplay(shown: unknown): Promise<unknown>;
    collectPaymentMethod(
      clientSecret: string,
    ): Promise<Failed | { readonly paymentIntent: CollectedIntent }>;
    processPayment(
      intent: CollectedIntent,
    ): Promise<Failed | { readonly paymentIntent: CollectedIntent }>;
    cancelCollectPaymentMethod(): Promise<unknown>;
    cancelProcessPayment(): Promise<unknown>;
  }
  export function loadStripeTerminal(): Promise<{
    create(how: {
      readonly onFetchConnectionToken: () => Promise<string>;
      readonly onUnexpectedReaderDisconnect: () => void;
    }): Terminal;
  } | null>;
}
