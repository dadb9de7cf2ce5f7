/**
 * Tells a barcode scanner's burst of keys from a person's typing, by their times.
 *
 * A scanner that acts as a keyboard sends its characters a few milliseconds apart and ends with
 * Enter or Tab. Nobody types at that pace for a whole code; key repeat does, and is no burst. A single gap may be longer: a busy PC delivers keys in fits.
 */
export interface KeyPress {
  readonly key: string;
  /** When it was pressed, in milliseconds of any one clock. */
  readonly at: number;
  /** Sent by a key that is held down. */
  readonly repeat: boolean;
}

export interface Wedge {
  /**
   * Takes the next key. Answers the code where this key ends a burst, `begins` where it may be the
   * first of one, and null otherwise.
   */
  press(key: KeyPress): { readonly code: string } | 'begins' | null;
}

const GAP_MAX = 100;
/** Mean gaps that nobody types: from six characters on 55 ms a key would be 200 words a minute. */
const GAP_MEAN_MAX = { short: 35, long: 55 };
const LONG = 6;
const MODIFIERS = new Set(['Shift', 'Control', 'Alt', 'AltGraph', 'CapsLock', 'NumLock', 'Meta']);

/** What a scanner is set to send around a code, and how short a code may be. */
export interface Scanner {
  readonly prefix: string;
  readonly suffix: string;
  readonly lengthMin: number;
}

const STANDARD: Scanner = { prefix: '', suffix: '', lengthMin: 4 };

/** `scanner` is asked at the end of every burst, so that a change counts from the next scan on. */
export function createWedge(scanner: () => Scanner = () => STANDARD): Wedge {
  let text = '';
  let first = 0;
  let last = 0;
  const restart = () => {
    text = '';
  };
  return {
    press({ key, at, repeat }) {
      if (MODIFIERS.has(key)) return null;
      if (repeat) {
        restart();
        return null;
      }
      const flows = text !== '' && at - last <= GAP_MAX;
      if (key === 'Enter' || key === 'Tab') {
        const mean = (at - first) / Math.max(text.length, 1);
        const limit = text.length >= LONG ? GAP_MEAN_MAX.long : GAP_MEAN_MAX.short;
        const { lengthMin, ...around } = scanner();
        const isBurst = flows && text.length >= lengthMin && mean <= limit;
        const code = isBurst ? withoutAround(text, around) : null;
        restart();
        return code === null ? null : { code };
      }
      if ([...key].length !== 1) {
        restart();
        return null;
      }
      last = at;
      if (flows) {
        text += key;
        return null;
      }
      text = key;
      first = at;
      return 'begins';
    },
  };
}

/** A burst without what the scanner puts around a code; as it came where nothing would be left. */
function withoutAround(text: string, { prefix, suffix }: Pick<Scanner, 'prefix' | 'suffix'>) {
  const begun = text.startsWith(prefix) ? text.slice(prefix.length) : text;
  const ended = suffix !== '' && begun.endsWith(suffix) ? begun.slice(0, -suffix.length) : begun;
  return ended === '' ? text : ended;
}
