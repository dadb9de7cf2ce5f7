/** What no window of this program may do, whoever opened it and whatever runs in it. */
import type { App, MediaAccessPermissionRequest, Session, WebContents } from 'electron';
import { READER_PAGE } from '../serve/headers.ts';
import { isTillAddress } from '../shell/till-address.ts';
import { DISPLAY_PATH, TILL_ORIGIN } from '../shell/till-host.ts';

export interface LockDown {
  /** A till window asked for the customer display, the one window that may be opened. */
  readonly openDisplay: () => void;
}

/** To be called before the first window is made. */
export function lockDown(app: App, { openDisplay }: LockDown): void {
  app.on('web-contents-created', (_event, contents) => lockContents(contents, openDisplay));
  app.on('session-created', lockSession);
  app.on('certificate-error', (event, _contents, _url, _error, _certificate, trust) => {
    event.preventDefault();
    trust(false);
  });
}

function lockContents(contents: WebContents, openDisplay: () => void): void {
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => {
    if (!isFrameAddress(event.url)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    if (url === TILL_ORIGIN + DISPLAY_PATH && isTillAddress(contents.getURL())) openDisplay();
    return { action: 'deny' };
  });
}

/** Frames show receipts, which are part of the page, and drive card readers; nothing from elsewhere. */
function isFrameAddress(address: string): boolean {
  return (
    address === 'about:srcdoc' ||
    address === TILL_ORIGIN + READER_PAGE ||
    address.startsWith(`blob:${TILL_ORIGIN}/`)
  );
}

/**
 * No device, and no permission but the camera for the till's own page, which takes pictures of things:
 * scanners are keyboards, printers and readers belong to core.
 */
export function lockSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    const media = details as MediaAccessPermissionRequest | undefined;
    const isCamera = permission === 'media' && media?.mediaTypes?.join() === 'video';
    answer(isCamera && isTillAddress(media.requestingUrl));
  });
  session.setPermissionCheckHandler(
    (_contents, permission, _origin, details) =>
      permission === 'media' &&
      details?.mediaType === 'video' &&
      isTillAddress(details.requestingUrl ?? ''),
  );
  session.setDevicePermissionHandler(() => false);
  session.setSpellCheckerEnabled(false);
  session.on('will-download', (event, item) => {
    // What the till writes for a person: unsent sales, reports. They choose where.
    if (!item.getURL().startsWith(`blob:${TILL_ORIGIN}/`)) event.preventDefault();
  });
}
