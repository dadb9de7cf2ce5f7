/** The Chromium that stands behind the windows, and how addresses of `app:` are written in it. */
import { type Browser, chromium } from 'playwright-core';

/** Chromium alone knows no scheme but those of the web; this origin stands for `app://till`. */
const WEB_ORIGIN = 'https://till.invalid';
const APP_ORIGIN = 'app://till';

export function webAddress(address: string): string {
  return address.startsWith(APP_ORIGIN) ? WEB_ORIGIN + address.slice(APP_ORIGIN.length) : address;
}

export function appAddress(address: string): string {
  return address.startsWith(WEB_ORIGIN) ? APP_ORIGIN + address.slice(WEB_ORIGIN.length) : address;
}

let browser: Promise<Browser> | null = null;

/** Connects to the browser of the test once; its address comes in the environment. */
export function connectChromium(): Promise<Browser> {
  browser ??= chromium.connectOverCDP(process.env.STAND_IN_CHROMIUM ?? '');
  return browser;
}
