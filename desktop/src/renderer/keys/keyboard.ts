/**
 * The keyboard of the till: one listener for scans and for keys that act. Screens register what
 * they answer to; the one that came last is asked first, so that a sheet's Esc closes the sheet.
 */
import { type RefObject, useLayoutEffect, useRef } from 'react';
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

/** Begins to listen; called once for the page. */
export function listenToKeyboard(target: Window): void {
  const wedge = createWedge();
  let field: { readonly input: HTMLInputElement; readonly before: string } | null = null;

  target.addEventListener(
    'keydown',
    (event) => {
      if (event.isComposing) return;
      const { key, repeat } = event;
      const chord = event.ctrlKey || event.altKey || event.metaKey;
      const pressed = chord ? null : wedge.press({ key, repeat, at: event.timeStamp });
      const target = chord ? event.target : typingTarget(event);
      if (pressed === 'begins') field = fieldBefore(target);
      const scan = scanStack.at(-1);
      if (pressed !== null && pressed !== 'begins' && scan !== undefined) {
        event.preventDefault();
        event.stopPropagation();
        if (field !== null) restore(field.input, field.before);
        scan.current(pressed.code);
        return;
      }
      if (runKey(nameOf(event))) {
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
