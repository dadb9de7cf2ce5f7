/** All keys of the sell screen, in the order in which a counter needs them. */
import type { TextKey } from '../text/use-text.ts';

type Row = readonly [key: string, what: TextKey];

/** What cannot move: it types, or it closes. */
export const FIXED_KEYS: readonly Row[] = [
  ['keys.scan', 'keys.scan.what'],
  ['keys.letters', 'keys.letters.what'],
  ['keys.times', 'keys.times.what'],
  ['Enter', 'keys.enter.what'],
  ['↑ ↓', 'keys.arrows.what'],
  ['Esc', 'keys.esc.what'],
];

/** By the key of the house, which names the action wherever it went on a till. */
export const ACTION_KEYS: readonly Row[] = [
  ['F7', 'keys.f7.what'],
  ['F8', 'keys.f8.what'],
  ['F9', 'keys.f9.what'],
  ['Alt S', 'keys.altS.what'],
  ['Alt V', 'keys.altV.what'],
  ['F2', 'keys.f2.what'],
  ['F3', 'keys.f3.what'],
  ['F4', 'keys.f4.what'],
  ['F6', 'keys.f6.what'],
  ['F10', 'keys.f10.what'],
  ['Alt C', 'keys.altC.what'],
  ['Alt G', 'keys.altG.what'],
  ['Alt U', 'keys.altU.what'],
  ['Alt Q', 'keys.altQ.what'],
  ['Alt D', 'keys.altD.what'],
  ['Alt P', 'keys.altP.what'],
  ['Alt N', 'keys.altN.what'],
  ['Alt T', 'keys.altT.what'],
  ['Alt Z', 'keys.altZ.what'],
  ['Del', 'keys.del.what'],
  ['Alt L', 'keys.altL.what'],
  ['Alt M', 'keys.altM.what'],
  ['Alt K', 'keys.altK.what'],
  ['F1', 'keys.f1.what'],
];
