/** Asks for pages over a number of connections until told enough, and says how long each took. */
import { Agent, get } from 'node:http';

export interface LoadOrder {
  readonly urls: readonly string[];
  readonly connections: number;
  readonly seconds: number;
}

export interface LoadResult {
  readonly requests: number;
  readonly seconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly bytes: number;
}

process.once('message', async (order: LoadOrder) => {
  process.send?.(await run(order));
  process.disconnect();
});

async function run({ urls, connections, seconds }: LoadOrder): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const times: number[] = [];
  let next = 0;
  let bytes = 0;
  const begun = performance.now();
  const end = begun + seconds * 1_000;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (performance.now() < end) {
        const url = urls[next++ % urls.length] ?? '';
        const sent = performance.now();
        const size = await fetchPage(url, agent);
        bytes += size;
        times.push(performance.now() - sent);
      }
    }),
  );
  const took = (performance.now() - begun) / 1_000;
  agent.destroy();
  times.sort((a, b) => a - b);
  const at = (share: number) =>
    times[Math.min(times.length - 1, Math.floor(share * times.length))] ?? 0;
  return {
    requests: times.length,
    seconds: took,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    bytes: Math.round(bytes / Math.max(1, times.length)),
  };
}

function fetchPage(url: string, agent: Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { 'accept-encoding': 'identity', accept: 'text/html,application/json' };
    get(url, { agent, headers }, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      response.on('end', () => {
        if (response.statusCode === 200) resolve(bytes);
        else reject(new Error(`${response.statusCode} ${url}`));
      });
    }).on('error', reject);
  });
}
