/** The desktop program as the menu shows it: kiosk, start with the PC, updates. */
import type { IpcMain, WebContents } from 'electron';
import { z } from 'zod';
import type { CoreStatus } from '../shell/core-messages.ts';
import {
  type DesktopChange,
  type DesktopView,
  desktopChangeSchema,
} from '../shell/desktop-view.ts';
import { CHANNELS } from '../shell/till-host.ts';
import type { SettingsFile } from './desktop-settings.ts';
import type { Updates } from './updates.ts';
import { answerCall } from './window-calls.ts';

export interface DesktopCalls {
  readonly till: () => WebContents | null;
  readonly settings: SettingsFile;
  readonly updates: Updates;
  readonly status: () => CoreStatus | null;
  readonly facts: Pick<DesktopView, 'version' | 'keyKeptBy' | 'dataFolder'>;
  /** Makes the PC what was set. */
  readonly apply: (change: DesktopChange) => void;
}

export function answerDesktopCalls(ipc: Pick<IpcMain, 'handle'>, deps: DesktopCalls): void {
  const { till: from, settings, updates, status, facts, apply } = deps;
  const view = (): DesktopView => {
    const { kiosk, startAtLogin } = settings.get();
    const mayChange = mayChangeDesktop(status());
    return { ...facts, kiosk, startAtLogin, update: updates.view(), mayChange };
  };
  const nothing = z.undefined();
  answerCall(ipc, CHANNELS.desktopGet, { from, input: nothing, work: view });
  answerCall(ipc, CHANNELS.desktopChange, {
    from,
    input: desktopChangeSchema,
    work(change) {
      if (!mayChangeDesktop(status())) return view();
      const wanted = definedOf(change);
      settings.change(wanted);
      apply(wanted);
      return view();
    },
  });
  answerCall(ipc, CHANNELS.desktopInstall, {
    from,
    input: nothing,
    async work() {
      if (mayChangeDesktop(status())) await updates.install();
      return view();
    },
  });
}

/** Kiosk mode keeps people in; those who run the shop let themselves out. */
export function mayChangeDesktop(status: CoreStatus | null): boolean {
  return status?.role === 'store_admin';
}

function definedOf({ kiosk, startAtLogin }: DesktopChange) {
  return {
    ...(kiosk !== undefined && { kiosk }),
    ...(startAtLogin !== undefined && { startAtLogin }),
  };
}
