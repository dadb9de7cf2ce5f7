import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';

/** Resident memory of a process in MB; null where the system does not tell. */
export function residentMb(pid: number): number | null {
  try {
    const found = /^VmRSS:\s+([0-9]+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return found === null ? null : Math.round(Number(found[1]) / 1_024);
  } catch {
    return null;
  }
}

/** Resident memory of the browser's largest renderer process in MB; null where it is not told. */
export async function rendererMb(browser: Browser): Promise<number | null> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const sizes = processInfo
    .filter(({ type }) => type === 'renderer')
    .flatMap(({ id }) => residentMb(id) ?? []);
  return sizes.length === 0 ? null : Math.max(...sizes);
}
