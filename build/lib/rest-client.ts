/** The server's REST API as a program would use it, for whoever has signed in. */

export interface RestClient {
  /** The access token of now, for requests of another kind. */
  token(): string;
  get<T>(path: string, query?: Readonly<Record<string, string | number | undefined>>): Promise<T>;
  send<T>(method: 'POST' | 'PATCH' | 'PUT', path: string, body: unknown): Promise<T>;
}

export interface SignInAs {
  readonly url: string;
  readonly email: string;
  readonly password: string;
}

/**
 * Signs in and keeps the session; it is renewed well before it ends. Anything but success throws,
 * with what was asked and answered.
 */
export async function signIn({ url, email, password }: SignInAs): Promise<RestClient> {
  let token = '';
  let renewAt = 0;
  async function renew() {
    const session = await call<{ accessToken: string; expiresInSeconds: number }>(
      'POST',
      '/auth/login',
      { email, password },
    );
    token = session.accessToken;
    renewAt = performance.now() + session.expiresInSeconds * 500;
  }
  async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(new URL(path, url), {
      method,
      headers: {
        ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) {
      throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    }
    return (await response.json()) as T;
  }
  await renew();
  const fresh = () => (performance.now() > renewAt ? renew() : undefined);
  return {
    token: () => token,
    async get<T>(path: string, query: Readonly<Record<string, string | number | undefined>> = {}) {
      await fresh();
      const search = new URLSearchParams();
      for (const [name, value] of Object.entries(query)) {
        if (value !== undefined) search.set(name, String(value));
      }
      return call<T>('GET', search.size > 0 ? `${path}?${search}` : path);
    },
    async send<T>(method: 'POST' | 'PATCH' | 'PUT', path: string, body: unknown) {
      await fresh();
      return call<T>(method, path, body);
    },
  };
}
