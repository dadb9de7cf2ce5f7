/**
 * The network as a till uses it. Node's own `fetch` (undici 7) ends the whole program where a server
 * closes its connection while an answer is not read to its end: an assertion that nobody can catch
 * (nodejs/undici#5360). Proxies close like that every day. undici 8 does not.
 */
export const networkFetch: typeof globalThis.fetch = async (input, init) => {
  // Loaded with the first request: the first scan of the day needs none.
  const { fetch } = await import('undici');
  return (await fetch(input as string | URL, init as never)) as unknown as Response;
};
