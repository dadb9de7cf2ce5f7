/**
 * The network as a till uses it. Node's own `fetch` (undici 7) ends the whole program where a server
 * closes its connection while an answer is not read to its end: an assertion that nobody can catch
 * (nodejs/undici#5360). Proxies close like that every day. undici 8 does not.
 */
export const networkFetch: typeof globalThis.fetch = async (input, init) => {
  network ??= openNetwork();
  const { fetch, dispatcher } = await network;
  return (await fetch(input as string | URL, { ...init, dispatcher } as never)) as never;
};

let network: ReturnType<typeof openNetwork> | null = null;

/** Loaded with the first request: the first scan of the day needs none. */
async function openNetwork() {
  const { Agent, fetch } = await import('undici');
  // Its own: the one that all share is Node's as soon as anything of Node's `fetch` was touched.
  return { fetch, dispatcher: new Agent() };
}
