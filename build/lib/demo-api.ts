/** What the start commands ask of the demo shop's server, through the API that anyone has. */
import {
  DEMO_ACCOUNTS,
  DEMO_PASSWORD,
  DEMO_REGISTERS,
} from '../../sync-server/src/demo/demo-shop.ts';
import { signIn } from './rest-client.ts';

/** A one-time code that enrols a till as this register of the demo shop. */
export async function demoEnrolmentCode(serverUrl: string, registerCode: string): Promise<string> {
  const register = DEMO_REGISTERS.find(({ code }) => code === registerCode);
  if (register === undefined) {
    const codes = DEMO_REGISTERS.map(({ code }) => code).join(' and ');
    throw new Error(`The demo shop has no register ${registerCode}; it has ${codes}.`);
  }
  const admin = await signIn({
    url: serverUrl,
    email: emailOf('platform_admin'),
    password: DEMO_PASSWORD,
  });
  const path = `/registers/${register.id}/enrolment-codes`;
  const { code } = await admin.send<{ readonly code: string }>('POST', path, {});
  return code;
}

/** With what a person of the demo shop signs in to the server. */
export function emailOf(role: (typeof DEMO_ACCOUNTS)[number]['role']): string {
  const account = DEMO_ACCOUNTS.find((each) => each.role === role);
  if (account === undefined) throw new Error(`The demo shop has no ${role}.`);
  return account.email;
}
