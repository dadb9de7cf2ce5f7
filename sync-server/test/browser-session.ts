/** A browser as far as sessions are concerned: it keeps the cookie and sends its origin. */
import type { RestAnswer, RestFixture } from './rest-fixture.ts';

export interface TestBrowser {
  readonly ask: (method: string, path: string, body?: unknown) => Promise<RestAnswer>;
  /** `name=value`, as it would be sent; empty while there is none. */
  readonly cookie: () => string;
}

export function aBrowser(server: RestFixture, cookie = ''): TestBrowser {
  let kept = cookie;
  return {
    cookie: () => kept,
    async ask(method, path, body) {
      const headers = { origin: server.url, ...(kept !== '' && { cookie: kept }) };
      const answer = await server.ask(method, path, { body, headers });
      const set = answer.headers.getSetCookie()[0]?.split(';')[0];
      if (set !== undefined) kept = set;
      return answer;
    },
  };
}
