import type { CDPSession, Page } from 'playwright-core';

const sessions = new WeakMap<Page, Promise<CDPSession>>();
const KEY_GAP_SECONDS = 0.004;

/**
 * Types a code as a barcode scanner does: real key presses 4 ms apart, then Enter. The times are
 * those that the keyboard reports, so that a busy machine does not turn a scan into slow typing.
 */
export async function typeAsScanner(page: Page, code: string): Promise<void> {
  const opened = sessions.get(page) ?? page.context().newCDPSession(page);
  sessions.set(page, opened);
  const session = await opened;
  const begin = Date.now() / 1_000;
  const keys = [...[...code].map((char) => ({ key: char, text: char })), ENTER];
  const sent = keys.flatMap((key, at) => {
    const timestamp = begin + at * KEY_GAP_SECONDS;
    return (['keyDown', 'keyUp'] as const).map((type) =>
      session.send('Input.dispatchKeyEvent', { type, timestamp, ...key }),
    );
  });
  await Promise.all(sent);
}

const ENTER = { key: 'Enter', code: 'Enter', text: '\r', windowsVirtualKeyCode: 13 };
