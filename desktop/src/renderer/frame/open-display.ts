import { DISPLAY_PATH } from '../../shell/till-host.ts';

/** The desktop program puts it on the second screen; a browser opens a window to be moved there. */
export function openDisplay(): void {
  window.open(DISPLAY_PATH, 'customer-display', 'popup,width=1024,height=600');
}
