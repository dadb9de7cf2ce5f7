/** Printers and jobs for looking at screens: one that works, one in trouble, a queue. */
import type { DevicesView } from '@second-chance/shared/contract/till/device-views.ts';
import type { TillState } from '@second-chance/shared/contract/till/views.ts';
import {
  USUAL_LABEL_OPTIONS,
  USUAL_RECEIPT_OPTIONS,
  USUAL_SETTINGS,
} from '@second-chance/shared/printing/device-settings.ts';
import { ago, aState, id } from './fake-views.ts';

export const NO_DEVICES: DevicesView = {
  devices: [],
  settings: USUAL_SETTINGS,
  logo: null,
  jobs: [],
};

export const SOME_DEVICES: DevicesView = {
  ...NO_DEVICES,
  devices: [
    {
      id: id('Device', 1),
      settings: {
        kind: 'receipt_printer',
        name: 'Counter',
        transport: { kind: 'tcp', host: '192.168.1.40', port: 9100 },
        options: USUAL_RECEIPT_OPTIONS,
      },
      waiting: 2,
      problem: 'unreachable',
      condition: null,
    },
    {
      id: id('Device', 2),
      settings: {
        kind: 'label_printer',
        name: 'Labels in the back room',
        transport: { kind: 'tcp', host: 'zebra.local', port: 9100 },
        options: USUAL_LABEL_OPTIONS,
      },
      waiting: 0,
      problem: null,
      condition: 'paper_low',
    },
  ],
  jobs: [
    aJob(1, { state: 'waiting', problem: 'unreachable', attempts: 7 }),
    aJob(2, { state: 'late', problem: 'unreachable', attempts: 3 }),
    aJob(3, { state: 'done', attempts: 1, finishedAt: ago(14) }),
    aJob(4, { kind: 'report', title: 'Z 16', state: 'done', attempts: 1, finishedAt: ago(700) }),
  ],
};

export const PRINTER_OFF: TillState['printing'] = {
  ...aState().printing,
  waiting: 2,
  late: 1,
  problem: { deviceName: 'Counter', problem: 'unreachable' },
  condition: { deviceName: 'Labels in the back room', condition: 'paper_low' },
};

function aJob(
  number: number,
  job: Partial<DevicesView['jobs'][number]>,
): DevicesView['jobs'][number] {
  return {
    id: id('PrintJob', number),
    kind: 'receipt',
    title: `A1-1-00004${number}`,
    deviceName: 'Counter',
    state: 'waiting',
    attempts: 0,
    problem: null,
    createdAt: ago(number * 4),
    finishedAt: null,
    ...job,
  };
}

/** A picture that looks like a code. */
export const A_CODE =
  'data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHZpZXdCb3g9IjAgMCA4IDgiPjxwYXRoIGQ9Ik0wIDBoOHY4SDB6IiBmaWxsPSIjZmZmIi8+PHBhdGggZD0iTTEgMWgydjJIMXpNNSAxaDJ2Mkg1ek0xIDVoMnYySDF6TTQgNGgxdjFINHpNNiA2aDF2MUg2eiIvPjwvc3ZnPg==';
