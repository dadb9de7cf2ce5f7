/** What the start commands ask of the demo shop's server, through the API that anyone has. */
import {
  DEMO_ACCOUNTS,
  DEMO_PASSWORD,
  DEMO_REGISTERS,
} from '../../sync-server/src/demo/demo-shop.ts';

/** A one-time code that enrols a till as this register of the demo shop. */
export async function demoEnrolmentCode(serverUrl: string, registerCode: string): Promise<string> {
  const register = DEMO_REGISTERS.find(({ code }) => code === registerCode);
  if (register === undefined) {
    const codes = DEMO_REGISTERS.map(({ code }) => code).join(' and ');
    throw new Error(`The demo shop has no register ${registerCode}; it has ${codes}.`);
  }
  const token = await signIn(serverUrl);
  const answer = await call(serverUrl, `/registers/${register.id}/enrolment-codes`, {
    token,
    body: {},
  });
  return (answer as { readonly code: string }).code;
}

async function signIn(serverUrl: string): Promise<string> {
  const admin = DEMO_ACCOUNTS.find(({ role }) => role === 'platform_admin');
  const body = { email: admin?.email ?? '', password: DEMO_PASSWORD };
  const answer = await call(serverUrl, '/auth/login', { body });
  return (answer as { readonly accessToken: string }).accessToken;
}

async function call(
  serverUrl: string,
  path: string,
  { token, body }: { readonly token?: string; readonly body: unknown },
): Promise<unknown> {
  const response = await fetch(serverUrl + path, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });
  if (!response.ok)
    throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  return response.json();
}
