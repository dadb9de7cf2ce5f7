/** What every request about a card has in common. */

/** How long a request that moves money may take; the provider has less. */
export const BEGIN_TIMEOUT_MS = 30_000;

export function bytesOf(body: unknown) {
  return { bytes: new TextEncoder().encode(JSON.stringify(body)), gzip: false };
}
