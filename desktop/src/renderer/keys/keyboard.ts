/**
 * The keyboard of the till: one listener for scans and for keys that act. Screens register what
 * they answer to; the one that came last is asked first, so that a sheet's Esc closes the sheet.
 */
import { type RefObject, useLayoutEffect, useRef } from 'react';
import { houseKey, tillSetup } from './till-setup.ts';
import { createWedge } from './wedge.ts';

/** By the name shown on the key: `F8`, `Esc`, `Alt D`. Returning false passes the key on. */
export type KeyActions = Readonly<Record<string, (() => unknown) | undefined>>;
type ScanAction = (code: string) => void;

const keyStack: { readonly current: KeyActions }[] = [];
const scanStack: { readonly current: ScanAction }[] = [];
const typingStack: { readonly current: RefObject<HTMLInputElement | null> }[] = [];

/** Answers keys while the calling component is shown. */
export function useKeys(actions: KeyActions): void {
  useOnStack(keyStack, actions);
}

/** Takes every scan while the calling component is shown, wherever the focus is. */
export function useScan(action: ScanAction): void {
  useOnStack(scanStack, action);
}

/** Characters typed outside of any field go to this one while the calling component is shown. */
export function useTypingTarget(field: RefObject<HTMLInputElement | null>): void {
  useOnStack(typingStack, field);
}

function useOnStack<T>(stack: { readonly current: T }[], value: T): void {
  const latest = useRef(value);
  // With the drawing, not after it: a key pressed at once meets what the screen shows.
  useLayoutEffect(() => {
    latest.current = value;
  });
  useLayoutEffect(() => {
    stack.push(latest);
    return () => {
      stack.splice(stack.indexOf(latest), 1);
    };
  }, [stack]);
}

type NextKey = (name: string) => boolean;
let nextKey: NextKey | null = null;

/**
 * Hands the next key to `take` before anything answers it, until it says true. Returns the function
 * that gives up waiting.
 */
export function takeNextKey(take: NextKey): () => void {
  nextKey = take;
  return () => {
    if (nextKey === take) nextKey = null;
  };
}

/** Whether an action can have this key: it types nothing and is no other key's half. */
export function isRemappable(name: string): boolean {
  return /^(F([1-9]|1[0-2])|(Alt|Ctrl) \S.*|Del|Insert|Home|End|PageUp|PageDown|Pause)$/.test(name);
}

/** Begins to listen; called once for the page. */
export function listenToKeyboard(target: Window): void {
  const wedge = createWedge(() => tillSetup.get().scanner);
  let field: { readonly input: HTMLInputElement; readonly before: string } | null = null;

  target.addEventListener(
    'keydown',
    (event) => {
      if (event.isComposing) return;
      if (nextKey?.(nameOf(event)) === true) {
        event.preventDefault();
        event.stopPropagation();
        return;
      }
      const { key, repeat } = event;
      const chord = event.ctrlKey || event.altKey || event.metaKey;
      const pressed = chord ? null : wedge.press({ key, repeat, at: event.timeStamp });
      const target = chord ? event.target : typingTarget(event);
      if (pressed === 'begins') field = fieldBefore(target);
      const scan = scanStack.at(-1);
      if (pressed !== null && pressed !== 'begins' && scan !== undefined) {
        event.preventDefault();
        event.stopPropagation();
        // First, so that core is asked for it before anything that the field's text asks for.
        scan.current(pressed.code);
        if (field !== null) restore(field.input, field.before);
        return;
      }
      const name = houseKey(tillSetup.get(), nameOf(event));
      if (name !== null && runKey(name)) {
        event.preventDefault();
        event.stopPropagation();
      }
    },
    { capture: true },
  );
}

function runKey(name: string): boolean {
  for (const actions of [...keyStack].reverse()) {
    const action = actions.current[name];
    if (action !== undefined && action() !== false) return true;
  }
  return false;
}

/** The name that stands on the key. Letters go by their place, as Alt changes what they type. */
export function nameOf(event: Pick<KeyboardEvent, 'key' | 'code' | 'altKey' | 'ctrlKey'>): string {
  if (event.altKey && !event.ctrlKey) return `Alt ${event.code.replace(/^(Key|Digit)/, '')}`;
  if (event.ctrlKey) return `Ctrl ${event.key}`;
  return event.key === 'Escape' ? 'Esc' : event.key === 'Delete' ? 'Del' : event.key;
}

/** Whether the focus is where characters go. */
export function isTyping(): boolean {
  const focus = document.activeElement;
  return focus instanceof HTMLInputElement || focus instanceof HTMLTextAreaElement;
}

/** Where a character goes: the field that has the focus, else the one that takes what is typed. */
function typingTarget(event: KeyboardEvent): EventTarget | null {
  const sink = typingStack.at(-1)?.current.current;
  const types = [...event.key].length === 1 && event.key !== ' ' && event.key !== '?';
  if (!types || isTyping() || sink == null) return event.target;
  sink.focus({ preventScroll: true });
  return sink;
}

function fieldBefore(target: EventTarget | null) {
  return target instanceof HTMLInputElement ? { input: target, before: target.value } : null;
}

/** Sets a field back as if a person had, so that React hears of it. */
function restore(input: HTMLInputElement, value: string): void {
  const setter = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
  setter?.call(input, value);
  input.dispatchEvent(new Event('input', { bubbles: true }));
}
