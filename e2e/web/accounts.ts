/** Invitation, second factors and a forgotten password, with mails from a real mail server. */
import { Secret, TOTP } from 'otpauth';
import { expect, test } from 'vitest';
import { DEMO_PASSWORD } from '../../sync-server/src/demo/demo-shop.ts';
import {
  adminUrl,
  openAdmin,
  openPlace,
  PLATFORM,
  signInAs,
  signOut,
} from '../harness/admin-work.ts';
import type { WebWorld } from './web-world.ts';

const CHOSEN = 'teapot on a bicycle';

/** Addresses in mails are those of the listening address; passkeys want a name. */
const linkIn = (text: string) =>
  (/http\S+\/admin\/link#\S+/.exec(text)?.[0] ?? '').replace('127.0.0.1', 'localhost');

export function testAccounts(opened: () => WebWorld): void {
  test('a store admin is invited by mail, chooses a password, sets up an authenticator and signs in with it', async () => {
    const { page: platform } = await openAdmin(opened().world.browser, adminUrl(opened().url));
    await signInAs(platform, PLATFORM, DEMO_PASSWORD);
    await openPlace(platform, 'Store admins');
    await platform.getByRole('button', { name: 'Invite', exact: true }).click();
    await platform.getByLabel('Name').fill('Bo <b>Berg</b>');
    await platform.getByLabel('E-mail').fill('bo@second-chance.example');
    await platform.getByRole('button', { name: 'Send the invitation' }).click();
    await platform
      .getByText(/Invited$/)
      .first()
      .waitFor();

    const invitation = await opened().mailBox.newest('bo@second-chance.example', 'invited');
    expect(invitation.html).toContain('Bo &lt;b&gt;Berg&lt;/b&gt;');
    const { page, faults } = await openAdmin(opened().world.browser, linkIn(invitation.text));
    await page.getByRole('heading', { name: 'Welcome, Bo <b>Berg</b>' }).waitFor();
    const password = page.getByLabel('New password');
    await password.fill('Password2024!');
    await page.getByRole('button', { name: 'Choose this password' }).click();
    await page.getByText('Too many people use this password').waitFor();
    await password.fill(CHOSEN);
    await page.getByRole('button', { name: 'Choose this password' }).click();

    await page.getByRole('banner').getByText('Bo <b>Berg</b>').waitFor();
    await page.goto(`${adminUrl(opened().url)}/account`);
    await page.getByRole('button', { name: 'Set up an authenticator' }).click();
    await page.getByRole('img', { name: /QR/ }).waitFor();
    const typed = await page
      .locator('p', { hasText: /^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/ })
      .textContent();
    const totp = new TOTP({ secret: Secret.fromBase32((typed ?? '').replaceAll(' ', '')) });
    const before = totp.generate({ timestamp: Date.now() - 30_000 });
    await page.getByLabel('Code').fill(before);
    await page.getByRole('button', { name: 'Confirm' }).click();
    await page.getByRole('heading', { name: 'Keep these recovery codes' }).waitFor();
    await page.getByRole('button', { name: 'I kept them' }).click();
    await opened().mailBox.newest('bo@second-chance.example', 'A second factor was added');

    await signOut(page, 'Bo <b>Berg</b>');
    await signInAs(page, 'bo@second-chance.example', CHOSEN);
    await page.getByRole('heading', { name: 'Second factor' }).waitFor();
    await page.getByLabel('Code').fill('000000');
    await page.keyboard.press('Enter');
    await page.getByText('This code or passkey is not right.').waitFor();
    await page.getByLabel('Code').fill(totp.generate());
    await page.keyboard.press('Enter');
    await page.getByRole('banner').getByText('Bo <b>Berg</b>').waitFor();
    // Their places are those of their store.
    const places = await page.getByRole('navigation').getByRole('link').allTextContents();
    expect(places).toContain('Registers');
    expect(places).not.toContain('Store admins');
    expect(faults).toEqual([]);
  });

  test('a passkey is added and is the second factor of the next sign-in', async () => {
    const { page, faults } = await openAdmin(opened().world.browser, adminUrl(opened().url));
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('WebAuthn.enable');
    await cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    await signInAs(page, 'ada@second-chance.example', DEMO_PASSWORD);
    await page.getByRole('banner').getByText('Ada').waitFor();
    await page.goto(`${adminUrl(opened().url)}/account`);
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await page.getByLabel('Name').fill('Counter PC');
    await page.getByRole('button', { name: 'Make the passkey' }).click();
    await page.getByRole('button', { name: 'I kept them' }).click();
    await page.getByText('Counter PC').waitFor();
    await signOut(page, 'Ada');
    await signInAs(page, 'ada@second-chance.example', DEMO_PASSWORD);
    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await page.getByRole('banner').getByText('Ada').waitFor();
    await page.goto(`${adminUrl(opened().url)}/account`);
    await page.getByText('Counter PC').waitFor();
    await page.getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByText('Counter PC').waitFor({ state: 'detached' });
    expect(faults).toEqual([]);
  });

  test('a forgotten password is chosen anew by the link of a mail, which works once', async () => {
    const { page } = await openAdmin(opened().world.browser, adminUrl(opened().url));
    await page.getByRole('button', { name: 'Forgot your password?' }).click();
    await page.getByLabel('E-mail').fill(PLATFORM);
    await page.getByRole('button', { name: 'Send the link' }).click();
    await page.getByText(/a link is on its way/).waitFor();
    const link = linkIn((await opened().mailBox.newest(PLATFORM, 'new password')).text);
    await page.goto(link);
    await page.getByLabel('New password').fill('four blue chairs outside');
    await page.getByRole('button', { name: 'Choose this password' }).click();
    await page.getByRole('banner').getByText('Platform').waitFor();
    await opened().mailBox.newest(PLATFORM, 'was changed');
    await page.goto('about:blank');
    await page.goto(link);
    await page.getByText('This link was used already, or is too old.').waitFor();
    // The other tests go on with the password that they know.
    await page.goto(`${adminUrl(opened().url)}/account`);
    await page.getByLabel('New password').fill(DEMO_PASSWORD);
    await page.getByRole('button', { name: 'Change password' }).click();
    await page.getByText('The password is changed').waitFor();
  });
}
