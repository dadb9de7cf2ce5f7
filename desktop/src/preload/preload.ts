/**
 * Runs in the window before its page, in a world of its own. It hands the page exactly what
 * `TillHost` names and passes on core's port; no Node, no Electron, no way to send anything else.
 */
import { contextBridge, ipcRenderer } from 'electron';
import type { DesktopChange } from '../shell/desktop-view.ts';
import { CHANNELS, type HostMessage, TILL_HOST, type TillHost } from '../shell/till-host.ts';

const host: TillHost = {
  connect: () => ipcRenderer.send(CHANNELS.connect),
  desktop: {
    get: () => ipcRenderer.invoke(CHANNELS.desktopGet),
    change: (change: DesktopChange) => ipcRenderer.invoke(CHANNELS.desktopChange, change),
    installUpdate: () => ipcRenderer.invoke(CHANNELS.desktopInstall),
  },
};
contextBridge.exposeInMainWorld(TILL_HOST, host);

ipcRenderer.on(CHANNELS.port, (event) => tellPage({ kind: 'till-port' }, [...event.ports]));
ipcRenderer.on(CHANNELS.lost, () => tellPage({ kind: 'till-lost' }));

/** A port crosses between the worlds only by a window message. */
function tellPage(message: HostMessage, ports: MessagePort[] = []): void {
  window.postMessage(message, location.origin, ports);
}
